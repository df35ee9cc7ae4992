// Workbooks that are filled in and read (docs/capital.md, "Sheets"): for each kind of record one table of columns,
// from which the empty workbook is made and by which a filled one is read, and the call of the ledger that writes a
// row: the same that a request makes, so that gates, duplicates and reach hold.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "api/problem.h"
#include "api/sheets/firms.h"
#include "base/day.h"
#include "ledger/ledger.h"

namespace lianzhao::api::sheets {

enum class CellKind : std::uint8_t {
  kText,
  kDay,
  kYuan,  // an amount in yuan with at most two decimals; a value is fen
  kInteger,
  kNumber,
  kYesNo,
  kChoice,   // one of Column::choices, by its key or its words in either language
  kProject,  // by name or id; a value is the id
  kGroup,    // by name in either language, slug or id; a value is the id
  kUser,     // who is active, by login or name; a value is the id
  kUsers,    // several
  kNode,     // of a chain, by id or name; a value is the id
  kPlace,    // by name or GB/T 2260 code; a value is the code
  kPlaces,   // several
  kRegion,   // of the zone's regions, by name or id; a value is the id
  kTrip,     // by name or id; a value is the text: which trip it is depends on the group of the row
  kTexts,    // several texts
};

struct Choice {
  std::string key;
  Words words;
};

struct Column {
  std::string field;  // as the contract calls it; errors of the ledger name it
  Words header;
  CellKind kind = CellKind::kText;
  bool required = false;
  double width = 14;
  Words note{};
  std::vector<Choice> choices{};
  std::size_t most = 0;  // characters of a text, as requests bound it; 0: what the ledger takes
};

// Cells of a row by field; those left empty are absent.
class Row {
 public:
  using Texts = std::vector<std::string>;
  using Codes = std::vector<std::int64_t>;
  using Value = std::variant<std::string, std::int64_t, double, Day, bool, Texts, Codes>;
  void set(const std::string& field, Value value) { values_[field] = std::move(value); }
  [[nodiscard]] std::string text(const std::string& field) const { return get<std::string>(field).value_or(""); }
  [[nodiscard]] std::optional<std::int64_t> whole(const std::string& field) const { return get<std::int64_t>(field); }
  [[nodiscard]] std::optional<double> number(const std::string& field) const { return get<double>(field); }
  [[nodiscard]] std::optional<Day> day(const std::string& field) const { return get<Day>(field); }
  [[nodiscard]] std::optional<bool> truth(const std::string& field) const { return get<bool>(field); }
  [[nodiscard]] Texts texts(const std::string& field) const { return get<Texts>(field).value_or(Texts()); }
  [[nodiscard]] Codes codes(const std::string& field) const { return get<Codes>(field).value_or(Codes()); }
  // All that is in it as one text: rows that say the same have the same.
  [[nodiscard]] std::string fingerprint() const;

 private:
  template <class T>
  std::optional<T> get(const std::string& field) const {
    const auto found = values_.find(field);
    if (found == values_.end()) return std::nullopt;
    const auto* value = std::get_if<T>(&found->second);
    return value ? std::optional<T>(*value) : std::nullopt;
  }
  std::map<std::string, Value> values_;
};

// What the rows of a change have come to so far.
struct Written {
  std::set<std::string> keys;                    // of what may stand in a workbook once
  std::map<std::string, std::int64_t> by_group;  // records made
};

// Within one change: what rows write into.
struct Target {
  const ledger::Ledger& ledger;
  ledger::Change& change;
  const ledger::Access& access;
  const workspace::Engine& engine;
  const FirmFinder& firms;
  const std::string& by;  // name of whoever imports, for notices
  Written& written;
};

// May the records go to this group? kForbidden, of the column group. Before anything is looked up in the group.
Status check_owner(const Target& target, const std::string& group);

inline constexpr std::size_t kMostRows = 5'000;

// Where records are taken out of: within the reach of the permission to read them, masked as lists are.
struct Source {
  const ledger::Ledger& ledger;
  const ledger::Access& access;
};
using RowSink = std::function<Status(const Row&)>;

struct Kind {
  std::string name;  // "payments"
  Words title;
  ledger::Permission edit;  // to put rows in
  ledger::Permission read;  // to take them out
  std::vector<Column> columns;
  // Errors: those of the ledger, the field in their data.
  std::function<Status(const Target&, const Row&)> write;
  // All records within the reach as rows of these columns, so that what was taken out can be put in elsewhere.
  std::function<Status(const Source&, const RowSink&)> take_out;
  // After all rows of a workbook that is kept; may be empty.
  std::function<Status(const Target&)> finish{};
  std::size_t most_rows = kMostRows;
};

// Each is one file in kinds/.
Kind visits_kind();
Kind trips_kind();
Kind leads_kind();
Kind projects_kind();
Kind payments_kind();
Kind group_targets_kind();

// Every kind there is.
std::vector<Kind> all_kinds();
std::optional<Kind> find_kind(std::string_view name);

}  // namespace lianzhao::api::sheets
