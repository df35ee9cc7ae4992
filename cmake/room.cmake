# lianzhao_room(NAME [COLD] [WITHOUT folder] [USES target...] [HEADERS header...]): one static library from all sources below the
# current folder, but for those of the folder WITHOUT, which is a library of its own.
# Sources are found by pattern so that adding a file needs no edit here.
# COLD: compiled with less inlining, see options.cmake.
# HEADERS: read once for the whole room, beside the common ones (headers.cmake).
function(lianzhao_room name)
  cmake_parse_arguments(ROOM "COLD" "WITHOUT" "USES;HEADERS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(ROOM_WITHOUT)
    list(FILTER sources EXCLUDE REGEX "^${CMAKE_CURRENT_SOURCE_DIR}/${ROOM_WITHOUT}/")
  endif()
  add_library(lianzhao_${name} STATIC ${sources})
  target_include_directories(lianzhao_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(lianzhao_${name} PUBLIC lianzhao_options ${ROOM_USES})
  if(ROOM_COLD)
    target_link_libraries(lianzhao_${name} PRIVATE lianzhao_cold)
  endif()
  if(ROOM_HEADERS AND LIANZHAO_PCH)
    target_precompile_headers(lianzhao_${name} PRIVATE ${common_headers} ${ROOM_HEADERS})
  else()
    lianzhao_precompile(lianzhao_${name} lianzhao_headers)
  endif()
endfunction()
