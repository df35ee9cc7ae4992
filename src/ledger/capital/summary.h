// Sums of a year up to a month, beside the same period of the year before under the same rule.
//
//   growth = cumulative / cumulative of the same period - 1
//
// A month of the year before that has a restated basis under the rule takes it in place of its entries. A rule that
// does not restate its base has stated bases alone.
#pragma once

#include <array>
#include <map>
#include <span>

#include "ledger/capital/rule.h"

namespace lianzhao::ledger::capital {

struct Summary {
  std::int64_t cumulative_fen = 0, same_period_fen = 0;
  std::array<std::int64_t, 12> this_year{}, last_year{};  // by month; this_year only up to the month asked for
  std::array<bool, 12> from_base{};                       // of last_year
  std::map<Origin, std::int64_t> by_origin;
  std::map<std::string, std::int64_t> by_group, last_by_group, by_project;
  std::vector<std::string> entries;  // ids of those in cumulative_fen, in the order given
  bool synthetic = false;            // some of them, or of the year before, are synthetic

  // Whether every month of the same period is known by the rule: always where the rule restates its base, else where
  // a basis is stated for each.
  bool same_period_known = true;

  // nullopt where the year before has nothing, or is not known by the rule.
  [[nodiscard]] std::optional<double> growth() const;
};

// `until`: the last month that is in.
Summary summarise(const Rule& rule, std::span<const Entry> entries, std::span<const Close> closes,
                  std::span<const Base> bases, Month until);

}  // namespace lianzhao::ledger::capital
