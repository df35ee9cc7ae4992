// The folder of what comes with the program (chains, places, calendar, the case ...) is found from where the program
// lies, so that no path is built into it: share/lianzhao beside it (build tree, an unpacked archive), or in the
// folder above (PREFIX/bin/lianzhao has PREFIX/share/lianzhao).
#pragma once

#include <string>

#include "base/result.h"

namespace lianzhao::workspace {

// `program`: path of the program's file, links resolved. Errors: kNotFound, with the folders looked at.
Result<std::string> find_share(const std::string& program);

// Path of the running program. Errors: kIo.
Result<std::string> program_path();

}  // namespace lianzhao::workspace
