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

  // Without branches on the row: for most rows the answer cannot be foretold, and a wrong guess costs more than the
  // whole test.
  [[nodiscard]] bool accepts(const HotRow& row) const {
    const std::uint32_t flags = row.flags;
    bool good = (flags & refused_flags_) == 0;
    good &= (flags & wanted_flags_) == wanted_flags_;
    good &= row.capital >= capital_min_;
    good &= row.capital <= capital_max_;
    good &= row.registered >= registered_from_;
    good &= row.registered <= registered_to_;
    if (!places_.empty()) good &= (places_[row.place >> 6] >> (row.place & 63) & 1) != 0;
    if (dataset_ >= 0) good &= row.dataset == dataset_;
    return good;
  }

 private:
  std::uint32_t refused_flags_ = 0, wanted_flags_ = 0;
  float capital_min_ = -std::numeric_limits<float>::infinity(), capital_max_ = std::numeric_limits<float>::infinity();
  std::int32_t registered_from_ = INT32_MIN, registered_to_ = INT32_MAX;
  std::int32_t dataset_ = -1;
  std::vector<std::uint64_t> places_;  // bit by place code (20 bits); empty: anywhere
};

}  // namespace lianzhao::registry
