// Imports registry files into a fresh snapshot and says where the time went: with the whole program left out it is
// what the compiler's profile is taken from (./dev profile) and what changes of the importer are measured with.
//
//   import_bench HOME FILE...
//
// HOME may hold terms/*.txt (word lists); its snapshot is replaced. Prints JSON: seconds of the wall clock and of the
// processors, before the rows (tables, words) and with them.
#include <fmt/format.h>
#include <sys/resource.h>

#include <boost/json.hpp>
#include <chrono>

#include "atlas/atlas.h"
#include "registry/import/importer.h"
#include "workspace/basis.h"
#include "workspace/vocabulary.h"

namespace lianzhao {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

int run(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "import_bench HOME FILE...\n");
    return 2;
  }
  const auto fail = [](const Error& error) {
    fmt::print(stderr, "import_bench: {}\n", error.message);
    return 3;
  };
  const auto start = SteadyClock::now();
  const workspace::Folders folders{argv[1], LIANZHAO_SHARE_DIR};
  if (auto made = folders.make_home(); !made) return fail(made.error());
  auto basis = workspace::Basis::load(folders);
  if (!basis) return fail(basis.error());
  auto atlas = atlas::load_atlas({folders.in_share("atlas"), folders.in_home("atlas")});
  if (!atlas) return fail(atlas.error());
  auto vocabulary = workspace::make_vocabulary(folders, (*basis)->table(), *atlas, true);
  if (!vocabulary) return fail(vocabulary.error());
  const double ready = seconds_since(start), ready_processor = processor_seconds();

  registry::ImportOptions options;
  for (int i = 2; i < argc; ++i) options.files.emplace_back(argv[i]);
  options.snapshot_path = folders.snapshot();
  options.reject_path = folders.in_home("rejects/bench.tsv");
  options.keep_existing = false;
  const workspace::SystemClock clock;
  auto report = registry::import_files(options, *vocabulary, (*basis)->import_tools(clock));
  if (!report) return fail(report.error());
  fmt::print("{}\n", boost::json::serialize(boost::json::object{{"rows", report->rows_read},
                                                                {"terms", vocabulary->size()},
                                                                {"ready_s", ready},
                                                                {"ready_processor_s", ready_processor},
                                                                {"import_s", report->seconds},
                                                                {"all_s", seconds_since(start)},
                                                                {"all_processor_s", processor_seconds()}}));
  return 0;
}

}  // namespace
}  // namespace lianzhao

int main(int argc, char** argv) {
  return lianzhao::run(argc, argv);
}
