#include "store/table_dump.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/identifiers.h"
#include "store/migration.h"
#include "store/tables.h"

namespace lianzhao::store {
namespace {

namespace json = boost::json;

constexpr int kRowsAtOnce = 500;
constexpr std::size_t kPieceBytes = 4u << 20;
constexpr std::size_t kMostParameters = 4000;  // of one statement; SQLite takes 32766, PostgreSQL 65535

void append_cell(std::string& out, const Value& value) {
  struct {
    std::string& out;
    void operator()(std::monostate) const { out += "null"; }
    void operator()(std::int64_t number) const { out += fmt::to_string(number); }
    void operator()(double number) const { out += fmt::format(R"({{"real":"{}"}})", number); }
    void operator()(const std::string& text) const { out += json::serialize(json::string(text)); }
    void operator()(const Blob& blob) const { out += fmt::format(R"({{"base64url":"{}"}})", base64url(blob.bytes)); }
  } visitor{out};
  std::visit(visitor, value.variant());
}

// nullopt: not a cell as append_cell() writes it.
std::optional<Value> cell_of(const json::value& cell) {
  if (cell.is_null()) return Value();
  if (const auto* number = cell.if_int64()) return Value(*number);
  if (const auto* text = cell.if_string()) return Value(std::string_view(text->data(), text->size()));
  const auto* object = cell.if_object();
  if (!object || object->size() != 1) return std::nullopt;
  const auto* text = object->begin()->value().if_string();
  if (!text) return std::nullopt;
  const std::string_view key(object->begin()->key().data(), object->begin()->key().size());
  if (key == "real") {
    double number = 0;
    const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (code != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return Value(number);
  }
  Blob blob;
  if (key == "base64url" && from_base64url({text->data(), text->size()}, blob.bytes)) return Value(std::move(blob));
  return std::nullopt;
}

std::string header_of(const std::vector<std::string>& columns) {
  json::array names;
  for (const auto& column : columns) names.emplace_back(column);
  return json::serialize(names) + "\n";
}

// SELECT ... WHERE (a, b) > ($1, $2) ORDER BY a, b LIMIT n
std::string page_sql(const Table& table, bool first) {
  std::string places;
  for (std::size_t i = 1; i <= table.key.size(); ++i) places += fmt::format("{}${}", i > 1 ? ", " : "", i);
  const auto key = fmt::format("\"{}\"", fmt::join(table.key, "\", \""));
  return fmt::format("SELECT \"{}\" FROM \"{}\"{} ORDER BY {} LIMIT {}", fmt::join(table.columns, "\", \""),
                     table.name, first ? "" : fmt::format(" WHERE ({}) > ({})", key, places), key, kRowsAtOnce);
}

Status dump_table(Transaction& tx, const Table& table, const std::function<Status(const DumpPiece&)>& take) {
  const auto header = header_of(table.columns);
  DumpPiece piece{table.name, 1, 0, header};
  Values after;
  for (bool first = true;; first = false) {
    auto rows = tx.query(page_sql(table, first), after);
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      piece.text += '[';
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0) piece.text += ',';
        append_cell(piece.text, row.value(i));
      }
      piece.text += "]\n";
      ++piece.rows;
      if (piece.text.size() < kPieceBytes) continue;
      if (auto taken = take(piece); !taken) return taken;
      piece = {table.name, piece.number + 1, 0, header};
    }
    if (rows->size() < kRowsAtOnce) break;
    after.clear();
    const auto last = (*rows)[rows->size() - 1];
    for (const auto& column : table.key) after.push_back(last.value(rows->column(column)));
  }
  return piece.rows > 0 ? take(piece) : Status();
}

// Rows of one piece on their way into the table, many to a statement.
class Inserter {
 public:
  Inserter(Transaction& tx, const std::string& table, const std::vector<std::string>& columns)
      : tx_(tx),
        begin_(fmt::format("INSERT INTO \"{}\" (\"{}\") VALUES ", table, fmt::join(columns, "\", \""))),
        columns_(columns.size()),
        most_(std::max<std::size_t>(1, kMostParameters / columns.size())) {}

