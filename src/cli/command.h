// A command of the program: registers its options on the parser and returns what to do. One file a command; main.cpp
// lists them.
//
// Exit codes: 0 done, 1 nothing found or a check failed, 2 wrong use, 3 bad input, 70 a defect, 71 the processor
// lacks instructions (processor.cpp), 75 the database is busy or gone and may be back later, 130 interrupted. The
// unit of the service (packaging/) starts it again after 70 and 75, not after those that only an operator can mend.
#pragma once

#include <CLI/CLI.hpp>

#include "base/error.h"

namespace lianzhao::cli {

inline constexpr int kDone = 0, kNothing = 1, kWrongUse = 2, kBadInput = 3, kDefect = 70, kTryLater = 75,
                     kInterruptedExit = 130;

// Prints the error on stderr and returns its exit code.
int report_error(const Error& error);
// The same error where an argument named what is not there: a wrong use.
inline Error wrong_use(Error error) {
  error.code = ErrorCode::kBadArgument;
  return error;
}

// What all commands share.
struct Globals {
  std::string home;      // folder of the user's data
  std::string share;     // folder of the data that come with the program
  std::string db;        // sqlite:PATH, a plain path, or postgresql://...; empty: lianzhao.db in the home folder
  std::string config;    // file of settings; empty: none
  bool json = false;     // machine-readable output on stdout
  bool english = false;  // words in English instead of Chinese
};

// Each adds a subcommand to `app`; the callback stores the exit code in `exit_code`.
void add_atlas(CLI::App& app, const Globals& globals, int& exit_code);
void add_import(CLI::App& app, const Globals& globals, int& exit_code);
void add_build(CLI::App& app, const Globals& globals, int& exit_code);
void add_info(CLI::App& app, const Globals& globals, int& exit_code);
void add_search(CLI::App& app, const Globals& globals, int& exit_code);
void add_read(CLI::App& app, const Globals& globals, int& exit_code);
void add_evaluate(CLI::App& app, const Globals& globals, int& exit_code);
void add_synth(CLI::App& app, const Globals& globals, int& exit_code);
void add_diagnose(CLI::App& app, const Globals& globals, int& exit_code);
void add_targets(CLI::App& app, const Globals& globals, int& exit_code);
void add_init(CLI::App& app, const Globals& globals, int& exit_code);
void add_user(CLI::App& app, const Globals& globals, int& exit_code);
void add_audit(CLI::App& app, const Globals& globals, int& exit_code);
void add_backup(CLI::App& app, const Globals& globals, int& exit_code);
void add_restore(CLI::App& app, const Globals& globals, int& exit_code);
void add_demo(CLI::App& app, const Globals& globals, int& exit_code);
void add_serve(CLI::App& app, const Globals& globals, int& exit_code);
void add_plan(CLI::App& app, const Globals& globals, int& exit_code);
void add_report(CLI::App& app, const Globals& globals, int& exit_code);
void add_settings(CLI::App& app, const Globals& globals, int& exit_code);
void add_manual(CLI::App& app, const Globals& globals, int& exit_code);

}  // namespace lianzhao::cli
