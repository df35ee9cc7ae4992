#include "registry/terms/matcher.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::registry {
namespace {

Status check(const std::vector<Matcher::Word>& sorted) {
  if (sorted.size() > Matcher::kMaxWords) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{} words; at most {} can be searched at once", sorted.size(), Matcher::kMaxWords)};
  }
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto& text = sorted[i].text;
    if (text.empty() || text.size() > Matcher::kMaxLength) {
      return Error{ErrorCode::kBadInput, fmt::format("word '{}' has {} characters; 1 to {} are allowed",
                                                     to_utf8(text), text.size(), Matcher::kMaxLength)};
    }
    if (text.find(u'\0') != std::u16string::npos)
      return Error{ErrorCode::kBadInput, "a word contains a NUL character"};
    if (i > 0 && text == sorted[i - 1].text) {
      return Error{ErrorCode::kBadInput, fmt::format("word '{}' is given twice", to_utf8(text))};
    }
  }
  return {};
}

}  // namespace

Result<Matcher> Matcher::build(const FoldTable& table, std::vector<Word> words) {
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
  if (auto checked = check(words); !checked) return checked.error();

  Matcher matcher;
  matcher.pairs_.assign((1u << kPairBits) / 64, 0);
  matcher.singles_.assign(65536 / 64, 0);
  matcher.code_.assign(65536, 0);
  matcher.alnum_.assign(65536, 0);
  for (std::uint32_t unit = 0; unit < 65536; ++unit) {
    const auto kind = table.class_of(static_cast<char16_t>(unit));
    matcher.alnum_[unit] = kind == CharClass::kLatin || kind == CharClass::kDigit;
  }

  // Dense codes by falling frequency: common units get small codes, which packs the double array better.
  std::vector<std::uint32_t> frequency(65536, 0);
  for (const auto& word : words) {
    for (const char16_t unit : word.text) ++frequency[unit];
    if (word.text.size() == 1) {
      matcher.singles_[word.text[0] >> 6] |= 1ull << (word.text[0] & 63);
    } else {
      const auto pair = pair_hash(word.text[0], word.text[1]);
      matcher.pairs_[pair >> 6] |= 1ull << (pair & 63);
    }
  }
  std::vector<std::uint32_t> units;
  for (std::uint32_t unit = 0; unit < 65536; ++unit) {
    if (frequency[unit] > 0) units.push_back(unit);
  }
  std::stable_sort(units.begin(), units.end(), [&](auto a, auto b) { return frequency[a] > frequency[b]; });
  for (std::size_t i = 0; i < units.size(); ++i) matcher.code_[units[i]] = static_cast<std::uint16_t>(i + 1);

  matcher.nodes_.resize(2 * 65536);  // so that base + code is always inside
  matcher.nodes_[0].parent = 0;
  if (!words.empty()) matcher.insert_range(words, 0, words.size(), 0, 0);
  matcher.index_pairs(words);
  return matcher;
}

// The words are sorted: those that begin with the same two units lie together.
void Matcher::index_pairs(const std::vector<Word>& words) {
  std::vector<Pair> pairs;
  for (const auto& word : words) {
    if (word.text.size() < 2) continue;
    const std::uint32_t units = static_cast<std::uint32_t>(word.text[0]) << 16 | word.text[1];
    if (!pairs.empty() && pairs.back().units == units) continue;
    const std::int32_t first = nodes_[0].base + code_[word.text[0]];
    pairs.push_back({units, nodes_[first].base + code_[word.text[1]]});
  }
  std::size_t slots = 16;
  while (slots < 2 * pairs.size()) slots *= 2;
  pair_nodes_.assign(slots, {});
  for (const auto& pair : pairs) {
    std::size_t at = pair.units * 0x9E3779B1u >> 7 & (slots - 1);
    while (pair_nodes_[at].node >= 0) at = (at + 1) & (slots - 1);
    pair_nodes_[at] = pair;
  }
}

