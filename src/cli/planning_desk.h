// What diagnose, targets and demo share: zone, chains, registry (where there is one) and weights, loaded once.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "cli/workspace.h"
#include "registry/query/query.h"
#include "targeting/diagnosis.h"
#include "targeting/targets.h"

namespace lianzhao::cli {

class PlanningDesk {
 public:
  // Errors: of the chains, the zone's files, the weights, the snapshot. Without a snapshot there is no registry:
  // `needs_registry` makes that an error.
  static Result<std::unique_ptr<PlanningDesk>> open(Workspace& workspace, bool needs_registry);

  [[nodiscard]] const atlas::Atlas& atlas() const { return *atlas_; }
  [[nodiscard]] const targeting::Zone& zone() const { return zone_; }
  [[nodiscard]] const Places& places() const { return *places_; }
  [[nodiscard]] const registry::Snapshot* snapshot() const { return snapshot_; }

  // Diagnosis of a chain; computed once.
  Result<const targeting::ChainDiagnosis*> diagnosis(std::size_t chain);
  Result<targeting::NodeTargets> targets(atlas::NodeRef node, std::size_t top);

  // Chains of the zone as indices into the atlas; only `id` when it is not empty. Error: no such chain.
  [[nodiscard]] Result<std::vector<std::size_t>> chains(const std::string& id) const;
  [[nodiscard]] Result<atlas::NodeRef> node(const std::string& id) const;

 private:
  PlanningDesk() = default;
  const atlas::Atlas* atlas_ = nullptr;
  const Places* places_ = nullptr;
  const registry::NameParser* names_ = nullptr;
  const FoldTable* table_ = nullptr;
  const registry::Snapshot* snapshot_ = nullptr;
  const targeting::Likeness* likeness_ = nullptr;
  targeting::Zone zone_;
  targeting::ScoreWeights weights_;
  std::optional<registry::QueryEngine> engine_;
  std::map<std::size_t, targeting::ChainDiagnosis> diagnoses_;
  Day today_;
};

std::string place_in_words(const Places& places, PlaceCode place);  // "江苏南京"
// "12,300 台", with three significant digits below 1,000.
std::string quantity_in_words(double quantity, const std::string& unit);
std::string words_of(const Globals& globals, const atlas::Words& words);

}  // namespace lianzhao::cli
