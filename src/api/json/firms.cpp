#include "api/json/firms.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace lianzhao::api::view {
namespace {

using registry::Detail;
using registry::HotRow;

constexpr std::size_t kMostBrandFirms = 200;  // shown of a brand
constexpr std::size_t kMostCandidates = 40;

std::optional<Day> registered_of(const HotRow& row) {
  return row.registered == HotRow::kNoDay ? std::nullopt : std::optional(Day{row.registered});
}

std::vector<FirmNode> nodes_of(const Engine& engine, const registry::FirmTexts& texts,
                               std::span<const registry::EvidenceMark> marks) {
  struct Found {
    float points = 0;
    registry::ActivityMask activities = 0;
    bool unstated = false;
    std::vector<std::string> phrases;
  };
  std::map<std::size_t, Found> found;
  for (const auto& mark : marks) {
    auto& node = found[mark.node];
    node.points = std::max(node.points, mark.points());
    node.activities |= mark.activities;
    node.unstated |= mark.activities == registry::kUnstated;
    auto phrase = texts[mark.field].substr(mark.phrase_begin, mark.phrase_end - mark.phrase_begin);
    if (std::find(node.phrases.begin(), node.phrases.end(), phrase) == node.phrases.end()) {
      node.phrases.push_back(std::move(phrase));
    }
  }
  std::vector<FirmNode> out;
  for (auto& [node, what] : found) {
    auto activities = activities_of(what.activities);
    if (what.unstated && what.activities != 0) activities.emplace_back("unstated");
    out.push_back(
        {node_ref(engine, engine.nodes()[node]), what.points, std::move(activities), std::move(what.phrases)});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.points > b.points; });
  return out;
}

Brand brand_of(const Engine& engine, registry::FirmId self, const std::string& name) {
  const auto& snapshot = *engine.snapshot();
  Brand out;
  out.name = name;
  auto firms = targeting::firms_of_brand(engine.context({0, 0}), registry::brand_key(name));
  out.total = firms.size();
  out.common = static_cast<double>(firms.size()) > engine.weights().expansion.common_brand;
  if (out.common) firms = {self};
  if (firms.size() > kMostBrandFirms) firms.resize(kMostBrandFirms);
  for (const auto firm : firms) {
    const auto* row = snapshot.hot(firm);
    auto firm_name = snapshot.name(firm);
    if (!row || !firm_name) continue;
    out.firms.push_back({engine.key(firm), *firm_name, place_of(engine.places(), PlaceCode{row->place}),
                         registered_of(*row), firm == self});
  }
  return out;
}

// Local firms one edge down (they buy what it makes) or up (they sell what it needs).
std::vector<TieCandidate> tie_candidates(const Engine& engine, std::span<const registry::EvidenceMark> marks) {
  std::set<std::size_t> made;
  for (const auto& mark : marks) {
    if (mark.points() >= targeting::kCapable) made.insert(mark.node);
  }
  std::vector<TieCandidate> out;
  std::set<std::string> seen;
  const auto add = [&](atlas::NodeRef at, atlas::NodeRef via, const char* relation) {
    for (const auto index : engine.diagnosis(at.chain).nodes[at.node].supply.firms) {
      const auto& firm = engine.zone().firms[index];
      if (firm.whole_place || out.size() == kMostCandidates) continue;
      const auto key = fmt::format("{}|{}|{}|{}", firm.name, at.chain, at.node, relation);
      if (seen.insert(key).second) out.push_back({firm.name, node_ref(engine, at), relation, node_ref(engine, via)});
    }
  };
  for (const auto node : made) {
    const auto via = engine.nodes()[node];
    for (const auto& edge : engine.atlas().chains()[via.chain].edges) {
      if (edge.from == via.node) add({via.chain, edge.to}, via, "could-supply");
      if (edge.to == via.node) add({via.chain, edge.from}, via, "could-buy");
    }
  }
  return out;
}

}  // namespace

