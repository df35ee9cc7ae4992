// The team orienteering instances of Chao, Golden and Wasil (1996) against reference values: gap per set.
//
//   orienteering_bench [SECONDS_PER_INSTANCE [SAMPLE [SEED [NAMES]]]]
//
// SAMPLE: so many instances, evenly spread; 0: all. NAMES: only those listed, parted by commas. VERBOSE=1 prints
// each. CPU=1 counts the seconds of the processor instead of the wall's, for a machine that others use too.
//
// The folder LIANZHAO_EVALUATION_DATA must have team-orienteering/ (instances/*/pS.K.L.txt, reference_values.txt);
// without it the bench says that it is skipped and ends well.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "planning/trips/solve.h"

namespace {

using namespace lianzhao::planning;
namespace fs = std::filesystem;

bool read_instance(const fs::path& path, Instance& instance) {
  std::ifstream file(path);
  std::string word;
  std::uint32_t n = 0, teams = 0;
  double limit = 0;
  if (!(file >> word >> n >> word >> teams >> word >> limit) || n < 2) return false;
  std::vector<double> x(n), y(n), score(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!(file >> x[i] >> y[i] >> score[i])) return false;
  }
  instance.places = n;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j < n; ++j) instance.travel.push_back(std::hypot(x[i] - x[j], y[i] - y[j]));
  }
  for (std::uint32_t i = 1; i + 1 < n; ++i) instance.nodes.push_back({i, score[i], 0, {}, ~0ull, false});
  for (std::uint32_t t = 0; t < teams; ++t)
    instance.teams.push_back({0, n - 1, {{0, limit}}, {{0, limit}}, UINT32_MAX});
  return true;
}

// The score of a plan and whether it keeps the rules, counted apart from the solver.
double verified(const Instance& instance, const Solution& solution) {
  std::vector<bool> seen(instance.nodes.size());
  double score = 0;
  for (std::size_t t = 0; t < solution.routes.size(); ++t) {
    double length = 0;
    auto at = instance.teams[t].start;
    for (const auto node : solution.routes[t]) {
      if (seen[node]) return -1;
      seen[node] = true;
      length += instance.between(at, instance.nodes[node].place);
      at = instance.nodes[node].place;
      score += instance.nodes[node].score;
    }
    length += instance.between(at, instance.teams[t].end);
    if (!solution.routes[t].empty() && length > instance.teams[t].travel[0].to + 1e-6) return -1;
  }
  return score;
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Row {
  int count = 0, reached = 0;
  double gap = 0, worst = 0, seconds = 0;
  std::string worst_name;
};

}  // namespace

int main(int argc, char** argv) {
  const char* folder = std::getenv("LIANZHAO_EVALUATION_DATA");
  const fs::path base = fs::path(folder ? folder : "") / "team-orienteering";
  if (!folder || !fs::exists(base / "reference_values.txt")) {
    fmt::print("team orienteering: skipped, LIANZHAO_EVALUATION_DATA names no folder with team-orienteering/\n");
    return 0;
  }
  const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
  const std::size_t sample = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 0;
  const auto seed = static_cast<std::uint64_t>(argc > 3 ? std::atoi(argv[3]) : 1);
  const std::string only = argc > 4 ? fmt::format(",{},", argv[4]) : "";
  std::map<std::string, double> references;
  std::ifstream file(base / "reference_values.txt");
  std::string name;
  for (double value = 0; file >> name >> value;) references[name] = value;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(base / "instances")) {
    if (const auto found = references.find(entry.path().filename()); found != references.end() && found->second > 0) {
      if (!only.empty() && only.find(fmt::format(",{},", found->first)) == std::string::npos) continue;
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end(),
            [](const fs::path& a, const fs::path& b) { return a.filename() < b.filename(); });
  if (sample > 0 && sample < paths.size()) {
    std::vector<fs::path> some;
    for (std::size_t i = 0; i < sample; ++i) some.push_back(paths[i * paths.size() / sample]);
    paths = some;
  }
  std::map<std::string, Row> rows;
  for (const auto& path : paths) {
    Instance instance;
    if (!read_instance(path, instance)) {
      fmt::print("{}: cannot be read\n", path.string());
      return 1;
    }
    const auto began = std::chrono::steady_clock::now();
    SolveOptions options;
    const bool cpu = std::getenv("CPU") != nullptr;
    std::atomic<bool> stop = false, done = false;
    const double used = cpu_seconds();
    std::thread watch([&] {
      while (cpu && !done) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        if (cpu_seconds() - used >= seconds) stop = true;
      }
    });
    options.seconds = cpu ? 1e9 : seconds;
    options.stop = &stop;
    options.seed = seed;
    const auto solution = solve(instance, options);
    done = true;
    watch.join();
    const double took =
        cpu ? cpu_seconds() - used : std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const double score = solution ? verified(instance, *solution) : -1;
    if (score < 0 || score != solution->score) {
      fmt::print("{}: the plan breaks the rules\n", path.string());
      return 1;
    }
    const auto id = path.filename().string();
    const double reference = references[id], gap = (reference - score) / reference * 100;
    if (std::getenv("VERBOSE")) {
      fmt::print("{} {} of {} ({:.2f} %), {} iterations, {:.1f} s\n", id, score, reference, gap, solution->iterations,
                 took);
    }
    for (const auto& key : {id.substr(0, 2), std::string("all")}) {
      auto& row = rows[key];
      ++row.count;
      row.reached += score >= reference;
      row.gap += gap;
      row.seconds += took;
      if (gap > row.worst) {
        row.worst = gap;
        row.worst_name = id;
      }
    }
  }
  fmt::print("team orienteering, at most {} s an instance, seed {}\n", seconds, seed);
  fmt::print("{:<5}{:>10}{:>12}{:>12}{:>12}{:>12}\n", "set", "instances", "reached", "mean gap %", "worst %",
             "mean s");
  for (const auto& [key, row] : rows) {
    fmt::print("{:<5}{:>10}{:>12}{:>12.3f}{:>12.2f}{:>12.2f}  {}\n", key, row.count, row.reached, row.gap / row.count,
               row.worst, row.seconds / row.count, row.worst_name);
  }
  return 0;
}
