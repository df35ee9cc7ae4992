#include "registry/import/row_parser.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "base/cell.h"
#include "base/credit_code.h"
#include "registry/import/not_a_firm.h"
#include "registry/input/header_unit.h"
#include "registry/scope/scope_items.h"

namespace lianzhao::registry {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(RowFault::kCount)> kFaultNames = {
    "none",          "field-count", "name-missing", "name-not-a-name", "not-a-firm",
    "name-too-long", "nul-byte",    "not-utf8",     "text-too-long"};
constexpr std::array<std::string_view, kRemarkCount> kRemarkNames = {"capital-not-understood",
                                                                     "date-not-understood",
                                                                     "place-not-understood",
                                                                     "place-contradiction",
                                                                     "code-length",
                                                                     "code-character",
                                                                     "code-check",
                                                                     "scope-cut",
                                                                     "capital-unit-unsure",
                                                                     "status-not-understood",
                                                                     "listed-not-understood"};

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

bool has_word(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

// Whether a text can be a firm's name: it has a letter, and is no credit code, no date, no amount.
bool is_name(const FoldTable& table, std::u16string_view units, std::string_view name, Day today) {
  const auto is_letter = [&](char16_t unit) {
    const auto kind = table.class_of(unit);
    const bool sign = unit < 0x80 || (unit >= 0x2000 && unit < 0x2E80) || (unit >= 0x3000 && unit < 0x3040);
    return kind == CharClass::kLatin || (kind == CharClass::kOther && !sign);
  };
  if (std::none_of(units.begin(), units.end(), is_letter)) return false;
  if (name[0] < '0' || name[0] > '9') return true;
  return read_credit_code(name).fault != CodeFault::kNone &&
         parse_date(name, today).state != ValueState::kUnderstood &&
         parse_capital(name).state != ValueState::kUnderstood;
}

}  // namespace

std::string_view fault_name(RowFault fault) {
  return kFaultNames[static_cast<std::size_t>(fault)];
}
std::string_view remark_name(Remark remark) {
  return kRemarkNames[static_cast<std::size_t>(remark)];
}

ValueCounts& ValueCounts::operator+=(const ValueCounts& other) {
  with_capital += other.with_capital;
  with_place += other.with_place;
  with_date += other.with_date;
  with_code += other.with_code;
  with_scope += other.with_scope;
  with_term += other.with_term;
  places_guessed += other.places_guessed;
  hits += other.hits;
  for (std::size_t i = 0; i < kRemarkCount; ++i) remarks[i] += other.remarks[i];
  return *this;
}

RowParser::RowParser(const RowContext& context, const ColumnMap& columns)
    : context_(context),
      columns_(columns),
      capital_unit_(columns.headers.empty() ? std::nullopt : capital_unit(columns)),
      seen_in_(context.term_count, 0),
      slot_(context.term_count, 0) {}

namespace {
Identity identity_of_folded(const FoldTable& table, const FoldedText& folded) {
  char16_t kept[RowParser::kMaxNameBytes];
  std::size_t count = 0;
  for (std::size_t i = 0; i < folded.size && count < std::size(kept); ++i) {
    const auto kind = table.class_of(folded.units[i]);
    if (kind != CharClass::kSpace && kind != CharClass::kOpen && kind != CharClass::kClose)
      kept[count++] = folded.units[i];
  }
  const XXH128_hash_t hash = XXH3_128bits(kept, count * sizeof(char16_t));
  return {static_cast<std::uint32_t>(hash.high64) | 0x80000000u, hash.low64};
}
}  // namespace

Identity identity_of_name(const FoldTable& table, std::string_view name) {
  FoldedText folded;
  fold(table, name, folded);
  return identity_of_folded(table, folded);
}

Identity RowParser::identify(std::string_view code, const Identity& by_name, std::uint32_t& remarks, HotRow& hot) {
  auto fault = check_credit_code(code);
  auto packed = fault == CodeFault::kNone ? pack_credit_code(code) : std::nullopt;
  if (fault != CodeFault::kNone && fault != CodeFault::kAbsent) {
    const auto read = read_credit_code(code);
    fault = read.fault;
    if (fault == CodeFault::kNone) packed = pack_credit_code(read.code);
  }
  if (packed) {
    hot.flags |= kFlagHasCode;
    ++counts_.with_code;
    return {static_cast<std::uint32_t>(packed->high), packed->low};
  }
  if (fault != CodeFault::kAbsent) {
    ++counts_.with_code;
    const auto remark = fault == CodeFault::kLength      ? Remark::kCodeLength
                        : fault == CodeFault::kCharacter ? Remark::kCodeCharacter
                                                         : Remark::kCodeCheck;
    remarks |= 1u << static_cast<unsigned>(remark);
  }
  return by_name;
}

// A term of the row, with the activities and the place in its phrase that were found this time.
void RowParser::take(TermId term, std::uint8_t payload) {
  if (seen_in_[term] != row_number_) {
    seen_in_[term] = row_number_;
    slot_[term] = static_cast<std::uint32_t>(postings_.size());
    postings_.push_back({term, 0, payload});
    return;
  }
  // The activities of head positions count; those of modifiers only where the term is never a head.
  auto& known = postings_[slot_[term]].payload;
  if ((payload & kHeadBit) == (known & kHeadBit)) {
    known |= payload;
  } else if (payload & kHeadBit) {
    known = payload;
  }
}

std::string RowParser::words_of(Remark remark, std::span<const std::string_view> fields) const {
  std::string words;
  const auto add = [&](Column column) {
    const int at = columns_[column];
    if (at == ColumnMap::kAbsent) return;
    const auto text = trim_cell(fields[static_cast<std::size_t>(at)]);
    if (!words.empty() && !text.empty()) words += ' ';
    words += text;
  };
  switch (remark) {
    case Remark::kCapital:
    case Remark::kCapitalUnit:
      add(Column::kCapital);
      break;
    case Remark::kDate:
      add(Column::kRegistered);
      break;
    case Remark::kPlace:
    case Remark::kPlaceContradiction:
      add(Column::kProvince);
      add(Column::kCity);
      add(Column::kAddress);
      break;
    case Remark::kCodeLength:
    case Remark::kCodeCharacter:
    case Remark::kCodeCheck:
      add(Column::kCode);
      break;
    case Remark::kStatus:
      add(Column::kStatus);
      break;
    case Remark::kListed:
      add(Column::kListed);
      break;
    case Remark::kScopeTooLong:
    case Remark::kCount:
      add(Column::kName);
      break;
  }
  return words;
}

bool RowParser::read(std::string_view text, ActivityMask unstated) {
  context_.scopes->read(text, reading_, unstated);
  hits_.clear();
  phrases_ = 0;
  for (const auto& phrase : reading_.phrases) phrases_ += !phrase.negated;
  for (const auto& hit : reading_.hits) {
    const unsigned activities = reading_.phrases[hit.phrase].activities;
    hits_.push_back({hit.term, static_cast<std::uint8_t>(activities | (hit.head ? kHeadBit : 0))});
  }
  counts_.hits += hits_.size();
  for (const auto& hit : hits_) take(hit.term, hit.payload);
  return reading_.valid_utf8;
}

bool RowParser::read_item(std::string_view item, std::uint64_t hash, HotRow& hot) {
  auto& entry = memo_.at(hash);
  bool valid = true;
  if (ItemMemo::known(entry, item)) {
    phrases_ = entry.phrases;
    counts_.hits += entry.hits;
    for (std::size_t i = 0; i < entry.hits; ++i) take(entry.terms[i], entry.payloads[i]);
  } else {
    valid = read(item, kUnstated);
    whole_scope_ |= reading_.whole;
    if (valid && !reading_.whole) ItemMemo::keep(entry, hash, item, phrases_, hits_);
  }
  hot.phrases = static_cast<std::uint8_t>(std::min<std::size_t>(hot.phrases + phrases_, 255));
  return valid;
}

bool RowParser::read_scope(std::string_view scope, HotRow& hot) {
  constexpr std::size_t kBatch = 16;  // items looked up together: their places come into the cache meanwhile
  struct Item {
    std::string_view text;
    std::uint64_t hash;
  };
  std::array<Item, kBatch> batch;
  bool valid = true;
  whole_scope_ = false;
  const auto hits_before = counts_.hits;
  ScopeItems items(*context_.table, cut_at_character(scope, kMaxScopeBytes));
  for (std::size_t count = kBatch; count == kBatch;) {
    count = 0;
    for (std::string_view text; count < kBatch && items.next(text); ++count) {
      batch[count] = {text, ItemMemo::hash(text)};
      memo_.prefetch(batch[count].hash);
    }
    for (std::size_t i = 0; i < count; ++i) valid &= read_item(batch[i].text, batch[i].hash, hot);
  }
  if (whole_scope_ && valid) {  // rare: what the items gave is put aside
    begin_row(hot);
    counts_.hits = hits_before;
    valid = read(scope, kUnstated);
    hot.phrases = static_cast<std::uint8_t>(std::min<std::size_t>(phrases_, 255));
  }
  return valid;
}

bool RowParser::read_products(std::string_view products, HotRow& hot) {
  const bool valid = read(products, mask_of(Activity::kMake));
  hot.phrases = static_cast<std::uint8_t>(std::min<std::size_t>(hot.phrases + phrases_, 255));
  return valid;
}

void RowParser::begin_row(HotRow& hot) {
  postings_.clear();
  hot.phrases = 0;
  if (++row_number_ == 0) {  // once in 4 billion rows
    std::fill(seen_in_.begin(), seen_in_.end(), 0);
    row_number_ = 1;
  }
}

RowParser::TextFaults RowParser::read_texts(std::string_view scope, std::string_view products, HotRow& hot) {
  begin_row(hot);
  TextFaults faults;
  if (!scope.empty()) faults.scope = !read_scope(scope, hot);
  if (!products.empty()) faults.products = !read_products(products, hot);
  return faults;
}

void RowParser::read_capital(std::string_view text, SegmentBuilder::Row& row, std::uint32_t& remarks) {
  auto& hot = row.hot;
  auto& kept = row.details[static_cast<std::size_t>(Detail::kCapital)];
  kept = text;
  const auto money = parse_capital(text, capital_unit_ ? &*capital_unit_ : nullptr);
  counts_.with_capital += money.state != ValueState::kAbsent;
  if (money.state == ValueState::kNotUnderstood) remarks |= 1u << static_cast<unsigned>(Remark::kCapital);
  if (money.state != ValueState::kUnderstood) return;
  const double rate = money.currency == Currency::kCny ? 1.0 : reference_rate(money.currency);
  if (rate > 0) hot.capital = static_cast<float>(money.amount * rate);
  if (money.currency != Currency::kCny) hot.flags |= kFlagForeignCapital;
  if (money.unsure) remarks |= 1u << static_cast<unsigned>(Remark::kCapitalUnit);
  if (!capital_unit_ || !capital_unit_->stated) return;
  // The text is shown without its header: an amount that is another one without it gets the header's unit.
  const auto alone = parse_capital(text);
  if (alone.state == ValueState::kUnderstood && alone.amount == money.amount && alone.currency == money.currency &&
      text.find_first_not_of("0123456789., ") != text.npos) {
    return;
  }
  capital_text_ = fmt::format("{}（{}）", text, unit_words(*capital_unit_));
  kept = capital_text_;
}

RowParser::Outcome RowParser::parse(std::span<const std::string_view> fields, std::size_t field_count,
                                    bool may_have_nul, SegmentBuilder::Row& row) {
  Outcome outcome;
  const auto refuse = [&](RowFault fault, Column column) {
    outcome.fault = fault;
    outcome.column = column;
    return outcome;
  };
  if (field_count != columns_.field_count || fields.size() < field_count)
    return refuse(RowFault::kFieldCount, Column::kName);
  std::array<std::string_view, kColumnCount> values;
  const auto text = [&](Column column) { return values[static_cast<std::size_t>(column)]; };
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    const int at = columns_.field_of[i];
    if (at == ColumnMap::kAbsent) continue;
    auto& value = values[i] = trim_cell(fields[static_cast<std::size_t>(at)]);
    if (value.size() > kMaxTextBytes) return refuse(RowFault::kTooLong, static_cast<Column>(i));
    if (may_have_nul && !value.empty() && std::memchr(value.data(), 0, value.size()))
      return refuse(RowFault::kNulByte, static_cast<Column>(i));
    // A name of signs alone ('***') is left to is_name().
    if (says_nothing(value) && (i != static_cast<std::size_t>(Column::kName) || has_word(value))) value = {};
  }

