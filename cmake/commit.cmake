# Writes OUTPUT, a source file with the commit the tree SOURCE stands at; empty where it is no clone of the repository.
# Runs with every build; the file is touched only when something has changed.
execute_process(COMMAND git -C ${SOURCE} describe --always --exclude=* --abbrev=10 --dirty=+changes
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
execute_process(COMMAND git -C ${SOURCE} rev-parse --show-toplevel OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(REAL_PATH ${SOURCE} source)
# Sources unpacked inside another project's clone have no commit of their own.
if(failed OR NOT top STREQUAL source)
  set(commit "")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[#include "cli/commit.h"

namespace lianzhao::cli {

std::string_view commit() {
  return "@commit@";
}

}  // namespace lianzhao::cli
]] @ONLY)
