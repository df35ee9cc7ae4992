// The snapshot file, byte by byte; docs/registry.md tells it in prose. Little-endian. One file:
//
//   header (4096 bytes) | sections, 64-byte aligned | directory
//
// The file is written aside, synchronised and renamed, the header last of all: a file with a header is whole.
// Firms live in segments of at most 65,536 rows, so that a posting is a 16-bit row number and one byte.
#pragma once

#include <array>
#include <cstdint>

#include "registry/scope/activity.h"

namespace lianzhao::registry {

inline constexpr std::array<char, 8> kMagic = {'L', 'Z', 'S', 'N', 'A', 'P', '\r', '\n'};
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::size_t kHeaderBytes = 4096;
inline constexpr std::size_t kSectionAlign = 64;
inline constexpr std::uint32_t kSegmentRows = 65536;
inline constexpr std::uint32_t kMostSegments = 65535;  // row numbers of the whole file have 32 bits
inline constexpr std::uint32_t kNoSegment = 0xFFFFFFFF;

struct FileHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t segment_count;
  std::uint64_t row_count;         // rows in all segments, dead ones included
  std::uint64_t alive_count;       // firms
  std::uint64_t directory_offset;  // of DirectoryEntry[directory_count]
  std::uint64_t directory_count;
  std::uint64_t directory_hash;  // XXH3-64
  std::int64_t written_at;       // seconds since 1970, UTC
  std::uint64_t file_bytes;
  std::uint64_t header_hash;  // XXH3-64 of all bytes before this field
};

enum class Section : std::uint32_t {
  kHot = 1,          // HotRow[rows]
  kIdentity,         // Identity[rows]
  kAlive,            // bit a row: 1 alive, 0 superseded by a later row of the same firm
  kTermOffsets,      // uint32[terms + 1]: where the postings of each term known at import begin
  kPostingRows,      // uint16[postings], rising within a term
  kPostingPayloads,  // uint8[postings]: ActivityMask | kHeadBit
  kBrands,           // BrandEntry[rows with a brand], sorted by key, then row
  kNames,            // text blocks: name
  kDetails,          // text blocks: the other texts
  // Of the whole file (segment == kNoSegment):
  kTermTexts,  // uint32 offsets[terms + 1], then the terms' folded UTF-8, by term id
  kTermOrder,  // uint32[terms]: term ids sorted by text
  kTermFirms,  // uint32[terms]: firms (rows) a term was found in
  kDatasets,   // JSON: list of datasets
  // Of a segment again, and only where it has any:
  kFacts,    // text blocks, one text a row: the firm's statements (facts.h); empty where its dataset says all
  kAliases,  // AliasEntry[]: identities that firms of this segment had before, sorted
  // Of the whole file, only where there are any:
  kDoubts,  // Doubt[]: pairs of firms that may be one
};

struct DirectoryEntry {
  Section section;
  std::uint32_t segment;
  std::uint64_t offset;
  std::uint64_t bytes;
  std::uint64_t hash;  // XXH3-64 of the section
};

// What filters and scores read of a row: one cache line holds four.
struct HotRow {
  float capital = -1;                // yuan at reference rates; negative: not known
  std::int32_t registered = kNoDay;  // days since 1970-01-01
  std::uint32_t place : 20 = 0;      // GB/T 2260 code, 0: not known
  std::uint32_t flags : 12 = 0;      // RowFlag
  std::uint16_t dataset = 0;         // index into the list of datasets
  std::uint8_t phrases = 0;          // phrases of the scope that are not negated, at most 255
  std::uint8_t reserved = 0;

  static constexpr std::int32_t kNoDay = INT32_MIN;
};
static_assert(sizeof(HotRow) == 16);

enum RowFlag : std::uint32_t {
  kFlagListed = 1u << 0,          // a stock code was given
  kFlagInactive = 1u << 1,        // 吊销, 注销, 停业, 迁出 ...
  kFlagBranch = 1u << 2,          // 分公司 and the like
  kFlagForeignCapital = 1u << 3,  // capital stated in another currency than yuan
  kFlagIndividual = 1u << 4,      // 个体工商户
  kFlagHasCode = 1u << 5,         // a credit code with a right check character
  kFlagPlaceGuessed = 1u << 6,    // the place is a guess from name, credit code or one short name (FoundPlace)
  kFlagPlaceInName = 1u << 7,     // the name begins with a place: unique where that place registers firms
};

// Who a row is: its credit code (85 bits), or, where it has none, a hash of its folded name with the top bit set.
struct Identity {
  std::uint32_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Identity&, const Identity&) = default;
} __attribute__((packed));
static_assert(sizeof(Identity) == 12);

// An identity that a firm had before its rows were joined, for keys that others have noted.
struct AliasEntry {
  Identity identity;
  std::uint16_t row = 0;
} __attribute__((packed));
static_assert(sizeof(AliasEntry) == 14);

// Two living firms that may be one; people decide.
enum class DoubtReason : std::uint32_t {
  kOtherCode = 1,  // same name, same city, two credit codes
  kSeveral,        // known by its name alone, which several firms have
};
struct Doubt {
  std::uint32_t first = 0, second = 0;  // rows of the whole file
  DoubtReason reason = DoubtReason::kOtherCode;
  friend bool operator==(const Doubt&, const Doubt&) = default;
};
static_assert(sizeof(Doubt) == 12);

struct BrandEntry {
  std::uint64_t key = 0;
  std::uint16_t row = 0;
} __attribute__((packed));
static_assert(sizeof(BrandEntry) == 10);

// Texts are stored in LZ4 blocks of some rows: uint32 rows_per_block, uint32 block_count, uint32 offsets[block_count
// + 1] (from the section's begin), uint32 plain_bytes[block_count], then the blocks. Inside a block each row is its
// fields, each a varint length and its bytes.
inline constexpr std::uint32_t kNameRowsPerBlock = 64;  // a target list reads some 700 names, each of another block
inline constexpr std::uint32_t kDetailRowsPerBlock = 64;
enum class Detail : std::uint8_t { kScope, kProducts, kAddress, kType, kCapital, kStatus, kListed, kCount };

}  // namespace lianzhao::registry
