// A plain fork and join: [0, n) is cut into one contiguous piece a thread. Callers write only to what belongs to
// their own indices, so that results do not depend on the number of threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace lianzhao::targeting {

// Calls work(begin, end) on each piece. `work` must not throw.
template <class Work>
void parallel_for(std::size_t n, unsigned threads, const Work& work) {
  const std::size_t pieces = std::max<std::size_t>(1, std::min<std::size_t>(threads, n));
  std::vector<std::jthread> helpers;
  helpers.reserve(pieces - 1);
  for (std::size_t p = 1; p < pieces; ++p)
    helpers.emplace_back([&, p] { work(n * p / pieces, n * (p + 1) / pieces); });
  work(0, n / pieces);
}

}  // namespace lianzhao::targeting
