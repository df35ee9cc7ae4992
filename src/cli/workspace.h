// What a command works with: the folders, and on demand places, names, atlas, vocabulary, snapshot, engine. Loads
// each once.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "atlas/atlas.h"
#include "cli/command.h"
#include "registry/snapshot/snapshot.h"
#include "workspace/engine.h"
#include "workspace/vocabulary.h"

namespace lianzhao::cli {

using workspace::Engine;

class Workspace {
 public:
  explicit Workspace(const Globals& globals) : folders_{globals.home, globals.share}, english_(globals.english) {}

  [[nodiscard]] const workspace::Folders& folders() const { return folders_; }
  [[nodiscard]] std::string home(std::string_view name) const { return folders_.in_home(name); }
  [[nodiscard]] std::string share(std::string_view name) const { return folders_.in_share(name); }
  [[nodiscard]] std::string snapshot_path() const { return folders_.snapshot(); }
  [[nodiscard]] std::string likeness_path() const { return folders_.likeness(); }
  [[nodiscard]] bool has_snapshot() const { return folders_.has_snapshot(); }
  [[nodiscard]] Status make_home() const { return folders_.make_home(); }
  [[nodiscard]] bool english() const { return english_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

  const FoldTable& table();
  Result<const workspace::Basis*> basis();
  Result<const Places*> places();
  Result<const registry::NameParser*> names();
  Result<const atlas::Atlas*> atlas();
  Result<const registry::Snapshot*> snapshot();
  Result<registry::Vocabulary> vocabulary(bool fresh);  // see workspace::make_vocabulary
  // Diagnosis and targets. `chain`: of this one alone, empty: of all. Not kept: each call loads.
  Result<std::shared_ptr<const Engine>> engine(bool needs_registry, const std::string& chain = {});

 private:
  workspace::Folders folders_;
  bool english_;
  workspace::SystemClock clock_;
  std::unique_ptr<FoldTable> table_;
  std::shared_ptr<const workspace::Basis> basis_;
  std::optional<atlas::Atlas> atlas_;
  std::optional<registry::Snapshot> snapshot_;
};

}  // namespace lianzhao::cli
