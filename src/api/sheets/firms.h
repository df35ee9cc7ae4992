// Firms as they stand in cells: a credit code, a key of the registry, or a name, to the firm of the registry. For one
// thread; keeps what it has found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workspace/engine.h"

namespace lianzhao::api::sheets {

struct FirmFound {
  std::string key, name;  // key "": known by name only
  PlaceCode place;        // known where the registry has the firm
};

class FirmFinder {
 public:
  // `engine` outlives it.
  explicit FirmFinder(const workspace::Engine& engine) : engine_(engine) {}

  // What becomes of a right credit code that the registry does not have: trips and visits refuse it, as requests do,
  // leads and projects keep it. Without a registry it is kept.
  enum class Unlisted : std::uint8_t { kRefuse, kKeep };
  // `text`: a name, or a code or key that the registry has; `code`: a code or key, or "". The registry's name counts.
  // A name that no firm has, or more than one, stays a name. Errors: kBadInput, of the column firm_key.
  Result<FirmFound> find(const std::string& text, const std::string& code, Unlisted unlisted) const;

 private:
  [[nodiscard]] std::optional<registry::FirmId> by_key(const std::string& key) const;
  [[nodiscard]] std::optional<registry::FirmId> by_name(const std::string& name) const;
  [[nodiscard]] FirmFound of(registry::FirmId firm, const std::string& text) const;
  const workspace::Engine& engine_;
  mutable std::map<std::string, std::optional<registry::FirmId>> by_name_;
};

}  // namespace lianzhao::api::sheets
