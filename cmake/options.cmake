# Compiler options that every target of the project gets. Warnings are errors.
add_library(lianzhao_options INTERFACE)
target_compile_options(lianzhao_options INTERFACE
  -pthread -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
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

# Where -O3 is asked for, it is for rooms whose loops count. Rooms that wait for the database or the network are compiled
# as well as that with -O2 and little inlining, in two thirds of the time; tests need neither optimisation nor lines.
add_library(lianzhao_cold INTERFACE)
add_library(lianzhao_test_options INTERFACE)
if(CMAKE_CXX_FLAGS_RELWITHDEBINFO MATCHES "-O3" AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(lianzhao_cold INTERFACE -O2 "SHELL:-mllvm -inline-threshold=25")
  target_compile_options(lianzhao_test_options INTERFACE -O0 -g0)
endif()

# The default linker takes ten times as long.
find_program(LLD ld.lld-19)
if(LLD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_link_options(lianzhao_options INTERFACE --ld-path=${LLD})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Without these ccache passes over files that use a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
