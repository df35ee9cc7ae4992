// lianzhao evaluate makers --train DIR (--truth FILE | --split SEED --hide N) [--ranks OUT]
#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <thread>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/workspace.h"
#include "targeting/makers/baselines.h"
#include "targeting/makers/evaluation.h"
#include "targeting/makers/ranker.h"

namespace lianzhao::cli {
namespace {

struct EvaluateArguments {
  std::string train, truth, ranks;
  std::uint64_t seed = 1, split = 0;
  std::size_t hide = 3000;
  unsigned threads = 0;  // 0: as many as the machine has
  bool baselines_only = false, earning = false;
};

boost::json::array json_of(const targeting::Measured& m) {
  return {m.value, m.low, m.high};
}

std::string text_of(const targeting::Measured& m) {
  return fmt::format("{:.3f} ({:.3f}-{:.3f})", m.value, m.low, m.high);
}

void print_results(const Globals& globals, const EvaluateArguments& arguments, const targeting::MakerData& data,
                   std::size_t hidden, const std::vector<targeting::MethodResult>& results) {
  if (globals.json) {
    boost::json::array methods;
    for (const auto& result : results) {
      methods.push_back(boost::json::object{{"method", result.method},
                                            {"hits10", json_of(result.metrics.hits10)},
                                            {"hits100", json_of(result.metrics.hits100)},
                                            {"mrr", json_of(result.metrics.mrr)}});
    }
    const boost::json::object report{{"firms", data.firms.size()}, {"known_pairs", data.pairs.size()},
                                     {"hidden_pairs", hidden},     {"seed", arguments.seed},
                                     {"interval", 0.95},           {"methods", methods}};
    fmt::print("{}\n", boost::json::serialize(report));
    return;
  }
  fmt::print("{} firms, {} known pairs, {} hidden pairs; 95 % intervals by bootstrap, seed {}\n",
             grouped(data.firms.size()), grouped(data.pairs.size()), grouped(hidden), arguments.seed);
  constexpr auto kRight = Table::Align::kRight;
  Table table({{"method"}, {"hits@10", kRight}, {"hits@100", kRight}, {"MRR", kRight}});
  for (const auto& result : results) {
    table.add({result.method, text_of(result.metrics.hits10), text_of(result.metrics.hits100),
               text_of(result.metrics.mrr)});
  }
  fmt::print("{}", table.text());
}

int evaluate_makers(const Globals& globals, const EvaluateArguments& arguments, bool split) {
  auto data = targeting::read_maker_data(arguments.train);
  if (!data) return report_error(data.error());
  auto hidden = split
                    ? targeting::hide_pairs(*data, arguments.hide, arguments.split,
                                            arguments.earning ? targeting::Hidden::kEarning : targeting::Hidden::kAny)
                    : targeting::read_hidden_pairs(arguments.truth, *data);
  if (!hidden) return report_error(hidden.error());
  if (split) {
    fmt::print(stderr, "Hid {} of {} pairs of {} at random, seed {}.\n", grouped(hidden->size()),
               grouped(hidden->size() + data->pairs.size()), arguments.train, arguments.split);
  }
  const auto table = std::make_unique<FoldTable>();
  targeting::RankerOptions options;
  options.seed = arguments.seed;
  options.threads = arguments.threads ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  const auto start = std::chrono::steady_clock::now();
  options.progress = [&](std::string_view what) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fmt::print(stderr, "{:7.1f} s  {}\n", seconds.count(), what);
  };
  std::vector<std::unique_ptr<targeting::MakerScorer>> methods;
  methods.push_back(targeting::random_baseline(arguments.seed));
  methods.push_back(targeting::popularity_baseline(*data));
  methods.push_back(targeting::cooccurrence_baseline(*data));
  methods.push_back(targeting::gram_baseline(*data, *table));
  if (!arguments.baselines_only) {
    auto trained = targeting::train_ranker(*data, *table, options);
    methods.push_back(std::move(trained.likeness));
    methods.push_back(std::move(trained.ranker));
  }
  std::vector<targeting::MethodResult> results;
  for (const auto& method : methods) {
    options.progress(fmt::format("ranking: {}", method->name()));
    results.push_back(targeting::evaluate(*method, *data, *hidden, arguments.seed, options.threads));
  }
  if (!arguments.ranks.empty()) {
    auto written = targeting::write_ranks(arguments.ranks, *data, *hidden, results.back().ranks);
    if (!written) return report_error(written.error());
  }
  print_results(globals, arguments, *data, hidden->size(), results);
  return kDone;
}

}  // namespace

void add_evaluate(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("evaluate", "measure what the program finds against known facts");
  command->require_subcommand(1);
  auto* makers =
      command->add_subcommand("makers", "hide known makers of products, rank all firms, count what is found");
  auto arguments = std::make_shared<EvaluateArguments>();
  makers->add_option("--train", arguments->train, "folder with firm_products.tsv and what else is known")->required();
  auto* truth = makers->add_option("--truth", arguments->truth, "hidden pairs: a file of firm, product");
  auto* split = makers->add_option("--split", arguments->split, "hide pairs of the folder at random with this seed");
  truth->excludes(split);
  makers->add_option("--hide", arguments->hide, "how many pairs --split hides")->needs(split)->capture_default_str();
  makers
      ->add_flag("--earning", arguments->earning,
                 "hide only products that earn revenue: no lines of business scopes, no bookkeeping lines")
      ->needs(split);
  makers->add_option("--ranks", arguments->ranks, "write firm, product, rank, candidates of the last method here");
  makers->add_option("--seed", arguments->seed, "of training and of the intervals")->capture_default_str();
  makers->add_option("--threads", arguments->threads, "0: all of the machine")
      ->check(CLI::Range(0U, 1024U))
      ->capture_default_str();
  makers->add_flag("--baselines", arguments->baselines_only, "without the ranker");
  makers->callback([&globals, &exit_code, arguments, truth, split] {
    if (truth->empty() && split->empty()) {
      exit_code = report_error({ErrorCode::kBadArgument, "Nothing is hidden: give --truth FILE or --split SEED."});
      return;
    }
    exit_code = evaluate_makers(globals, *arguments, truth->empty());
  });
}

}  // namespace lianzhao::cli
