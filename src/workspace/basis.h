// What never changes while the program runs: tables for folding, places, names. Loaded once, shared by every engine.
#pragma once

#include <memory>

#include "base/folding.h"
#include "base/places.h"
#include "registry/import/importer.h"
#include "registry/name/name_parser.h"
#include "workspace/folders.h"

namespace lianzhao::workspace {

class Basis {
 public:
  // Errors: of the files in the share folder.
  static Result<std::shared_ptr<const Basis>> load(const Folders& folders);

  [[nodiscard]] const FoldTable& table() const { return *table_; }
  [[nodiscard]] const Places& places() const { return *places_; }
  [[nodiscard]] const registry::NameParser& names() const { return *names_; }
  [[nodiscard]] registry::ImportTools import_tools(const Clock& clock) const {
    return {table_.get(), places_.get(), names_.get(), &clock};
  }

 private:
  Basis() = default;
  std::unique_ptr<const FoldTable> table_;
  std::unique_ptr<const Places> places_;
  std::unique_ptr<const registry::NameParser> names_;
};

}  // namespace lianzhao::workspace
