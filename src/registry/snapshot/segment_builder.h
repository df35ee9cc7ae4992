// Builds one segment in memory from rows in order: columns, postings, brands, texts. Used by one import thread at a
// time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/snapshot/format.h"
#include "registry/snapshot/text_blocks.h"
#include "registry/terms/vocabulary.h"

namespace lianzhao::registry {

struct Posting {
  TermId term;
  std::uint16_t row;
  std::uint8_t payload;
};

// What finding a firm's other rows needs of a row, beside its code.
struct RowSigns {
  Identity name;             // of its folded name
  std::uint32_t place = 0;   // GB/T 2260 code, 0: not known or merely guessed
  std::uint16_t stated = 0;  // FieldMask (facts.h): which fields it states
  std::uint16_t flags = 0;   // RowFlag
};

// A finished segment: the bytes of its sections, ready to be written.
struct SegmentData {
  std::uint32_t rows = 0;
  std::vector<Identity> identities;  // kept apart: the importer looks for duplicates in them, and may change them
  std::vector<RowSigns> signs;       // not stored
  std::vector<std::uint64_t> lines;  // input line of each row, for the reject file; not stored
  std::vector<std::pair<Section, std::vector<char>>> sections;  // all but kIdentity and kAlive
  std::vector<std::uint32_t> term_firms;                        // by term id
  // Only of rows that come from a snapshot: what was said of them (encode_statements) and their other identities.
  std::vector<std::pair<std::uint16_t, std::string>> statements;  // by rising row
  std::vector<AliasEntry> aliases;
};

class SegmentBuilder {
 public:
  explicit SegmentBuilder(std::uint32_t term_count);

  struct Row {
    HotRow hot;
    Identity identity, name_identity;  // the same where there is no code
    std::uint64_t brand = 0;           // brand_key, 0 when none
    std::uint64_t line = 0;
    std::string_view name;
    std::array<std::string_view, static_cast<std::size_t>(Detail::kCount)> details;
  };
  // `postings` of this row: terms once each, any order; their `row` is set here. At most kSegmentRows rows.
  void add(const Row& row, std::span<Posting> postings);
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(hot_.size()); }
  [[nodiscard]] bool full() const { return rows() == kSegmentRows; }
  SegmentData finish();  // leaves the builder empty

 private:
  std::uint32_t term_count_;
  std::vector<HotRow> hot_;
  std::vector<Identity> identities_;
  std::vector<RowSigns> signs_;
  std::vector<std::uint64_t> lines_;
  std::vector<BrandEntry> brands_;
  std::vector<Posting> postings_;
  TextBlockWriter names_{kNameRowsPerBlock};
  TextBlockWriter details_{kDetailRowsPerBlock};
};

}  // namespace lianzhao::registry
