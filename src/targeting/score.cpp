#include "targeting/score.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/file.h"
#include "base/money.h"

namespace lianzhao::targeting {
namespace {

std::string city_name(const Places& places, PlaceCode code) {
  const auto* city = places.find(code.city());
  if (!city) city = places.find(code);
  return city ? city->short_name : "-";
}

}  // namespace

Result<ScoreWeights> load_weights(const std::string& path) {
  auto text = read_file(path, 1u << 20);
  if (!text) return text.error();
  ScoreWeights w;
  try {
    const auto yaml = YAML::Load(*text);
    w.version = yaml["version"].as<std::string>();
    const auto number = [&](const char* group, std::string_view name) {
      const auto node = yaml[group][std::string(name)];
      if (!node) throw YAML::Exception(yaml[group].Mark(), fmt::format("{}.{} is missing", group, name));
      const auto value = node.as<double>();
      if (!std::isfinite(value)) throw YAML::Exception(node.Mark(), fmt::format("{}.{} is no number", group, name));
      return value;
    };
    for (std::size_t i = 0; i < kScoreParts; ++i) w.weight[i] = number("weights", kScorePartNames[i]);
    w.expansion = {number("expansion", "recent_years"),   number("expansion", "per_log_recent"),
                   number("expansion", "per_log_cities"), number("expansion", "northwest"),
                   number("expansion", "most"),           number("expansion", "common_brand")};
    for (std::size_t i = 0; i < w.ties.by_kind.size(); ++i) {
      w.ties.by_kind[i] = number("ties", name_of(static_cast<TieKind>(i)));
    }
    w.ties.each_further = number("ties", "each_further");
    w.ties.most = number("ties", "most");
    w.logistics = {number("logistics", "most")};
    w.fit = {number("fit", "turnover"), number("fit", "equity"), number("fit", "per_decade"), number("fit", "most")};
    w.risk = {number("risk", "younger_than_1"), number("risk", "younger_than_3"),
              number("risk", "no_capital_stated")};
    w.likeness = {number("likeness", "most")};
    if (w.fit.turnover <= 0 || w.fit.equity <= 0) {
      throw YAML::Exception(yaml["fit"].Mark(), "fit.turnover and fit.equity must be over 0");
    }
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg)};
  }
  return w;
}

Scored score_expansion(const ScoreWeights& w, const Footprint& footprint, const Places& places, PlaceCode home,
                       Day as_of, const Region* zone_region, Explain explain) {
  if (footprint.common) {
    if (explain == Explain::kNo) return {};
    return {0, fmt::format("字号常见（{} 家同字号），不作集团看", footprint.total),
            fmt::format("the brand is common ({} firms), not taken for a group", footprint.total)};
  }
  std::set<PlaceCode> cities, recent;
  PlaceCode latest_place;
  Day latest_day{std::numeric_limits<std::int32_t>::min()};
  bool near = false;
  for (const auto& firm : footprint.firms) {
    if (firm.place.city() == home.city()) continue;
    cities.insert(firm.place.city());
    near |= zone_region && zone_region->contains(firm.place);
    if (!firm.registered || years_between(*firm.registered, as_of) > w.expansion.recent_years) continue;
    recent.insert(firm.place.city());
    if (*firm.registered > latest_day) {
      latest_day = *firm.registered;
      latest_place = firm.place;
    }
  }
  const double points = w.expansion.per_log_recent * std::log1p(static_cast<double>(recent.size())) +
                        w.expansion.per_log_cities * std::log1p(static_cast<double>(cities.size())) +
                        (near ? w.expansion.northwest : 0);
  Scored out{std::min(points, w.expansion.most), {}, {}};
  if (explain == Explain::kNo) return out;
  const auto latest = latest_place.known()
                          ? fmt::format("{} {}", city_name(places, latest_place), to_string(latest_day))
                          : std::string();
  if (cities.empty()) {
    out.zh = "登记数据中未见异地布局";
    out.en = "no firm of the brand elsewhere in the registry";
  } else {
    out.zh = fmt::format("同字号在另外 {} 个城市有企业，近 {:.0f} 年新到 {} 个{}{}", cities.size(),
                         w.expansion.recent_years, recent.size(), latest.empty() ? "" : "，最近：" + latest,
                         near ? "；已在本区域布局" : "");
    out.en = fmt::format("the brand has firms in {} other cities, {} reached in the last {:.0f} years{}{}",
                         cities.size(), recent.size(), w.expansion.recent_years,
                         latest.empty() ? "" : ", latest " + latest, near ? "; already in the zone's region" : "");
  }
  return out;
}

double most_expansion(const ScoreWeights& w, std::size_t brand_firms) {
  if (brand_firms < 2 || static_cast<double>(brand_firms) > w.expansion.common_brand) return 0;
  const double places = std::log1p(static_cast<double>(brand_firms - 1));
  const auto positive = [](double points) { return std::max(0.0, points); };
  return std::min(w.expansion.most, positive(w.expansion.per_log_recent) * places +
                                        positive(w.expansion.per_log_cities) * places +
                                        positive(w.expansion.northwest));
}

