// lianzhao diagnose [--chain C] [--explain NODE]
#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/money.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/diagnosis_print.h"

namespace lianzhao::cli {
namespace {

boost::json::object to_json(const Engine& engine, const atlas::Chain& chain, const targeting::NodeDiagnosis& d) {
  const auto& node = chain.nodes[d.node];
  boost::json::array terms, firms;
  for (const auto& term : d.demand.terms) {
    terms.push_back(boost::json::object{{"downstream", chain.nodes[chain.edges[term.edge].to].id},
                                        {"activity", term.activity},
                                        {"in_place", term.in_place},
                                        {"coefficient", term.coefficient},
                                        {"quantity", term.quantity()}});
  }
  for (const auto index : d.supply.firms) {
    const auto& firm = engine.zone().firms[index];
    firms.push_back(boost::json::object{{"name", firm.name},
                                        {"capacity", firm.capacity ? boost::json::value(*firm.capacity) : nullptr},
                                        {"status", targeting::name_of(firm.status)},
                                        {"whole_place", firm.whole_place},
                                        {"anchor", firm.anchor},
                                        {"date", to_string(firm.provenance.date)},
                                        {"source", firm.provenance.source},
                                        {"source_status", firm.provenance.status}});
  }
  const auto& p = d.priority;
  return {{"node", node.id},
          {"zh", node.name.zh},
          {"en", node.name.en},
          {"stage", atlas::name_of(node.stage)},
          {"unit", node.unit.en},
          {"demand", d.demand.total},
          {"demand_in_place", d.demand.in_place},
          {"demand_terms", terms},
          {"supply", d.supply.counted},
          {"local_firms", firms},
          {"local_supply_rate", d.rate ? boost::json::value(*d.rate) : nullptr},
          {"direction", targeting::name_of(d.direction)},
          {"unmet", d.unmet},
          {"capable_firms", d.survey ? boost::json::value(d.survey->capable) : nullptr},
          {"priority", boost::json::object{{"value_yuan", p.value()},
                                           {"unmet_value_yuan", p.unmet_value},
                                           {"pull", p.pull},
                                           {"criticality", p.criticality},
                                           {"feasibility", p.feasibility}}}};
}

int diagnose(const Globals& globals, const std::string& chain_id) {
  Workspace workspace(globals);
  auto engine = workspace.engine(false, chain_id);
  if (!engine) return report_error(engine.error());
  auto chains = (*engine)->chains(chain_id);
  if (!chains) return report_error(wrong_use(chains.error()));
  boost::json::array json;
  for (const auto index : *chains) {
    const auto& diagnosis = (*engine)->diagnosis(index);
    if (globals.json) {
      json.push_back(chain_json(**engine, diagnosis, index));
    } else {
      print_chain(globals, **engine, diagnosis, chain_id.empty() ? 8 : SIZE_MAX);
    }
  }
  if (globals.json) fmt::print("{}\n", boost::json::serialize(json));
  return kDone;
}

int explain(const Globals& globals, const std::string& id) {
  Workspace workspace(globals);
  auto engine = workspace.engine(false, chain_of_node_id(id));
  if (!engine) return report_error(engine.error());
  auto node = (*engine)->node(id);
  if (!node) return report_error(wrong_use(node.error()));
  const auto& diagnosis = (*engine)->diagnosis(node->chain);
  const auto& d = diagnosis.nodes[node->node];
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(to_json(**engine, (*engine)->atlas().chains()[node->chain], d)));
  } else {
    print_arithmetic(globals, **engine, diagnosis, d);
  }
  return kDone;
}

}  // namespace

boost::json::object chain_json(const Engine& engine, const targeting::ChainDiagnosis& diagnosis, std::size_t chain) {
  const auto& about = engine.atlas().chains()[chain];
  boost::json::array nodes;
  for (const auto& d : diagnosis.nodes) nodes.push_back(to_json(engine, about, d));
  return {{"chain", about.id}, {"nodes", nodes}};
}

void add_diagnose(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command =
      app.add_subcommand("diagnose", "what each chain lacks in the zone: demand, supply, direction, priority");
  auto chain = std::make_shared<std::string>();
  auto node = std::make_shared<std::string>();
  auto* chain_option = command->add_option("--chain,-c", *chain, "one chain in full, such as wind");
  command->add_option("--explain,-e", *node, "the arithmetic of one node, such as wind.gearbox")
      ->excludes(chain_option);
  command->callback([&globals, &exit_code, chain, node] {
    exit_code = node->empty() ? diagnose(globals, *chain) : explain(globals, *node);
  });
}

}  // namespace lianzhao::cli
