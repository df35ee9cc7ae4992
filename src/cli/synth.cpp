// lianzhao synth registry --rows N --seed S FILE
#include "registry/synth/synth.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/say.h"
#include "cli/workspace.h"

namespace lianzhao::cli {
namespace {

struct SynthArguments {
  std::string path = "registry-synthetic.csv", words;
  std::uint64_t rows = 10'000, seed = 1;
};

int synthesise(const Globals& globals, const SynthArguments& arguments) {
  Workspace workspace(globals);
  auto places = workspace.places();
  if (!places) return report_error(places.error());
  registry::SynthOptions options;
  options.rows = arguments.rows;
  options.seed = arguments.seed;
  options.stop = &stop_requested();
  registry::Vocabulary words(workspace.table());
  if (!arguments.words.empty()) {
    if (auto added = registry::add_word_list(words, arguments.words); !added) return report_error(added.error());
  } else {
    auto atlas = workspace.atlas();
    if (!atlas) return report_error(atlas.error());
    for (const auto& term : (*atlas)->all_terms()) {
      if (auto added = words.add(term); !added) return report_error(added.error());
    }
  }
  for (registry::TermId id = 0; id < words.size(); ++id) options.words.push_back(words.text(id));
  ProgressLine line(globals.english);
  const auto start = std::chrono::steady_clock::now();
  options.progress = [&](std::uint64_t rows) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    line.show(grouped(rows) + (globals.english ? " rows" : " 行"), static_cast<double>(rows),
              static_cast<double>(arguments.rows), seconds.count());
  };
  auto report = registry::synthesise_registry(arguments.path, **places, options);
  if (!report) return report_error(report.error());
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"file", arguments.path},
                                                                  {"rows", report->rows},
                                                                  {"bytes", report->bytes},
                                                                  {"repeated", report->repeated},
                                                                  {"broken", report->broken}}));
  } else {
    say(globals.english, "{}: {} synthetic rows, {} ({} repeated, {} broken on purpose)\n",
        "{}：合成数据 {} 行，{}（重复 {} 行，有意损坏 {} 行）\n", arguments.path, grouped(report->rows),
        bytes_in_words(report->bytes), grouped(report->repeated), grouped(report->broken));
  }
  return kDone;
}

}  // namespace

void add_synth(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("synth", "make synthetic data for trials and measurements");
  command->require_subcommand(1);
  auto* registry = command->add_subcommand("registry", "a registry of firms that do not exist, of realistic shape");
  auto arguments = std::make_shared<SynthArguments>();
  registry->add_option("file", arguments->path, "the name must contain 'synthetic'")->capture_default_str();
  registry->add_option("--rows", arguments->rows)
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}))
      ->capture_default_str();
  registry->add_option("--seed", arguments->seed)->capture_default_str();
  registry->add_option("--words", arguments->words, "products to speak of, one a line (default: the atlas's terms)");
  registry->callback([&globals, &exit_code, arguments] { exit_code = synthesise(globals, *arguments); });
}

}  // namespace lianzhao::cli
