// Rows of the starter's tables: cells by header, words to the names of the ledger, errors with file and line.
// Internal to the starter.
#pragma once

#include <initializer_list>
#include <map>
#include <utility>

#include "base/tsv.h"
#include "ledger/starter/starter.h"

namespace lianzhao::ledger::starter {

class Row {
 public:
  Row(const TsvTable& table, std::size_t row) : table_(table), row_(row) {}
  [[nodiscard]] std::string text(std::string_view header) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view header) const;  // separated by ";"
  [[nodiscard]] std::optional<Day> day(std::string_view header);
  [[nodiscard]] std::optional<double> number(std::string_view header);
  [[nodiscard]] std::optional<std::int64_t> fen(std::string_view header);  // of yuan
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view header);
  // The name that a Chinese word stands for; "" for an empty cell.
  [[nodiscard]] std::string word(std::string_view header,
                                 std::initializer_list<std::pair<std::string_view, std::string_view>> words);
  // Of the first cell that could not be read, or `error` with its place.
  [[nodiscard]] const Status& fault() const { return fault_; }
  [[nodiscard]] Error place(const Error& error) const;

 private:
  void refuse(std::string_view header, std::string_view why);
  const TsvTable& table_;
  std::size_t row_;
  Status fault_;
};

// The loader's state.
class Loading {
 public:
  Loading(const Ledger& ledger, const std::string& zone, const std::string& folder, const StarterNeeds& needs);
  Status trips();
  Status visits();
  Status projects();
  Status payments();
  Status leads();
  Status targets();
  Status find_groups();

  StarterCounts counts;

 private:
  [[nodiscard]] std::string id_of(std::string_view table, std::string_view number) const;
  // Calls `take` for each row of FOLDER/name.tsv; no file is no rows.
  Status each(const std::string& name, const std::vector<std::string>& required,
              const std::function<Status(Row&)>& take) const;
  Result<std::string> group(const std::string& slug) const;
  Result<bool> has(std::string_view table, const std::string& id) const;
  Status add_documents(const Project& project, ProjectStage until);
  Status move(const std::string& id, Row& row);

  const Ledger& ledger_;
  const std::string zone_, folder_;
  const StarterNeeds& needs_;
  const Access access_;
  std::map<std::string, std::string> groups_;        // slug -> id
  std::map<std::string, std::string> trip_regions_;  // number -> region
};

}  // namespace lianzhao::ledger::starter
