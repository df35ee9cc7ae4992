#include "registry/query/score_bounds.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "registry/query/query_run.h"

namespace lianzhao::registry {

ScoreBounds::ScoreBounds(const Snapshot& snapshot, unsigned threads) : segments_(snapshot.segments().size()) {
  const auto focus = focus_points();
  const auto all = snapshot.segments();
  const auto work = [&](std::size_t first, std::size_t step) {
    for (std::size_t s = first; s < all.size(); s += step) {
      auto& bounds = segments_[s];
      bounds.resize(all[s].rows);
      for (std::size_t row = 0; row < bounds.size(); ++row) {
        const auto& hot = all[s].hot[row];
        const float most = focus[hot.phrases] + scale_points(hot.capital) + standing_points(hot.flags);
        constexpr float kRounding = 1e-3f;  // the score adds its parts in another order
        bounds[row] =
            static_cast<std::uint8_t>(std::clamp(std::ceil((most + kRounding - kLowest) / kStep), 0.0f, 255.0f));
      }
    }
  };
  const auto shares = std::clamp<std::size_t>(all.size() / 4, 1, std::max(1u, threads));
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < shares; ++i) others.emplace_back(work, i, shares);
  work(0, shares);
  for (auto& thread : others) thread.join();
}

std::size_t ScoreBounds::memory_bytes() const {
  std::size_t sum = 0;
  for (const auto& segment : segments_) sum += segment.size();
  return sum;
}

}  // namespace lianzhao::registry
