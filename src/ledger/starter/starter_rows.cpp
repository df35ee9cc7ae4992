#include "ledger/starter/starter_rows.h"

#include <charconv>
#include <cmath>
#include <filesystem>

namespace lianzhao::ledger::starter {

std::string Row::text(std::string_view header) const {
  return std::string(table_.at(row_, table_.column(header)));
}

std::vector<std::string> Row::list(std::string_view header) const {
  std::vector<std::string> out;
  const auto cell = text(header);
  for (std::size_t begin = 0; begin < cell.size();) {
    const auto end = std::min(cell.find(';', begin), cell.size());
    if (end > begin) out.push_back(cell.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<Day> Row::day(std::string_view header) {
  const auto cell = text(header);
  if (cell.empty()) return std::nullopt;
  const auto found = parse_iso_day(cell);
  if (!found) refuse(header, "is no day");
  return found;
}

std::optional<double> Row::number(std::string_view header) {
  const auto cell = text(header);
  if (cell.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc() && end == cell.data() + cell.size()) return value;
  refuse(header, "is no number");
  return std::nullopt;
}

std::optional<std::int64_t> Row::fen(std::string_view header) {
  const auto yuan = number(header);
  if (!yuan) return std::nullopt;
  return std::llround(*yuan * 100);
}

std::optional<std::int64_t> Row::whole(std::string_view header) {
  const auto value = number(header);
  if (!value) return std::nullopt;
  if (*value != std::floor(*value)) refuse(header, "is no whole number");
  return static_cast<std::int64_t>(*value);
}

std::string Row::word(std::string_view header,
                      std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
  const auto cell = text(header);
  if (cell.empty()) return {};
  for (const auto& [zh, name] : words) {
    if (cell == zh) return std::string(name);
  }
  refuse(header, "is not a word of this column");
  return {};
}

Error Row::place(const Error& error) const {
  return Error{error.code, table_.where(row_) + ": " + error.message, error.data};
}

void Row::refuse(std::string_view header, std::string_view why) {
  if (!fault_) return;
  fault_ = Error{ErrorCode::kBadInput, fmt::format("{}: {} '{}' {}", table_.where(row_), header, text(header), why)};
}

Loading::Loading(const Ledger& ledger, const std::string& zone, const std::string& folder, const StarterNeeds& needs)
    : ledger_(ledger), zone_(zone), folder_(folder), needs_(needs), access_(Access::system(zone, "starter")) {}

// A name-based UUID (RFC 9562, version 8) of zone, table and number.
std::string Loading::id_of(std::string_view table, std::string_view number) const {
  auto hex = sha256_hex(fmt::format("starter/{}/{}/{}", zone_, table, number));
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                     hex.substr(20, 12));
}

Status Loading::each(const std::string& name, const std::vector<std::string>& required,
                     const std::function<Status(Row&)>& take) const {
  const auto path = (std::filesystem::path(folder_) / (name + ".tsv")).string();
  if (!std::filesystem::exists(path)) return {};
  const auto table = TsvTable::load(path, required);
  if (!table) return table.error();
  for (std::size_t i = 0; i < table->rows(); ++i) {
    Row row(*table, i);
    const auto taken = take(row);
    if (!row.fault()) return row.fault();
    if (!taken) return row.place(taken.error());
  }
  return {};
}

Status Loading::find_groups() {
  ListQuery all;
  all.limit = 500;
  const auto page = ledger_.groups.page(access_, all);
  if (!page) return page.error();
  for (const auto& group : page->items) groups_[group.slug] = group.id;
  return {};
}

Result<std::string> Loading::group(const std::string& slug) const {
  const auto found = groups_.find(slug);
  if (found == groups_.end())
    return told(ErrorCode::kBadInput, fmt::format("没有组 {}。", slug), fmt::format("there is no group {}", slug));
  return found->second;
}

Result<bool> Loading::has(std::string_view table, const std::string& id) const {
  return ledger_.tools.database.read([&](store::Transaction& tx) -> Result<bool> {
    auto rows = tx.query(fmt::format("SELECT 1 FROM {} WHERE zone = $1 AND id = $2", table), {zone_, id});
    if (!rows) return rows.error();
    return rows->size() > 0;
  });
}

}  // namespace lianzhao::ledger::starter
