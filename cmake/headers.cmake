# Headers that are read once for many files (precompiled): those of the standard library and of libraries that many
# sources include. Every source still includes what it uses: -DLIANZHAO_PCH=OFF builds without them, and so does g++,
# whose precompiled headers suit one set of flags only.
option(LIANZHAO_PCH "Read common headers once (clang only)" ON)
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  set(LIANZHAO_PCH OFF)
endif()

set(common_headers <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <condition_variable> <cstdint> <cstring> <deque>
  <filesystem> <fstream> <functional> <map> <memory> <mutex> <numeric> <optional> <set> <span> <string> <string_view> <thread>
  <unordered_map> <utility> <variant> <vector> <fmt/format.h> <boost/describe.hpp> <boost/json.hpp> <boost/mp11.hpp>)

if(LIANZHAO_PCH)
  # ccache keeps headers without time stamps only, and understands -include-pch (CMake's own option for it hides the path
  # behind -Xclang). A header is made with -Xclang -include: the plain option would read the old .pch beside it.
  target_compile_options(lianzhao_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  set(CMAKE_CXX_COMPILE_OPTIONS_CREATE_PCH -Xclang -include -Xclang <PCH_HEADER> -x c++-header)
  set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -include-pch <PCH_FILE>)
endif()

# A library that holds nothing but the common headers and these, in <>, compiled with the options of the libraries it uses.
function(lianzhao_headers name)
  cmake_parse_arguments(SET "" "" "USES;HEADERS" ${ARGN})
  if(LIANZHAO_PCH)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "// A library needs a source.\n")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE lianzhao_options fmt::fmt Boost::json ${SET_USES})
    target_precompile_headers(${name} PRIVATE ${common_headers} ${SET_HEADERS})
  endif()
endfunction()

# The target is compiled with the headers of that library.
function(lianzhao_precompile target library)
  if(LIANZHAO_PCH)
    target_precompile_headers(${target} REUSE_FROM ${library})
  endif()
endfunction()

lianzhao_headers(lianzhao_headers)
