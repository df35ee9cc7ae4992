#include "registry/import/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/credit_code.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t at(Field field) {
  return static_cast<std::size_t>(field);
}

// 620000 is above 620900, which is above 620922.
bool above(std::uint32_t wide, std::uint32_t narrow) {
  if (wide == 0 || wide == narrow) return false;
  if (wide % 10000 == 0) return wide / 10000 == narrow / 10000;
  return wide % 100 == 0 && wide / 100 == narrow / 100;
}

FieldMask stated_by(const MergeRow& row) {
  FieldMask mask = 0;
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    if (!row.values[f].empty()) mask |= mask_of(static_cast<Field>(f));
  }
  return mask;
}

// The row whose place counts where the newest only names what another row knows more closely.
std::uint8_t closer_place(std::span<const MergeRow> rows, std::uint8_t best) {
  if (best == Merged::kNobody) {  // a guess is better than nothing
    for (std::size_t i = rows.size(); i-- > 0;) {
      if (rows[i].hot.place != 0) return static_cast<std::uint8_t>(i);
    }
    return best;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool stated = !rows[i].values[at(Field::kPlace)].empty();
    if (stated && above(rows[best].hot.place, rows[i].hot.place)) best = static_cast<std::uint8_t>(i);
  }
  return best;
}

// What all rows' datasets say, against the values that count.
std::vector<Statement> gather(const Merged& merged, std::span<const MergeRow> rows, const DatasetAges& ages) {
  std::map<std::uint16_t, Statement> by_dataset;
  const auto say = [&](std::uint16_t dataset, std::size_t f, const std::string& value, bool in_force) {
    auto& statement = by_dataset[dataset];
    statement.dataset = dataset;
    const auto field = static_cast<Field>(f);
    if (in_force) {
      statement.confirms |= mask_of(field);
      return;
    }
    const Statement::Other other{field, value};
    auto& others = statement.others;
    if (others.size() < kMostOthers && std::find(others.begin(), others.end(), other) == others.end())
      others.push_back(other);
  };
  for (const auto& row : rows) {
    const auto confirms = [&](std::uint16_t dataset, FieldMask mask) {
      for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (!(mask >> f & 1) || row.values[f].empty() || merged.from[f] == Merged::kNobody) continue;
        say(dataset, f, row.values[f], same_value(row, rows[merged.from[f]], static_cast<Field>(f)));
      }
    };
    if (row.statements.empty()) confirms(row.hot.dataset, stated_by(row));
    for (const auto& statement : row.statements) {
      confirms(statement.dataset, statement.confirms);
      for (const auto& other : statement.others) {
        const auto from = merged.from[at(other.field)];
        say(statement.dataset, at(other.field), other.value,
            from != Merged::kNobody && rows[from].values[at(other.field)] == other.value);
      }
    }
  }
  std::vector<Statement> out;
  for (auto& [dataset, statement] : by_dataset) out.push_back(std::move(statement));
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return ages.newer(a.dataset, b.dataset); });
  return out;
}

// Leaves out what newer statements say already.
std::vector<Statement> distinct(std::vector<Statement> statements) {
  std::vector<Statement> out;
  FieldMask confirmed = 0;
  std::size_t bytes = 0;
  for (auto& statement : statements) {
    std::erase_if(statement.others, [&](const Statement::Other& other) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Statement& newer) {
        return std::find(newer.others.begin(), newer.others.end(), other) != newer.others.end();
      });
      if (!known) bytes += other.value.size();
      return known || bytes > kMostOtherBytes;
    });
    const bool adds = (statement.confirms & ~confirmed) != 0 || !statement.others.empty();
    confirmed |= statement.confirms;
    if (adds && out.size() < kMostStatements) out.push_back(std::move(statement));
  }
  return out;
}

}  // namespace

