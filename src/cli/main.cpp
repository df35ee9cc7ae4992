// lianzhao: the command line. Every command is in a file of its own; see command.h.
#include <fmt/format.h>

#include <clocale>
#include <cstdlib>
#include <exception>

#include "base/version.h"
#include "cli/command.h"
#include "cli/commit.h"
#include "cli/console.h"
#include "cli/settings.h"
#include "workspace/share.h"

namespace lianzhao::cli {

namespace {

// The one thing that errors need of what all commands share; set before a command runs.
bool errors_in_english = false;

}  // namespace

int report_error(const Error& error) {
  fmt::print(stderr, "lianzhao: {}\n", errors_in_english || error.zh.empty() ? error.message : error.zh);
  switch (error.code) {
    case ErrorCode::kBadArgument:
      return kWrongUse;
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kExists:
    case ErrorCode::kForbidden:
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kThrottled:
      return kNothing;
    case ErrorCode::kInternal:
      return kDefect;
    case ErrorCode::kUnavailable:
      return kTryLater;
    case ErrorCode::kInterrupted:
      return kInterruptedExit;
    default:
      return kBadInput;
  }
}

namespace {

std::string from_environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

// The data that come with the program; those who ask for words about options alone need none.
Status find_data(CLI::App& app, Globals& globals) {
  globals.share = from_environment("LIANZHAO_SHARE", "");
  if (!globals.share.empty() || app.got_subcommand("settings") || app.got_subcommand("manual")) return {};
  auto program = workspace::program_path();
  if (!program) return program.error();
  auto found = workspace::find_share(*program);
  if (!found) return found.error();
  globals.share = *std::move(found);
  return {};
}

std::string version_line() {
  return fmt::format("lianzhao {}{}", version(), commit().empty() ? "" : fmt::format(" ({})", commit()));
}

int run(int argc, char** argv) {
  install_stop_signals();
  Globals globals;
  globals.home = from_environment("LIANZHAO_HOME", "lianzhao-home");
  globals.db = from_environment("LIANZHAO_DB", "");
  globals.english =
      from_environment("LIANZHAO_LANG", from_environment("LANG", "").substr(0, 2) == "en" ? "en" : "zh") == "en";

  CLI::App app{"链招 Lianzhao: which firms could fill the gaps of a zone's industry chains, and why", "lianzhao"};
  app.set_version_flag("--version", version_line());
  app.add_option("--home", globals.home, "folder of your data (default: $LIANZHAO_HOME or ./lianzhao-home)");
  app.add_option("--db", globals.db,
                 "sqlite:PATH or postgresql://... (default: $LIANZHAO_DB or lianzhao.db in the home folder)");
  app.add_option("--config", globals.config, "file of settings, see lianzhao settings; options given go before it");
  app.add_flag("--json", globals.json, "machine-readable output");
  app.add_flag("--english,!--chinese", globals.english, "words in English (default: Chinese, unless $LANG is en*)");
  app.parse_complete_callback([&app, &globals] {
    errors_in_english = globals.english;
    Status ready;
    if (!globals.config.empty()) ready = apply_settings(app, globals.config);
    errors_in_english = globals.english;
    if (ready) ready = find_data(app, globals);
    if (!ready) throw CLI::RuntimeError(report_error(ready.error()));
  });
  app.require_subcommand(1);
  app.fallthrough();
  int exit_code = kDone;
  for (const auto add : {add_init, add_demo,   add_diagnose, add_targets, add_atlas,    add_import,   add_build,
                         add_info, add_search, add_read,     add_synth,   add_evaluate, add_plan,     add_report,
                         add_user, add_audit,  add_serve,    add_backup,  add_restore,  add_settings, add_manual}) {
    add(app, globals, exit_code);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& error) {  // told already
    return error.get_exit_code();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUse;
  }
  return exit_code;
}

}  // namespace
}  // namespace lianzhao::cli

int main(int argc, char** argv) {
  try {
    return lianzhao::cli::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "lianzhao: this is a defect of the program, please report it: {}\n", error.what());
    return lianzhao::cli::kDefect;
  }
}
