// One query under way: tables made from the query, then one pass over the segments. Internal to the query engine.
//
// For each segment the postings of the terms asked for are added up in a dense array by row (postings rise, so it is
// walked in order); rows touched are marked in a bitmap; marked rows are filtered and offered to the heap. A row
// whose capability plus the most that the other parts can give is below the heap's worst is passed over before its
// columns are read.
#pragma once

#include <functional>
#include <vector>

#include "registry/query/query.h"
#include "registry/query/row_filter.h"
#include "registry/query/text_filter.h"

namespace lianzhao::registry {

class QueryRun {
 public:
  QueryRun(const QueryEngine& engine, const Query& query);
  [[nodiscard]] Status check() const;
  Status search(QueryResult& result);
  Status visit(const std::function<void(const HotRow&)>& each);  // every firm that passes all filters
  QueryHit score(FirmId firm) const;

  static constexpr float kMostOther = 1.8f + 0.8f;  // most that scale and standing can add; focus adds nothing

 private:
  void touch(const SegmentView& segment);  // fills total_ and marked_ for the segment
  void touch_brand(const SegmentView& segment);
  template <class Each>
  void drain(std::uint32_t rows, Each&& each);  // visits marked rows in order and clears them
  [[nodiscard]] QueryHit make_hit(FirmId firm, const HotRow& row, float capability) const;

  const QueryEngine& engine_;
  const Query& query_;
  RowFilter filter_;
  TextFilter texts_;
  std::array<float, 256> points_;    // by payload; 0: refused
  std::vector<float> total_, node_;  // by row of the segment
  std::vector<std::uint64_t> marked_, node_marked_;
};

float scale_points(float capital);
float standing_points(std::uint32_t flags);

}  // namespace lianzhao::registry
