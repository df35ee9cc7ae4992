#include "targeting/targets.h"

#include <algorithm>
#include <cmath>
#include <limits>
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
  Finder(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
         const registry::Query& filter = {})
      : context_(context),
        snapshot_(context.engine->snapshot()),
        diagnosis_(diagnosis),
        node_index_(node),
        node_(context.atlas->chains()[diagnosis.chain].nodes[node]),
        zone_region_(context.zone->region_of(context.zone->place)),
        query_(filter),
        plain_(of_node(snapshot_, *context.table, node_)),
        scorer_(*context.engine, plain_) {
    const auto& d = diagnosis.nodes[node];
    wanted_ = {node_.transport_radius_km.middle(), d.unmet * node_.price.middle()};
    query_.nodes = plain_.nodes;
    query_.with_branches = false;
  }

  Result<NodeTargets> run(std::size_t top) {
    NodeTargets out{{diagnosis_.chain, node_index_}, 0, {}};
    query_.top = std::min(registry::Query::kMaxTop, top * 10 + 200);
    if (query_.nodes.front().terms.empty()) return out;
    if (auto prepared = prepare(); !prepared) return prepared.error();
    auto found = context_.engine->search(query_);
    if (!found) return found.error();
    out.candidates = found->candidates;
    auto chosen = choose(found->hits, top);
    if (!chosen) return chosen.error();
    for (const auto& hit : *chosen) {
      auto target = describe(hit);
      if (!target) return target.error();
      out.targets.push_back(*std::move(target));
    }
    return finish(std::move(out));
  }

  Result<Target> one(registry::FirmId firm) {
    if (auto prepared = prepare(); !prepared) return prepared.error();
    auto target = describe(scorer_.score(firm));
    if (!target) return target.error();
    NodeTargets list{{diagnosis_.chain, node_index_}, 0, {}};
    list.targets.push_back(*std::move(target));
    auto finished = finish(std::move(list));
    if (!finished) return finished.error();
    return std::move(finished->targets.front());
  }

 private:
  static registry::Query of_node(const registry::Snapshot& snapshot, const FoldTable& table,
                                 const atlas::Node& node) {
    registry::Query query;
    query.nodes = {node_terms(snapshot, table, node)};
    return query;
  }

  // What only asking needs.
  Status prepare() {
    if (!context_.likeness) return {};
    auto likeness = LikenessScorer::create(*context_.likeness, *context_.table, node_.terms);
    if (!likeness) return likeness.error();
    likeness_.emplace(*std::move(likeness));
    return {};
  }

  // A candidate, scored without words.
  struct Candidate {
    registry::QueryHit hit;
    double score = 0;
    double bound = 0;  // what the score can be at most, from the columns alone
  };

  // The best `top`, best first; equal ones in the order of the registry's own score. Candidates are taken by what
  // they can reach at most; where that is below the worst of a full list, the rest is not looked at.
  Result<std::vector<registry::QueryHit>> choose(const std::vector<registry::QueryHit>& hits, std::size_t top) const {
    std::vector<Candidate> all;
    for (const auto& hit : hits) {
      const auto* hot = snapshot_.hot(hit.firm);
      if (!hot || context_.zone->place.contains(PlaceCode{hot->place})) continue;
      all.push_back({hit, 0, bound(hit, *hot)});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; });
    const auto better = [](const Candidate& a, const Candidate& b) {
      if (a.score != b.score) return a.score > b.score;
      return a.hit.score != b.hit.score ? a.hit.score > b.hit.score : a.hit.firm < b.hit.firm;
    };
    std::vector<Candidate> best;  // a heap, the worst on top
    for (auto& candidate : all) {
      const bool full = best.size() == top;
      if (top == 0 || (full && candidate.bound < best.front().score)) break;
      auto score = score_of(candidate, full ? best.front().score : std::numeric_limits<double>::lowest());
      if (!score) return score.error();
      if (!*score) continue;
      candidate.score = **score;
      if (full && !better(candidate, best.front())) continue;
      if (full) {
        std::pop_heap(best.begin(), best.end(), better);
        best.pop_back();
      }
      best.push_back(candidate);
      std::push_heap(best.begin(), best.end(), better);
    }
    std::sort(best.begin(), best.end(), better);
    std::vector<registry::QueryHit> out;
    out.reserve(best.size());
    for (const auto& candidate : best) out.push_back(candidate.hit);
    return out;
  }

  [[nodiscard]] double bound(const registry::QueryHit& hit, const HotRow& hot) const {
    const auto& w = *context_.weights;
    const auto weight = [&](ScorePart part) { return w.weight[index_of(part)]; };
    double sum = 0;
    for (std::size_t i = 0; i < hit.parts.size(); ++i) sum += w.weight[i] * hit.parts[i];
    const auto capital = capital_of(hot);
    sum += weight(ScorePart::kFit) * score_fit(w, capital, wanted_, Explain::kNo).points;
    sum += weight(ScorePart::kRisk) * score_risk(w, capital, registered_of(hot), as_of(hot),
                                                 (hot.flags & registry::kFlagListed) != 0, Explain::kNo)
                                          .points;
    sum += expansion_bound(w.expansion.most) + ties_bound();
    sum += std::abs(weight(ScorePart::kLogistics) * w.logistics.most);
    if (likeness_) sum += std::abs(weight(ScorePart::kLikeness) * w.likeness.most);
    constexpr double kRounding = 1e-9;
    return sum + kRounding;
  }

  [[nodiscard]] double expansion_bound(double points) const {
    return std::max(0.0, context_.weights->weight[index_of(ScorePart::kExpansion)] * points);
  }
  [[nodiscard]] double ties_bound() const {
    return std::max(0.0, context_.weights->weight[index_of(ScorePart::kTies)] * context_.weights->ties.most);
  }

  // nullopt where the score is below `worst`, found out by what costs least first: the name tells the ties, the
  // brand's size how far it can have spread.
  Result<std::optional<double>> score_of(const Candidate& candidate, double worst) const {
    auto name = snapshot_.name(candidate.hit.firm);
    if (!name) return name.error();
    const auto& w = *context_.weights;
    const auto called = context_.names->parse(*name);
    const auto ties = ties_of(context_, *name, called);
    double bound = candidate.bound - ties_bound() +
                   w.weight[index_of(ScorePart::kTies)] * score_ties(w, ties, Explain::kNo).points;
    if (bound < worst) return std::optional<double>();
    const auto brand = firms_of_brand(context_, registry::brand_key(called.brand));
    bound += expansion_bound(most_expansion(w, brand.size())) - expansion_bound(w.expansion.most);
    if (bound < worst) return std::optional<double>();
    const auto parts = parts_of(candidate.hit, called, ties, Explain::kNo);
    if (!parts) return parts.error();
    double sum = 0;
    for (const auto& part : *parts) sum += part.points;
    return std::optional(sum);
  }

  Result<std::array<Scored, kScoreParts>> parts_of(const registry::QueryHit& hit, const registry::NameParts& called,
                                                   const std::vector<TiePath>& ties, Explain explain) const {
    const auto& hot = *snapshot_.hot(hit.firm);
    const auto& w = *context_.weights;
    const auto capital = capital_of(hot);
    std::array<Scored, kScoreParts> parts;
    for (std::size_t i = 0; i < hit.parts.size(); ++i) parts[i].points = hit.parts[i];
    const auto footprint = footprint_of(context_, &scorer_, hit.firm, called.brand);
    parts[index_of(ScorePart::kExpansion)] =
        score_expansion(w, footprint, *context_.places, PlaceCode{hot.place}, as_of(hot), zone_region_, explain);
    parts[index_of(ScorePart::kTies)] = score_ties(w, ties, explain);
    const auto plant = nearest_plant(footprint, context_.zone->location);
    std::string plant_name;
    if (plant && explain == Explain::kYes) {
      auto read = snapshot_.name(plant->firm);
      if (!read) return read.error();
      plant_name = *std::move(read);
    }
    parts[index_of(ScorePart::kLogistics)] = score_logistics(w, plant, wanted_, plant_name, explain);
    parts[index_of(ScorePart::kFit)] = score_fit(w, capital, wanted_, explain);
    parts[index_of(ScorePart::kRisk)] =
        score_risk(w, capital, registered_of(hot), as_of(hot), (hot.flags & registry::kFlagListed) != 0, explain);
    auto& likeness = parts[index_of(ScorePart::kLikeness)];
    if (likeness_) {
      auto texts = snapshot_.texts(hit.firm);
      if (!texts) return texts.error();
      likeness = likeness_->score(w, *texts, called.brand, (hot.flags & registry::kFlagListed) != 0, explain);
    } else {
      likeness = {0, "未导入产品知识", "no product knowledge imported"};
    }
    for (std::size_t i = 0; i < kScoreParts; ++i) parts[i].points *= w.weight[i];
    return parts;
  }

  Result<Target> describe(const registry::QueryHit& hit) const {
    const auto* hot = snapshot_.hot(hit.firm);
    if (!hot) return Error{ErrorCode::kNotFound, "no such firm in the registry"};
    Target t;
    t.firm = hit.firm;
    auto name = snapshot_.name(hit.firm);
    if (!name) return name.error();
    t.name = *std::move(name);
    t.code = snapshot_.code(hit.firm);
    t.place = PlaceCode{hot->place};
    t.region = context_.zone->region_of(t.place);
    t.capital = capital_of(*hot);
    t.registered = registered_of(*hot);
    t.listed = (hot->flags & registry::kFlagListed) != 0;
    t.dataset = hot->dataset;
    t.as_of = as_of(*hot);
    const auto parts = context_.names->parse(t.name);
    t.brand = parts.brand;
    t.brand_firms = firms_of_brand(context_, registry::brand_key(parts.brand)).size();
    t.ties = ties_of(context_, t.name, parts);
    auto scored = parts_of(hit, parts, t.ties, Explain::kYes);
    if (!scored) return scored.error();
    t.parts = *std::move(scored);
    for (const auto& part : t.parts) t.score += part.points;
    return t;
  }

  static std::optional<double> capital_of(const HotRow& hot) {
    return hot.capital >= 0 ? std::optional<double>(hot.capital) : std::nullopt;
  }
  static std::optional<Day> registered_of(const HotRow& hot) {
    return hot.registered != HotRow::kNoDay ? std::optional(Day{hot.registered}) : std::nullopt;
  }
  [[nodiscard]] Day as_of(const HotRow& hot) const {
    const auto& datasets = snapshot_.datasets();
    return hot.dataset < datasets.size() && datasets[hot.dataset].as_of ? *datasets[hot.dataset].as_of
                                                                        : context_.today;
  }

  // What only those on the list need: texts, marks, words for the registry's parts, approaches.
  Result<NodeTargets> finish(NodeTargets out) const {
    std::optional<registry::EvidenceReader> own;
    if (!context_.evidence) {
      auto made = registry::EvidenceReader::create(snapshot_, *context_.table, plain_.nodes);
      if (!made) return made.error();
      own.emplace(*std::move(made));
    }
    std::map<const Region*, std::size_t> in_region;
    for (const auto& target : out.targets) ++in_region[target.region];
    for (auto& target : out.targets) {
      auto texts = snapshot_.texts(target.firm);
      if (!texts) return texts.error();
      target.texts = *std::move(texts);
      target.marks = own ? own->read(target.texts) : context_.evidence->read(target.texts, context_.evidence_node);
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
  registry::Query query_;  // with the filters asked for
  registry::Query plain_;  // the node alone
  registry::FirmScorer scorer_;
  mutable std::optional<LikenessScorer> likeness_;  // a cache of readings, not a part of the answer
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

std::vector<TiePath> ties_of(const TargetingContext& context, const std::string& name,
                             const registry::NameParts& parts) {
  std::vector<TiePath> out;
  for (const auto& tie : context.zone->ties) {
    if (is_called(name, parts, tie.outside)) out.push_back({tie.kind, tie.local, tie.note, tie.provenance});
  }
  for (const auto& firm : context.zone->firms) {
    if (!firm.whole_place && is_called(name, parts, firm.brand)) {
      const auto& at = context.atlas->node(firm.node);
      out.push_back({TieKind::kGroup, firm.name, "同字号，本地已做" + at.name.zh, firm.provenance});
    }
  }
  return out;
}

std::vector<registry::FirmId> firms_of_brand(const TargetingContext& context, std::uint64_t key) {
  if (!context.brands) return context.engine->snapshot().firms_of_brand(key);
  std::vector<registry::FirmId> out;
  for (const auto& entry : context.brands->find(key)) out.push_back(entry.firm);
  return out;
}

Footprint footprint_of(const TargetingContext& context, const registry::FirmScorer* maker, registry::FirmId self,
                       std::string_view brand) {
  const auto& snapshot = context.engine->snapshot();
  Footprint out;
  const auto add = [&](registry::FirmId firm) {
    const auto* hot = snapshot.hot(firm);
    const auto* place = hot ? context.places->find(PlaceCode{hot->place}) : nullptr;
    if (!place) return;
    out.firms.push_back({firm, place->code, place->location,
                         hot->registered == HotRow::kNoDay ? std::nullopt : std::optional(Day{hot->registered}),
                         firm == self || !maker});
  };
  const auto firms = firms_of_brand(context, registry::brand_key(brand));
  out.total = firms.size();
  out.common = static_cast<double>(firms.size()) > context.weights->expansion.common_brand;
  add(self);
  if (out.common) return out;
  for (const auto firm : firms) {
    if (firm != self) add(firm);
  }
  if (!maker) return out;
  // From the nearest outwards until one is a plant; the candidate is one, so those behind it need no look.
  std::vector<std::pair<double, std::size_t>> by_distance;
  by_distance.reserve(out.firms.size());
  for (std::size_t i = 0; i < out.firms.size(); ++i) {
    by_distance.emplace_back(distance_km(out.firms[i].location, context.zone->location), i);
  }
  std::sort(by_distance.begin(), by_distance.end());
  for (const auto& [distance, i] : by_distance) {
    auto& firm = out.firms[i];
    firm.makes = firm.makes || maker->score(firm.firm).parts.front() > 0;
    if (firm.makes) break;
  }
  return out;
}

Result<NodeTargets> find_targets(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                                 const TargetRequest& request) {
  return Finder(context, diagnosis, node, request.filter).run(request.top);
}

Result<Target> score_firm(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                          registry::FirmId firm) {
  return Finder(context, diagnosis, node).one(firm);
}

}  // namespace lianzhao::targeting
