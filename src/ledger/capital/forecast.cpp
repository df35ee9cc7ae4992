#include "ledger/capital/forecast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace lianzhao::ledger::capital {
namespace {

constexpr int kRuns = 4000;
constexpr std::size_t kDrawn = 100;
constexpr double kConcentration = 4, kSeasonSpread = 0.15;

double normal(Random& random) {  // Box and Muller 1958
  return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
}

double gamma(Random& random, double shape) {  // Marsaglia and Tsang 2000
  if (shape < 1) return gamma(random, shape + 1) * std::pow(1 - random.uniform(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(random), v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double beta(Random& random, double mean) {
  if (mean <= 0 || mean >= 1) return std::clamp(mean, 0.0, 1.0);
  const double a = gamma(random, mean * kConcentration), b = gamma(random, (1 - mean) * kConcentration);
  return a / (a + b);
}

double months_between(Day from, Day to) {
  return std::max(0.0, (to.since_epoch - from.since_epoch) / kDaysOfMonth);
}

// The mean share of a project's open money that arrives until the end.
double share_until(const OpenProject& project, Day today, Day end) {
  const double now = arrival_share(months_between(project.signed_on, today));
  const double then = arrival_share(months_between(project.signed_on, end));
  return std::clamp((then - now) / (1 - now) * project.factor, 0.0, 1.0);
}

}  // namespace

double stage_factor(std::string_view stage, std::string_view activity) {
  if (activity == "dropped") return 0;
  const double pause = activity == "paused" ? 0.3 : 1;
  if (stage == "lead" || stage == "negotiating") return 0;
  if (stage == "signed") return 0.8 * pause;
  if (stage == "land-won" || stage == "land-contract" || stage == "handed-over") return 1.2 * pause;
  if (stage == "started" || stage == "in-statistics") return 1.8 * pause;
  return 1.0 * pause;  // in production: the rest of the payments
}

double arrival_share(double months) {
  constexpr std::array<std::pair<double, double>, 5> kCurve = {
      {{0, 0}, {2, 0.126}, {13, 0.329}, {26, 0.456}, {60, 0.6}}};
  if (months <= 0) return 0;
  for (std::size_t i = 1; i < kCurve.size(); ++i) {
    const auto [x0, y0] = kCurve[i - 1];
    const auto [x1, y1] = kCurve[i];
    if (months <= x1) return y0 + (y1 - y0) * (months - x0) / (x1 - x0);
  }
  return kCurve.back().second;
}

Forecast forecast(const Summary& summary, Month until, Day today, std::span<const OpenProject> projects,
                  std::uint64_t seed) {
  Forecast out;
  out.cumulative_fen = summary.cumulative_fen;
  const Day end = *make_day(until.year(), 12, 31);
  struct Open {
    double money, mean;  // mean: the share that arrives if it is signed
    double signing;      // probability, 1 where it is signed
  };
  std::vector<Open> open;
  double by_projects = 0, by_unsigned = 0;
  bool some_signed = false, some_unsigned = false;
  for (const auto& project : projects) {
    const auto money = static_cast<double>(project.investment_fen - project.arrived_fen);
    if (money <= 0 || project.factor <= 0) continue;
    open.push_back({money, share_until(project, today, end), project.likelihood.value_or(1)});
    (project.likelihood ? by_unsigned : by_projects) += money * open.back().mean * open.back().signing;
    (project.likelihood ? some_unsigned : some_signed) = true;
  }
  const double last =
      static_cast<double>(std::accumulate(summary.last_year.begin(), summary.last_year.end(), std::int64_t{0}));
  const double came = static_cast<double>(summary.same_period_fen);
  const bool season = came > 0 && last >= came && summary.cumulative_fen > 0;
  const double by_season = season ? static_cast<double>(summary.cumulative_fen) * (last / came - 1) : 0;
  if (some_signed) out.by_projects_fen = std::llround(by_projects);
  if (some_unsigned) out.by_unsigned_fen = std::llround(by_unsigned);
  if (season) out.by_season_fen = std::llround(by_season);

  // The largest are drawn one by one. What all the others bring together is as good as normal (the central limit
  // theorem), with the sums of their means and variances.
  std::sort(open.begin(), open.end(), [](const Open& a, const Open& b) { return a.money > b.money; });
  double others = 0, variance = 0;
  for (std::size_t i = kDrawn; i < open.size(); ++i) {
    const auto& [money, mean, signing] = open[i];
    others += money * mean * signing;
    // Of a share that comes with a probability: p (variance of the share + mean^2) - (p mean)^2.
    const double square = mean * (1 - mean) / (kConcentration + 1) + mean * mean;
    variance += money * money * (signing * square - signing * signing * mean * mean);
  }
  const double spread = std::sqrt(variance);

  Random random(seed);
  std::vector<double> rest(kRuns, 0.0);
  for (int run = 0; run < kRuns; ++run) {
    auto& sum = rest[static_cast<std::size_t>(run)];
    if (season && (open.empty() || run % 2 == 0)) {
      sum = by_season * std::exp(kSeasonSpread * normal(random) - kSeasonSpread * kSeasonSpread / 2);
    } else {
      const auto drawn = std::min(kDrawn, open.size());
      for (std::size_t i = 0; i < drawn; ++i) {
        if (open[i].signing < 1 && random.uniform() >= open[i].signing) continue;
        sum += open[i].money * beta(random, open[i].mean);
      }
      if (spread > 0) sum += std::max(0.0, others + spread * normal(random));
    }
  }
  std::sort(rest.begin(), rest.end());
  const auto quantile = [&](double share) {
    return summary.cumulative_fen + std::llround(rest[static_cast<std::size_t>(share * (kRuns - 1))]);
  };
  out.low_fen = quantile(0.1);
  out.middle_fen = quantile(0.5);
  out.high_fen = quantile(0.9);
  return out;
}

}  // namespace lianzhao::ledger::capital
