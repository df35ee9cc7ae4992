// What the ledger brings to the engine: the zone's firms, projects and ties, edited chains, saved weights.
// Thread-safe.
#pragma once

#include "api/chain_versions.h"
#include "ledger/ledger.h"
#include "workspace/sources.h"

namespace lianzhao::api {

class LedgerZone final : public workspace::ZoneSource {
 public:
  LedgerZone(const ledger::Ledger& ledger, std::string zone, workspace::Folders folders)
      : ledger_(ledger), zone_(std::move(zone)), folders_(std::move(folders)) {}
  Result<targeting::Zone> load(const atlas::Atlas& atlas, const Places& places) override;

 private:
  const ledger::Ledger& ledger_;
  std::string zone_;
  workspace::Folders folders_;
};

class LedgerWeights final : public workspace::WeightsSource {
 public:
  static constexpr auto kName = "score";
  LedgerWeights(const ledger::Ledger& ledger, std::string zone) : ledger_(ledger), zone_(std::move(zone)) {}
  Result<workspace::SavedWeights> load(const targeting::ScoreWeights& shipped) override;

 private:
  const ledger::Ledger& ledger_;
  std::string zone_;
};

class LedgerChains final : public workspace::ChainSource, public ChainVersions {
 public:
  LedgerChains(const ledger::Ledger& ledger, std::string zone) : ledger_(ledger), zone_(std::move(zone)) {}
  Result<std::vector<workspace::SavedChain>> current() override;
  Result<std::vector<ChainVersion>> versions(const Principal& who, const std::string& chain, int most,
                                             std::int64_t before) override;
  Result<std::string> document(const Principal& who, const std::string& chain, std::int64_t number) override;
  Result<std::int64_t> save(const Principal& who, const std::string& request, const std::string& chain,
                            std::int64_t base, const std::string& document, const std::string& note,
                            std::optional<std::int64_t> restored_from) override;

 private:
  const ledger::Ledger& ledger_;
  std::string zone_;
};

// Firms of the zone, planned projects and ties from the files of the case, where the zone has none of them in the
// store yet. False where it has: then the files are not read.
Result<bool> seed_zone(const ledger::Ledger& ledger, const std::string& zone, const workspace::Folders& folders,
                       const Places& places);

}  // namespace lianzhao::api
