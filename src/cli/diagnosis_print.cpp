#include "cli/diagnosis_print.h"

#include <fmt/format.h>

#include <array>

#include "base/money.h"
#include "cli/console.h"
#include "cli/say.h"

namespace lianzhao::cli {
namespace {

using targeting::Direction;
using targeting::NodeDiagnosis;

std::string_view words(const Globals& globals, Direction direction) {
  return globals.english ? targeting::name_of(direction) : targeting::name_zh(direction);
}

std::string rate_of(const NodeDiagnosis& d) {
  return d.rate ? fmt::format("{:.0f} %", *d.rate * 100) : std::string("-");
}

std::string stage_of(const Globals& globals, atlas::Stage stage) {
  static constexpr std::array<std::string_view, 3> kZh = {"上游", "中游", "下游"};
  return std::string(globals.english ? atlas::name_of(stage) : kZh[static_cast<std::size_t>(stage)]);
}

std::string status_words(const Globals& globals, const targeting::Provenance& p) {
  if (p.status == "reported") return globals.english ? "reported" : "已公布";
  return globals.english ? "unverified" : "待核实";
}

}  // namespace

void print_chain(const Globals& globals, const Engine& engine, const targeting::ChainDiagnosis& diagnosis,
                 std::size_t gaps) {
  const bool en = globals.english;
  const auto& chain = engine.atlas().chains()[diagnosis.chain];
  std::array<std::size_t, 6> counts{};
  for (const auto& d : diagnosis.nodes) ++counts[static_cast<std::size_t>(d.direction)];
  std::string summary;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i])
      summary += fmt::format("{}{} {}",
                             summary.empty() ? ""
                             : en            ? ", "
                                             : "，",
                             words(globals, static_cast<Direction>(i)), counts[i]);
  }
  say(en, "{} ({}): {} nodes: {}\n", "{}（{}）：{} 个环节：{}\n", words_of(globals, chain.name), chain.id,
      chain.nodes.size(), summary);
  using A = Table::Align;
  Table table({{en ? "node" : "环节", A::kLeft, 28},
               {"id", A::kLeft, 28},
               {en ? "stage" : "位置"},
               {en ? "direction" : "方向"},
               {en ? "demand a year" : "年需求", A::kRight},
               {en ? "in place" : "其中在地", A::kRight},
               {en ? "local supply" : "本地产能", A::kRight},
               {en ? "rate" : "配套率", A::kRight},
               {en ? "unmet, CNY" : "缺口产值", A::kRight},
               {en ? "pull" : "引力", A::kRight},
               {en ? "critical" : "关键", A::kRight},
               {en ? "feasible" : "可行", A::kRight},
               {en ? "priority" : "优先级", A::kRight}});
  const auto add = [&](const NodeDiagnosis& d) {
    const auto& node = chain.nodes[d.node];
    const auto& p = d.priority;
    const auto unit = words_of(globals, node.unit);
    const bool acts = p.value() > 0;
    table.add({words_of(globals, node.name), node.id, stage_of(globals, node.stage),
               std::string(words(globals, d.direction)), quantity_in_words(d.demand.total, unit),
               d.demand.total > 0 ? fmt::format("{:.0f} %", p.in_place_share * 100) : "-",
               d.supply.counted > 0  ? quantity_in_words(d.supply.counted, unit)
               : d.supply.makers > 0 ? (en ? "not stated" : "未公布")
                                     : "0",
               rate_of(d), d.unmet > 0 ? yuan_in_words(p.unmet_value, en) : "-",
               acts ? fmt::format("{:.2f}", p.pull) : "-", acts ? fmt::format("{:.1f}", p.criticality) : "-",
               acts ? fmt::format("{:.2f}", p.feasibility) : "-", acts ? yuan_in_words(p.value(), en) : "-"});
  };
  const auto ranked = diagnosis.ranked();
  std::size_t shown = 0;
  for (const auto index : ranked) {
    if (shown == gaps) break;
    add(diagnosis.nodes[index]);
    ++shown;
  }
  if (gaps == SIZE_MAX) {
    for (const auto direction : {Direction::kCovered, Direction::kDemand, Direction::kIdle}) {
      for (const auto& d : diagnosis.nodes) {
        if (d.direction == direction) add(d);
      }
    }
  }
  fmt::print("{}", table.text());
  if (shown < ranked.size()) {
    say(en, "  ... {} more to act on: lianzhao diagnose --chain {}\n",
        "  …另有 {} 个：lianzhao diagnose --chain {}\n", ranked.size() - shown, chain.id);
  }
  fmt::print("\n");
}

