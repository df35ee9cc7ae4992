// lianzhao import registry FILE... | import terms FILE | import products DIR
// lianzhao build
#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <thread>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/import_report.h"
#include "cli/say.h"
#include "cli/workspace.h"
#include "registry/import/importer.h"
#include "targeting/makers/likeness.h"
#include "workspace/snapshot_keeper.h"

namespace lianzhao::cli {
namespace {

struct ImportArguments {
  std::vector<std::string> files;
  std::string source, source_class = "registry", status = "reported", as_of;
  bool replace = false;
  unsigned threads = 0;
};

int import_registry(const Globals& globals, const ImportArguments& arguments) {
  Workspace workspace(globals);
  if (auto made = workspace.make_home(); !made) return report_error(made.error());
  registry::ImportOptions options;
  options.files = arguments.files;
  options.keep_existing = !arguments.replace;
  options.threads = arguments.threads;
  options.dataset.source = arguments.source;
  options.dataset.source_class = arguments.source_class;
  options.dataset.status = arguments.status;
  if (!arguments.as_of.empty()) {
    options.dataset.as_of = parse_iso_day(arguments.as_of);
    if (!options.dataset.as_of) {
      return report_error(told(ErrorCode::kBadArgument,
                               fmt::format("--as-of {}：不是 2026-11-24 这样的日期", arguments.as_of),
                               fmt::format("--as-of {}: not a date like 2026-11-24", arguments.as_of)));
    }
  }
  auto report = import_into(workspace, options, true);
  if (!report) return report_error(report.error());
  print_report(globals, *report, options);
  return kDone;
}

int import_terms(const Globals& globals, const std::string& path) {
  Workspace workspace(globals);
  if (auto made = workspace.make_home(); !made) return report_error(made.error());
  registry::Vocabulary checked(workspace.table());
  auto report = registry::add_word_list(checked, path);
  if (!report) return report_error(report.error());
  auto content = read_file(path, 256u << 20);
  if (!content) return report_error(content.error());
  const auto name = std::filesystem::path(path).filename().replace_extension(".txt").string();
  if (auto written = write_file_atomically(workspace.home("terms/" + name), *content); !written) {
    return report_error(written.error());
  }
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"terms", report->added}, {"skipped", report->skipped_count}, {"lines", report->lines}}));
  } else {
    for (std::size_t i = 0; i < report->skipped.size() && i < 10; ++i)
      say_to(stderr, globals.english, "skipped: {}\n", "跳过：{}\n", report->skipped[i]);
    say(globals.english, "{} terms from {} lines ({} cannot be searched for).\n",
        "{} 个词，来自 {} 行（{} 个无法检索）。\n", grouped(report->added), grouped(report->lines),
        grouped(report->skipped_count));
    if (workspace.has_snapshot()) {
      say(globals.english, "Firms already imported are read with them after: lianzhao build\n",
          "已导入的企业在运行 lianzhao build 之后按新词表识别。\n");
    }
  }
  return kDone;
}

struct ProductArguments {
  std::string folder;
  std::uint64_t seed = 1;
  unsigned threads = 0;  // 0: as many as the machine has
};

int import_products(const Globals& globals, const ProductArguments& arguments) {
  Workspace workspace(globals);
  if (auto made = workspace.make_home(); !made) return report_error(made.error());
  auto data = targeting::read_maker_data(arguments.folder);
  if (!data) return report_error(data.error());
  targeting::LikenessOptions options;
  options.seed = arguments.seed;
  options.threads = arguments.threads ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  const auto start = std::chrono::steady_clock::now();
  options.progress = [&](std::string_view what) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fmt::print(stderr, "{:7.1f} s  {}\n", seconds.count(), what);
  };
  const auto likeness = targeting::Likeness::learn(*data, workspace.table(), options);
  if (auto saved = likeness.save(workspace.likeness_path()); !saved) return report_error(saved.error());
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"firms", likeness.firms()},
                                                                  {"pairs", data->pairs.size()},
                                                                  {"pieces", likeness.pieces()},
                                                                  {"slope", likeness.slope()},
                                                                  {"usual", likeness.usual()}}));
  } else {
    say(globals.english, "Learned from {} pairs of firm and product of {} firms; targets now count likeness.\n",
        "已从 {} 条企业与产品的对应关系中学习（企业 {} 家）；目标企业从此计入“相近”得分。\n",
        grouped(data->pairs.size()), grouped(likeness.firms()));
  }
  return kDone;
}

