// lianzhao targets --node N | --chain C | --all
#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/money.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/targets_print.h"

namespace lianzhao::cli {
namespace {

struct TargetArguments {
  std::vector<std::string> nodes;
  std::string chain;
  bool all = false, csv = false;
  std::size_t top = 10, gaps = 6;
};

boost::json::object to_json(const Engine& engine, const targeting::Target& t) {
  boost::json::array parts, marks, ties, approaches;
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) {
    parts.push_back(boost::json::object{{"part", targeting::kScorePartNames[i]},
                                        {"points", t.parts[i].points},
                                        {"zh", t.parts[i].zh},
                                        {"en", t.parts[i].en}});
  }
  for (const auto& mark : t.marks) {
    const auto& text = t.texts[mark.field];
    marks.push_back(
        boost::json::object{{"field", mark.field == registry::Detail::kProducts ? "products" : "scope"},
                            {"phrase", text.substr(mark.phrase_begin, mark.phrase_end - mark.phrase_begin)},
                            {"term", text.substr(mark.term_begin, mark.term_end - mark.term_begin)},
                            {"activities", registry::describe_activities(mark.activities)},
                            {"head", mark.head},
                            {"points", mark.points()}});
  }
  for (const auto& tie : t.ties) {
    ties.push_back(boost::json::object{{"kind", targeting::name_of(tie.kind)},
                                       {"local", tie.local},
                                       {"note", tie.note},
                                       {"date", to_string(tie.provenance.date)},
                                       {"source", tie.provenance.source},
                                       {"status", tie.provenance.status}});
  }
  for (const auto& advice : t.approaches) {
    approaches.push_back(
        boost::json::object{{"approach", targeting::name_of(advice.approach)}, {"zh", advice.zh}, {"en", advice.en}});
  }
  const auto& dataset = engine.snapshot()->datasets()[t.dataset];
  return {{"name", t.name},
          {"code", t.code},
          {"place", t.place.value},
          {"region", t.region ? boost::json::value(t.region->id) : nullptr},
          {"capital_yuan", t.capital ? boost::json::value(*t.capital) : nullptr},
          {"registered", t.registered ? boost::json::value(to_string(*t.registered)) : nullptr},
          {"listed", t.listed},
          {"score", t.score},
          {"parts", parts},
          {"marks", marks},
          {"ties", ties},
          {"approaches", approaches},
          {"source", dataset.source.empty() ? dataset.name : dataset.source},
          {"source_status", dataset.status},
          {"as_of", to_string(t.as_of)}};
}

void add_csv(const Engine& engine, const targeting::NodeTargets& found, Table& table) {
  const auto& node = engine.atlas().node(found.node);
  for (std::size_t rank = 0; rank < found.targets.size(); ++rank) {
    const auto& t = found.targets[rank];
    std::vector<std::string> row{node.id,
                                 node.name.zh,
                                 std::to_string(rank + 1),
                                 t.name,
                                 t.code,
                                 place_in_words(engine.places(), t.place),
                                 t.region ? t.region->zh : "",
                                 fmt::format("{:.2f}", t.score)};
    for (const auto& part : t.parts) row.push_back(fmt::format("{:.2f}", part.points));
    row.push_back(t.parts.front().zh);
    row.push_back(t.approaches.empty() ? "" : t.approaches.front().zh);
    row.push_back(to_string(t.as_of));
    table.add(std::move(row));
  }
}

Table csv_table() {
  std::vector<Table::Column> columns{{"node"},   {"环节"}, {"名次"}, {"企业名称"}, {"统一社会信用代码"},
                                     {"所在地"}, {"区域"}, {"得分"}};
  for (const auto name : targeting::kScorePartNamesZh) columns.push_back({std::string(name)});
  for (const auto* name : {"依据", "怎么招", "数据日期"}) columns.push_back({name});
  return Table(std::move(columns));
}

Result<std::vector<atlas::NodeRef>> wanted_nodes(const Engine& engine, const TargetArguments& a) {
  std::vector<atlas::NodeRef> out;
  for (const auto& id : a.nodes) {
    auto node = engine.node(id);
    if (!node) return wrong_use(node.error());
    out.push_back(*node);
  }
  if (!out.empty()) return out;
  auto chains = engine.chains(a.chain);
  if (!chains) return wrong_use(chains.error());
  for (const auto chain : *chains) {
    std::size_t taken = 0;
    for (const auto node : engine.diagnosis(chain).ranked()) {
      if (taken++ == a.gaps) break;
      out.push_back({chain, node});
    }
  }
  return out;
}

// The chain that a question is about, where it is about one: the others need no diagnosis.
std::string chain_alone(const TargetArguments& a) {
  return a.nodes.size() == 1 ? chain_of_node_id(a.nodes.front()) : a.nodes.empty() ? a.chain : std::string();
}

int targets(const Globals& globals, const TargetArguments& a) {
  Workspace workspace(globals);
  auto engine = workspace.engine(true, chain_alone(a));
  if (!engine) return report_error(engine.error());
  auto nodes = wanted_nodes(**engine, a);
  if (!nodes) return report_error(nodes.error());
  boost::json::array json;
  auto csv = csv_table();
  bool any = false;
  for (const auto node : *nodes) {
    if (stop_requested()) return kInterruptedExit;
    auto found = (*engine)->targets(node, {a.top, {}});
    if (!found) return report_error(found.error());
    any |= !found->targets.empty();
    if (globals.json) {
      json.push_back(targets_json(**engine, node, *found));
    } else if (a.csv) {
      add_csv(**engine, *found, csv);
    } else {
      print_targets(globals, **engine, *found, a.nodes.empty() ? TargetDetail::kLine : TargetDetail::kParts);
    }
  }
  if (globals.json) fmt::print("{}\n", boost::json::serialize(json));
  if (a.csv) fmt::print("{}", csv.csv());
  return any ? kDone : kNothing;
}

}  // namespace

boost::json::object targets_json(const Engine& engine, atlas::NodeRef node, const targeting::NodeTargets& found) {
  boost::json::array list;
  for (const auto& target : found.targets) list.push_back(to_json(engine, target));
  return {{"node", engine.atlas().node(node).id}, {"candidates", found.candidates}, {"targets", list}};
}

void add_targets(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("targets", "who could fill the gaps, best first, with evidence");
  auto a = std::make_shared<TargetArguments>();
  auto* choice = command->add_option_group("for what");
  choice->add_option("--node,-n", a->nodes, "a node, such as wind.gearbox; several");
  choice->add_option("--chain,-c", a->chain, "the gaps of a chain");
  choice->add_flag("--all", a->all, "the gaps of all chains");
  choice->require_option(1);
  command->add_option("--top", a->top, "how many firms a node")->check(CLI::Range(1, 1000))->capture_default_str();
  command->add_option("--gaps", a->gaps, "how many nodes a chain")->check(CLI::Range(1, 1000))->capture_default_str();
  command->add_flag("--csv", a->csv, "CSV on stdout");
  command->callback([&globals, &exit_code, a] { exit_code = targets(globals, *a); });
}

}  // namespace lianzhao::cli
