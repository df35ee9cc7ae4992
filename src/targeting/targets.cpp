#include "targeting/targets.h"

#include <algorithm>
#include <map>

#include "targeting/approach.h"
#include "targeting/score_likeness.h"

namespace lianzhao::targeting {
namespace {

using registry::HotRow;

std::size_t index_of(ScorePart part) {
  return static_cast<std::size_t>(part);
}

// Whether a name or brand is the one that a tie or a local firm is filed under.
bool is_called(const std::string& name, const registry::NameParts& parts, const std::string& filed) {
  if (filed.empty()) return false;
  if (name.starts_with(filed) || parts.brand == filed) return true;
  const std::string_view behind_place =
      parts.place.data() == name.data() ? std::string_view(name).substr(parts.place.size()) : std::string_view(name);
  return behind_place.starts_with(filed);
}

class Finder {
 public:
  Finder(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node)
      : context_(context),
        snapshot_(context.engine->snapshot()),
        diagnosis_(diagnosis),
        node_index_(node),
        node_(context.atlas->chains()[diagnosis.chain].nodes[node]),
        zone_region_(context.zone->region_of(context.zone->place)) {
    const auto& d = diagnosis.nodes[node];
    wanted_ = {node_.transport_radius_km.middle(), d.unmet * node_.price.middle()};
  }

  Result<NodeTargets> run(std::size_t top) {
    NodeTargets out{{diagnosis_.chain, node_index_}, 0, {}};
    auto& query = query_;
    query.nodes = {node_terms(snapshot_, *context_.table, node_)};
    query.top = std::min(registry::Query::kMaxTop, top * 10 + 200);
    query.with_branches = false;
    if (query.nodes.front().terms.empty()) return out;
    if (context_.likeness) {
      auto likeness = LikenessScorer::create(*context_.likeness, *context_.table, node_.terms);
      if (!likeness) return likeness.error();
      likeness_.emplace(*std::move(likeness));
    }
    auto found = context_.engine->search(query);
    if (!found) return found.error();
    out.candidates = found->candidates;
    for (const auto& hit : found->hits) {
      const auto* hot = snapshot_.hot(hit.firm);
      if (!hot || context_.zone->place.contains(PlaceCode{hot->place})) continue;
      auto target = score(hit, *hot);
      if (!target) return target.error();
      out.targets.push_back(*std::move(target));
    }
    std::stable_sort(out.targets.begin(), out.targets.end(),
                     [](const Target& a, const Target& b) { return a.score > b.score; });
    if (out.targets.size() > top) out.targets.resize(top);
    return finish(query.nodes, std::move(out));
  }

 private:
  Result<Target> score(const registry::QueryHit& hit, const HotRow& hot) {
    Target t;
    t.firm = hit.firm;
    auto name = snapshot_.name(hit.firm);
    if (!name) return name.error();
    t.name = *std::move(name);
    t.code = snapshot_.code(hit.firm);
    t.place = PlaceCode{hot.place};
    t.region = context_.zone->region_of(t.place);
    if (hot.capital >= 0) t.capital = hot.capital;
    if (hot.registered != HotRow::kNoDay) t.registered = Day{hot.registered};
    t.listed = (hot.flags & registry::kFlagListed) != 0;
    t.dataset = hot.dataset;
    const auto& datasets = snapshot_.datasets();
    t.as_of = t.dataset < datasets.size() && datasets[t.dataset].as_of ? *datasets[t.dataset].as_of : context_.today;
    const auto parts = context_.names->parse(t.name);
    t.ties = ties_of(t, parts);
    const auto footprint = footprint_of(t, parts);
    const auto& w = *context_.weights;
    for (std::size_t i = 0; i < hit.parts.size(); ++i) t.parts[i].points = hit.parts[i];
    t.parts[index_of(ScorePart::kExpansion)] =
        score_expansion(w, footprint, *context_.places, t.place, t.as_of, zone_region_);
    t.parts[index_of(ScorePart::kTies)] = score_ties(w, t.ties);
    t.parts[index_of(ScorePart::kLogistics)] = score_logistics(w, footprint, context_.zone->location, wanted_);
    t.parts[index_of(ScorePart::kFit)] = score_fit(w, t.capital, wanted_);
    t.parts[index_of(ScorePart::kRisk)] = score_risk(w, t.capital, t.registered, t.as_of, t.listed);
    if (likeness_) {
      auto texts = snapshot_.texts(hit.firm);
      if (!texts) return texts.error();
      t.parts[index_of(ScorePart::kLikeness)] = likeness_->score(w, *texts, parts.brand, t.listed);
    } else {
      t.parts[index_of(ScorePart::kLikeness)] = {0, "未导入产品知识", "no product knowledge imported"};
    }
    for (std::size_t i = 0; i < kScoreParts; ++i) {
      t.parts[i].points *= w.weight[i];
      t.score += t.parts[i].points;
    }
    return t;
  }

