#include "api/http/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace lianzhao::api::http {
namespace {

// Resident bytes, from the second number of /proc/self/statm.
std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void value(std::string& out, std::string_view name, std::string_view type, std::string_view help, double number) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, number);
}

void family(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

}  // namespace

Metrics::Metrics(std::vector<std::string> routes) {
  routes.emplace_back("none");
  for (auto& name : routes) {
    routes_.push_back(std::make_unique<Route>());
    routes_.back()->name = std::move(name);
  }
}

void Metrics::finished(std::size_t route, int status, std::chrono::nanoseconds took, std::uint64_t bytes,
                       bool from_cache) {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  auto& counters = *routes_[std::min(route, routes_.size() - 1)];
  counters.statuses[static_cast<std::size_t>(std::clamp(status, 100, 599) - 100)].fetch_add(1, kRelaxed);
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket =
      static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin());
  counters.buckets[bucket].fetch_add(1, kRelaxed);
  counters.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), kRelaxed);
  counters.bytes.fetch_add(bytes, kRelaxed);
  if (from_cache) counters.cached.fetch_add(1, kRelaxed);
}

std::string Metrics::text() const {
  std::string out;
  const auto add = [&out](auto format, const auto&... arguments) {
    fmt::format_to(std::back_inserter(out), fmt::runtime(format), arguments...);
  };
  value(out, "lianzhao_connections", "gauge", "Connections open.", static_cast<double>(connections.load()));
  value(out, "lianzhao_connections_accepted_total", "counter", "Connections accepted.",
        static_cast<double>(accepted.load()));
  value(out, "lianzhao_connections_refused_total", "counter", "Connections over a limit.",
        static_cast<double>(refused.load()));
  value(out, "lianzhao_connections_timed_out_total", "counter", "Connections cut for being slow.",
        static_cast<double>(timed_out.load()));
  value(out, "lianzhao_event_streams", "gauge", "Event streams open.", static_cast<double>(event_streams.load()));
  value(out, "lianzhao_requests_queued", "gauge", "Requests waiting for a thread.",
        static_cast<double>(queued.load()));
  value(out, "process_resident_memory_bytes", "gauge", "Resident memory.", static_cast<double>(resident_bytes()));
  value(out, "lianzhao_uptime_seconds", "gauge", "Seconds since the start.",
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
  family(out, "lianzhao_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& route : routes_) {
    for (std::size_t i = 0; i < route->statuses.size(); ++i) {
      if (const auto count = route->statuses[i].load()) {
        add("lianzhao_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", route->name, i + 100, count);
      }
    }
  }
  family(out, "lianzhao_request_seconds", "histogram",
         "Time from the first byte of a request to the end of its answer.");
  for (const auto& route : routes_) {
    std::uint64_t sum = 0;
    std::string lines;
    for (std::size_t i = 0; i < route->buckets.size(); ++i) {
      sum += route->buckets[i].load();
      lines += fmt::format("lianzhao_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route->name,
                           i < kBounds.size() ? fmt::format("{}", kBounds[i]) : "+Inf", sum);
    }
    if (sum == 0) continue;
    out += lines;
    add("lianzhao_request_seconds_sum{{route=\"{}\"}} {}\n", route->name,
        static_cast<double>(route->nanoseconds.load()) * 1e-9);
    add("lianzhao_request_seconds_count{{route=\"{}\"}} {}\n", route->name, sum);
  }
  family(out, "lianzhao_response_bytes_total", "counter", "Bytes of bodies sent, by route.");
  for (const auto& route : routes_) {
    if (const auto bytes = route->bytes.load())
      add("lianzhao_response_bytes_total{{route=\"{}\"}} {}\n", route->name, bytes);
  }
  family(out, "lianzhao_cached_answers_total", "counter", "Requests answered from the cache, by route.");
  for (const auto& route : routes_) {
    if (const auto count = route->cached.load())
      add("lianzhao_cached_answers_total{{route=\"{}\"}} {}\n", route->name, count);
  }
  return out;
}

}  // namespace lianzhao::api::http
