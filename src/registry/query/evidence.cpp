#include "registry/query/evidence.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace lianzhao::registry {
namespace {

// The nearest begin of a character at or behind `at`.
std::size_t character_begin(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return std::min(at, text.size());
}

}  // namespace

CodePoints::CodePoints(std::string_view text) : before_(text.size() + 1) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    before_[i] = begins || count == 0 ? count : count - 1;
    count += begins;
  }
  before_[text.size()] = count;
}

float EvidenceMark::points() const {
  return weight * activity_points(static_cast<std::uint8_t>(activities | (head ? kHeadBit : 0)));
}

Result<EvidenceReader> EvidenceReader::create(const Snapshot& snapshot, const FoldTable& table,
                                              const std::vector<QueryNode>& nodes) {
  std::vector<std::string_view> texts;
  for (const auto& node : nodes) {
    for (const auto& term : node.terms) texts.push_back(snapshot.term_text(term.term));
  }
  std::vector<TermId> known;
  for (TermId id = 0; id < snapshot.term_count(); ++id) {
    const auto text = snapshot.term_text(id);
    if (std::any_of(texts.begin(), texts.end(),
                    [&](std::string_view inner) { return text.find(inner) != std::string_view::npos; })) {
      known.push_back(id);
    }
  }
  return make(snapshot, table, nodes, known);
}

Result<EvidenceReader> EvidenceReader::create_whole(const Snapshot& snapshot, const FoldTable& table,
                                                    const std::vector<QueryNode>& nodes) {
  std::vector<TermId> known(snapshot.term_count());
  std::iota(known.begin(), known.end(), TermId{0});
  return make(snapshot, table, nodes, known);
}

Result<EvidenceReader> EvidenceReader::make(const Snapshot& snapshot, const FoldTable& table,
                                            const std::vector<QueryNode>& nodes, const std::vector<TermId>& known) {
  Vocabulary vocabulary(table);
  std::unordered_map<TermId, TermId> own;  // of the snapshot to the reader's
  for (const auto id : known) {
    const auto added = vocabulary.add(snapshot.term_text(id));
    if (!added) return added.error();
    own.emplace(id, *added);
  }
  std::vector<std::vector<Wanted>> wanted(vocabulary.size());
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    for (const auto& term : nodes[n].terms) {
      if (const auto found = own.find(term.term); found != own.end())
        wanted[found->second].push_back({n, term.weight});
    }
  }
  auto reader = ScopeReader::create(vocabulary);
  if (!reader) return reader.error();
  return EvidenceReader(*std::move(reader), std::move(wanted));
}

std::vector<EvidenceMark> EvidenceReader::read(const FirmTexts& texts, std::optional<std::size_t> only) const {
  std::vector<EvidenceMark> marks;
  ScopeReading reading;
  for (const auto field : {Detail::kProducts, Detail::kScope}) {
    reader_.read(texts[field], reading, field == Detail::kProducts ? mask_of(Activity::kMake) : kUnstated);
    for (const auto& hit : reading.hits) {
      const auto& phrase = reading.phrases[hit.phrase];
      for (const auto& wanted : wanted_[hit.term]) {
        if (only && wanted.node != *only) continue;
        marks.push_back({field, phrase.begin, phrase.end, hit.begin, hit.end, phrase.activities, hit.head,
                         wanted.node, wanted.weight});
      }
    }
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const EvidenceMark& a, const EvidenceMark& b) { return a.points() > b.points(); });
  return marks;
}

std::vector<EvidenceMark> find_words(const FoldTable& table, const FirmTexts& texts,
                                     const std::vector<std::string>& words) {
  std::vector<EvidenceMark> out;
  FoldedText folded;
  for (const auto field : {Detail::kProducts, Detail::kScope}) {
    fold(table, texts[field], folded);
    const std::u16string_view units(folded.units.data(), folded.size);
    for (const auto& word : words) {
      const auto wanted = fold(table, word);
      if (wanted.empty()) continue;
      for (auto at = units.find(wanted); at != std::u16string_view::npos && out.size() < kMostTextMarks;
           at = units.find(wanted, at + wanted.size())) {
        EvidenceMark mark;
        mark.field = field;
        mark.term_begin = mark.phrase_begin = folded.offsets[at];
        mark.term_end = mark.phrase_end = folded.offsets[at + wanted.size()];
        mark.node = kNoNode;
        out.push_back(mark);
      }
    }
  }
  return out;
}

std::string marked_text(const FirmTexts& texts, Detail field, const std::vector<EvidenceMark>& marks,
                        std::string_view open, std::string_view close, std::size_t width) {
  const std::string_view text = texts[field];
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const auto& mark : marks) {
    if (mark.field == field && mark.term_end <= text.size()) spans.emplace_back(mark.term_begin, mark.term_end);
  }
  std::sort(spans.begin(), spans.end());
  std::size_t begin = 0, end = text.size();
  if (width > 0 && text.size() > width) {
    const std::size_t first = spans.empty() ? 0 : spans.front().first;
    begin = first > width / 3 ? character_begin(text, first - width / 3) : 0;
    end = character_begin(text, std::min(text.size(), begin + width));
  }
  std::string out = begin > 0 ? "…" : "";
  std::size_t at = begin;
  for (const auto& [from, to] : spans) {
    if (from < at || to > end) continue;
    out.append(text.substr(at, from - at)).append(open).append(text.substr(from, to - from)).append(close);
    at = to;
  }
  out.append(text.substr(at, end - at));
  if (end < text.size()) out += "…";
  return out;
}

}  // namespace lianzhao::registry
