// The ledger for a command: opens the database of --db (or lianzhao.db in the home folder) and brings its schema up
// to date.
#pragma once

#include <memory>
#include <string>

#include "cli/command.h"
#include "ledger/ledger.h"

namespace lianzhao::cli {

class LedgerDesk {
 public:
  static Result<std::unique_ptr<LedgerDesk>> open(const Globals& globals);
  [[nodiscard]] const ledger::Ledger& ledger() const { return *ledger_; }
  [[nodiscard]] const store::Database& database() const { return *database_; }

 private:
  SystemInstantClock clock_;
  SystemRandomBytes random_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<ledger::Ledger> ledger_;
};

std::string database_url(const Globals& globals);
// The zone of the case in force: first line "zone: ID" of its zone.yaml.
Result<std::string> zone_id(const Globals& globals);
// Groups of the case, its firms, projects and ties where the zone has none yet, its records (`with_records`; most are
// made up, to look at), and the first administrator where there is no user: its one-time password is printed.
Status prepare_zone(const Globals& globals, bool with_records);

}  // namespace lianzhao::cli
