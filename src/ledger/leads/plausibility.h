// Whether the figures of a lead or project are plausible: each check says what it compared with, and from where.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"

namespace lianzhao::ledger {

enum class Level : std::uint8_t { kInfo, kWarning, kError };
std::string_view name_of(Level level);

struct Finding {
  std::string rule;  // "investment-per-capacity"
  Level level = Level::kInfo;
  std::string zh, en, source;
};

// What is usual for a node: yuan of investment for one unit of capacity a year.
struct CapacityBenchmark {
  std::string node, unit;
  double low = 0, high = 0;
  std::string source, status;  // reported | unverified
  Day date;
};

// Standard land (标准地) of a zone, "3+X": least values, all for one mu (1/15 ha).
struct LandBenchmark {
  double investment = 0, output = 0, tax = 0;  // yuan a mu; output and tax a year
  std::string source, status;
  Day date;
};

struct Benchmarks {
  std::vector<CapacityBenchmark> capacity;
  std::optional<LandBenchmark> land;
};
// TSV with header: kind (capacity | land), node, unit, low, high, figure, source, date, status (docs/leads.md).
// Errors: kNotFound; kBadInput with file, line and reason.
Result<Benchmarks> load_benchmarks(const std::string& path);

struct PlausibleFacts {
  std::string node;
  std::optional<double> investment, land_mu, capacity, output, tax;  // yuan, mu, units a year, yuan a year
};

std::vector<Finding> check_plausibility(const PlausibleFacts& facts, const Benchmarks& benchmarks);

}  // namespace lianzhao::ledger
