// What a command works with: the folders, and on demand places, atlas, vocabulary, snapshot. Loads each once.
//
// The home folder (--home, LIANZHAO_HOME, or ./lianzhao-home): snapshot.lzs, products.lzl (product
// knowledge), rejects/, terms/*.txt (imported word
// lists), atlas/*.yaml (chains of the user), case/ (the zone; where missing, the Jiuquan case that comes with the
// program).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "base/day.h"
#include "base/folding.h"
#include "base/places.h"
#include "cli/command.h"
#include "registry/name/name_parser.h"
#include "registry/snapshot/snapshot.h"
#include "registry/terms/vocabulary.h"
#include "targeting/makers/likeness.h"

namespace lianzhao::cli {

class SystemClock : public Clock {
 public:
  [[nodiscard]] Day today() const override;
};

class Workspace {
 public:
  explicit Workspace(const Globals& globals) : globals_(globals) {}

  [[nodiscard]] std::string home(std::string_view name) const;  // path of a file in the home folder
  [[nodiscard]] std::string share(std::string_view name) const;
  [[nodiscard]] std::string likeness_path() const { return home("products.lzl"); }
  [[nodiscard]] std::string snapshot_path() const { return home("snapshot.lzs"); }
  [[nodiscard]] std::string case_path() const;
  [[nodiscard]] bool has_snapshot() const;
  Status make_home() const;

  const FoldTable& table();
  const Clock& clock() const { return clock_; }
  Result<const Places*> places();
  Result<const registry::NameParser*> names();
  Result<const atlas::Atlas*> atlas();
  Result<const registry::Snapshot*> snapshot();
  // What `lianzhao import products` learned; null where nothing was imported.
  Result<const targeting::Likeness*> likeness();

  // The terms of the snapshot, then those of the atlas, then those of the imported word lists. `fresh`: without the
  // snapshot's, for building anew.
  Result<registry::Vocabulary> vocabulary(bool fresh);

 private:
  const Globals& globals_;
  SystemClock clock_;
  std::unique_ptr<FoldTable> table_;
  std::optional<Places> places_;
  std::optional<registry::NameParser> names_;
  std::optional<atlas::Atlas> atlas_;
  std::optional<registry::Snapshot> snapshot_;
  std::optional<targeting::Likeness> likeness_;
};

}  // namespace lianzhao::cli
