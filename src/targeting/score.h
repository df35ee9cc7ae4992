// The score of a target: a sum of named parts in points comparable to natural log-odds, each with its evidence in
// words (docs/targets.md). The first four come from the registry's query engine, the others are computed here.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/snapshot/snapshot.h"
#include "targeting/zone.h"

namespace lianzhao::targeting {

enum class ScorePart : std::uint8_t {
  kCapability,
  kFocus,
  kScale,
  kStanding,
  kExpansion,
  kTies,
  kLogistics,
  kFit,
  kRisk,
  kLikeness,
  kCount
};
inline constexpr std::size_t kScoreParts = static_cast<std::size_t>(ScorePart::kCount);
inline constexpr std::array<std::string_view, kScoreParts> kScorePartNames = {
    "capability", "focus", "scale", "standing", "expansion", "ties", "logistics", "fit", "risk", "likeness"};
inline constexpr std::array<std::string_view, kScoreParts> kScorePartNamesZh = {
    "能力", "专注", "规模", "地位", "扩张", "关联", "物流", "匹配", "风险", "相近"};

struct ScoreWeights {
  std::string version;
  std::array<double, kScoreParts> weight{};
  struct {
    double recent_years, per_log_recent, per_log_cities, northwest, most, common_brand;
  } expansion{};
  struct {
    std::array<double, 5> by_kind;  // TieKind
    double each_further, most;
  } ties{};
  struct {
    double most;
  } logistics{};
  struct {
    double turnover, equity, per_decade, most;
  } fit{};
  struct {
    double younger_than_1, younger_than_3, no_capital_stated;
  } risk{};
  struct {
    double most;
  } likeness{};
};

// Errors: kNotFound; kBadInput with file and line where a figure is missing or none.
Result<ScoreWeights> load_weights(const std::string& path);

// A part with the words that explain it.
struct Scored {
  double points = 0;  // before the weight
  std::string zh, en;
};

// A firm of the candidate's brand, the candidate included.
struct BrandFirm {
  registry::FirmId firm;
  PlaceCode place;
  Location location;
  std::optional<Day> registered;
  bool makes = true;  // known to have a term of the node asked for: its place may be a plant
};

struct Footprint {
  std::vector<BrandFirm> firms;  // those with a known place
  std::size_t total = 0;         // of the brand in the registry
  bool common = false;           // too many to be one group: firms holds the candidate only
};

// The firm of the footprint that may be a plant, nearest to a place.
struct Plant {
  registry::FirmId firm;
  double km = 0;
};
std::optional<Plant> nearest_plant(const Footprint& footprint, Location from);

// A tie as found for a candidate: the candidate is the `kind` of `local`.
struct TiePath {
  TieKind kind;
  std::string local, note;
  Provenance provenance;
};

struct Wanted {
  double radius_km = 0;    // economic transport radius of the node's product
  double unmet_value = 0;  // CNY a year
};

// Words cost more than points: hundreds of candidates are scored for one that is shown.
enum class Explain : bool { kNo, kYes };

Scored score_expansion(const ScoreWeights& w, const Footprint& footprint, const Places& places, PlaceCode home,
                       Day as_of, const Region* zone_region, Explain explain = Explain::kYes);
// The most that score_expansion() can give to a brand of so many firms.
double most_expansion(const ScoreWeights& w, std::size_t brand_firms);
Scored score_ties(const ScoreWeights& w, const std::vector<TiePath>& ties, Explain explain = Explain::kYes);
// `name`: of the plant, needed for words only.
Scored score_logistics(const ScoreWeights& w, std::optional<Plant> nearest, const Wanted& wanted,
                       std::string_view name = {}, Explain explain = Explain::kYes);
Scored score_fit(const ScoreWeights& w, std::optional<double> capital, const Wanted& wanted,
                 Explain explain = Explain::kYes);
Scored score_risk(const ScoreWeights& w, std::optional<double> capital, std::optional<Day> registered, Day as_of,
                  bool listed, Explain explain = Explain::kYes);

}  // namespace lianzhao::targeting
