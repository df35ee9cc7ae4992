// lianzhao atlas list | show CHAIN [--svg] | check FILE...
#include <fmt/format.h>

#include <boost/json.hpp>

#include "atlas/picture.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/say.h"
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

boost::json::object figure_json(const atlas::Chain& chain, const atlas::Figure& figure) {
  const auto& source = chain.sources[figure.source];
  return {{"low", figure.low},
          {"high", figure.high},
          {"source", source.title},
          {"date", to_string(source.date)},
          {"status", atlas::name_of(source.status)}};
}

boost::json::array texts(const std::vector<std::string>& list) {
  return boost::json::array(list.begin(), list.end());
}

boost::json::object chain_json(const atlas::Chain& chain) {
  boost::json::array nodes, edges;
  for (const auto& node : chain.nodes) {
    nodes.push_back(boost::json::object{{"id", node.id},
                                        {"zh", node.name.zh},
                                        {"en", node.name.en},
                                        {"kind", atlas::name_of(node.kind)},
                                        {"stage", atlas::name_of(node.stage)},
                                        {"terms", texts(node.terms)},
                                        {"weak_terms", texts(node.weak_terms)},
                                        {"unit", boost::json::object{{"zh", node.unit.zh}, {"en", node.unit.en}}},
                                        {"price_yuan", figure_json(chain, node.price)},
                                        {"transport_radius_km", figure_json(chain, node.transport_radius_km)},
                                        {"criticality", figure_json(chain, node.criticality)},
                                        {"carrier_use", node.carrier_use},
                                        {"gbt4754", texts(node.gbt4754)}});
  }
  for (const auto& edge : chain.edges) {
    edges.push_back(boost::json::object{
        {"from", chain.nodes[edge.from].id},
        {"to", chain.nodes[edge.to].id},
        {"coefficient", edge.coefficient ? boost::json::value(figure_json(chain, *edge.coefficient)) : nullptr},
        {"note", boost::json::object{{"zh", edge.note.zh}, {"en", edge.note.en}}}});
  }
  return {{"chain", chain.id}, {"zh", chain.name.zh}, {"en", chain.name.en}, {"version", to_string(chain.version)},
          {"nodes", nodes},    {"edges", edges}};
}

int show(const Globals& globals, const std::string& id, bool svg) {
  Workspace workspace(globals);
  auto atlas = workspace.atlas();
  if (!atlas) return report_error(atlas.error());
  const auto* chain = (*atlas)->find_chain(id);
  if (!chain) {
    return report_error(told(ErrorCode::kBadArgument,
                             fmt::format("没有产业链“{}”；查看全部：lianzhao atlas list", id),
                             fmt::format("there is no chain '{}'; see: lianzhao atlas list", id)));
  }
  if (svg) {
    auto picture = atlas::draw_chain(*chain, {globals.english});
    if (!picture) return report_error(picture.error());
    fmt::print("{}", *picture);
    return kDone;
  }
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(chain_json(*chain)));
    return kDone;
  }
  const bool en = globals.english;
  Table table({{"id"},
               {en ? "name" : "名称"},
               {en ? "stage" : "位置"},
               {en ? "unit" : "单位"},
               {en ? "made from" : "由…制成", Table::Align::kLeft, 60},
               {en ? "terms" : "词", Table::Align::kLeft, 60}});
  for (std::size_t i = 0; i < chain->nodes.size(); ++i) {
    const auto& node = chain->nodes[i];
    std::string inputs, terms;
    for (const auto& edge : chain->edges) {
      if (edge.to != i) continue;
      const auto& from = chain->nodes[edge.from];
      inputs += (inputs.empty() ? "" : en ? ", " : "、") + (en ? from.name.en : from.name.zh);
      if (edge.coefficient) inputs += fmt::format(" {:.4g}", edge.coefficient->middle());
    }
    for (const auto& term : node.terms) terms += (terms.empty() ? "" : "、") + term;
    table.add({node.id, en ? node.name.en : node.name.zh, std::string(atlas::name_of(node.stage)),
               en ? node.unit.en : node.unit.zh, inputs, terms});
  }
  fmt::print("{}", table.text());
  return kDone;
}

int check(const Globals& globals, const std::vector<std::string>& files) {
  std::vector<atlas::Problem> problems;
  for (const auto& file : files) {
    auto text = read_file(file, atlas::kMaxChainFileBytes);
    if (!text) return report_error(text.error());
    if (auto chain = atlas::read_chain(*text, file, problems); chain && !globals.json) {
      say(globals.english, "{}: {} nodes, {} edges, good\n", "{}：环节 {} 个，关系 {} 条，无误\n", file,
          chain->nodes.size(), chain->edges.size());
    }
  }
  boost::json::array list;
  for (const auto& problem : problems) {
    if (!globals.json) fmt::print("{}\n", to_string(problem));
    list.push_back(boost::json::object{
        {"file", problem.file}, {"line", problem.line}, {"rule", problem.rule}, {"message", problem.message}});
  }
  if (globals.json) fmt::print("{}\n", boost::json::serialize(boost::json::object{{"problems", list}}));
  return problems.empty() ? kDone : kNothing;
}

}  // namespace

void add_atlas(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("atlas", "the industry chains");
  command->require_subcommand(1);
  command->add_subcommand("list", "chains known")->callback([&globals, &exit_code] { exit_code = list(globals); });
  auto* showing = command->add_subcommand("show", "a chain: its nodes, with --json all of it, with --svg a picture");
  auto chain = std::make_shared<std::string>();
  auto svg = std::make_shared<bool>(false);
  showing->add_option("chain", *chain, "such as wind")->required();
  showing->add_flag("--svg", *svg, "a layered picture on stdout");
  showing->callback([&globals, &exit_code, chain, svg] { exit_code = show(globals, *chain, *svg); });
  auto* checking = command->add_subcommand("check", "check chain files; problems are listed with line and rule");
  auto files = std::make_shared<std::vector<std::string>>();
  checking->add_option("files", *files)->required();
  checking->callback([&globals, &exit_code, files] { exit_code = check(globals, *files); });
}

}  // namespace lianzhao::cli