std::vector<Part> registry_parts(const registry::QueryHit& hit, const HotRow& row, const registry::FirmTexts& texts,
                                 std::span<const registry::EvidenceMark> marks) {
  std::array<Words, 4> words;
  if (!marks.empty()) {
    const auto& mark = marks.front();
    const auto phrase = texts[mark.field].substr(mark.phrase_begin, mark.phrase_end - mark.phrase_begin);
    words[0] = {phrase + "：" + registry::describe_activities_zh(mark.activities),
                phrase + ": " + registry::describe_activities(mark.activities)};
  }
  words[1] = {fmt::format("经营范围 {} 项", row.phrases), fmt::format("{} phrases in its scope", row.phrases)};
  const auto& capital = texts[Detail::kCapital];
  const bool known = row.capital >= 0;
  words[2] = {"注册资本 " + (known ? capital : std::string("不详")),
              "capital " + (known ? capital : std::string("not known"))};
  const bool listed = (row.flags & registry::kFlagListed) != 0;
  const bool inactive = (row.flags & registry::kFlagInactive) != 0, branch = (row.flags & registry::kFlagBranch) != 0;
  words[3] = inactive ? Words{"已注销、吊销或停业", "closed"}
             : branch ? Words{"分支机构", "a branch"}
             : listed ? Words{"上市公司", "listed"}
                      : Words{"未见上市、注销等登记", "neither listed nor closed"};
  std::vector<Part> out;
  out.reserve(hit.parts.size());
  for (std::size_t i = 0; i < hit.parts.size(); ++i) {
    out.push_back({std::string(registry::kPartNames[i]), hit.parts[i], words[i]});
  }
  return out;
}

Result<Firm> firm_of(const Engine& engine, registry::FirmId id) {
  const auto& snapshot = *engine.snapshot();
  const auto* row = snapshot.hot(id);
  if (!row) return Error{ErrorCode::kNotFound, "no such firm in the registry"};
  auto texts = snapshot.texts(id);
  if (!texts) return texts.error();
  const auto marks = engine.evidence(*texts);
  const auto parts = engine.basis().names().parse(texts->name);
  Firm out;
  out.firm = engine.key(id);
  out.code = snapshot.code(id);
  out.name = texts->name;
  out.name_parts = {std::string(parts.place), std::string(parts.brand), std::string(parts.industry),
                    std::string(parts.form)};
  out.place = place_of(engine.places(), PlaceCode{row->place});
  out.address = (*texts)[Detail::kAddress];
  out.type = (*texts)[Detail::kType];
  out.status = (*texts)[Detail::kStatus];
  if (row->capital >= 0) out.capital = row->capital;
  out.capital_text = (*texts)[Detail::kCapital];
  out.registered = registered_of(*row);
  out.provenance = provenance_of(engine, row->dataset);
  if (out.registered) out.age_years = std::max(0.0, years_between(*out.registered, out.provenance.date));
  out.listed = (*texts)[Detail::kListed];
  out.inactive = (row->flags & registry::kFlagInactive) != 0;
  out.branch = (row->flags & registry::kFlagBranch) != 0;
  out.nodes = nodes_of(engine, *texts, marks);
  out.evidence = evidence_of(*texts, marks, true, [&](const registry::EvidenceMark& mark) {
    return std::optional(engine.atlas().node(engine.nodes()[mark.node]).id);
  });
  out.phrases = row->phrases;
  out.brand = brand_of(engine, id, out.name_parts.brand);
  for (const auto& tie : targeting::ties_of(engine.context({0, 0}), texts->name, parts))
    out.ties.push_back(tie_path(tie));
  out.tie_candidates = tie_candidates(engine, marks);
  out.local = engine.zone().place.contains(PlaceCode{row->place});
  return out;
}

Result<std::vector<FirmScore>> firm_scores(const Engine& engine, registry::FirmId id, std::size_t most) {
  auto texts = engine.snapshot()->texts(id);
  if (!texts) return texts.error();
  std::map<std::size_t, float> points;  // by node
  for (const auto& mark : engine.evidence(*texts)) {
    auto& best = points[mark.node];
    best = std::max(best, mark.points());
  }
  std::vector<std::pair<std::size_t, float>> nodes(points.begin(), points.end());
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (nodes.size() > most) nodes.resize(most);
  std::vector<FirmScore> out;
  for (const auto& [node, best] : nodes) {
    const auto ref = engine.nodes()[node];
    auto scored = engine.score(ref, id);
    if (!scored) return scored.error();
    out.push_back({node_ref(engine, ref), scored->score, parts_of(scored->parts)});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return out;
}

}  // namespace lianzhao::api::view