  const auto name = text(Column::kName);
  if (name.empty()) return refuse(RowFault::kNameMissing, Column::kName);
  if (name.size() > kMaxNameBytes) return refuse(RowFault::kNameTooLong, Column::kName);
  fold(*context_.table, name, folded_name_);
  if (!folded_name_.valid) return refuse(RowFault::kNotUtf8, Column::kName);
  const std::u16string_view units(folded_name_.units.data(), folded_name_.size);
  if (is_not_a_firm(name)) return refuse(RowFault::kNotAFirm, Column::kName);
  if (!is_name(*context_.table, units, name, context_.today)) return refuse(RowFault::kNameNotAName, Column::kName);

  row = {};
  row.name = name;
  auto& hot = row.hot;
  hot.dataset = context_.dataset;
  const auto scope = text(Column::kScope), address = text(Column::kAddress);
  auto detail = [&](Detail which) -> std::string_view& { return row.details[static_cast<std::size_t>(which)]; };
  detail(Detail::kScope) = scope;
  detail(Detail::kProducts) = text(Column::kProducts);
  detail(Detail::kAddress) = address;
  detail(Detail::kType) = text(Column::kType);
  detail(Detail::kStatus) = text(Column::kStatus);
  detail(Detail::kListed) = text(Column::kListed);

