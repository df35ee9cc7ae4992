#include "api/sheets/firms.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/rules.h"
#include "registry/import/row_parser.h"

namespace lianzhao::api::sheets {
namespace {

// Names of a brand are read one by one: those of a word that thousands of firms begin with are not worth it.
constexpr std::size_t kMostOfBrand = 5'000;
constexpr std::size_t kCodeLength = 18;

// Credit codes have capital letters; typed in small ones they are meant all the same.
std::string as_code(std::string text) {
  if (text.size() != kCodeLength) return text;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

}  // namespace

std::optional<registry::FirmId> FirmFinder::by_key(const std::string& key) const {
  const auto found = engine_.firm(key);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<registry::FirmId> FirmFinder::by_name(const std::string& name) const {
  if (!engine_.snapshot()) return std::nullopt;
  const auto [known, fresh] = by_name_.try_emplace(name);
  if (!fresh) return known->second;
  const auto& table = engine_.basis().table();
  const auto identity = registry::identity_of_name(table, name);
  const std::uint32_t high = identity.high;
  const std::uint64_t low = identity.low;
  std::vector<registry::FirmId> found;
  const auto add = [&](registry::FirmId firm) {
    if (std::find(found.begin(), found.end(), firm) == found.end()) found.push_back(firm);
  };
  // Firms without a code are known by their name; those with one lie with the others of their brand.
  if (const auto firm = by_key(fmt::format("n{:08x}{:016x}", high, low))) add(*firm);
  const auto brand = registry::brand_key(engine_.basis().names().parse(name).brand);
  const auto others = brand == 0 ? std::vector<registry::FirmId>() : engine_.snapshot()->firms_of_brand(brand);
  if (others.size() <= kMostOfBrand) {
    for (const auto firm : others) {
      const auto other = engine_.snapshot()->name(firm);
      if (other && registry::identity_of_name(table, *other) == identity) add(firm);
    }
  }
  if (found.size() == 1) known->second = found.front();
  return known->second;
}

Result<FirmKept> FirmFinder::find(const std::string& text, const std::string& code, Unlisted unlisted) const {
  if (!code.empty()) {
    if (auto kept = firm_kept(engine_, as_code(code), text, unlisted)) return *std::move(kept);
    const auto why = why_refused(unlisted);
    return ledger::refusal("firm_key", why.zh, why.en);
  }
  auto firm = by_key(as_code(text));
  if (!firm) firm = by_name(text);
  return firm ? firm_kept(engine_, *firm, engine_.key(*firm), text) : FirmKept{"", text, {}};
}

}  // namespace lianzhao::api::sheets
