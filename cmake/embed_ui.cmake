# Run as a script at build time: cmake -DFOLDER=ui/dist -DOUTPUT=embedded_ui.cpp -P embed_ui.cmake
# Writes a source that holds every file of FOLDER, plain and gzip, by .incbin, so that the compiler never sees the bytes.
file(GLOB_RECURSE paths LIST_DIRECTORIES false RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT paths)
get_filename_component(work ${OUTPUT} DIRECTORY)
set(assembly "")
set(symbols "")
set(entries "")
set(number 0)
foreach(path ${paths})
  set(source ${FOLDER}/${path})
  set(packed "${work}/embedded/${number}.gz")
  file(MAKE_DIRECTORY ${work}/embedded)
  # -n: no name and time inside, so that the same pages give the same program.
  execute_process(COMMAND gzip -9 -n -c ${source} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  file(SIZE ${source} plain_size)
  file(SIZE ${packed} packed_size)
  string(APPEND assembly "  \"ui_${number}: .incbin \\\"${source}\\\"\\n ui_${number}_end: .byte 0\\n\"\n")
  string(APPEND symbols "extern const char ui_${number}[], ui_${number}_end[];\n")
  set(gzip "std::string_view()")
  if(plain_size GREATER 1024 AND packed_size LESS plain_size AND NOT path MATCHES "\\.(png|jpg|webp|woff2?|gz)$")
    string(APPEND assembly "  \"ui_${number}_gz: .incbin \\\"${packed}\\\"\\n ui_${number}_gz_end: .byte 0\\n\"\n")
    string(APPEND symbols "extern const char ui_${number}_gz[], ui_${number}_gz_end[];\n")
    set(gzip "between(ui_${number}_gz, ui_${number}_gz_end)")
  endif()
  string(APPEND entries "      {\"/${path}\", between(ui_${number}, ui_${number}_end), ${gzip}},\n")
  math(EXPR number "${number} + 1")
endforeach()
set(body "  return {};")
if(number GREATER 0)
  set(body "  static const EmbeddedFile kFiles[] = {\n${entries}  };\n  return kFiles;")
endif()
set(asm_block "")
if(number GREATER 0)
  set(asm_block "__asm__(\n  \".section .rodata\\n\"\n${assembly}  \".text\\n\");\n")
endif()
file(WRITE ${OUTPUT} "// Made by cmake/embed_ui.cmake from the built pages.
#include \"api/http/static_files.h\"

${asm_block}extern \"C\" {
${symbols}}

namespace lianzhao::api::http {
namespace {
[[maybe_unused]] std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}
}  // namespace

std::span<const EmbeddedFile> embedded_ui() {
${body}
}

}  // namespace lianzhao::api::http
")
