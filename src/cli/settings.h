// Settings of a file (`--config FILE`): lines `name = value`, named like the options of `serve` and those that all
// commands share; an option that may be repeated has a line for each value. What the command line gives goes before
// the file, the file before the environment. `lianzhao settings` prints a file with every setting.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/command.h"

namespace lianzhao::cli {

// Gives the options that the command line left out their values. Call it when the command line has been parsed.
// Errors: kBadArgument where the file cannot be read,
// kBadInput with file and line.
Status apply_settings(CLI::App& app, const std::string& path);

}  // namespace lianzhao::cli
