#include "registry/snapshot/snapshot_writer.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <iterator>
#include <numeric>
#include <tuple>

namespace lianzhao::registry {
namespace {

template <class T>
std::span<const char> bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// Sections that are written at the end, when it is known which rows live and what is said of them.
bool is_late(Section section) {
  return section == Section::kAlive || section == Section::kFacts || section == Section::kAliases;
}

std::vector<std::uint64_t> all_alive(std::uint32_t rows) {
  std::vector<std::uint64_t> bits((rows + 63) / 64, ~0ull);
  if (rows % 64 != 0) bits.back() = (1ull << (rows % 64)) - 1;
  return bits;
}

}  // namespace

Result<SnapshotWriter> SnapshotWriter::create(const std::string& path) {
  auto file = AtomicFile::create(path);
  if (!file) return file.error();
  SnapshotWriter writer(*std::move(file));
  const std::vector<char> blank(kHeaderBytes, 0);  // a file that was never committed has no magic
  if (auto written = writer.file_.append(blank); !written) return written.error();
  return writer;
}

Status SnapshotWriter::put(Section section, std::uint32_t segment, std::span<const char> bytes) {
  static constexpr char kZeros[kSectionAlign] = {};
  directory_.push_back({section, segment, file_.size(), bytes.size(), XXH3_64bits(bytes.data(), bytes.size())});
  if (auto written = file_.append(bytes); !written) return written;
  const std::size_t rest = file_.size() % kSectionAlign;
  return rest == 0 ? Status{} : file_.append({kZeros, kSectionAlign - rest});
}

void SnapshotWriter::count_firms(std::span<const std::uint32_t> term_firms) {
  if (term_firms_.size() < term_firms.size()) term_firms_.resize(term_firms.size(), 0);
  for (std::size_t i = 0; i < term_firms.size(); ++i) term_firms_[i] += term_firms[i];
}

Result<std::uint32_t> SnapshotWriter::next_segment() const {
  if (alive_.size() >= kMostSegments) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("the snapshot has {} segments, the most there can be: build anew", kMostSegments)};
  }
  return static_cast<std::uint32_t>(alive_.size());
}

Result<std::uint32_t> SnapshotWriter::add(const SegmentData& segment) {
  auto next = next_segment();
  if (!next) return next;
  const std::uint32_t number = *next;
  for (const auto& [section, bytes] : segment.sections) {
    if (auto written = put(section, number, bytes); !written) return written.error();
  }
  if (auto written = put(Section::kIdentity, number, bytes_of(segment.identities)); !written) return written.error();
  count_firms(segment.term_firms);
  alive_.push_back(all_alive(segment.rows));
  auto& late = late_.emplace_back();
  late.rows = segment.rows;
  late.given_facts = segment.statements;
  late.given_aliases = segment.aliases;
  row_count_ += segment.rows;
  alive_count_ += segment.rows;
  return number;
}

Result<std::uint32_t> SnapshotWriter::copy(const Snapshot& from, std::uint32_t segment) {
  auto next = next_segment();
  if (!next) return next;
  const std::uint32_t number = *next;
  for (const auto& entry : from.directory()) {
    if (entry.segment != segment || is_late(entry.section)) continue;
    if (auto written = put(entry.section, number, from.section_bytes(entry)); !written) return written.error();
  }
  const auto& view = from.segments()[segment];
  std::vector<std::uint32_t> firms;
  for (std::size_t i = 0; i + 1 < view.term_offsets.size(); ++i) {
    firms.push_back(static_cast<std::uint32_t>(view.postings(static_cast<TermId>(i)).rows.size()));
  }
  count_firms(firms);
  auto bits = all_alive(view.rows);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    bits[i] &= view.alive[i];
    alive_count_ += static_cast<std::uint64_t>(__builtin_popcountll(bits[i]));
  }
  alive_.push_back(std::move(bits));
  auto& late = late_.emplace_back();
  late.old_fact_rows = view.facts;
  late.old_aliases = view.aliases;
  late.rows = view.rows;
  for (const auto& entry : from.directory()) {
    if (entry.segment == segment && entry.section == Section::kFacts) late.old_facts = from.section_bytes(entry);
  }
  row_count_ += view.rows;
  return number;
}

void SnapshotWriter::set_statements(FirmId firm, std::string statements) {
  late_[firm.segment()].facts.emplace_back(static_cast<std::uint16_t>(firm.row()), std::move(statements));
}

void SnapshotWriter::add_alias(FirmId firm, const Identity& identity) {
  late_[firm.segment()].aliases.push_back({identity, static_cast<std::uint16_t>(firm.row())});
}

Result<WrittenRows> SnapshotWriter::written() const {
  auto file = file_.map();
  if (!file) return file.error();
  auto segments = view_segments(file->bytes(), directory_, this->segments(), AliveBits::kNotYet);
  if (!segments) return segments.error();
  WrittenRows out{*std::move(file), *std::move(segments), {}};
  for (std::size_t s = 0; s < out.segments.size(); ++s) {
    const auto& late = late_[s];
    out.segments[s].facts = late.old_fact_rows;
    out.segments[s].aliases = late.given_aliases.empty() ? late.old_aliases : late.given_aliases;
    out.statements.emplace_back(late.given_facts);
  }
  return out;
}