Scored score_ties(const ScoreWeights& w, const std::vector<TiePath>& ties, Explain explain) {
  if (ties.empty() && explain == Explain::kNo) return {};
  if (ties.empty()) return {0, "未见与本地企业的关联", "no tie to a firm of the zone is known"};
  const TiePath* best = &ties.front();
  for (const auto& tie : ties) {
    if (w.ties.by_kind[static_cast<std::size_t>(tie.kind)] > w.ties.by_kind[static_cast<std::size_t>(best->kind)]) {
      best = &tie;
    }
  }
  const double points = w.ties.by_kind[static_cast<std::size_t>(best->kind)] +
                        w.ties.each_further * static_cast<double>(ties.size() - 1);
  Scored out{std::min(points, w.ties.most), {}, {}};
  if (explain == Explain::kNo) return out;
  for (const auto& tie : ties) {
    const std::string mark = tie.provenance.status == "reported" ? "" : "，待核实";
    out.zh += fmt::format("{}{}：{}{}（{}{}）", out.zh.empty() ? "" : "；", tie.local, name_zh(tie.kind),
                          tie.note.empty() ? "" : "，" + tie.note, to_string(tie.provenance.date), mark);
    out.en += fmt::format("{}{} of {} ({}, {})", out.en.empty() ? "" : "; ", name_of(tie.kind), tie.local,
                          to_string(tie.provenance.date), tie.provenance.status);
  }
  return out;
}

std::optional<Plant> nearest_plant(const Footprint& footprint, Location from) {
  std::optional<Plant> nearest;
  for (const auto& firm : footprint.firms) {
    if (!firm.makes) continue;
    const double km = distance_km(firm.location, from);
    if (!nearest || km < nearest->km) nearest = {firm.firm, km};
  }
  return nearest;
}

Scored score_logistics(const ScoreWeights& w, std::optional<Plant> nearest, const Wanted& wanted,
                       std::string_view name, Explain explain) {
  if (!nearest || wanted.radius_km <= 0) return {0, "所在地不详", "its place is not known"};
  const double points = w.logistics.most * std::tanh((nearest->km - wanted.radius_km) / wanted.radius_km);
  if (explain == Explain::kNo) return {points, {}, {}};
  const bool beyond = nearest->km > wanted.radius_km;
  return {points,
          fmt::format("最近的厂 {} 距园区 {:.0f} 公里，经济运距 {:.0f} 公里：{}", name, nearest->km, wanted.radius_km,
                      beyond ? "从外地供货不划算，有落地理由" : "可从现有工厂供货，落地动力弱"),
          fmt::format("its nearest plant {} is {:.0f} km away, economic radius {:.0f} km: {}", name, nearest->km,
                      wanted.radius_km, beyond ? "a reason to build here" : "it can deliver from there")};
}

Scored score_fit(const ScoreWeights& w, std::optional<double> capital, const Wanted& wanted, Explain explain) {
  if (!capital || *capital <= 0) return {0, "注册资本不详，未计匹配度", "capital not known, fit not counted"};
  if (wanted.unmet_value <= 0) return {0, "缺口产值不详，未计匹配度", "unmet value not known, fit not counted"};
  const double need = wanted.unmet_value / w.fit.turnover * w.fit.equity;
  const double decades = std::max(0.0, std::log10(need / *capital));
  const double points = -std::min(w.fit.most, w.fit.per_decade * decades);
  if (explain == Explain::kNo) return {points, {}, {}};
  return {points, fmt::format("补足缺口约需自有资金 {}，注册资本 {}", yuan_in_words(need), yuan_in_words(*capital)),
          fmt::format("filling the gap takes about {} of own money, its capital is {}", yuan_in_words(need, true),
                      yuan_in_words(*capital, true))};
}

Scored score_risk(const ScoreWeights& w, std::optional<double> capital, std::optional<Day> registered, Day as_of,
                  bool listed, Explain explain) {
  Scored out;
  const auto add = [&](double points, const std::string& zh, const std::string& en) {
    out.points += points;
    if (explain == Explain::kNo) return;
    out.zh += (out.zh.empty() ? "" : "；") + zh;
    out.en += (out.en.empty() ? "" : "; ") + en;
  };
  if (registered) {
    const double age = years_between(*registered, as_of);
    if (age < 1) {
      add(w.risk.younger_than_1, "成立不足一年", "founded less than a year ago");
    } else if (age < 3) {
      add(w.risk.younger_than_3, "成立不足三年", "founded less than three years ago");
    }
  }
  if (!capital && !listed) add(w.risk.no_capital_stated, "未写明注册资本", "no capital stated");
  if (explain == Explain::kYes && out.zh.empty()) return {0, "未见风险提示", "nothing noted"};
  return out;
}

}  // namespace lianzhao::targeting
