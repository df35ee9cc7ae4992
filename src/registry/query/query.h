// Ranked queries over a snapshot: which firms have these terms, within these filters, best first.
//
// The score is a sum of named parts, in points (comparable to natural log-odds; docs/query.md):
//   capability  for each node asked for, the best of its terms: term weight x activity points, less for a mere
//   modifier focus       fewer other phrases in the scope: -0.25 ln(phrases) scale       registered capital: 0.45
//   log10(capital / 1 million yuan), between -0.9 and +1.8 standing    listed +0.8, branch -1.5, inactive -6, sole
//   proprietor -1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/places.h"
#include "registry/query/score_bounds.h"
#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

struct WeightedTerm {
  TermId term;
  float weight = 1;  // how specific the term is to what is asked: 1 for a term of its own, less for a weak one
};

// One thing asked for (a node of a chain, or a word): a firm has it through the best of its terms.
struct QueryNode {
  std::string label;
  std::vector<WeightedTerm> terms;
};

struct Query {
  static constexpr std::size_t kMaxNodes = 256, kMaxTerms = 4096, kMaxTop = 100'000;

  std::vector<QueryNode> nodes;            // any of them; none: every firm
  ActivityMask activities = kAnyActivity;  // at least one of these; kAnyActivity also takes unstated ones
  bool unstated = false;                   // with activities named: phrases without any verb too
  bool heads_only = false;                 // leave out firms that have the terms as modifiers only
  std::vector<PlaceCode> places;           // in any of these; none: anywhere
  struct Circle {
    Location centre;
    double radius_km = 0;
  };
  std::optional<Circle> circle;                    // firms of known county or city within
  std::optional<double> capital_min, capital_max;  // yuan
  std::optional<Day> registered_from, registered_to;
  std::uint64_t brand = 0;  // brand_key, 0: any
  bool listed_only = false, with_inactive = false, with_branches = true;
  std::optional<std::uint16_t> dataset;
  std::vector<std::string> texts;  // each must stand in the name, scope or products (folded)
  std::size_t top = 20;
};

enum class Part : std::uint8_t { kCapability, kFocus, kScale, kStanding, kCount };
inline constexpr std::array<std::string_view, 4> kPartNames = {"capability", "focus", "scale", "standing"};

struct QueryHit {
  FirmId firm;
  float score = 0;
  std::array<float, static_cast<std::size_t>(Part::kCount)> parts{};  // their sum is the score
};

struct QueryResult {
  std::vector<QueryHit> hits;            // best first; equal scores by firm id
  std::uint64_t candidates = 0;          // firms that have a term asked for (before the filters)
  std::optional<std::uint64_t> matched;  // firms that pass all filters: only where counted
};

// Counts of the firms that match, by province, city or year of registration (0: not known), or by node.
enum class CountBy : std::uint8_t { kProvince, kCity, kYear, kNode };
struct CountRow {
  std::uint32_t key = 0;  // place code, year, or index into Query::nodes
  std::uint64_t firms = 0;
};

class QueryEngine {
 public:
  // All must outlive the engine. Immutable after construction, thread-safe. `threads`: at most so many share the work
  // of one search over a large snapshot; `bounds`: of the same snapshot, makes searches faster, null where it is not
  // worth the making. The result is the same for any.
  QueryEngine(const Snapshot& snapshot, const Places& places, const FoldTable& table, unsigned threads = 1,
              const ScoreBounds* bounds = nullptr);
  static constexpr std::size_t kSegmentsPerThread = 16;  // about a million rows: less is not worth a thread

  // Errors: kBadArgument for limits exceeded, kCorrupt for a damaged snapshot. `count`: also count every match
  // (slower).
  Result<QueryResult> search(const Query& query, bool count = false) const;
  Result<std::vector<CountRow>> count(const Query& query, CountBy by) const;  // most first; years and nodes in order

  // The parts of one firm's score for a query, as search() computes them.
  [[nodiscard]] QueryHit score(const Query& query, FirmId firm) const;

  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }

 private:
  friend class QueryRun;
  friend class FirmScorer;
  [[nodiscard]] QueryHit make_hit(FirmId firm, const HotRow& row, float capability) const;
  const Snapshot& snapshot_;
  const Places& places_;
  const FoldTable& table_;
  unsigned threads_;
  const ScoreBounds* bounds_;
  std::array<float, 256> focus_;
};

// The parts of many firms' scores for one query, one firm at a time. Both must outlive it; thread-safe.
class FirmScorer {
 public:
  FirmScorer(const QueryEngine& engine, const Query& query);
  [[nodiscard]] QueryHit score(FirmId firm) const;

 private:
  const QueryEngine& engine_;
  const Query& query_;
  std::array<float, 256> points_;
};

// Points of a posting's activities: the best activity counts; a modifier counts 0.3 of it.
float activity_points(std::uint8_t payload);

}  // namespace lianzhao::registry
