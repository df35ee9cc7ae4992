// One query under way: tables made from the query, then one pass over the segments. Internal to the query engine.
//
// For each segment the postings of the terms asked for are added up in a dense array by row (postings rise, so it is
// walked in order); rows touched are marked in a bitmap and then listed; one pass without branches drops those that
// the filters refuse or whose capability plus the most that the other parts can give (ScoreBounds, where there is
// one) is below the heap's worst; the few that stay are scored and offered to the heap.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "registry/query/query.h"
#include "registry/query/row_filter.h"
#include "registry/query/text_filter.h"

namespace lianzhao::registry {

class QueryRun {
 public:
  QueryRun(const QueryEngine& engine, const Query& query);
  [[nodiscard]] Status check() const;
  // Only the segments first, first + step, ...: one of `step` runs that share a query.
  void take_share(std::uint32_t first, std::uint32_t step) {
    first_segment_ = first;
    segment_step_ = step;
  }
  Status search(QueryResult& result);
  // Adds what another run has found of the same query.
  static void merge(QueryResult& result, QueryResult&& other, std::size_t top);
  Status visit(const std::function<void(const HotRow&)>& each);  // every firm that passes all filters

  static constexpr float kMostOther = 1.8f + 0.8f;  // most that scale and standing can add; focus adds nothing

 private:
  void touch(const SegmentView& segment);  // fills total_ and marked_ for the segment
  void touch_brand(const SegmentView& segment);
  // Lists in candidates_ the marked rows whose capability may still reach `least` with all other parts, and which
  // pass the filters, in two passes without branches; clears the marks. Returns how many were marked. The capability
  // of those listed stays in total_ until take_capability().
  std::size_t collect(std::uint32_t segment, float least);
  template <class Most>
  std::size_t keep_marked(std::size_t rows, float least, const Most& most_other);  // returns how many were kept
  float take_capability(std::uint32_t row) { return std::exchange(total_[row], 0.0f); }

  const QueryEngine& engine_;
  const Query& query_;
  RowFilter filter_;
  TextFilter texts_;
  std::array<float, 256> points_;    // by payload; 0: refused
  std::vector<float> total_, node_;  // by row of the segment
  std::vector<std::uint64_t> marked_, node_marked_;
  std::vector<std::uint16_t> candidates_;  // rows of the segment; the first candidate_count_ count
  std::size_t candidate_count_ = 0, marked_count_ = 0;
  std::uint32_t first_segment_ = 0, segment_step_ = 1;
};

std::array<float, 256> payload_points(const Query& query);  // by payload of a posting; 0: refused
std::array<float, 256> focus_points();                      // by phrases
float scale_points(float capital);
float standing_points(std::uint32_t flags);

}  // namespace lianzhao::registry
