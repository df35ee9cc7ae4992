#include "registry/snapshot/segment_builder.h"

#include <algorithm>
#include <cstring>

#include "registry/snapshot/facts.h"

namespace lianzhao::registry {
namespace {

template <class T>
std::vector<char> bytes_of(const std::vector<T>& values) {
  std::vector<char> bytes(values.size() * sizeof(T));
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

RowSigns signs_of(const SegmentBuilder::Row& row) {
  RowSigns signs{row.name_identity, row.hot.place, mask_of(Field::kName), static_cast<std::uint16_t>(row.hot.flags)};
  if (signs.flags & kFlagPlaceGuessed) signs.place = 0;
  for (std::size_t i = 0; i < row.details.size(); ++i) {
    if (!row.details[i].empty()) signs.stated |= mask_of(static_cast<Field>(i));
  }
  if (row.hot.registered != HotRow::kNoDay) signs.stated |= mask_of(Field::kRegistered);
  if (signs.place != 0) signs.stated |= mask_of(Field::kPlace);
  if (signs.flags & kFlagHasCode) signs.stated |= mask_of(Field::kCode);
  return signs;
}

}  // namespace

SegmentBuilder::SegmentBuilder(std::uint32_t term_count) : term_count_(term_count) {}

void SegmentBuilder::add(const Row& row, std::span<Posting> postings) {
  const auto number = static_cast<std::uint16_t>(hot_.size());
  hot_.push_back(row.hot);
  identities_.push_back(row.identity);
  signs_.push_back(signs_of(row));
  lines_.push_back(row.line);
  if (row.brand != 0) brands_.push_back({row.brand, number});
  for (auto& posting : postings) {
    posting.row = number;
    postings_.push_back(posting);
  }
  names_.add_row({&row.name, 1});
  details_.add_row(row.details);
}

SegmentData SegmentBuilder::finish() {
  SegmentData out;
  out.rows = rows();
  out.identities = std::move(identities_);
  out.signs = std::move(signs_);
  out.lines = std::move(lines_);

  // Counting sort by term keeps the rows of a term in rising order.
  std::vector<std::uint32_t> offsets(term_count_ + 1, 0);
  for (const auto& posting : postings_) ++offsets[posting.term + 1];
  out.term_firms.assign(offsets.begin() + 1, offsets.end());
  for (std::uint32_t term = 0; term < term_count_; ++term) offsets[term + 1] += offsets[term];
  std::vector<char> rows(postings_.size() * sizeof(std::uint16_t)), payloads(postings_.size());
  auto next = offsets;
  for (const auto& posting : postings_) {
    const auto at = next[posting.term]++;
    std::memcpy(rows.data() + at * sizeof(std::uint16_t), &posting.row, sizeof(std::uint16_t));
    payloads[at] = static_cast<char>(posting.payload);
  }
  std::sort(brands_.begin(), brands_.end(),
            [](const BrandEntry& a, const BrandEntry& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });

  out.sections.emplace_back(Section::kHot, bytes_of(hot_));
  out.sections.emplace_back(Section::kTermOffsets, bytes_of(offsets));
  out.sections.emplace_back(Section::kPostingRows, std::move(rows));
  out.sections.emplace_back(Section::kPostingPayloads, std::move(payloads));
  out.sections.emplace_back(Section::kBrands, bytes_of(brands_));
  out.sections.emplace_back(Section::kNames, names_.finish());
  out.sections.emplace_back(Section::kDetails, details_.finish());
  hot_.clear();
  identities_ = {};
  signs_ = {};
  lines_ = {};
  brands_.clear();
  postings_.clear();
  return out;
}

}  // namespace lianzhao::registry
