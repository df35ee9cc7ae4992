// Threads and times of an import. Internal to the importer and the rebuilder.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>
#include <vector>

namespace lianzhao::registry {

using SteadyTime = std::chrono::steady_clock::time_point;
inline double seconds_since(SteadyTime start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// As many as asked for; 0: one a processor.
inline unsigned thread_count(unsigned asked) {
  return asked > 0 ? asked : std::max(1u, std::thread::hardware_concurrency());
}

// Runs the task on the calling thread and on `threads` - 1 others; returns when all are done.
inline void run_threads(unsigned threads, const std::function<void()>& task) {
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(task);
  task();
  for (auto& thread : others) thread.join();
}

}  // namespace lianzhao::registry
