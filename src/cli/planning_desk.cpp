#include "cli/planning_desk.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "cli/console.h"

namespace lianzhao::cli {

Result<std::unique_ptr<PlanningDesk>> PlanningDesk::open(Workspace& workspace, bool needs_registry) {
  std::unique_ptr<PlanningDesk> desk(new PlanningDesk);
  auto atlas = workspace.atlas();
  if (!atlas) return atlas.error();
  auto places = workspace.places();
  if (!places) return places.error();
  auto names = workspace.names();
  if (!names) return names.error();
  desk->atlas_ = *atlas;
  desk->places_ = *places;
  desk->names_ = *names;
  desk->table_ = &workspace.table();
  desk->today_ = workspace.clock().today();
  auto zone = targeting::load_zone(workspace.case_path(), **atlas, **places);
  if (!zone) return zone.error();
  desk->zone_ = *std::move(zone);
  const auto own = workspace.home("score.yaml");
  auto weights =
      targeting::load_weights(std::filesystem::exists(own) ? own : workspace.share("targeting/score.yaml"));
  if (!weights) return weights.error();
  desk->weights_ = *std::move(weights);
  if (needs_registry || workspace.has_snapshot()) {
    auto snapshot = workspace.snapshot();
    if (!snapshot) return snapshot.error();
    desk->snapshot_ = *snapshot;
    auto likeness = workspace.likeness();
    if (!likeness) return likeness.error();
    desk->likeness_ = *likeness;
    desk->engine_.emplace(**snapshot, **places, workspace.table(), std::thread::hardware_concurrency());
  }
  return desk;
}

Result<const targeting::ChainDiagnosis*> PlanningDesk::diagnosis(std::size_t chain) {
  const auto known = diagnoses_.find(chain);
  if (known != diagnoses_.end()) return &known->second;
  const targeting::Registry registry{engine_ ? &*engine_ : nullptr, table_, places_};
  auto made = targeting::diagnose(*atlas_, chain, zone_, registry);
  if (!made) return made.error();
  return &diagnoses_.emplace(chain, *std::move(made)).first->second;
}

Result<targeting::NodeTargets> PlanningDesk::targets(atlas::NodeRef node, std::size_t top) {
  auto of_chain = diagnosis(node.chain);
  if (!of_chain) return of_chain.error();
  const targeting::TargetingContext context{atlas_,  &zone_,    &*engine_, names_,   table_,
                                            places_, &weights_, today_,    likeness_};
  return targeting::find_targets(context, **of_chain, node.node, top);
}

Result<std::vector<std::size_t>> PlanningDesk::chains(const std::string& id) const {
  std::vector<std::size_t> out;
  for (const auto& wanted : zone_.chains) {
    for (std::size_t i = 0; i < atlas_->chains().size(); ++i) {
      if (atlas_->chains()[i].id == wanted && (id.empty() || id == wanted)) out.push_back(i);
    }
  }
  if (!out.empty()) return out;
  for (std::size_t i = 0; i < atlas_->chains().size(); ++i) {
    if (atlas_->chains()[i].id == id) return std::vector<std::size_t>{i};
  }
  return Error{ErrorCode::kBadArgument, fmt::format("there is no chain '{}'; see: lianzhao atlas list", id)};
}

Result<atlas::NodeRef> PlanningDesk::node(const std::string& id) const {
  if (const auto found = atlas_->find_node(id)) return *found;
  return Error{ErrorCode::kBadArgument,
               fmt::format("'{}' is no node of any chain; list them with: lianzhao atlas show CHAIN", id)};
}

std::string place_in_words(const Places& places, PlaceCode code) {
  const auto* province = places.find(code.province());
  const auto* city = places.find(code.city());
  if (!city) city = places.find(code);
  std::string out = province ? province->short_name : "-";
  if (city && city != province && city->short_name != out) out += city->short_name;
  return out;
}

std::string quantity_in_words(double quantity, const std::string& unit) {
  if (quantity >= 100) return fmt::format("{} {}", grouped(static_cast<std::uint64_t>(std::llround(quantity))), unit);
  if (quantity == 0) return "0 " + unit;
  return fmt::format("{:.3g} {}", quantity, unit);
}

std::string words_of(const Globals& globals, const atlas::Words& words) {
  return globals.english ? words.en : words.zh;
}

}  // namespace lianzhao::cli
