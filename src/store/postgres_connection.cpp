#include "store/postgres_connection.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <utility>

#include "base/folding.h"

namespace lianzhao::store {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, Clear>;

constexpr std::size_t kMostStatements = 400;

// https://www.postgresql.org/docs/15/errcodes-appendix.html
ErrorCode code_of(std::string_view state) {
  if (state == "23505") return ErrorCode::kExists;
  if (state.starts_with("22") || state.starts_with("23")) return ErrorCode::kBadInput;
  if (state == "P0001" || state == "25006" || state == "42501" || state.starts_with("28"))
    return ErrorCode::kForbidden;
  if (state == "53100") return ErrorCode::kNoSpace;
  if (state == "54000") return ErrorCode::kTooLarge;
  if (state.starts_with("XX")) return ErrorCode::kCorrupt;
  if (state == "58030") return ErrorCode::kIo;
  if (state.empty() || state.starts_with("08") || state.starts_with("53") || state.starts_with("57") ||
      state == "40001" || state == "40P01" || state == "55P03") {
    return ErrorCode::kUnavailable;
  }
  return ErrorCode::kInternal;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text);
}

std::string as_text(const Value& value) {
  struct {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t number) const { return fmt::to_string(number); }
    std::string operator()(double number) const { return fmt::to_string(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Blob& blob) const {
      std::string hex = "\\x";
      for (const char c : blob.bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
      return hex;
    }
  } visitor;
  return std::visit(visitor, value.variant());
}

// Object identifiers of types, from pg_type.dat.
constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700, kFloat8 = 701,
              kNumeric = 1700;

void add_cell(Rows& rows, const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return rows.add_null();
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kBool:
      return rows.add_integer(text == "t");
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric: {  // sum() of whole numbers is numeric
      std::int64_t number = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size()) {
        return rows.add_integer(number);
      }
      [[fallthrough]];
    }
    case kFloat4:
    case kFloat8: {
      double number = 0;
      std::from_chars(text.data(), text.data() + text.size(), number);
      return rows.add_real(number);
    }
    case kBytea: {
      std::size_t size = 0;
      auto* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text.data()), &size);
      rows.add_bytes(Rows::Kind::kBlob, {reinterpret_cast<const char*>(bytes), size});
      return PQfreemem(bytes);
    }
    default:
      return rows.add_bytes(Rows::Kind::kText, text);
  }
}

}  // namespace

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url,
                                                                     const DatabaseOptions& options) {
  auto* handle = PQconnectdb(url.c_str());
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(handle));
  if (PQstatus(handle) != CONNECTION_OK) {
    const auto message = trimmed(PQerrorMessage(handle));
    // libpq gives no SQLSTATE for a refused connection.
    const bool missing = message.find("does not exist") != std::string::npos;
    const bool refused = message.find("authentication failed") != std::string::npos;
    return Error{missing   ? ErrorCode::kNotFound
                 : refused ? ErrorCode::kForbidden
                           : ErrorCode::kUnavailable,
                 fmt::format("cannot reach the database: {}", message)};
  }
  PQsetNoticeProcessor(handle, [](void*, const char*) {}, nullptr);
  if (auto set = connection->command(fmt::format("SET client_encoding = 'UTF8'; SET timezone = 'UTC'; "
                                                 "SET client_min_messages = warning; SET lock_timeout = {}; "
                                                 "SET extra_float_digits = 1",
                                                 options.busy_millis));
      !set) {
    return set.error();
  }
  return connection;
}

PostgresConnection::~PostgresConnection() {
  PQfinish(handle_);
}

Error PostgresConnection::error(const PGresult* result, std::string_view sql) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string_view known = state ? state : "";
  clashed_ = clashed_ || known == "40001" || known == "40P01";
  const auto code = code_of(known);
  const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  auto message = primary ? std::string(primary) : trimmed(PQerrorMessage(handle_));
  return {code, code == ErrorCode::kInternal ? fmt::format("{} in: {}", message, sql) : message};
}

Result<std::string> PostgresConnection::prepare(std::string_view sql) {
  std::string key(sql);
  if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
  if (statements_.size() >= kMostStatements) {
    if (auto forgotten = forget_statements(); !forgotten) return forgotten.error();
  }
  auto name = fmt::format("s{}", next_statement_++);
  const ResultPtr result(PQprepare(handle_, name.c_str(), key.c_str(), 0, nullptr));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return error(result.get(), sql);
  statements_.emplace(std::move(key), name);
  return name;
}

Result<Rows> PostgresConnection::run(std::string_view sql, std::span<const Value> values) {
  auto name = prepare(sql);
  if (!name) return name.error();
  std::vector<std::string> texts;
  std::vector<const char*> pointers;
  texts.reserve(values.size());
  for (const auto& value : values) {
    texts.push_back(as_text(value));
    pointers.push_back(value.is_null() ? nullptr : texts.back().c_str());
  }
  const ResultPtr result(
      PQexecPrepared(handle_, name->c_str(), static_cast<int>(values.size()), pointers.data(), nullptr, nullptr, 0));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return error(result.get(), sql);
  Rows rows;
  const int columns = PQnfields(result.get()), count = PQntuples(result.get());
  for (int i = 0; i < columns; ++i) rows.add_column(PQfname(result.get(), i));
  for (int row = 0; row < count; ++row) {
    for (int i = 0; i < columns; ++i) add_cell(rows, result.get(), row, i);
  }
  if (const std::string_view command = PQcmdStatus(result.get()); !command.starts_with("SELECT")) {
    rows.set_affected(std::strtoll(PQcmdTuples(result.get()), nullptr, 10));
  }
  return rows;
}

Status PostgresConnection::forget_statements() {
  if (statements_.empty()) return {};
  statements_.clear();
  return command("DEALLOCATE ALL");
}

Status PostgresConnection::script(const std::string& sql) {
  scripted_ = true;
  if (auto done = command(sql); !done) return done.error();
  return forget_statements();
}

void PostgresConnection::roll_back() {
  (void)command("ROLLBACK");
  // The tables are again what they were before the script.
  if (std::exchange(scripted_, false)) (void)forget_statements();
}

Status PostgresConnection::command(const std::string& sql) {
  const ResultPtr result(PQexec(handle_, sql.c_str()));
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return {};
  return error(result.get(), std::string(cut_at_character(sql, 200)));
}

Status PostgresConnection::commit() {
  scripted_ = false;
  const ResultPtr result(PQexec(handle_, "COMMIT"));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return error(result.get(), "COMMIT");
  // A transaction with a failed statement is rolled back by COMMIT, without an error.
  if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") != 0) {
    return Error{ErrorCode::kInternal, "a statement had failed, and the transaction went on"};
  }
  return {};
}

}  // namespace lianzhao::store
