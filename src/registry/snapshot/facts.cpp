#include "registry/snapshot/facts.h"

#include <algorithm>

namespace lianzhao::registry {
namespace {

constexpr std::array<std::string_view, kFieldCount> kNames = {
    "scope", "products", "address", "type", "capital", "status", "listed", "name", "registered", "place", "code"};

void put_number(std::string& to, std::uint32_t value) {
  while (value >= 0x80) {
    to += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  to += static_cast<char>(value);
}

// Takes numbers and texts from the front; `good` becomes false at the first that does not fit.
struct Taker {
  std::string_view rest;
  bool good = true;

  std::uint32_t number(std::uint32_t most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (rest.empty()) break;
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) {
        good = good && value <= most;
        return good ? static_cast<std::uint32_t>(value) : 0;
      }
    }
    good = false;
    return 0;
  }
  std::string_view text() {
    const auto size = number(static_cast<std::uint32_t>(std::min<std::size_t>(rest.size(), UINT32_MAX)));
    if (!good || size > rest.size()) {
      good = false;
      return {};
    }
    const auto out = rest.substr(0, size);
    rest.remove_prefix(size);
    return out;
  }
};

}  // namespace

std::string_view field_name(Field field) {
  return kNames[static_cast<std::size_t>(field)];
}

std::string encode_statements(const std::vector<Statement>& statements) {
  std::string out;
  const auto count = std::min(statements.size(), kMostStatements);
  put_number(out, static_cast<std::uint32_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    const auto& statement = statements[i];
    put_number(out, statement.dataset);
    put_number(out, statement.confirms);
    put_number(out, static_cast<std::uint32_t>(statement.others.size()));
    for (const auto& [field, value] : statement.others) {
      put_number(out, static_cast<std::uint32_t>(field));
      put_number(out, static_cast<std::uint32_t>(value.size()));
      out += value;
    }
  }
  return out;
}

Result<std::vector<Statement>> decode_statements(std::string_view bytes) {
  std::vector<Statement> out;
  if (bytes.empty()) return out;
  Taker take{bytes};
  const auto count = take.number(kMostStatements);
  for (std::uint32_t i = 0; i < count && take.good; ++i) {
    Statement statement;
    statement.dataset = static_cast<std::uint16_t>(take.number(UINT16_MAX));
    statement.confirms = static_cast<FieldMask>(take.number((1u << kFieldCount) - 1));
    const auto others = take.number(UINT16_MAX);
    for (std::uint32_t j = 0; j < others && take.good; ++j) {
      const auto field = static_cast<Field>(take.number(kFieldCount - 1));
      statement.others.push_back({field, std::string(take.text())});
    }
    out.push_back(std::move(statement));
  }
  if (!take.good || !take.rest.empty()) return Error{ErrorCode::kCorrupt, "the statements about a firm are damaged"};
  return out;
}

std::array<std::uint16_t, kFieldCount> sources_of(const std::vector<Statement>& statements, std::uint16_t otherwise) {
  std::array<std::uint16_t, kFieldCount> out;
  out.fill(otherwise);
  for (auto statement = statements.rbegin(); statement != statements.rend(); ++statement) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      if (statement->confirms >> f & 1) out[f] = statement->dataset;
    }
  }
  return out;
}

}  // namespace lianzhao::registry
