// Who makes what, as read from a folder of tab-separated files, and the pairs whose makers are to be found again.
//
// A folder holds firm_products.tsv (firm, product, revenue_share) and may hold firms.tsv (firm, short_name,
// full_name), firm_industry.tsv (firm, industry), product_subclass.tsv (product, narrower) and product_upstream.tsv
// (product, input). Columns are found by the header, further columns and files are passed over. Industry codes are
// hierarchical: the first two, four and six characters name ever narrower industries.
//
// Errors: kNotFound (a file), kBadInput (with file, line and the way out), kBadArgument (a split that hides too
// much).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lianzhao::targeting {

using FirmIndex = std::uint32_t;     // index into MakerData::firms
using ProductIndex = std::uint32_t;  // index into MakerData::products

struct KnownFirm {
  std::string id, short_name, full_name;
  std::vector<std::string> industries;
};

// A firm makes (or sells) a product; share is the part of its revenue, 1 = all. Lines that a source takes from
// business scopes instead of accounts carry the share kScopeShare.
struct MakerPair {
  FirmIndex firm = 0;
  ProductIndex product = 0;
  float share = 0;
};
inline constexpr float kScopeShare = 0.001F;

struct MakerData {
  std::vector<KnownFirm> firms;
  std::vector<std::string> products;  // every product named anywhere, each once
  std::vector<MakerPair> pairs;
  std::vector<std::pair<ProductIndex, ProductIndex>> narrower;  // product, narrower product
  std::vector<std::pair<ProductIndex, ProductIndex>> inputs;    // product, what goes into it

  FirmIndex firm(std::string_view id);          // adds it where it is new
  ProductIndex product(std::string_view name);  // adds it where it is new

 private:
  std::unordered_map<std::string, std::uint32_t> firm_ids_, product_ids_;
};

Result<MakerData> read_maker_data(const std::string& folder);

// Pairs (firm, product) of a file; firms and products that the folder does not name are added to `data`, so that they
// can be ranked. A pair that is known already is an error: its rank would mean nothing.
Result<std::vector<MakerPair>> read_hidden_pairs(const std::string& path, MakerData& data);

// Lines that close an account and name nothing that could be made or sold: '平衡项目', '分部间抵销'.
bool is_bookkeeping(std::string_view product);

// What may be hidden: any pair, or only products that earn revenue (no scope line, no bookkeeping line).
enum class Hidden : std::uint8_t { kAny, kEarning };

// Takes `count` pairs at random out of data.pairs and returns them.
Result<std::vector<MakerPair>> hide_pairs(MakerData& data, std::size_t count, std::uint64_t seed,
                                          Hidden which = Hidden::kAny);

}  // namespace lianzhao::targeting