std::int32_t Matcher::node_of_pair(char16_t first, char16_t second) const {
  const std::uint32_t units = static_cast<std::uint32_t>(first) << 16 | second;
  const std::size_t mask = pair_nodes_.size() - 1;
  std::size_t at = units * 0x9E3779B1u >> 7 & mask;
  while (pair_nodes_[at].node >= 0 && pair_nodes_[at].units != units) at = (at + 1) & mask;
  return pair_nodes_[at].node;
}

// Words [begin, end) share their first `depth` units, and `node` stands for that prefix.
void Matcher::insert_range(const std::vector<Word>& words, std::size_t begin, std::size_t end, std::size_t depth,
                           std::int32_t node) {
  if (words[begin].text.size() == depth) nodes_[node].value = words[begin++].value;
  if (begin == end) return;

  std::vector<std::uint16_t> codes;
  std::vector<std::size_t> starts;
  for (std::size_t i = begin; i < end; ++i) {
    if (i == begin || words[i].text[depth] != words[i - 1].text[depth]) {
      codes.push_back(code_[words[i].text[depth]]);
      starts.push_back(i);
    }
  }
  starts.push_back(end);
  const std::int32_t base = find_base(codes);
  nodes_[node].base = base;
  for (const auto code : codes) nodes_[base + code].parent = node;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    insert_range(words, starts[i], starts[i + 1], depth + 1, base + codes[i]);
  }
}

// The first base at which the nodes of all codes are free; grows the array as needed.
std::int32_t Matcher::find_base(const std::vector<std::uint16_t>& codes) {
  const auto low = std::min_element(codes.begin(), codes.end());
  while (first_free_ < nodes_.size() && nodes_[first_free_].parent >= 0) ++first_free_;
  std::size_t taken = 0;
  for (std::size_t at = std::max<std::size_t>(first_free_, *low + 1u);; ++at) {
    if (at + 65536 > nodes_.size()) nodes_.resize(nodes_.size() * 2 + 65536);
    if (nodes_[at].parent >= 0) {
      ++taken;
      continue;
    }
    const std::size_t base = at - *low;
    const bool fits =
        std::all_of(codes.begin(), codes.end(), [&](std::uint16_t code) { return nodes_[base + code].parent < 0; });
    if (fits) {
      // Nearly full stretches are not searched again (as in Kanda 2022): bounded build time.
      if (at - first_free_ > 512 && taken * 20 > (at - first_free_) * 19) first_free_ = at;
      return static_cast<std::int32_t>(base);
    }
  }
}

Matcher::Match Matcher::walk(const char16_t* units, std::size_t at) const {
  Match best;
  const char16_t first = units[at];
  if (at > 0 && alnum_[units[at - 1]] && alnum_[first]) return best;
  const auto take = [&](const Node& node, std::uint32_t length) {
    if (node.value != kNone && !(alnum_[units[at + length - 1]] && alnum_[units[at + length]]))
      best = {node.value, length};
  };
  std::int32_t node = 0;
  std::uint32_t length = 0;
  if (!(singles_[first >> 6] >> (first & 63) & 1)) {  // no word of one unit: the first two at one step
    node = node_of_pair(first, units[at + 1]);
    if (node < 0) return best;
    take(nodes_[node], length = 2);
  }
  for (; length < kMaxLength; take(nodes_[node], ++length)) {
    const std::uint16_t code = code_[units[at + length]];
    if (code == 0) break;
    const std::int32_t child = nodes_[node].base + code;
    if (nodes_[child].parent != node || child == 0) break;
    node = child;
  }
  return best;
}

std::size_t Matcher::memory_bytes() const {
  return pairs_.size() * 8 + singles_.size() * 8 + pair_nodes_.size() * sizeof(Pair) + code_.size() * 2 +
         alnum_.size() + nodes_.size() * sizeof(Node);
}

}  // namespace lianzhao::registry
