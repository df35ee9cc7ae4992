// One registry row: from the fields of a record to columns, identity, brand and postings, or to the reason why not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/places.h"
#include "registry/import/item_memo.h"
#include "registry/input/columns.h"
#include "registry/name/name_parser.h"
#include "registry/scope/scope_reader.h"
#include "registry/snapshot/segment_builder.h"
#include "registry/values/values.h"

namespace lianzhao::registry {

// Why a row was refused. What the names mean: reject_reasons.h.
enum class RowFault : std::uint8_t {
  kNone,
  kFieldCount,  // more or fewer fields than the header: columns shifted
  kNameMissing,
  kNameNotAName,  // no letter, a code or a date in its place: columns shifted
  kNotAFirm,      // a sum, a note, a page number: not_a_firm.h
  kNameTooLong,
  kNulByte,
  kNotUtf8,
  kTooLong,  // a text over the limit
  kCount
};
std::string_view fault_name(RowFault fault);

// What was not understood in an accepted row; the text stays, the value is absent (of kCapitalUnit it is there).
enum class Remark : std::uint8_t {
  kCapital,
  kDate,
  kPlace,
  kPlaceContradiction,
  kCodeLength,
  kCodeCharacter,
  kCodeCheck,
  kScopeTooLong,
  kCapitalUnit,  // read by a rule that may be wrong: CapitalValue::unsure
  kStatus,
  kListed,
  kCount
};
inline constexpr std::size_t kRemarkCount = static_cast<std::size_t>(Remark::kCount);
std::string_view remark_name(Remark remark);

// What the rows are read with: immutable, shared by all threads.
struct RowContext {
  const ScopeReader* scopes;
  const Places* places;
  const NameParser* names;
  const FoldTable* table;
  std::uint32_t term_count;
  Day today;
  std::uint16_t dataset;
};

// Counts of one thread; add them up at the end.
struct ValueCounts {
  std::uint64_t with_capital = 0, with_place = 0, with_date = 0, with_code = 0, with_scope = 0, with_term = 0;
  std::uint64_t places_guessed = 0;  // of with_place and of rows that state no place
  std::array<std::uint64_t, kRemarkCount> remarks{};
  std::uint64_t hits = 0;
  ValueCounts& operator+=(const ValueCounts& other);
};

class RowParser {
 public:
  static constexpr std::size_t kMaxNameBytes = 400, kMaxTextBytes = 1u << 20;

  RowParser(const RowContext& context, const ColumnMap& columns);

  // `row` and `postings` are views into the fields and into this parser, good until the next call.
  struct Outcome {
    RowFault fault = RowFault::kNone;
    Column column = Column::kName;  // of the fault
    std::uint32_t remarks = 0;      // bit set of Remark
  };
  // `may_have_nul`: whether the fields must be searched for NUL bytes.
  Outcome parse(std::span<const std::string_view> fields, std::size_t field_count, bool may_have_nul,
                SegmentBuilder::Row& row);
  // The words of the row that a remark is about, as they stand in its fields; of a scope that was cut, the name.
  [[nodiscard]] std::string words_of(Remark remark, std::span<const std::string_view> fields) const;
  [[nodiscard]] std::span<Posting> postings() { return postings_; }
  [[nodiscard]] const ValueCounts& counts() const { return counts_; }

  // The texts of a row alone: postings and the number of phrases. For building anew from a snapshot.
  struct TextFaults {
    bool scope = false, products = false;  // not UTF-8
  };
  TextFaults read_texts(std::string_view scope, std::string_view products, HotRow& hot);

 private:
  void begin_row(HotRow& hot);
  bool read_scope(std::string_view scope, HotRow& hot);        // false: not UTF-8
  bool read_products(std::string_view products, HotRow& hot);  // false: not UTF-8
  bool read_item(std::string_view item, std::uint64_t hash, HotRow& hot);
  bool read(std::string_view text, ActivityMask unstated);  // into hits_ and phrases_
  void take(TermId term, std::uint8_t payload);
  void read_capital(std::string_view text, SegmentBuilder::Row& row, std::uint32_t& remarks);
  Identity identify(std::string_view code, const Identity& by_name, std::uint32_t& remarks, HotRow& hot);

  RowContext context_;
  ColumnMap columns_;
  std::optional<MoneyUnit> capital_unit_;  // that the header states
  std::string capital_text_;               // of a row whose unit stands in the header alone
  ScopeReading reading_;
  ItemMemo memo_;
  std::vector<ItemMemo::Hit> hits_;  // of the text read last
  std::size_t phrases_ = 0;          // of the text read last, those that are not negated
  FoldedText folded_name_;
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> seen_in_;  // by term: the number of the row that last had it
  std::vector<std::uint32_t> slot_;     // by term: its place in postings_
  std::uint32_t row_number_ = 0;
  bool whole_scope_ = false;  // the items of the scope cannot be read alone
  ValueCounts counts_;
};

// The identity of a firm without a credit code: folded name, spaces and brackets dropped, hashed.
Identity identity_of_name(const FoldTable& table, std::string_view name);

}  // namespace lianzhao::registry
