#include "registry/snapshot/snapshot_writer.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <numeric>

namespace lianzhao::registry {
namespace {

template <class T>
std::span<const char> bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
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
  row_count_ += segment.rows;
  alive_count_ += segment.rows;
  return number;
}

Result<std::uint32_t> SnapshotWriter::copy(const Snapshot& from, std::uint32_t segment) {
  auto next = next_segment();
  if (!next) return next;
  const std::uint32_t number = *next;
  for (const auto& entry : from.directory()) {
    if (entry.segment != segment || entry.section == Section::kAlive) continue;
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
  row_count_ += view.rows;
  return number;
}

void SnapshotWriter::kill(FirmId firm) {
  auto& word = alive_[firm.segment()][firm.row() / 64];
  const std::uint64_t bit = 1ull << (firm.row() % 64);
  if (word & bit) --alive_count_;
  word &= ~bit;
}

Status SnapshotWriter::commit(const Vocabulary& vocabulary, const std::vector<Dataset>& datasets) {
  for (std::uint32_t s = 0; s < alive_.size(); ++s) {
    if (auto written = put(Section::kAlive, s, bytes_of(alive_[s])); !written) return written;
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
