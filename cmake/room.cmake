# lianzhao_room(NAME [USES target...]): one static library from all sources below the current folder.
# Sources are found by pattern so that adding a file needs no edit here.
function(lianzhao_room name)
  cmake_parse_arguments(ROOM "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(lianzhao_${name} STATIC ${sources})
  target_include_directories(lianzhao_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(lianzhao_${name} PUBLIC lianzhao_options ${ROOM_USES})
endfunction()
