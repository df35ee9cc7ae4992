// Firms as they stand in cells: a credit code, a key of the registry, or a name, to the firm of the registry. For one
// thread; keeps what it has found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/firm_kept.h"

namespace lianzhao::api::sheets {

class FirmFinder {
 public:
  // `engine` outlives it.
  explicit FirmFinder(const workspace::Engine& engine) : engine_(engine) {}

  // `text`: a name, or a code or key that the registry has; `code`: a code or key, or "". The registry's name counts.
  // A name that no firm has, or more than one, stays a name. Errors: kBadInput, of the column firm_key.
  Result<FirmKept> find(const std::string& text, const std::string& code, Unlisted unlisted) const;

 private:
  [[nodiscard]] std::optional<registry::FirmId> by_key(const std::string& key) const;
  [[nodiscard]] std::optional<registry::FirmId> by_name(const std::string& name) const;
  const workspace::Engine& engine_;
  mutable std::map<std::string, std::optional<registry::FirmId>> by_name_;
};

}  // namespace lianzhao::api::sheets
