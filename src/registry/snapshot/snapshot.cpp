#include "registry/snapshot/snapshot.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/credit_code.h"
#include "registry/snapshot/section_view.h"

namespace lianzhao::registry {
namespace {

// The first entry of `key` or more. Keys are hashes and so spread evenly: the place is guessed, then looked for
// around it in growing steps, which touches two or three cache lines where halving touches a dozen.
std::size_t lower_bound(std::span<const BrandEntry> brands, std::uint64_t key) {
  const std::size_t size = brands.size();
  std::size_t low = 0, high = size;
  __extension__ using Wide = unsigned __int128;
  const auto guess = static_cast<std::size_t>(static_cast<Wide>(key) * size >> 64);
  if (size > 0 && brands[guess].key < key) {
    low = guess + 1;
    for (std::size_t step = 32; low + step < size; step *= 2) {
      if (brands[low + step].key >= key) {
        high = low + step;
        break;
      }
      low += step + 1;
    }
  } else {
    high = guess;
    for (std::size_t step = 32; high > step; step *= 2) {
      if (brands[high - step].key < key) {
        low = high - step + 1;
        break;
      }
      high -= step;
    }
  }
  const auto at = std::lower_bound(brands.begin() + static_cast<std::ptrdiff_t>(low),
                                   brands.begin() + static_cast<std::ptrdiff_t>(high), key,
                                   [](const BrandEntry& entry, std::uint64_t value) { return entry.key < value; });
  return static_cast<std::size_t>(at - brands.begin());
}

}  // namespace

Result<Snapshot> Snapshot::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  Snapshot snapshot(*std::move(file));
  if (auto read = snapshot.read(); !read) return read.error().in(path);
  return snapshot;
}

std::span<const char> Snapshot::section_bytes(const DirectoryEntry& entry) const {
  return file_.bytes().subspan(entry.offset, entry.bytes);
}

Status Snapshot::read() {
  const auto bytes = file_.bytes();
  if (bytes.size() < kHeaderBytes) return damaged("shorter than its header");
  std::memcpy(&header_, bytes.data(), sizeof header_);
  if (header_.magic != kMagic) return Error{ErrorCode::kBadInput, "this is not a Lianzhao snapshot"};
  if (header_.version != kFormatVersion) {
    return Error{ErrorCode::kVersion, fmt::format("written in format {}, this program reads format {}: import again",
                                                  header_.version, kFormatVersion)};
  }
  if (header_.header_hash != XXH3_64bits(&header_, offsetof(FileHeader, header_hash)))
    return damaged("header checksum");
  if (header_.file_bytes != bytes.size()) return damaged("cut short");
  const std::uint64_t count = header_.directory_count;
  if (count > bytes.size() / sizeof(DirectoryEntry) || header_.directory_offset % alignof(DirectoryEntry) != 0 ||
      header_.directory_offset > bytes.size() - count * sizeof(DirectoryEntry)) {
    return damaged("directory bounds");
  }
  directory_ = {reinterpret_cast<const DirectoryEntry*>(bytes.data() + header_.directory_offset), count};
  if (XXH3_64bits(directory_.data(), directory_.size_bytes()) != header_.directory_hash)
    return damaged("directory checksum");
  for (const auto& entry : directory_) {
    if (entry.offset % kSectionAlign != 0 || entry.bytes > bytes.size() ||
        entry.offset > bytes.size() - entry.bytes) {
      return damaged("section bounds");
    }
  }
  auto segments = view_segments(bytes, directory_, header_.segment_count, AliveBits::kNeeded);
  if (!segments) return segments.error();
  segments_ = *std::move(segments);
  return read_terms();
}

Status Snapshot::read_terms() {
  for (const auto& entry : directory_) {
    if (entry.segment != kNoSegment) continue;
    const auto bytes = section_bytes(entry);
    switch (entry.section) {
      case Section::kTermTexts: {
        if (bytes.size() < 8) return damaged("terms");
        std::memcpy(&term_count_, bytes.data(), sizeof term_count_);
        const std::size_t table = (static_cast<std::size_t>(term_count_) + 2) * sizeof(std::uint32_t);
        if (table > bytes.size()) return damaged("terms");
        term_begins_ = {reinterpret_cast<const std::uint32_t*>(bytes.data() + 4),
                        static_cast<std::size_t>(term_count_) + 1};
        term_bytes_ = {bytes.data() + table, bytes.size() - table};
        break;
      }
      case Section::kTermOrder:
        if (!view_as(bytes, term_order_)) return damaged("term order");
        break;
      case Section::kTermFirms:
        if (!view_as(bytes, term_firms_)) return damaged("term counts");
        break;
      case Section::kDatasets: {
        auto datasets = datasets_from_json({bytes.data(), bytes.size()});
        if (!datasets) return datasets.error();
        datasets_ = *std::move(datasets);
        break;
      }
      case Section::kDoubts:
        if (!view_as(bytes, doubts_)) return damaged("pairs of firms");
        break;
      default:
        break;
    }
  }
  if (term_order_.size() != term_count_ || term_firms_.size() != term_count_)
    return damaged("terms of different length");
  if (datasets_.empty() && !segments_.empty()) return damaged("rows without a dataset");
  return {};
}

