#include "registry/query/evidence.h"

#include <algorithm>

namespace lianzhao::registry {
namespace {

// The nearest begin of a character at or behind `at`.
std::size_t character_begin(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return std::min(at, text.size());
}

}  // namespace

float EvidenceMark::points() const {
  return weight * activity_points(static_cast<std::uint8_t>(activities | (head ? kHeadBit : 0)));
}

Result<EvidenceReader> EvidenceReader::create(const Snapshot& snapshot, const FoldTable& table,
                                              const std::vector<QueryNode>& nodes) {
  Vocabulary vocabulary(table);
  std::vector<std::vector<Wanted>> wanted;
  std::vector<std::string> texts;
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    for (const auto& term : nodes[n].terms) {
      texts.emplace_back(snapshot.term_text(term.term));
      const auto id = vocabulary.add(texts.back());
      if (!id) return id.error();
      if (*id >= wanted.size()) wanted.resize(*id + 1);
      wanted[*id].push_back({n, term.weight});
    }
  }
  for (TermId id = 0; id < snapshot.term_count(); ++id) {
    const auto text = snapshot.term_text(id);
    const bool longer = std::any_of(texts.begin(), texts.end(), [&](const std::string& inner) {
      return text.size() > inner.size() && text.find(inner) != std::string_view::npos;
    });
    if (!longer) continue;
    if (auto added = vocabulary.add(text); !added) return added.error();
  }
  wanted.resize(vocabulary.size());
  auto reader = ScopeReader::create(vocabulary);
  if (!reader) return reader.error();
  return EvidenceReader(*std::move(reader), std::move(wanted));
}

std::vector<EvidenceMark> EvidenceReader::read(const FirmTexts& texts) const {
  std::vector<EvidenceMark> marks;
  ScopeReading reading;
  for (const auto field : {Detail::kProducts, Detail::kScope}) {
    reader_.read(texts[field], reading, field == Detail::kProducts ? mask_of(Activity::kMake) : kUnstated);
    for (const auto& hit : reading.hits) {
      const auto& phrase = reading.phrases[hit.phrase];
      for (const auto& wanted : wanted_[hit.term]) {
        marks.push_back({field, phrase.begin, phrase.end, hit.begin, hit.end, phrase.activities, hit.head,
                         wanted.node, wanted.weight});
      }
    }
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const EvidenceMark& a, const EvidenceMark& b) { return a.points() > b.points(); });
  return marks;
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
