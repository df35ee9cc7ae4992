#include "targeting/makers/maker_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "base/random.h"
#include "targeting/makers/tsv.h"

namespace lianzhao::targeting {
namespace {

using Cells = std::span<const std::string_view>;

Error bad_line(const std::string& path, std::size_t line, std::string_view what) {
  return {ErrorCode::kBadInput, fmt::format("{}:{}: {}", path, line, what)};
}

std::optional<float> parse_share(std::string_view text) {
  if (text.empty()) return 0.0F;
  float value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// A missing file is as good as an empty one.
Status optional_file(Status read) {
  if (!read && read.error().code == ErrorCode::kNotFound) return {};
  return read;
}

Status read_pairs(const std::string& path, MakerData& data) {
  constexpr std::array<std::string_view, 3> kColumns{"firm", "product", "?revenue_share"};
  std::set<std::pair<FirmIndex, ProductIndex>> seen;
  return read_tsv(path, kColumns, [&](Cells cells, std::size_t line) -> Status {
    if (cells[0].empty() || cells[1].empty()) return bad_line(path, line, "firm or product is empty; fill it in.");
    const auto share = parse_share(cells[2]);
    if (!share) {
      return bad_line(path, line,
                      fmt::format("revenue_share '{}' is no number; write a fraction such as 0.25.", cells[2]));
    }
    const MakerPair pair{data.firm(cells[0]), data.product(cells[1]), *share};
    if (!seen.emplace(pair.firm, pair.product).second) {
      return bad_line(path, line, "this firm and product stand in the file already; remove one of the lines.");
    }
    data.pairs.push_back(pair);
    return {};
  });
}

Status read_firms(const std::string& path, MakerData& data) {
  constexpr std::array<std::string_view, 3> kColumns{"firm", "?short_name", "?full_name"};
  return read_tsv(path, kColumns, [&](Cells cells, std::size_t line) -> Status {
    if (cells[0].empty()) return bad_line(path, line, "firm is empty; fill it in.");
    auto& firm = data.firms[data.firm(cells[0])];
    firm.short_name = cells[1];
    firm.full_name = cells[2];
    return {};
  });
}

// Industries of firms that make nothing and have no name are passed over: they are no candidates.
Status read_industries(const std::string& path, MakerData& data) {
  constexpr std::array<std::string_view, 2> kColumns{"firm", "industry"};
  std::unordered_map<std::string, FirmIndex> known;
  for (FirmIndex f = 0; f < data.firms.size(); ++f) known.emplace(data.firms[f].id, f);
  return read_tsv(path, kColumns, [&](Cells cells, std::size_t) -> Status {
    const auto found = known.find(std::string(cells[0]));
    if (found != known.end() && !cells[1].empty()) data.firms[found->second].industries.emplace_back(cells[1]);
    return {};
  });
}

Status read_edges(const std::string& path, std::string_view to, MakerData& data,
                  std::vector<std::pair<ProductIndex, ProductIndex>>& edges) {
  const std::array<std::string_view, 2> columns{"product", to};
  return read_tsv(path, columns, [&](Cells cells, std::size_t) -> Status {
    edges.emplace_back(data.product(cells[0]), data.product(cells[1]));
    return {};
  });
}

// A file that must be there.
Status needed_file(Status read, std::string_view way_out) {
  if (!read && read.error().code == ErrorCode::kNotFound) {
    return Error{ErrorCode::kBadInput, fmt::format("{}; {}", read.error().message, way_out)};
  }
  return read;
}

}  // namespace

FirmIndex MakerData::firm(std::string_view id) {
  const auto [place, fresh] = firm_ids_.try_emplace(std::string(id), static_cast<FirmIndex>(firms.size()));
  if (fresh) firms.push_back({std::string(id), {}, {}, {}});
  return place->second;
}

ProductIndex MakerData::product(std::string_view name) {
  const auto [place, fresh] = product_ids_.try_emplace(std::string(name), static_cast<ProductIndex>(products.size()));
  if (fresh) products.emplace_back(name);
  return place->second;
}

Result<MakerData> read_maker_data(const std::string& folder) {
  MakerData data;
  const auto in = [&](std::string_view name) { return fmt::format("{}/{}", folder, name); };
  auto pairs = needed_file(read_pairs(in("firm_products.tsv"), data), "name a folder that holds firm_products.tsv.");
  if (!pairs) return pairs.error();
  if (data.pairs.empty()) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: no pair of firm and product; there is nothing to learn from.",
                                                   in("firm_products.tsv"))};
  }
  if (auto read = optional_file(read_firms(in("firms.tsv"), data)); !read) return read.error();
  if (auto read = optional_file(read_industries(in("firm_industry.tsv"), data)); !read) return read.error();
  if (auto read = optional_file(read_edges(in("product_subclass.tsv"), "narrower", data, data.narrower)); !read) {
    return read.error();
  }
  if (auto read = optional_file(read_edges(in("product_upstream.tsv"), "input", data, data.inputs)); !read) {
    return read.error();
  }
  return data;
}