int build(const Globals& globals, unsigned threads) {
  Workspace workspace(globals);
  auto vocabulary = workspace.vocabulary(true);
  if (!vocabulary) return report_error(vocabulary.error());
  auto tools = tools_of(workspace);
  if (!tools) return report_error(tools.error());
  const auto lock = workspace::RegistryLock::take(workspace.folders());
  if (!lock) return report_error(lock.error());
  ProgressLine line(globals.english);
  auto report = registry::rebuild(workspace.snapshot_path(), workspace.snapshot_path(), *vocabulary, *tools, threads,
                                  &stop_requested(), [&](const registry::ImportProgress& p) {
                                    line.show(grouped(p.rows) + (globals.english ? " firms" : " 家"),
                                              static_cast<double>(p.input_bytes), static_cast<double>(p.input_total),
                                              p.seconds);
                                  });
  if (!report) return report_error(report.error());
  if (globals.json) {
    fmt::print("{}\n",
               boost::json::serialize(boost::json::object{{"firms", report->firms}, {"seconds", report->seconds}}));
  } else {
    say(globals.english, "{} firms read again with {} terms in {}.\n",
        "已按 {1} 个词重新识别 {0} 家企业，用时 {2}。\n", grouped(report->firms), grouped(vocabulary->size()),
        duration_in_words(report->seconds, globals.english));
  }
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("import", "take in registry files, word lists or product knowledge");
  command->require_subcommand(1);
  {
    auto* registry =
        command->add_subcommand("registry", "firms from CSV, JSON, JSON lines or XLSX; plain, .gz or .zst");
    auto arguments = std::make_shared<ImportArguments>();
    registry->add_option("files", arguments->files, "files; - is standard input")->required();
    registry->add_option("--source", arguments->source, "who publishes the data, shown beside every fact");
    registry->add_option("--source-class", arguments->source_class, "registry, list, synthetic or other")
        ->check(CLI::IsMember({"registry", "list", "synthetic", "other"}));
    registry->add_option("--status", arguments->status, "reported, unverified or synthetic")
        ->check(CLI::IsMember({"reported", "unverified", "synthetic"}));
    registry->add_option("--as-of", arguments->as_of, "date of the data, YYYY-MM-DD");
    registry->add_flag("--replace", arguments->replace, "forget the firms imported before");
    registry->add_option("--threads", arguments->threads, "default: all processors")->check(CLI::Range(1u, 256u));
    registry->callback([&globals, &exit_code, arguments] { exit_code = import_registry(globals, *arguments); });
  }
  {
    auto* terms = command->add_subcommand("terms", "a list of further words to find in scopes, one a line");
    auto path = std::make_shared<std::string>();
    terms->add_option("file", *path)->required();
    terms->callback([&globals, &exit_code, path] { exit_code = import_terms(globals, *path); });
  }
  {
    auto* products = command->add_subcommand("products", "who makes what: a folder with firm_products.tsv");
    auto arguments = std::make_shared<ProductArguments>();
    products->add_option("folder", arguments->folder)->required();
    products->add_option("--seed", arguments->seed, "of what is learned")->capture_default_str();
    products->add_option("--threads", arguments->threads, "default: all processors")->check(CLI::Range(1u, 256u));
    products->callback([&globals, &exit_code, arguments] { exit_code = import_products(globals, *arguments); });
  }
}

void add_build(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command =
      app.add_subcommand("build", "read all imported firms again, after the chains or word lists changed");
  auto threads = std::make_shared<unsigned>(0);
  command->add_option("--threads", *threads, "default: all processors")->check(CLI::Range(1u, 256u));
  command->callback([&globals, &exit_code, threads] { exit_code = build(globals, *threads); });
}

}  // namespace lianzhao::cli
