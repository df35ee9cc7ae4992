// Where an engine's content comes from beside the files: a store may bring the zone, edited chains and weights. All
// are asked whenever the engine is built anew, from one thread.
#pragma once

#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "base/places.h"
#include "targeting/score.h"
#include "targeting/zone.h"
#include "workspace/folders.h"

namespace lianzhao::workspace {

// The zone with its firms, planned projects and ties. A row whose node is in no chain of `atlas` any more is to be
// left out, not to be an error: a chain may have been edited since.
class ZoneSource {
 public:
  virtual ~ZoneSource() = default;
  virtual Result<targeting::Zone> load(const atlas::Atlas& atlas, const Places& places) = 0;
};

// A chain as somebody saved it: it takes the place of the chain of that name in the files, or is added.
struct SavedChain {
  std::string chain;        // "wind"
  std::int64_t number = 0;  // of the version; over 0
  std::string document;     // JSON, see atlas/chain_document.h
};

class ChainSource {
 public:
  virtual ~ChainSource() = default;
  virtual Result<std::vector<SavedChain>> current() = 0;  // the version in force of each chain that has any
};

struct SavedWeights {
  std::int64_t version = 0;  // 0: as in the file
  targeting::ScoreWeights weights;
};

class WeightsSource {
 public:
  virtual ~WeightsSource() = default;
  // `shipped`: of the file; the source changes what was saved.
  virtual Result<SavedWeights> load(const targeting::ScoreWeights& shipped) = 0;
};

// The files of the case.
class CaseFiles final : public ZoneSource {
 public:
  explicit CaseFiles(const Folders& folders) : folders_(folders) {}
  Result<targeting::Zone> load(const atlas::Atlas& atlas, const Places& places) override {
    return targeting::load_zone(folders_.case_folder(), atlas, places);
  }

 private:
  Folders folders_;
};

}  // namespace lianzhao::workspace
