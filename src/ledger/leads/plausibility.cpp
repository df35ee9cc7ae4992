#include "ledger/leads/plausibility.h"

#include <fmt/format.h>

#include <charconv>

#include "base/money.h"
#include "base/tsv.h"

namespace lianzhao::ledger {
namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string cited(const std::string& source, Day date, const std::string& status) {
  return fmt::format("{} ({}, {})", source, to_string(date), status);
}

void check_capacity(const PlausibleFacts& facts, const Benchmarks& benchmarks, std::vector<Finding>& out) {
  if (!facts.investment || !facts.capacity || *facts.capacity <= 0) return;
  const double unit_cost = *facts.investment / *facts.capacity;
  for (const auto& usual : benchmarks.capacity) {
    if (usual.node != facts.node) continue;
    const auto source = cited(usual.source, usual.date, usual.status);
    const auto range_zh = fmt::format("{} 至 {}", yuan_in_words(usual.low), yuan_in_words(usual.high));
    const auto range_en = fmt::format("{} to {}", yuan_in_words(usual.low, true), yuan_in_words(usual.high, true));
    if (unit_cost >= usual.low && unit_cost <= usual.high) {
      out.push_back(
          {"investment-per-capacity", Level::kInfo,
           fmt::format("每{}投资 {}，在同类范围内（{}）", usual.unit, yuan_in_words(unit_cost), range_zh),
           fmt::format("{} a unit of capacity, within the usual {}", yuan_in_words(unit_cost, true), range_en),
           source});
    } else if (unit_cost < usual.low) {
      out.push_back(
          {"investment-per-capacity", Level::kWarning,
           fmt::format("每{}投资 {}，低于同类（{}），约为下限的 {:.0f}%：请核实是否只含一期、是否租用厂房",
                       usual.unit, yuan_in_words(unit_cost), range_zh, 100 * unit_cost / usual.low),
           fmt::format("{} a unit of capacity, below the usual {} ({:.0f} % of its lower end): check whether "
                       "it is the first phase only, or in rented halls",
                       yuan_in_words(unit_cost, true), range_en, 100 * unit_cost / usual.low),
           source});
    } else {
      out.push_back({"investment-per-capacity", Level::kWarning,
                     fmt::format("每{}投资 {}，高于同类（{}）：请核实投资额或产能", usual.unit,
                                 yuan_in_words(unit_cost), range_zh),
                     fmt::format("{} a unit of capacity, above the usual {}: check the investment or the capacity",
                                 yuan_in_words(unit_cost, true), range_en),
                     source});
    }
  }
}

void check_land(const PlausibleFacts& facts, const Benchmarks& benchmarks, std::vector<Finding>& out) {
  if (!benchmarks.land || !facts.land_mu || *facts.land_mu <= 0) return;
  const auto& least = *benchmarks.land;
  const auto check = [&](const char* rule, const char* zh, const char* en, std::optional<double> amount,
                         double bound) {
    if (!amount || bound <= 0) return;
    const double per_mu = *amount / *facts.land_mu;
    const bool enough = per_mu >= bound;
    out.push_back({rule, enough ? Level::kInfo : Level::kWarning,
                   fmt::format("亩均{} {}，{}标准地要求 {}", zh, yuan_in_words(per_mu), enough ? "达到" : "低于",
                               yuan_in_words(bound)),
                   fmt::format("{} a mu {}, {} the standard of {}", en, yuan_in_words(per_mu, true),
                               enough ? "at or above" : "below", yuan_in_words(bound, true)),
                   cited(least.source, least.date, least.status)});
  };
  check("investment-per-mu", "投资", "investment", facts.investment, least.investment);
  check("output-per-mu", "产值", "output", facts.output, least.output);
  check("tax-per-mu", "税收", "tax", facts.tax, least.tax);
}

void check_together(const PlausibleFacts& facts, std::vector<Finding>& out) {
  if (facts.tax && facts.output && *facts.output > 0 && *facts.tax > *facts.output) {
    out.push_back({"tax-over-output", Level::kError, "年税收大于年产值", "the tax is more than the output", ""});
  }
  if (facts.output && facts.investment && *facts.investment > 0 && *facts.output > 20 * *facts.investment) {
    out.push_back(
        {"output-over-investment", Level::kWarning,
         fmt::format("年产值为投资的 {:.0f} 倍，请核实单位", *facts.output / *facts.investment),
         fmt::format("the output is {:.0f} times the investment: check the units", *facts.output / *facts.investment),
         ""});
  }
}

}  // namespace

std::string_view name_of(Level level) {
  return level == Level::kInfo ? "info" : level == Level::kWarning ? "warning" : "error";
}

Result<Benchmarks> load_benchmarks(const std::string& path) {
  auto table = TsvTable::load(path, {"kind", "node", "unit", "low", "high", "figure", "source", "date", "status"});
  if (!table) return table.error();
  Benchmarks out;
  const auto cell = [&](std::size_t row, std::string_view name) { return table->at(row, table->column(name)); };
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto fail = [&](std::string_view why) {
      return Error{ErrorCode::kBadInput, fmt::format("{}: {}", table->where(row), why)};
    };
    const auto date = parse_iso_day(cell(row, "date"));
    if (!date) return fail("the date is none like 2023-03-31");
    const auto low = number(cell(row, "low"));
    if (!low || *low < 0) return fail("'low' is no amount");
    const std::string source(cell(row, "source")), status(cell(row, "status"));
    if (cell(row, "kind") == "capacity") {
      const auto high = number(cell(row, "high"));
      if (!high || *high < *low) return fail("'high' is no amount of at least 'low'");
      out.capacity.push_back(
          {std::string(cell(row, "node")), std::string(cell(row, "unit")), *low, *high, source, status, *date});
    } else if (cell(row, "kind") == "land") {
      if (!out.land) out.land = LandBenchmark{0, 0, 0, source, status, *date};
      const auto figure = cell(row, "figure");
      auto* field = figure == "investment" ? &out.land->investment
                    : figure == "output"   ? &out.land->output
                    : figure == "tax"      ? &out.land->tax
                                           : nullptr;
      if (!field) return fail("'figure' is none of investment, output, tax");
      *field = *low;
    } else {
      return fail("'kind' is neither capacity nor land");
    }
  }
  return out;
}

std::vector<Finding> check_plausibility(const PlausibleFacts& facts, const Benchmarks& benchmarks) {
  std::vector<Finding> out;
  check_capacity(facts, benchmarks, out);
  check_land(facts, benchmarks, out);
  check_together(facts, out);
  return out;
}

}  // namespace lianzhao::ledger
