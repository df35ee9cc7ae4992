// lianzhao init: a home folder with the starter list of makers. lianzhao demo: the case of Jiuquan at a glance.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/diagnosis_print.h"
#include "cli/import_report.h"
#include "cli/ledger_desk.h"
#include "cli/say.h"
#include "cli/targets_print.h"

namespace lianzhao::cli {
namespace {

// Imports the starter list. Firms known already are updated, others stay.
Status load_starter_list(const Globals& globals, Workspace& workspace) {
  if (auto made = workspace.make_home(); !made) return made.error();
  registry::ImportOptions options;
  options.files = {workspace.share("case/jiuquan/makers.tsv")};
  options.dataset.source =
      globals.english ? "starter list of makers, from public material" : "起步名录（公开资料整理）";
  options.dataset.source_class = "list";
  options.dataset.status = "unverified";
  options.dataset.as_of = make_day(2025, 6, 30);
  auto report = import_into(workspace, options, false);
  if (!report) return report.error();
  say_to(stderr, globals.english, "{} firms in the registry of {}\n", "名录 {1} 现有企业 {0} 家\n",
         grouped(report->firms), globals.home);
  return {};
}

int init(const Globals& globals, bool with_records) {
  Workspace workspace(globals);
  if (auto loaded = load_starter_list(globals, workspace); !loaded) return report_error(loaded.error());
  if (auto prepared = prepare_zone(globals, with_records); !prepared) return report_error(prepared.error());
  return kDone;
}

constexpr std::size_t kDemoNodes = 2, kDemoTargets = 5;  // of each chain, of each node

int demo_json(const Engine& engine) {
  auto chains = engine.chains("");
  if (!chains) return report_error(chains.error());
  boost::json::array diagnoses, targets;
  for (const auto chain : *chains) {
    diagnoses.push_back(chain_json(engine, engine.diagnosis(chain), chain));
    const auto ranked = engine.diagnosis(chain).ranked();
    for (std::size_t i = 0; i < ranked.size() && i < kDemoNodes; ++i) {
      const atlas::NodeRef node{chain, ranked[i]};
      auto found = engine.targets(node, {kDemoTargets, {}});
      if (!found) return report_error(found.error());
      targets.push_back(targets_json(engine, node, *found));
    }
  }
  fmt::print("{}\n", boost::json::serialize(boost::json::object{
                         {"zone", engine.zone().zh}, {"chains", diagnoses}, {"targets", targets}}));
  return kDone;
}

int demo(const Globals& globals) {
  Workspace workspace(globals);
  if (!workspace.has_snapshot()) {
    if (auto loaded = load_starter_list(globals, workspace); !loaded) return report_error(loaded.error());
  }
  auto engine = workspace.engine(true);
  if (!engine) return report_error(engine.error());
  if (globals.json) return demo_json(**engine);
  const bool en = globals.english;
  fmt::print("{}\n\n", en ? (*engine)->zone().en : (*engine)->zone().zh);
  auto chains = (*engine)->chains("");
  if (!chains) return report_error(chains.error());
  for (const auto chain : *chains) {
    print_chain(globals, **engine, (*engine)->diagnosis(chain), 6);
  }
  fmt::print("{}\n\n", en ? "Best targets for the first gaps of each chain" : "各链首要缺口的最佳目标企业");
  for (const auto chain : *chains) {
    const auto ranked = (*engine)->diagnosis(chain).ranked();
    for (std::size_t i = 0; i < ranked.size() && i < kDemoNodes; ++i) {
      auto found = (*engine)->targets({chain, ranked[i]}, {kDemoTargets, {}});
      if (!found) return report_error(found.error());
      print_targets(globals, **engine, *found, TargetDetail::kLine);
    }
  }
  fmt::print("{}",
             en ? "Go on with:\n"
                  "  lianzhao diagnose --explain wind.gearbox      the arithmetic of a node\n"
                  "  lianzhao targets --node wind.pitch-bearing    every part of each score, with its evidence\n"
                  "  lianzhao atlas show wind --svg > wind.svg     the chain as a picture\n"
                  "  lianzhao import registry FILE                 a registry of your own: CSV, JSON, XLSX\n"
                : "接着试试：\n"
                  "  lianzhao diagnose --explain wind.gearbox      一个环节的算式\n"
                  "  lianzhao targets --node wind.pitch-bearing    每个目标的得分明细与依据\n"
                  "  lianzhao atlas show wind --svg > wind.svg     产业链图\n"
                  "  lianzhao import registry FILE                 导入自己的企业名录：CSV、JSON、XLSX\n");
  return kDone;
}

}  // namespace

void add_init(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command =
      app.add_subcommand("init", "make home folder and database, load the starter list, create the first login");
  const auto without = std::make_shared<bool>(false);
  command->add_flag("--without-records", *without,
                    "leave out the case's trips, visits and projects, which are examples");
  command->callback([&globals, &exit_code, without] { exit_code = init(globals, !*without); });
}

void add_demo(CLI::App& app, const Globals& globals, int& exit_code) {
  app.add_subcommand("demo", "the case of Jiuquan: diagnosis and best targets of each chain")
      ->callback([&globals, &exit_code] { exit_code = demo(globals); });
}

}  // namespace lianzhao::cli