DatasetAges::DatasetAges(const std::vector<Dataset>& datasets) {
  keys_.reserve(datasets.size());
  for (const auto& dataset : datasets) {
    auto day = dataset.as_of;
    if (!day && dataset.imported_at.size() >= 10) day = parse_iso_day(dataset.imported_at.substr(0, 10));
    const std::int64_t days = day ? day->since_epoch : INT32_MIN;
    keys_.push_back(days * 65536 + static_cast<std::int64_t>(keys_.size()));
  }
}

void MergeRow::fill_values() {
  auto& registered = values[at(Field::kRegistered)];
  registered = hot.registered == HotRow::kNoDay ? "" : to_string(Day{hot.registered});
  values[at(Field::kPlace)] =
      hot.place == 0 || hot.flags & kFlagPlaceGuessed ? "" : fmt::format("{:06}", std::uint32_t{hot.place});
  values[at(Field::kCode)] = hot.flags & kFlagHasCode ? unpack_credit_code({identity.high, identity.low}) : "";
}

bool same_value(const MergeRow& a, const MergeRow& b, Field field) {
  if (field == Field::kName) return a.name_identity == b.name_identity;
  const auto& left = a.values[at(field)];
  const auto& right = b.values[at(field)];
  if (left == right) return true;
  if (field == Field::kCapital && !left.empty() && !right.empty())
    return a.hot.capital >= 0 && a.hot.capital == b.hot.capital;
  if (field == Field::kPlace && !left.empty()) return above(a.hot.place, b.hot.place);
  return false;
}

Merged merge(std::span<const MergeRow> rows, const DatasetAges& ages) {
  Merged merged;
  merged.from.fill(Merged::kNobody);
  std::array<std::uint16_t, kFieldCount> best{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto sources = sources_of(rows[i].statements, rows[i].hot.dataset);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      if (rows[i].values[f].empty()) continue;
      if (merged.from[f] != Merged::kNobody && !ages.newer(sources[f], best[f])) continue;
      merged.from[f] = static_cast<std::uint8_t>(i);
      best[f] = sources[f];
    }
  }
  auto& place = merged.from[at(Field::kPlace)];
  place = closer_place(rows, place);
  merged.statements = distinct(gather(merged, rows, ages));
  if (!merged.statements.empty()) merged.dataset = merged.statements.front().dataset;
  if (merged.states(Field::kScope)) merged.dataset = sources_of(merged.statements, merged.dataset)[at(Field::kScope)];
  if (merged.statements.size() == 1 && merged.statements.front().others.empty()) merged.statements.clear();
  return merged;
}

bool stands_for_all(const Merged& merged, std::span<const MergeRow> rows, std::size_t row) {
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    const auto from = merged.from[f];
    if (from == row) continue;
    if (from == Merged::kNobody ? !rows[row].values[f].empty() : rows[from].values[f] != rows[row].values[f])
      return false;
    if (from == Merged::kNobody) continue;
    const auto &a = rows[from].hot, &b = rows[row].hot;
    if (static_cast<Field>(f) == Field::kCapital && a.capital != b.capital) return false;
    if (static_cast<Field>(f) == Field::kPlace && a.place != b.place) return false;
  }
  return true;
}

HotRow joined_hot(const Merged& merged, std::span<const MergeRow> rows) {
  HotRow hot;
  hot.dataset = merged.dataset;
  const auto take = [&](Field field, std::uint32_t flags) -> const HotRow* {
    const auto from = merged.from[at(field)];
    if (from == Merged::kNobody) return nullptr;
    hot.flags |= rows[from].hot.flags & flags;
    return &rows[from].hot;
  };
  if (const auto* row = take(Field::kCapital, kFlagForeignCapital)) hot.capital = row->capital;
  if (const auto* row = take(Field::kRegistered, 0)) hot.registered = row->registered;
  if (const auto* row = take(Field::kPlace, kFlagPlaceGuessed)) hot.place = row->place;
  take(Field::kStatus, kFlagInactive);
  take(Field::kType, kFlagIndividual);
  take(Field::kListed, kFlagListed);
  take(Field::kName, kFlagBranch | kFlagPlaceInName);
  take(Field::kCode, kFlagHasCode);
  return hot;
}

}  // namespace lianzhao::registry
