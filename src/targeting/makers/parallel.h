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

// The same, in pieces that do not depend on the number of threads: for sums whose rounding depends on the cut.
template <class Work>
void parallel_pieces(std::size_t n, unsigned threads, const Work& work) {
  constexpr std::size_t kPieces = 16;
  parallel_for(kPieces, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      if (n * p / kPieces < n * (p + 1) / kPieces) work(n * p / kPieces, n * (p + 1) / kPieces);
    }
  });
}

}  // namespace lianzhao::targeting
