#include "targeting/makers/grams.h"

#include <algorithm>
#include <cmath>

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kLongestGram = 3, kLongestMarked = 4, kLongestHead = 5;
constexpr char16_t kBeginMark = 2, kEndMark = 3;  // begin and end of text; no phrase holds them

// A piece of up to three units packs without loss; longer ones are mixed (a clash in 2^64 would only join two
// pieces).
std::uint64_t extended(std::uint64_t piece, char16_t unit) {
  const bool fits = piece >> 32U == 0;
  return fits ? piece << 16U | unit : (piece ^ unit) * 0x9E3779B97F4A7C15ULL | 1ULL << 63U;
}

std::vector<std::uint64_t> pieces_of(std::u16string_view text, Cut cut) {
  std::vector<std::uint64_t> pieces;
  if (cut == Cut::kHeads) {
    std::uint64_t piece = 0;
    for (std::size_t n = 0; n < kLongestHead && n < text.size(); ++n) {
      piece = extended(piece, text[text.size() - 1 - n]);
      pieces.push_back(piece);
    }
    return pieces;
  }
  const std::size_t longest = cut == Cut::kMarked ? kLongestMarked : kLongestGram;
  std::u16string closed;
  if (cut == Cut::kMarked) closed.push_back(kBeginMark);
  closed.append(text);
  if (cut != Cut::kPlain) closed.push_back(kEndMark);
  for (std::size_t i = 0; i < closed.size(); ++i) {
    std::uint64_t piece = 0;
    for (std::size_t n = 0; n < longest && i + n < closed.size(); ++n) {
      piece = extended(piece, closed[i + n]);
      pieces.push_back(piece);
    }
  }
  return pieces;
}

}  // namespace

GramSpace::GramSpace(std::span<const std::u16string> texts, Cut cut)
    : cut_(cut), texts_(static_cast<double>(texts.size())) {
  for (const auto& text : texts) {
    auto seen = pieces_of(text, cut);
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const auto gram : seen) {
      const auto [place, fresh] = ids_.try_emplace(gram, static_cast<std::uint32_t>(frequency_.size()));
      if (fresh) frequency_.push_back(0);
      ++frequency_[place->second];
    }
  }
}

GramSpace::GramSpace(std::span<const Piece> pieces, std::size_t texts, Cut cut)
    : cut_(cut), texts_(static_cast<double>(texts)) {
  for (const auto& piece : pieces) {
    ids_.emplace(piece.hash, static_cast<std::uint32_t>(frequency_.size()));
    frequency_.push_back(piece.frequency);
  }
}

std::vector<GramSpace::Piece> GramSpace::pieces() const {
  std::vector<Piece> out(frequency_.size());
  for (const auto& [hash, column] : ids_) out[column] = {hash, frequency_[column]};
  return out;
}

GramSpace GramSpace::without_rare(std::uint32_t frequency) const {
  auto kept = pieces();
  std::erase_if(kept, [&](const Piece& piece) { return piece.frequency < frequency; });
  return {kept, texts(), cut_};
}

float GramSpace::weight(std::uint32_t frequency) const {
  return static_cast<float>(std::log((1.0 + texts_) / (1.0 + frequency)) + 1.0);
}

SparseVector GramSpace::vector_of(std::u16string_view folded) const {
  auto pieces = pieces_of(folded, cut_);
  std::sort(pieces.begin(), pieces.end());
  SparseVector vector;
  double sum = 0;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end] == pieces[i]) ++end;
    const auto found = ids_.find(pieces[i]);
    const auto value = static_cast<float>(end - i) * weight(found == ids_.end() ? 0 : frequency_[found->second]);
    sum += static_cast<double>(value) * value;
    if (found != ids_.end()) vector.push_back({found->second, value});
    i = end;
  }
  std::sort(vector.begin(), vector.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
  if (sum <= 0) return vector;
  const auto factor = static_cast<float>(1 / std::sqrt(sum));
  for (auto& entry : vector) entry.value *= factor;
  return vector;
}

SparseVector GramSpace::vector_of_name(std::u16string_view folded) const {
  auto pieces = pieces_of(folded, Cut::kPlain);
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
  SparseVector vector;
  for (const auto piece : pieces) {
    const auto found = ids_.find(piece);
    if (found != ids_.end()) vector.push_back({found->second, weight(frequency_[found->second])});
  }
  std::sort(vector.begin(), vector.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
  scale_to_unit(vector);
  return vector;
}

std::u16string folded_phrase(const FoldTable& table, std::string_view text) {
  std::u16string folded = fold(table, text);
  const auto is_space = [](char16_t unit) { return unit == u' ' || unit == u'\t' || unit == 0x3000; };
  while (!folded.empty() && is_space(folded.back())) folded.pop_back();
  std::size_t lead = 0;
  while (lead < folded.size() && is_space(folded[lead])) ++lead;
  return folded.substr(lead);
}

}  // namespace lianzhao::targeting
