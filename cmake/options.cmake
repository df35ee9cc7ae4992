# Compiler options that every target of the project gets. Warnings are errors.
add_library(lianzhao_options INTERFACE)
target_compile_options(lianzhao_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these in optimised std::string and std::vector code.
  target_compile_options(lianzhao_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
    -Wno-maybe-uninitialized -Wno-dangling-reference)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12 uses std::get_temporary_buffer in stable_sort, which its own C++20 mode calls deprecated.
  target_compile_options(lianzhao_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" AND LIANZHAO_MARCH)
  target_compile_options(lianzhao_options INTERFACE -march=${LIANZHAO_MARCH})
endif()
if(LIANZHAO_SANITIZE)
  target_compile_options(lianzhao_options INTERFACE -fsanitize=${LIANZHAO_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(lianzhao_options INTERFACE -fsanitize=${LIANZHAO_SANITIZE})
endif()

# The default linker takes ten times as long.
find_program(LLD ld.lld-19)
if(LLD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_link_options(lianzhao_options INTERFACE --ld-path=${LLD})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
