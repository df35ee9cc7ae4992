// The filters of a query that read a row's columns only. Internal to the query engine.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "registry/query/query.h"

namespace lianzhao::registry {

class RowFilter {
 public:
  RowFilter(const Query& query, const Places& places);

  [[nodiscard]] bool accepts(const HotRow& row) const {
    if (row.flags & refused_flags_) return false;
    if ((row.flags & wanted_flags_) != wanted_flags_) return false;
    if (!(row.capital >= capital_min_ && row.capital <= capital_max_)) return false;
    if (row.registered < registered_from_ || row.registered > registered_to_) return false;
    if (!places_.empty() && !(places_[row.place >> 6] >> (row.place & 63) & 1)) return false;
    return dataset_ < 0 || row.dataset == dataset_;
  }

 private:
  std::uint32_t refused_flags_ = 0, wanted_flags_ = 0;
  float capital_min_ = -std::numeric_limits<float>::infinity(), capital_max_ = std::numeric_limits<float>::infinity();
  std::int32_t registered_from_ = INT32_MIN, registered_to_ = INT32_MAX;
  std::int32_t dataset_ = -1;
  std::vector<std::uint64_t> places_;  // bit by place code (20 bits); empty: anywhere
};

}  // namespace lianzhao::registry
