// lianzhao atlas list | check FILE...
#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/workspace.h"

namespace lianzhao::cli {
namespace {

int list(const Globals& globals) {
  Workspace workspace(globals);
  auto atlas = workspace.atlas();
  if (!atlas) return report_error(atlas.error());
  boost::json::array chains;
  Table table({{globals.english ? "chain" : "链"},
               {globals.english ? "name" : "名称"},
               {globals.english ? "nodes" : "环节", Table::Align::kRight},
               {globals.english ? "edges" : "关系", Table::Align::kRight},
               {globals.english ? "version" : "版本"},
               {globals.english ? "file" : "文件", Table::Align::kLeft, 100}});
  for (const auto& chain : (*atlas)->chains()) {
    chains.push_back(boost::json::object{{"id", chain.id},
                                         {"zh", chain.name.zh},
                                         {"en", chain.name.en},
                                         {"nodes", chain.nodes.size()},
                                         {"edges", chain.edges.size()},
                                         {"version", to_string(chain.version)},
                                         {"file", chain.path}});
    table.add({chain.id, globals.english ? chain.name.en : chain.name.zh, std::to_string(chain.nodes.size()),
               std::to_string(chain.edges.size()), to_string(chain.version), chain.path});
  }
  fmt::print("{}\n", globals.json ? boost::json::serialize(chains) : table.text());
  return chains.empty() ? kNothing : kDone;
}

int check(const std::vector<std::string>& files) {
  std::vector<atlas::Problem> problems;
  for (const auto& file : files) {
    auto text = read_file(file, atlas::kMaxChainFileBytes);
    if (!text) return report_error(text.error());
    if (auto chain = atlas::read_chain(*text, file, problems)) {
      fmt::print("{}: {} nodes, {} edges, good\n", file, chain->nodes.size(), chain->edges.size());
    }
  }
  for (const auto& problem : problems) fmt::print("{}\n", to_string(problem));
  return problems.empty() ? kDone : kNothing;
}

}  // namespace

void add_atlas(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("atlas", "the industry chains");
  command->require_subcommand(1);
  command->add_subcommand("list", "chains known")->callback([&globals, &exit_code] { exit_code = list(globals); });
  auto* checking = command->add_subcommand("check", "check chain files; problems are listed with line and rule");
  auto files = std::make_shared<std::vector<std::string>>();
  checking->add_option("files", *files)->required();
  checking->callback([&exit_code, files] { exit_code = check(*files); });
}

}  // namespace lianzhao::cli
