#include "registry/snapshot/segments.h"

#include "registry/snapshot/section_view.h"

namespace lianzhao::registry {

SegmentView::TermPostings SegmentView::postings(TermId term) const {
  if (static_cast<std::size_t>(term) + 1 >= term_offsets.size()) return {};
  const std::uint32_t begin = term_offsets[term], end = term_offsets[term + 1];
  if (begin > end || end > posting_rows.size()) return {};
  return {posting_rows.subspan(begin, end - begin), posting_payloads.subspan(begin, end - begin)};
}

Result<std::vector<SegmentView>> view_segments(std::span<const char> file, std::span<const DirectoryEntry> directory,
                                               std::uint32_t count, AliveBits alive) {
  if (count > kMostSegments) return damaged("too many segments");
  std::vector<SegmentView> segments(count);
  std::vector<std::uint32_t> sections_of(count, 0);
  for (const auto& entry : directory) {
    if (entry.segment == kNoSegment) continue;
    if (entry.segment >= segments.size()) return damaged("segment number");
    auto& segment = segments[entry.segment];
    const auto bytes = file.subspan(entry.offset, entry.bytes);
    bool good = true;
    switch (entry.section) {
      case Section::kHot:
        good = view_as(bytes, segment.hot);
        break;
      case Section::kIdentity:
        good = view_as(bytes, segment.identities);
        break;
      case Section::kAlive:
        good = view_as(bytes, segment.alive);
        break;
      case Section::kTermOffsets:
        good = view_as(bytes, segment.term_offsets);
        break;
      case Section::kPostingRows:
        good = view_as(bytes, segment.posting_rows);
        break;
      case Section::kPostingPayloads:
        good = view_as(bytes, segment.posting_payloads);
        break;
      case Section::kBrands:
        good = view_as(bytes, segment.brands);
        break;
      case Section::kAliases:
        good = view_as(bytes, segment.aliases);
        break;
      case Section::kNames:
      case Section::kDetails:
      case Section::kFacts: {
        auto& texts = entry.section == Section::kNames     ? segment.names
                      : entry.section == Section::kDetails ? segment.details
                                                           : segment.facts;
        const bool several = entry.section == Section::kDetails;
        auto reader = TextBlockReader::open(bytes, several ? static_cast<std::uint32_t>(Detail::kCount) : 1);
        if (!reader) return reader.error();
        texts = *reader;
        break;
      }
      default:
        continue;
    }
    if (!good) return damaged("section size");
    sections_of[entry.segment] |= 1u << static_cast<unsigned>(entry.section);
  }
  // Those that every segment has: the others stand only where they say something.
  constexpr std::uint32_t kAll = (1u << (static_cast<unsigned>(Section::kDetails) + 1)) - 2;
  const std::uint32_t needed =
      alive == AliveBits::kNeeded ? kAll : kAll & ~(1u << static_cast<unsigned>(Section::kAlive));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto& segment = segments[i];
    segment.rows = static_cast<std::uint32_t>(segment.hot.size());
    if ((sections_of[i] & needed) != needed) return damaged("a section is missing");
    if (segment.hot.size() > kSegmentRows || segment.identities.size() != segment.rows ||
        (alive == AliveBits::kNeeded && segment.alive.size() != (segment.rows + 63) / 64) ||
        segment.posting_payloads.size() != segment.posting_rows.size()) {
      return damaged("sections of different length");
    }
  }
  return segments;
}

}  // namespace lianzhao::registry
