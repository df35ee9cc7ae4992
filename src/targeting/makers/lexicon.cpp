#include "targeting/makers/lexicon.h"

#include <map>
#include <unordered_map>

namespace lianzhao::targeting {
namespace {

SparseRows industry_rows(const MakerData& data, std::size_t digits, std::size_t& codes) {
  SparseRows rows;
  std::unordered_map<std::string, std::uint32_t> ids;
  for (const auto& firm : data.firms) {
    std::map<std::uint32_t, float> present;
    for (const auto& code : firm.industries) {
      present[ids.try_emplace(code.substr(0, digits), static_cast<std::uint32_t>(ids.size())).first->second] = 1;
    }
    SparseVector row;
    for (const auto& [id, one] : present) row.push_back({id, one / static_cast<float>(present.size())});
    rows.add_row(row);
  }
  codes = ids.size();
  return rows;
}

}  // namespace

std::vector<std::u16string> made_products(const MakerData& data, const FoldTable& table) {
  std::vector<bool> made(data.products.size(), false);
  for (const auto& pair : data.pairs) made[pair.product] = true;
  std::vector<std::u16string> texts;
  for (ProductIndex p = 0; p < made.size(); ++p) {
    if (made[p]) texts.push_back(folded_phrase(table, data.products[p]));
  }
  return texts;
}

Lexicon::Lexicon(const MakerData& data, const FoldTable& table)
    : ended(made_products(data, table), Cut::kEnded), heads(made_products(data, table), Cut::kHeads) {
  for (const auto& name : data.products) {
    const auto folded = folded_phrase(table, name);
    products.add_row(ended.vector_of(folded));
    product_heads.add_row(heads.vector_of(folded));
    texts.push_back(folded);
  }
  for (const auto& firm : data.firms) {
    short_names.add_row(ended.vector_of_name(folded_phrase(table, firm.short_name)));
    full_names.add_row(ended.vector_of_name(folded_phrase(table, firm.full_name)));
  }
  for (std::size_t level = 0; level < kIndustryLevels; ++level) {
    industries[level] = industry_rows(data, kIndustryDigits[level], codes[level]);
  }
}

}  // namespace lianzhao::targeting
