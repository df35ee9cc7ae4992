// A firm as records keep it: of the registry by its key, else by its name alone. The one rule for what is sent and
// for what stands in a workbook.
#pragma once

#include <optional>
#include <string>

#include "workspace/engine.h"

namespace lianzhao::api {

struct FirmKept {
  std::string key, name;  // key "": known by name only
  PlaceCode place;        // known where the registry has the firm
};

// What becomes of a right credit code that the registry does not have: trips and visits refuse it, leads and projects
// keep it. Without a registry it is kept.
enum class Unlisted : std::uint8_t { kRefuse, kKeep };

FirmKept firm_kept(const workspace::Engine& engine, registry::FirmId firm, std::string key, std::string name);
// The registry's name counts where it knows the key. `had`: the record had this key before; it stays, also when the
// firm has left the registry since. nullopt: refused, and why_refused says why.
std::optional<FirmKept> firm_kept(const workspace::Engine& engine, const std::string& key, const std::string& name,
                                  Unlisted unlisted, bool had = false);
struct Refusal {
  const char* zh;
  const char* en;
};
Refusal why_refused(Unlisted unlisted);

}  // namespace lianzhao::api
