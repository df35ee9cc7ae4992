// Times target lists that were not asked for before over a snapshot, several at once, and the making of the engine.
//
//   targets_bench HOME [AT_ONCE [REQUESTS [TOP]]]
//
// Each request is one node of the shipped chains, heaviest nodes first, then again. Prints JSON;
// cpu_...: time of the request's own thread, which a busy machine does not spoil.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <ctime>
#include <mutex>
#include <thread>

#include "workspace/engine.h"

namespace lianzhao {
namespace {

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

double thread_cpu_ms() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

int run(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "targets_bench HOME [AT_ONCE [REQUESTS [TOP]]]\n");
    return 2;
  }
  const unsigned at_once = argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 8;
  const std::size_t requests = argc > 3 ? std::stoul(argv[3]) : 400;
  const std::size_t top = argc > 4 ? std::stoul(argv[4]) : 50;
  const auto fail = [](const Error& error) {
    fmt::print(stderr, "targets_bench: {}\n", error.message);
    return 3;
  };
  workspace::EngineOptions options;
  options.folders = {argv[1], LIANZHAO_SHARE_DIR};
  options.needs_registry = true;
  options.query_threads = at_once > 1 ? 1 : 0;
  auto basis = workspace::Basis::load(options.folders);
  if (!basis) return fail(basis.error());
  const auto indexing = SteadyClock::now();
  {
    const auto snapshot = registry::Snapshot::open(options.folders.snapshot());
    if (!snapshot) return fail(snapshot.error());
    const registry::FirmIndex index(*snapshot, std::thread::hardware_concurrency());
    fmt::print(stderr, "firm index: {:.0f} ms, {} bytes\n", milliseconds_since(indexing), index.memory_bytes());
  }
  const auto loading = SteadyClock::now();
  auto engine = workspace::Engine::load(options, *basis, {}, workspace::SystemClock().today(), 1);
  if (!engine) return fail(engine.error());
  const double load_ms = milliseconds_since(loading);

  struct Heavy {
    atlas::NodeRef node;
    std::uint64_t firms = 0;
  };
  std::vector<Heavy> nodes;
  for (const auto node : (*engine)->nodes()) {
    Heavy heavy{node, 0};
    const auto terms =
        targeting::node_terms(*(*engine)->snapshot(), (*basis)->table(), (*engine)->atlas().node(node));
    for (const auto& term : terms.terms) heavy.firms += (*engine)->snapshot()->term_firms(term.term);
    nodes.push_back(heavy);
  }
  std::sort(nodes.begin(), nodes.end(), [](const Heavy& a, const Heavy& b) { return a.firms > b.firms; });
  nodes.resize(std::min<std::size_t>(nodes.size(), 40));

  std::mutex mutex;
  std::vector<double> times, cpu_times;
  std::atomic<std::size_t> next{0}, listed{0};
  const auto work = [&] {
    for (auto i = next++; i < requests; i = next++) {
      const auto start = SteadyClock::now();
      const double cpu_before = thread_cpu_ms();
      const auto found = (*engine)->targets(nodes[i % nodes.size()].node, {top, {}});
      const double took = milliseconds_since(start);
      const double cpu = thread_cpu_ms() - cpu_before;
      if (found) listed += found->targets.size();
      const std::lock_guard lock(mutex);
      times.push_back(took);
      cpu_times.push_back(cpu);
    }
  };
  std::vector<std::thread> threads;
  const auto start = SteadyClock::now();
  for (unsigned i = 0; i < at_once; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  const double all_ms = milliseconds_since(start);
  std::sort(times.begin(), times.end());
  std::sort(cpu_times.begin(), cpu_times.end());
  fmt::print("{}\n", boost::json::serialize(
                         boost::json::object{{"load_ms", load_ms},
                                             {"at_once", at_once},
                                             {"requests", times.size()},
                                             {"heaviest_firms", nodes.front().firms},
                                             {"median_ms", times[times.size() / 2]},
                                             {"p99_ms", times[times.size() * 99 / 100]},
                                             {"max_ms", times.back()},
                                             {"cpu_median_ms", cpu_times[cpu_times.size() / 2]},
                                             {"cpu_p99_ms", cpu_times[cpu_times.size() * 99 / 100]},
                                             {"per_second", static_cast<double>(times.size()) / all_ms * 1000},
                                             {"targets", listed.load()}}));
  return 0;
}

}  // namespace
}  // namespace lianzhao

int main(int argc, char** argv) {
  return lianzhao::run(argc, argv);
}
