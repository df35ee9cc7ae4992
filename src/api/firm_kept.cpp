#include "api/firm_kept.h"

#include "base/credit_code.h"

namespace lianzhao::api {

FirmKept firm_kept(const workspace::Engine& engine, registry::FirmId firm, std::string key, std::string name) {
  FirmKept out{std::move(key), std::move(name), {}};
  if (auto known = engine.snapshot()->name(firm)) out.name = *std::move(known);
  if (const auto* hot = engine.snapshot()->hot(firm)) out.place = {hot->place};
  return out;
}

std::optional<FirmKept> firm_kept(const workspace::Engine& engine, const std::string& key, const std::string& name,
                                  Unlisted unlisted, bool had) {
  if (!key.empty()) {
    if (const auto firm = engine.firm(key)) return firm_kept(engine, *firm, key, name);
    const bool keeps = unlisted == Unlisted::kKeep || !engine.snapshot();
    if (!had && !(keeps && check_credit_code(key) == CodeFault::kNone)) return std::nullopt;
  }
  return FirmKept{key, name, {}};
}

Refusal why_refused(Unlisted unlisted) {
  if (unlisted == Unlisted::kRefuse) return {"名录里没有这家企业。", "The registry has no such firm."};
  return {"名录里没有这家企业，也不是有效的统一社会信用代码。",
          "The registry has no such firm, and this is no valid credit code."};
}

}  // namespace lianzhao::api
