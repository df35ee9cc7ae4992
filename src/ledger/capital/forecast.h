// Forecast of a year's arrived capital with its interval (docs/capital.md). Two ways, each with what speaks for it:
//
//   projects  Of each signed project the money that is still out, (investment - arrived), arrives within the rest of
//             the year with the share (F(end) - F(now)) / (1 - F(now)) x f(stage), at most 1. F is the arrival curve
//             by months since signing: 12.6 % after 2 months, 32.9 % after 13, 45.6 % after 26 (projects signed at a
//             fair of 2015), straight lines between, 60 % after 60 months and no more (assumed, unverified). The
//             share of each project is drawn from a beta distribution of that mean and concentration 4.
//             A project that is not signed yet, with the likelihood p that its record states, is signed with that
//             probability, kMonthsToSign after today or where it expects to start before that on the day that it
//             expects to, and then sends money as a signed one: what it brings is p x investment x F(months from then
//             to the end of the year) x f(signed). Whether it is signed is drawn in each run, which widens the
//             interval.
//   season    cumulative x (1 / s - 1) for the rest of the year, s the share of the year before that had come by
//   then;
//             with a log-normal spread of 15 %.
//
// 4,000 seeded runs; each takes one of the ways that there are data for, in turn. Low, middle, high: the 10 %, 50 %
// and 90 % quantiles. The factors are judgement, not learned.
#pragma once

#include <span>

#include "ledger/capital/summary.h"

namespace lianzhao::ledger::capital {

// How fast money comes by the stage a project has reached; 0 for dropped ones.
struct OpenProject {
  std::string id;
  std::int64_t investment_fen = 0, arrived_fen = 0;  // arrived: counted by the rule
  Day signed_on;                                     // where it is not signed yet: when that is expected
  double factor = 1;                                 // of the stage, see stage_factor
  // The probability of signing, of those that are not signed yet.
  std::optional<double> likelihood = {};
};
// From a lead, from negotiations: assumed, to be confirmed by the zone.
inline constexpr double kMonthsToSignLead = 6, kMonthsToSign = 3;

inline constexpr double kDaysOfMonth = 30.436875;

double stage_factor(std::string_view stage, std::string_view activity);
double arrival_share(double months);  // F

struct Forecast {
  std::int64_t low_fen = 0, middle_fen = 0, high_fen = 0;  // of the whole year
  std::int64_t cumulative_fen = 0;                         // what is there already
  // Expected for the rest of the year: by signed projects and by those that are not signed (both are the way
  // "projects"), by season.
  std::optional<std::int64_t> by_projects_fen, by_unsigned_fen, by_season_fen;
};

inline constexpr std::uint64_t kForecastSeed = 20260101;

// `summary` up to the last month that is in; `today` the day the rest of the year begins.
Forecast forecast(const Summary& summary, Month until, Day today, std::span<const OpenProject> projects,
                  std::uint64_t seed = kForecastSeed);

}  // namespace lianzhao::ledger::capital