std::string_view Snapshot::term_text(TermId term) const {
  if (term >= term_count_) return {};
  const std::uint32_t begin = term_begins_[term], end = term_begins_[term + 1];
  if (begin > end || end > term_bytes_.size()) return {};
  return term_bytes_.substr(begin, end - begin);
}

std::optional<TermId> Snapshot::find_term(std::string_view folded) const {
  const auto at = std::lower_bound(term_order_.begin(), term_order_.end(), folded,
                                   [&](TermId term, std::string_view text) { return term_text(term) < text; });
  if (at == term_order_.end() || term_text(*at) != folded) return std::nullopt;
  return *at;
}

const HotRow* Snapshot::hot(FirmId firm) const {
  if (firm.segment() >= segments_.size() || firm.row() >= segments_[firm.segment()].rows) return nullptr;
  return &segments_[firm.segment()].hot[firm.row()];
}

Result<std::string> Snapshot::name(FirmId firm) const {
  if (!hot(firm)) return Error{ErrorCode::kNotFound, "no such firm in the snapshot"};
  std::vector<char> buffer;
  std::string_view name;
  if (auto read = segments_[firm.segment()].names.read_row(firm.row(), buffer, {&name, 1}); !read)
    return read.error();
  return std::string(name);
}

Result<FirmTexts> Snapshot::texts(FirmId firm) const {
  auto firm_name = name(firm);
  if (!firm_name) return firm_name.error();
  FirmTexts texts{.name = *std::move(firm_name), .details = {}};
  std::vector<char> buffer;
  std::array<std::string_view, static_cast<std::size_t>(Detail::kCount)> fields;
  if (auto read = segments_[firm.segment()].details.read_row(firm.row(), buffer, fields); !read) return read.error();
  for (std::size_t i = 0; i < fields.size(); ++i) texts.details[i] = fields[i];
  return texts;
}

Result<std::vector<Statement>> Snapshot::statements(FirmId firm) const {
  if (!hot(firm)) return Error{ErrorCode::kNotFound, "no such firm in the snapshot"};
  const auto& facts = segments_[firm.segment()].facts;
  if (facts.block_count() == 0) return std::vector<Statement>();
  std::vector<char> buffer;
  std::string_view bytes;
  if (auto read = facts.read_row(firm.row(), buffer, {&bytes, 1}); !read) return read.error();
  auto statements = decode_statements(bytes);
  if (!statements) return statements;
  for (const auto& statement : *statements) {
    if (statement.dataset >= datasets_.size()) return damaged("a statement of an unknown dataset");
  }
  return statements;
}

std::string Snapshot::code(FirmId firm) const {
  const auto* row = hot(firm);
  if (!row || !(row->flags & kFlagHasCode)) return {};
  const auto& identity = segments_[firm.segment()].identities[firm.row()];
  return unpack_credit_code({identity.high, identity.low});
}

std::vector<FirmId> Snapshot::firms_of_brand(std::uint64_t key) const {
  std::vector<FirmId> firms;
  if (key == 0) return firms;
  for (std::uint32_t s = 0; s < segments_.size(); ++s) {
    const auto& segment = segments_[s];
    for (auto at = segment.brands.begin() + static_cast<std::ptrdiff_t>(lower_bound(segment.brands, key));
         at != segment.brands.end() && at->key == key; ++at) {
      if (segment.is_alive(at->row)) firms.push_back({s * kSegmentRows + at->row});
    }
  }
  return firms;
}

Status Snapshot::verify(const std::function<bool(std::uint64_t)>& progress) const {
  std::uint64_t done = 0;
  for (const auto& entry : directory_) {
    const auto bytes = section_bytes(entry);
    if (XXH3_64bits(bytes.data(), bytes.size()) != entry.hash) {
      return damaged(
          fmt::format("checksum of section {} of segment {}", static_cast<unsigned>(entry.section), entry.segment));
    }
    done += bytes.size();
    if (progress && !progress(done)) return Error{ErrorCode::kInterrupted, "stopped"};
  }
  return {};
}

}  // namespace lianzhao::registry