Result<std::vector<MakerPair>> read_hidden_pairs(const std::string& path, MakerData& data) {
  constexpr std::array<std::string_view, 2> kColumns{"firm", "product"};
  std::set<std::pair<FirmIndex, ProductIndex>> known;
  for (const auto& pair : data.pairs) known.emplace(pair.firm, pair.product);
  std::vector<MakerPair> hidden;
  auto read = read_tsv(path, kColumns, [&](Cells cells, std::size_t line) -> Status {
    if (cells[0].empty() || cells[1].empty()) return bad_line(path, line, "firm or product is empty; fill it in.");
    const MakerPair pair{data.firm(cells[0]), data.product(cells[1]), 0};
    if (known.contains({pair.firm, pair.product})) {
      return bad_line(
          path, line,
          fmt::format("{} is known to make {}; take the pair out of firm_products.tsv or out of this file.", cells[0],
                      cells[1]));
    }
    hidden.push_back(pair);
    return {};
  });
  read = needed_file(std::move(read), "name a file with the columns firm and product.");
  if (!read) return read.error();
  if (hidden.empty()) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: no pair; add lines of firm and product.", path)};
  }
  return hidden;
}

bool is_bookkeeping(std::string_view product) {
  constexpr std::array<std::string_view, 7> kMarks{"平衡", "抵销", "抵消", "调整", "其他", "合计", "内部"};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return product.find(mark) != std::string_view::npos; });
}

Result<std::vector<MakerPair>> hide_pairs(MakerData& data, std::size_t count, std::uint64_t seed, Hidden which) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < data.pairs.size(); ++i) {
    const auto& pair = data.pairs[i];
    const bool earns = pair.share != kScopeShare && !is_bookkeeping(data.products[pair.product]);
    if (which == Hidden::kAny || earns) order.push_back(i);
  }
  if (count == 0 || count > order.size() || count >= data.pairs.size()) {
    return Error{ErrorCode::kBadArgument,
                 fmt::format("Cannot hide {} of {} pairs; choose a number between 1 and {}.", count, order.size(),
                             std::min(order.size(), data.pairs.size() - 1))};
  }
  Random random(seed);
  // The last `count` places of a Fisher-Yates shuffle; the order of what stays is kept.
  std::vector<bool> taken(data.pairs.size(), false);
  std::vector<MakerPair> hidden, kept;
  for (std::size_t i = order.size(); hidden.size() < count; --i) {
    std::swap(order[i - 1], order[random.below(i)]);
    taken[order[i - 1]] = true;
    hidden.push_back(data.pairs[order[i - 1]]);
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) kept.push_back(data.pairs[i]);
  }
  data.pairs = std::move(kept);
  return hidden;
}

}  // namespace lianzhao::targeting
