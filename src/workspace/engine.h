// Everything that questions are answered from, as one immutable value: chains, zone, weights, registry and every
// chain's diagnosis. Made by load(); whoever holds the pointer may go on using it while another takes its place.
// Thread-safe.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/fair_gate.h"
#include "registry/query/evidence.h"
#include "registry/query/query.h"
#include "registry/snapshot/brand_index.h"
#include "registry/snapshot/firm_index.h"
#include "targeting/diagnosis.h"
#include "targeting/targets.h"
#include "workspace/basis.h"
#include "workspace/sources.h"

namespace lianzhao::workspace {

// What may have changed since the engine before; the other pieces are taken over.
struct Changed {
  bool chains = true, zone = true, weights = true, registry = true;
  static constexpr Changed only_chains() { return {true, true, false, false}; }  // the zone refers to their nodes
  static constexpr Changed only_zone() { return {false, true, false, false}; }
  static constexpr Changed only_weights() { return {false, false, true, false}; }
  static constexpr Changed only_registry() { return {false, false, false, true}; }
};

struct EngineSources {
  ZoneSource* zone = nullptr;        // null: the case files
  ChainSource* chains = nullptr;     // null: the files alone
  WeightsSource* weights = nullptr;  // null: the file
};

struct EngineOptions {
  Folders folders;
  unsigned threads = 0;        // for loading; 0: all processors
  unsigned query_threads = 0;  // at most so many share one question; 0: all processors
  bool indexes = true;         // firms by key and by brand, bounds of scores: for many questions, one needs none
  std::string only_chain;      // diagnose this chain alone; empty: all
  bool needs_registry = false;
};

// The registry with what is made from it and the chains' terms.
struct RegistryPart {
  registry::Snapshot snapshot;
  std::optional<registry::ScoreBounds> bounds;
  registry::QueryEngine queries;
  std::optional<registry::FirmIndex> index;
  std::optional<registry::BrandIndex> brands;
  std::shared_ptr<const targeting::Likeness> likeness;  // where product knowledge was imported
  mutable FairGate lists;  // as many target lists are made at once as there are processors
  RegistryPart(registry::Snapshot opened, const Basis& basis, unsigned threads, unsigned query_threads,
               bool with_indexes)
      : snapshot(std::move(opened)),
        bounds(with_indexes ? std::make_optional<registry::ScoreBounds>(snapshot, threads) : std::nullopt),
        queries(snapshot, basis.places(), basis.table(), query_threads, bounds ? &*bounds : nullptr),
        lists(std::max(1U, threads / query_threads)) {
    if (!with_indexes) return;
    index.emplace(snapshot, threads);
    brands.emplace(snapshot, threads);
  }
};

class Engine {
 public:
  // Errors: of the chains, the zone, the weights, the snapshot. Without a snapshot there is no registry.
  static Result<std::shared_ptr<const Engine>> load(const EngineOptions& options, std::shared_ptr<const Basis> basis,
                                                    const EngineSources& sources, Day today, std::uint64_t generation,
                                                    const Engine* before = nullptr, Changed changed = {});

  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  [[nodiscard]] const Basis& basis() const { return *basis_; }
  [[nodiscard]] const Places& places() const { return basis_->places(); }
  [[nodiscard]] const atlas::Atlas& atlas() const { return chains_->atlas; }
  [[nodiscard]] const targeting::Zone& zone() const { return *zone_; }
  [[nodiscard]] const targeting::ScoreWeights& weights() const { return weights_->weights; }
  [[nodiscard]] std::int64_t weights_version() const { return weights_->version; }
  [[nodiscard]] const targeting::ScoreWeights& shipped_weights() const { return *shipped_weights_; }
  [[nodiscard]] const registry::Snapshot* snapshot() const { return registry_ ? &registry_->snapshot : nullptr; }
  [[nodiscard]] const registry::QueryEngine* queries() const { return registry_ ? &registry_->queries : nullptr; }
  [[nodiscard]] Day today() const { return today_; }

  [[nodiscard]] const targeting::ChainDiagnosis& diagnosis(std::size_t chain) const { return *diagnoses_[chain]; }
  [[nodiscard]] std::int64_t chain_version(std::size_t chain) const { return chains_->versions[chain]; }
  // Chains of the zone, as indices into the atlas; only `id` when it is not empty (any chain of the atlas then).
  // Error: kNotFound.
  [[nodiscard]] Result<std::vector<std::size_t>> chains(std::string_view id = {}) const;
  [[nodiscard]] Result<atlas::NodeRef> node(std::string_view id) const;

  // Firms. Need a registry: kNotFound without one.
  [[nodiscard]] Result<registry::FirmId> firm(std::string_view key) const;
  [[nodiscard]] std::string key(registry::FirmId firm) const { return registry::firm_key(*snapshot(), firm); }
  // Where the terms of all nodes stand in a firm's texts; EvidenceMark::node counts nodes() .
  [[nodiscard]] std::vector<registry::EvidenceMark> evidence(const registry::FirmTexts& texts) const {
    return terms_->evidence.read(texts);
  }
  [[nodiscard]] std::span<const atlas::NodeRef> nodes() const { return terms_->nodes; }

  // `weights`: others than those in force, or null.
  Result<targeting::NodeTargets> targets(atlas::NodeRef node, const targeting::TargetRequest& request,
                                         const targeting::ScoreWeights* weights = nullptr) const;
  Result<targeting::Target> score(atlas::NodeRef node, registry::FirmId firm) const;
  [[nodiscard]] targeting::TargetingContext context(atlas::NodeRef node,
                                                    const targeting::ScoreWeights* weights = nullptr) const;

  // Terms of the chains that the snapshot was read without: reading it again (rebuild) finds their firms.
  [[nodiscard]] std::vector<std::string> unread_terms() const;

 private:
  struct ChainsPart {
    atlas::Atlas atlas;
    std::vector<std::int64_t> versions;  // by chain; 0: of a file
  };
  struct TermsPart {  // of chains and registry
    std::vector<atlas::NodeRef> nodes;
    std::vector<std::size_t> first_of_chain;
    registry::EvidenceReader evidence;
  };

  Engine() = default;
  static Result<std::shared_ptr<const ChainsPart>> load_chains(const Folders& folders, ChainSource* source);
  static Result<std::shared_ptr<const TermsPart>> make_terms(const registry::Snapshot& snapshot, const Basis& basis,
                                                             const atlas::Atlas& atlas);
  Status load_parts(const EngineOptions& options, const EngineSources& sources, const Engine* before,
                    Changed changed);
  Status diagnose(const EngineOptions& options, const Engine* before, Changed changed);

  std::uint64_t generation_ = 0;
  Day today_;
  std::shared_ptr<const Basis> basis_;
  std::shared_ptr<const ChainsPart> chains_;
  std::shared_ptr<const targeting::Zone> zone_;
  std::shared_ptr<const targeting::ScoreWeights> shipped_weights_;
  std::shared_ptr<const SavedWeights> weights_;
  std::shared_ptr<const RegistryPart> registry_;
  std::shared_ptr<const TermsPart> terms_;
  std::vector<std::shared_ptr<const targeting::Surveys>> surveys_;  // by chain
  std::vector<std::shared_ptr<const targeting::ChainDiagnosis>> diagnoses_;
};

}  // namespace lianzhao::workspace