  read_capital(text(Column::kCapital), row, outcome.remarks);
  const auto date = parse_date(text(Column::kRegistered), context_.today);
  counts_.with_date += date.state != ValueState::kAbsent;
  if (date.state == ValueState::kUnderstood) hot.registered = date.day.since_epoch;
  if (date.state == ValueState::kNotUnderstood) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kDate);

  const auto parts = context_.names->parse(name);
  if (parts.is_branch) hot.flags |= kFlagBranch;
  if (parts.place_code.known()) hot.flags |= kFlagPlaceInName;
  const auto province = text(Column::kProvince), city = text(Column::kCity);
  const auto place = context_.places->locate({province, city, address, parts.evidence, text(Column::kCode)});
  hot.place = place.code.value & 0xFFFFFu;
  if (place.guessed) {
    hot.flags |= kFlagPlaceGuessed;
    ++counts_.places_guessed;
  }
  const bool has_place = !(province.empty() && city.empty() && address.empty());
  counts_.with_place += has_place;
  if (has_place && !place.code.known()) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kPlace);
  if (place.contradicted) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kPlaceContradiction);
  row.brand = brand_key(parts.brand);

  const auto standing = parse_standing(detail(Detail::kStatus));
  if (standing == Standing::kGone) hot.flags |= kFlagInactive;
  if (standing == Standing::kNotUnderstood) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kStatus);
  if (contains(detail(Detail::kType), "个体")) hot.flags |= kFlagIndividual;
  if (const auto& stated = detail(Detail::kListed); !stated.empty()) {
    const auto listed = parse_listed(stated, context_.today);
    if (listed.value_or(false)) hot.flags |= kFlagListed;
    if (!listed) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kListed);
  }
  row.name_identity = identity_of_folded(*context_.table, folded_name_);
  row.identity = identify(text(Column::kCode), row.name_identity, outcome.remarks, hot);

  counts_.with_scope += !scope.empty();
  const auto faults = read_texts(scope, detail(Detail::kProducts), hot);
  if (faults.scope) return refuse(RowFault::kNotUtf8, Column::kScope);
  if (faults.products) return refuse(RowFault::kNotUtf8, Column::kProducts);
  if (scope.size() > kMaxScopeBytes) outcome.remarks |= 1u << static_cast<unsigned>(Remark::kScopeTooLong);
  counts_.with_term += !postings_.empty();
  for (std::size_t i = 0; i < kRemarkCount; ++i) counts_.remarks[i] += outcome.remarks >> i & 1;
  return outcome;
}

}  // namespace lianzhao::registry