  std::vector<TiePath> ties_of(const Target& t, const registry::NameParts& parts) const {
    std::vector<TiePath> out;
    for (const auto& tie : context_.zone->ties) {
      if (is_called(t.name, parts, tie.outside)) out.push_back({tie.kind, tie.local, tie.note, tie.provenance});
    }
    for (const auto& firm : context_.zone->firms) {
      if (!firm.whole_place && is_called(t.name, parts, firm.brand)) {
        const auto& at = context_.atlas->node(firm.node);
        out.push_back({TieKind::kGroup, firm.name, "同字号，本地已做" + at.name.zh, firm.provenance});
      }
    }
    return out;
  }

  Footprint footprint_of(const Target& t, const registry::NameParts& parts) const {
    Footprint out;
    const auto add = [&](registry::FirmId firm, std::string name, bool makes) {
      const auto* hot = snapshot_.hot(firm);
      const auto* place = hot ? context_.places->find(PlaceCode{hot->place}) : nullptr;
      if (!place) return;
      out.firms.push_back({std::move(name), place->code, place->location,
                           hot->registered == HotRow::kNoDay ? std::nullopt : std::optional(Day{hot->registered}),
                           makes});
    };
    const auto key = registry::brand_key(parts.brand);
    const auto firms = key ? snapshot_.firms_of_brand(key) : std::vector<registry::FirmId>{};
    out.total = firms.size();
    out.common = static_cast<double>(firms.size()) > context_.weights->expansion.common_brand;
    add(t.firm, t.name, true);
    if (out.common) return out;
    for (const auto firm : firms) {
      if (firm == t.firm) continue;
      auto name = snapshot_.name(firm);
      const auto hit = context_.engine->score(query_, firm);
      add(firm, name ? *std::move(name) : std::string(), hit.parts.front() > 0);
    }
    return out;
  }

  // What only those on the list need: texts, marks, words for the registry's parts, approaches.
  Result<NodeTargets> finish(const std::vector<registry::QueryNode>& nodes, NodeTargets out) const {
    auto reader = registry::EvidenceReader::create(snapshot_, *context_.table, nodes);
    if (!reader) return reader.error();
    std::map<const Region*, std::size_t> in_region;
    for (const auto& target : out.targets) ++in_region[target.region];
    for (auto& target : out.targets) {
      auto texts = snapshot_.texts(target.firm);
      if (!texts) return texts.error();
      target.texts = *std::move(texts);
      target.marks = reader->read(target.texts);
      explain_registry_parts(target);
      target.approaches = advise(context_, diagnosis_, node_index_, target, in_region[target.region]);
    }
    return out;
  }

  void explain_registry_parts(Target& t) const {
    auto& capability = t.parts[index_of(ScorePart::kCapability)];
    if (!t.marks.empty()) {
      const auto& mark = t.marks.front();
      const auto& text = t.texts[mark.field];
      const auto phrase = text.substr(mark.phrase_begin, mark.phrase_end - mark.phrase_begin);
      capability.zh = phrase + "：" + registry::describe_activities_zh(mark.activities);
      capability.en = phrase + ": " + registry::describe_activities(mark.activities);
    }
    auto& focus = t.parts[index_of(ScorePart::kFocus)];
    const auto phrases = static_cast<unsigned>(snapshot_.hot(t.firm)->phrases);
    focus.zh = "经营范围 " + std::to_string(phrases) + " 项";
    focus.en = std::to_string(phrases) + " phrases in its scope";
    auto& scale = t.parts[index_of(ScorePart::kScale)];
    scale.zh = "注册资本 " + (t.capital ? t.texts[registry::Detail::kCapital] : std::string("不详"));
    scale.en = "capital " + (t.capital ? t.texts[registry::Detail::kCapital] : std::string("not known"));
    auto& standing = t.parts[index_of(ScorePart::kStanding)];
    standing.zh = t.listed ? "上市公司" : "未见上市、注销等登记";
    standing.en = t.listed ? "listed" : "neither listed nor closed";
  }

  const TargetingContext& context_;
  const registry::Snapshot& snapshot_;
  const ChainDiagnosis& diagnosis_;
  std::size_t node_index_;
  const atlas::Node& node_;
  const Region* zone_region_;
  Wanted wanted_;
  registry::Query query_;
  std::optional<LikenessScorer> likeness_;
};

}  // namespace

std::vector<std::pair<const Region*, std::size_t>> NodeTargets::by_region() const {
  std::vector<std::pair<const Region*, std::size_t>> out;
  for (const auto& target : targets) {
    const auto found = std::find_if(out.begin(), out.end(), [&](const auto& e) { return e.first == target.region; });
    if (found == out.end()) {
      out.emplace_back(target.region, 1);
    } else {
      ++found->second;
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

Result<NodeTargets> find_targets(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                                 std::size_t top) {
  return Finder(context, diagnosis, node).run(top);
}

}  // namespace lianzhao::targeting
