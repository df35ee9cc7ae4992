// Counters of the server in Prometheus' text format. All functions are thread-safe and cheap.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lianzhao::api::http {

class Metrics {
 public:
  // One set of counters for each route, named by `routes`; index routes.size() stands for "no route".
  explicit Metrics(std::vector<std::string> routes);

  void finished(std::size_t route, int status, std::chrono::nanoseconds took, std::uint64_t bytes, bool from_cache);

  std::atomic<std::int64_t> connections{0};  // open now
  std::atomic<std::uint64_t> accepted{0};    // connections since the start
  std::atomic<std::uint64_t> refused{0};     // connections over a limit
  std::atomic<std::uint64_t> timed_out{0};   // connections cut for being slow
  std::atomic<std::int64_t> event_streams{0};
  std::atomic<std::int64_t> queued{0};  // requests waiting for a thread

  // The whole page; memory of the process is read from /proc.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array<double, 11> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 10};
  struct Route {
    std::string name;
    std::array<std::atomic<std::uint64_t>, 500> statuses{};  // by status - 100
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets{};
    std::atomic<std::uint64_t> nanoseconds{0}, bytes{0}, cached{0};
  };
  std::vector<std::unique_ptr<Route>> routes_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace lianzhao::api::http