Status SnapshotWriter::put_facts(std::uint32_t segment) {
  auto& late = late_[segment];
  late.facts.insert(late.facts.begin(), std::make_move_iterator(late.given_facts.begin()),
                    std::make_move_iterator(late.given_facts.end()));
  if (late.facts.empty()) return late.old_facts.empty() ? Status{} : put(Section::kFacts, segment, late.old_facts);
  std::stable_sort(late.facts.begin(), late.facts.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  TextBlockWriter out(kDetailRowsPerBlock);
  std::vector<char> buffer;
  auto next = late.facts.begin();
  for (std::uint32_t row = 0; row < late.rows; ++row) {
    std::string_view text;
    if (next != late.facts.end() && next->first == row) {
      while (next != late.facts.end() && next->first == row) text = (next++)->second;  // the last word counts
    } else if (late.old_fact_rows.block_count() > 0 && is_alive({segment * kSegmentRows + row})) {
      if (auto read = late.old_fact_rows.read_row(row, buffer, {&text, 1}); !read) return read;
    }
    out.add_row({&text, 1});
  }
  return put(Section::kFacts, segment, out.finish());
}

Status SnapshotWriter::put_aliases(std::uint32_t segment) {
  auto& late = late_[segment];
  auto& all = late.aliases;
  all.insert(all.end(), late.given_aliases.begin(), late.given_aliases.end());
  for (const auto& entry : late.old_aliases) {
    if (entry.row < late.rows) all.push_back(entry);
  }
  std::erase_if(all, [&](const AliasEntry& entry) { return !is_alive({segment * kSegmentRows + entry.row}); });
  const auto key = [](const AliasEntry& entry) {
    const Identity identity = entry.identity;
    return std::tuple(std::uint32_t{identity.high}, std::uint64_t{identity.low}, std::uint16_t{entry.row});
  };
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
            all.end());
  return all.empty() ? Status{} : put(Section::kAliases, segment, bytes_of(all));
}

void SnapshotWriter::kill(FirmId firm) {
  auto& word = alive_[firm.segment()][firm.row() / 64];
  const std::uint64_t bit = 1ull << (firm.row() % 64);
  if (word & bit) --alive_count_;
  word &= ~bit;
}

Status SnapshotWriter::commit(const Vocabulary& vocabulary, const std::vector<Dataset>& datasets,
                              const std::vector<Doubt>& doubts) {
  for (std::uint32_t s = 0; s < alive_.size(); ++s) {
    if (auto written = put(Section::kAlive, s, bytes_of(alive_[s])); !written) return written;
    if (auto written = put_facts(s); !written) return written;
    if (auto written = put_aliases(s); !written) return written;
  }
  if (!doubts.empty()) {
    if (auto written = put(Section::kDoubts, kNoSegment, bytes_of(doubts)); !written) return written;
  }
  const auto terms = static_cast<std::uint32_t>(vocabulary.size());
  std::vector<std::string> texts(terms);
  std::vector<std::uint32_t> begins = {terms, 0};
  std::string bytes;
  for (TermId id = 0; id < terms; ++id) {
    texts[id] = to_utf8(vocabulary.folded(id));
    bytes += texts[id];
    begins.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
  std::vector<char> table(begins.size() * sizeof(std::uint32_t) + bytes.size());
  std::memcpy(table.data(), begins.data(), begins.size() * sizeof(std::uint32_t));
  std::memcpy(table.data() + begins.size() * sizeof(std::uint32_t), bytes.data(), bytes.size());
  std::vector<std::uint32_t> order(terms);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return texts[a] < texts[b]; });
  term_firms_.resize(terms, 0);
  const auto json = datasets_to_json(datasets);
  if (auto written = put(Section::kTermTexts, kNoSegment, table); !written) return written;
  if (auto written = put(Section::kTermOrder, kNoSegment, bytes_of(order)); !written) return written;
  if (auto written = put(Section::kTermFirms, kNoSegment, bytes_of(term_firms_)); !written) return written;
  if (auto written = put(Section::kDatasets, kNoSegment, json); !written) return written;

  FileHeader header{};
  header.magic = kMagic;
  header.version = kFormatVersion;
  header.segment_count = static_cast<std::uint32_t>(alive_.size());
  header.row_count = row_count_;
  header.alive_count = alive_count_;
  header.directory_offset = file_.size();
  header.directory_count = directory_.size();
  header.directory_hash = XXH3_64bits(directory_.data(), directory_.size() * sizeof(DirectoryEntry));
  header.written_at = static_cast<std::int64_t>(std::time(nullptr));
  if (auto written = file_.append(bytes_of(directory_)); !written) return written;
  header.file_bytes = file_.size();
  header.header_hash = XXH3_64bits(&header, offsetof(FileHeader, header_hash));
  if (auto written = file_.write_at(0, {reinterpret_cast<const char*>(&header), sizeof header}); !written)
    return written;
  return file_.commit();
}

}  // namespace lianzhao::registry