  Status add(Values row) {
    for (auto& value : row) values_.push_back(std::move(value));
    return values_.size() < most_ * columns_ ? Status() : flush();
  }
  Status flush() {
    if (values_.empty()) return {};
    if (values_.size() != size_) {  // all statements but the last of a piece are of one size: prepared once
      sql_ = begin_;
      for (std::size_t i = 0; i < values_.size(); ++i) {
        sql_ += fmt::format("{}${}", i % columns_ > 0 ? "," : i > 0 ? "),(" : "(", i + 1);
      }
      sql_ += ')';
      size_ = values_.size();
    }
    auto inserted = tx_.execute(sql_, values_);
    values_.clear();
    if (!inserted) return inserted.error();
    return {};
  }

 private:
  Transaction& tx_;
  std::string begin_, sql_;
  std::size_t columns_, most_, size_ = 0;
  Values values_;
};

}  // namespace

Status dump_tables(Transaction& tx, std::span<const std::string_view> without,
                   const std::function<Status(const DumpPiece&)>& take) {
  auto tables = own_tables(tx);
  if (!tables) return tables.error();
  for (const auto& table : *tables) {
    if (std::find(without.begin(), without.end(), table.name) != without.end()) continue;
    if (auto dumped = dump_table(tx, table, take); !dumped) return dumped.error().in(table.name);
  }
  return {};
}

Status begin_load(Transaction& tx, int version) {
  auto migrations = migrations_for(tx.engine(), embedded_migrations());
  if (!migrations) return migrations.error();
  if (version < 1 || version > static_cast<int>(migrations->size())) {
    return Error{ErrorCode::kVersion, fmt::format("there is no schema of version {}: this program knows 1 to {}",
                                                  version, migrations->size())};
  }
  if (auto dropped = drop_own(tx); !dropped) return dropped;
  if (auto made = migrate(tx, *migrations, version); !made) return made.error();
  // What a migration put in comes from the pieces as well.
  auto tables = own_tables(tx);
  if (!tables) return tables.error();
  for (const auto& table : *tables) {
    auto empty = tx.query(fmt::format("SELECT 1 FROM \"{}\" LIMIT 1", table.name));
    if (!empty) return empty.error();
    if (empty->empty()) continue;
    if (auto cleared = tx.execute(fmt::format("DELETE FROM \"{}\"", table.name)); !cleared) return cleared.error();
  }
  return defer_keys(tx);
}

Result<std::int64_t> load_piece(Transaction& tx, const std::string& table, std::string_view text) {
  const auto wrong = [&](std::int64_t line) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: line {} is no row of this table", table, line)};
  };
  auto tables = own_tables(tx);
  if (!tables) return tables.error();
  const auto known =
      std::find_if(tables->begin(), tables->end(), [&](const Table& one) { return one.name == table; });
  if (known == tables->end()) return Error{ErrorCode::kBadInput, fmt::format("there is no table {}", table)};
  std::optional<Inserter> inserter;
  std::size_t columns = 0;
  std::int64_t line = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    ++line;
    json::error_code code;
    const auto parsed = json::parse(text.substr(0, end), code);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto* cells = parsed.if_array();
    if (code || !cells) return wrong(line);
    if (!inserter) {
      std::vector<std::string> names;
      for (const auto& cell : *cells) {
        const auto* name = cell.if_string();
        if (!name) return wrong(line);
        names.emplace_back(name->data(), name->size());
        if (std::find(known->columns.begin(), known->columns.end(), names.back()) == known->columns.end()) {
          return wrong(line);
        }
      }
      if (names.empty()) return wrong(line);
      columns = names.size();
      inserter.emplace(tx, table, names);
      continue;
    }
    if (cells->size() != columns) return wrong(line);
    Values row;
    for (const auto& cell : *cells) {
      auto value = cell_of(cell);
      if (!value) return wrong(line);
      row.push_back(*std::move(value));
    }
    if (auto added = inserter->add(std::move(row)); !added) return added.error().in(table);
  }
  if (!inserter) return wrong(1);
  if (auto flushed = inserter->flush(); !flushed) return flushed.error().in(table);
  return line - 1;
}

Status finish_load(Transaction& tx) {
  if (auto checked = check_keys(tx); !checked) return checked;
  auto migrations = migrations_for(tx.engine(), embedded_migrations());
  if (!migrations) return migrations.error();
  auto migrated = migrate(tx, *migrations, 0);
  return migrated ? Status() : Status(migrated.error());
}

}  // namespace lianzhao::store