void print_arithmetic(const Globals& globals, const Engine& engine, const targeting::ChainDiagnosis& diagnosis,
                      const NodeDiagnosis& d) {
  const bool en = globals.english;
  const auto& chain = engine.atlas().chains()[diagnosis.chain];
  const auto& node = chain.nodes[d.node];
  const auto unit = words_of(globals, node.unit);
  const auto& p = d.priority;
  fmt::print("{} {} · {} · {}\n\n", words_of(globals, node.name), node.id, stage_of(globals, node.stage),
             words(globals, d.direction));
  say(en, "Demand a year: {}\n", "年需求：{}\n", quantity_in_words(d.demand.total, unit));
  for (const auto& project : engine.zone().projects) {
    if (project.node != atlas::NodeRef{diagnosis.chain, d.node}) continue;
    fmt::print("  + {}  {} {}-{} ({}, {}, {})\n", quantity_in_words(project.quantity, unit), project.name,
               project.from_year, project.to_year, project.provenance.source, to_string(project.provenance.date),
               status_words(globals, project.provenance));
  }
  for (const auto& term : d.demand.terms) {
    const auto& edge = chain.edges[term.edge];
    const auto& down = chain.nodes[edge.to];
    say(en, "  + {} = {} x {:.6g} {}/{}  for {}; {} of it for customers in place\n",
        "  + {} = {} × {:.6g} {}/{}  供{}；其中在地客户 {}\n", quantity_in_words(term.quantity(), unit),
        quantity_in_words(term.activity, words_of(globals, down.unit)), term.coefficient, unit,
        words_of(globals, down.unit), words_of(globals, down.name),
        quantity_in_words(term.quantity_in_place(), unit));
    const auto& source = chain.sources[edge.coefficient->source];
    const auto note = words_of(globals, edge.note);
    fmt::print("      {}{}{} ({}, {})\n", note, note.empty() ? "" : " · ", source.title, to_string(source.date),
               atlas::name_of(source.status));
  }
  say(en, "Local supply: {} = max(firms {}, published for the whole place {})\n",
      "本地产能：{} = max(企业合计 {}, 公布的全市口径 {})\n", quantity_in_words(d.supply.counted, unit),
      quantity_in_words(d.supply.sum_of_firms, unit), quantity_in_words(d.supply.whole_place, unit));
  for (const auto index : d.supply.firms) {
    const auto& firm = engine.zone().firms[index];
    fmt::print(
        "  {} {} {}{} ({}, {}, {}) {}\n", firm.name,
        firm.capacity ? quantity_in_words(*firm.capacity, unit) : std::string(en ? "not stated" : "产能未公布"),
        en ? targeting::name_of(firm.status) : targeting::name_zh(firm.status),
        firm.anchor ? (en ? ", anchor" : "，链主") : "", firm.provenance.source, to_string(firm.provenance.date),
        status_words(globals, firm.provenance), firm.note);
  }
  say(en, "Local supply rate: {}\n", "本地配套率：{}\n", rate_of(d));
  if (d.surplus_of) {
    say(en, "Surplus upstream: {}\n", "上游有余：{}\n", words_of(globals, chain.nodes[*d.surplus_of].name));
  }
  const auto& price = chain.sources[node.price.source];
  say(en, "Unmet: {} x {} = {} a year (price {} to {}: {}, {})\n", "缺口：{} × {} = {}/年（单价 {} 至 {}：{}，{}）\n",
      quantity_in_words(d.unmet, unit), yuan_in_words(node.price.middle(), en), yuan_in_words(p.unmet_value, en),
      yuan_in_words(node.price.low, en), yuan_in_words(node.price.high, en), price.title,
      atlas::name_of(price.status));
  say(en, "Pull: {:.0f} km / ({:.0f} km + radius {:.0f} km) x (1 + in place {:.2f}) / 2 = {:.2f}\n",
      "引力：{:.0f} 公里 / ({:.0f} 公里 + 经济运距 {:.0f} 公里) × (1 + 在地 {:.2f}) / 2 = {:.2f}\n", p.distance_km,
      p.distance_km, p.radius_km, p.in_place_share, p.pull);
  say(en, "Criticality: {:.2f} {}\n", "关键程度：{:.2f} {}\n", p.criticality,
      words_of(globals, node.criticality_why));
  if (d.survey) {
    say(en, "Feasibility: {0} capable firms elsewhere{1}: {0} / ({0} + 10) = {2:.2f}\n",
        "可行程度：外地有能力的企业 {0} 家{1}：{0} / ({0} + 10) = {2:.2f}\n", d.survey->capable,
        d.survey->more ? (en ? " and more" : "以上") : "", p.feasibility);
  } else {
    say(en, "Feasibility: no registry imported, {:.2f} assumed\n", "可行程度：尚未导入企业名录，暂取 {:.2f}\n",
        p.feasibility);
  }
  say(en, "Priority: {} x {:.2f} x {:.2f} x {:.2f} = {} a year\n", "优先级：{} × {:.2f} × {:.2f} × {:.2f} = {}/年\n",
      yuan_in_words(p.unmet_value, en), p.pull, p.criticality, p.feasibility, yuan_in_words(p.value(), en));
  if (d.supply.makers > 0 && d.supply.counted == 0) {
    fmt::print("{}\n",
               en ? "No capacity is stated for the makers in the zone: fill it in (firms.tsv) to measure the gap."
                  : "本地企业的产能未公布，补上（firms.tsv）才能计算缺口。");
  }
}

}  // namespace lianzhao::cli
