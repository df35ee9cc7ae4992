#include "cli/targets_print.h"

#include <fmt/format.h>

#include "base/money.h"
#include "cli/console.h"
#include "cli/say.h"

namespace lianzhao::cli {
namespace {

std::string region_words(const Globals& globals, const targeting::Region* region) {
  if (!region) return globals.english ? "elsewhere" : "其他";
  return globals.english ? region->en : region->zh;
}

std::string approaches_of(const Globals& globals, const targeting::Target& t, bool why) {
  std::string out;
  for (const auto& advice : t.approaches) {
    if (!out.empty()) out += globals.english ? "; " : "；";
    out += globals.english ? targeting::name_of(advice.approach) : targeting::name_zh(advice.approach);
    if (why) out += (globals.english ? ": " : "：") + (globals.english ? advice.en : advice.zh);
  }
  return out;
}

void print_lines(const Globals& globals, const Engine& engine, const targeting::NodeTargets& found) {
  const bool en = globals.english;
  Table table({{"#", Table::Align::kRight},
               {en ? "firm" : "企业", Table::Align::kLeft, 52},
               {en ? "place" : "所在地"},
               {en ? "region" : "区域"},
               {en ? "score" : "得分", Table::Align::kRight},
               {en ? "evidence" : "依据", Table::Align::kLeft, 40},
               {en ? "ties" : "关联", Table::Align::kLeft, 36},
               {en ? "by what means" : "怎么招", Table::Align::kLeft, 44}});
  for (std::size_t i = 0; i < found.targets.size(); ++i) {
    const auto& t = found.targets[i];
    const auto& capability = t.parts.front();
    const auto tie = t.ties.empty() ? std::string("-")
                                    : t.ties.front().local + (en ? " " : "") +
                                          std::string(en ? targeting::name_of(t.ties.front().kind)
                                                         : targeting::name_zh(t.ties.front().kind));
    table.add({std::to_string(i + 1), t.name + (t.listed ? (en ? " (listed)" : "（上市）") : ""),
               place_in_words(engine.places(), t.place), region_words(globals, t.region),
               fmt::format("{:.2f}", t.score), en ? capability.en : capability.zh, tie,
               approaches_of(globals, t, false)});
  }
  fmt::print("{}", table.text());
}

void print_parts(const Globals& globals, const Engine& engine, const targeting::Target& t, std::size_t rank) {
  const bool en = globals.english;
  const auto& dataset = engine.snapshot()->datasets()[t.dataset];
  fmt::print("{}. {}  {:.2f}\n", rank, t.name, t.score);
  fmt::print("   {} · {}{}{}{}\n", place_in_words(engine.places(), t.place), region_words(globals, t.region),
             t.registered ? " · " + to_string(*t.registered) : "",
             t.capital ? " · " + yuan_in_words(*t.capital, en) : "", t.listed ? (en ? " · listed" : " · 上市") : "");
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) {
    const auto& part = t.parts[i];
    fmt::print("   {:>6.2f}  {} {}\n", part.points,
               en ? targeting::kScorePartNames[i] : targeting::kScorePartNamesZh[i], en ? part.en : part.zh);
  }
  for (const auto field : {registry::Detail::kProducts, registry::Detail::kScope}) {
    if (t.texts[field].empty()) continue;
    fmt::print("   {}：{}\n",
               field == registry::Detail::kProducts ? (en ? "products" : "主要产品") : (en ? "scope" : "经营范围"),
               registry::marked_text(t.texts, field, t.marks, "【", "】", 360));
  }
  fmt::print("   {}：{}\n", en ? "by what means" : "怎么招", approaches_of(globals, t, true));
  fmt::print("   {}：{}，{}（{}）\n\n", en ? "source" : "来源",
             dataset.source.empty() ? dataset.name : dataset.source, to_string(t.as_of), dataset.status);
}

}  // namespace

void print_targets(const Globals& globals, const Engine& engine, const targeting::NodeTargets& found,
                   TargetDetail detail) {
  const bool en = globals.english;
  const auto& node = engine.atlas().node(found.node);
  std::string regions;
  for (const auto& [region, count] : found.by_region()) {
    regions += fmt::format("{}{} {}", regions.empty() ? "" : en ? ", " : "、", region_words(globals, region), count);
  }
  say(en, "{} {}: {} candidates; where: {}\n", "{} {}：候选 {} 家；哪里招：{}\n", words_of(globals, node.name),
      node.id, grouped(found.candidates), regions.empty() ? "-" : regions);
  if (found.targets.empty()) {
    say(en, "  no firm of the registry names this product; import a larger registry\n\n",
        "  名录中没有写明此产品的企业，可导入更大的名录\n\n");
    return;
  }
  if (detail == TargetDetail::kLine) {
    print_lines(globals, engine, found);
    fmt::print("\n");
    return;
  }
  for (std::size_t i = 0; i < found.targets.size(); ++i) print_parts(globals, engine, found.targets[i], i + 1);
}

}  // namespace lianzhao::cli
