// Places: the place that a text begins with or names, and where a firm is by all that its row says.
#include <algorithm>
#include <charconv>

#include "base/address_reader.h"
#include "base/places_impl.h"

namespace lianzhao {
namespace {

using Scan = AddressReader::Scan;

bool same_city(PlaceCode a, PlaceCode b) {
  return lies_in(a, b) || lies_in(b, a) || a.city() == b.city() ||
         (is_municipality(a) && a.province() == b.province());
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The region of the authority that gave a credit code (GB 32100-2015: 18 characters, the region is its 3rd to 8th) or
// a registration number (15 digits, the region is its first 6); 0 where the text is neither.
std::uint32_t region_of(std::string_view code) {
  if (code.size() == 18) {
    code = code.substr(2, 6);
  } else if (code.size() == 15 && std::all_of(code.begin(), code.end(), is_digit)) {
    code = code.substr(0, 6);
  } else {
    return 0;
  }
  std::uint32_t region = 0;
  const auto [end, bad] = std::from_chars(code.data(), code.data() + code.size(), region);
  return bad == std::errc{} && end == code.data() + code.size() ? region : 0;
}

// Columns that a table of the statistics bureau fills although they say nothing.
bool says_nothing(std::string_view city) {
  return city == "市辖区" || city == "县" || city == "市" || city.find("直辖") != std::string_view::npos;
}

// Decides for one row. Most rows end in by_columns().
class Locator {
 public:
  Locator(const Places& places, const PlaceNames& names, const PlaceEvidence& evidence)
      : places_(places), names_(names), reader_(names), evidence_(evidence) {}

  FoundPlace find() {
    read_columns();
    if (columns_.known() && level_of(columns_) > 1) return by_city();
    if (columns_.known()) return by_province();
    return by_address();
  }

 private:
  void read_columns() {
    const auto province = evidence_.province;
    auto city = evidence_.city;
    if (!province.empty()) {
      columns_ = names_.begin(province, {}, 1, 1, true).code;
      if (!columns_.known()) {
        if (says_nothing(province)) return read_city(city);
        const auto whole = names_.begin(province, {}, 3, 1, true);  // a city in the province's column
        columns_ = whole.kind == NameKind::kWord ? PlaceCode{} : whole.code;
        if (!columns_.known()) columns_ = sure(read_all(province, {}));
      }
      stated_ = columns_.known() ? 2 : 0;
    }
    read_city(city);
  }

  void read_city(std::string_view city) {
    if (city.empty() || says_nothing(city)) return;
    const auto province = columns_;
    auto at = names_.begin(city, province, 3, 2, true);
    if (!at.code.known() && province.known()) {  // the columns disagree: a city known once in the country wins
      at = names_.begin(city, {}, 2, 2, true);
    }
    if (at.kind == NameKind::kWord && !province.known()) at = {};
    if (!at.code.known()) at.code = sure(read_all(city, province));
    if (!at.code.known()) return;
    stated_ = province.known() && lies_in(at.code, province) ? 3 : 2;
    if (at.code != province) columns_ = at.code;
  }

  [[nodiscard]] AddressReading read_all(std::string_view text, PlaceCode within) const {
    return reader_.read(text, within, Scan::kNo);
  }
  static PlaceCode sure(const AddressReading& reading) { return reading.code; }

  // The columns name a city or a county: the address can make it finer, or contradict it.
  FoundPlace by_city() {
    const int known = level_of(columns_);
    const auto reading = reader_.read(evidence_.address, columns_, Scan::kNo);
    if (reading.code.known() && reading.code != columns_ && level_of(reading.code) > known) return {reading.code};
    if (evidence_.address.size() < PlaceNames::kKeyBytes || reading.level >= known) return {columns_};
    // Most begin with a street: only what begins with a full name can contradict.
    const auto first = names_.begin(evidence_.address, {}, 3, 1, false);
    if (first.length == 0 || first.kind != NameKind::kFull) return {columns_};
    const auto other = reader_.read(evidence_.address, {}, Scan::kNo);
    if (other.weight() < 2 || level_of(other.code) < 2 || same_city(other.code, columns_)) return {columns_};
    return decide(other);
  }

  // The columns name a province.
  FoundPlace by_province() {
    auto reading = read_thoroughly(evidence_.address, columns_);
    if (reading.code.known() && level_of(reading.code) > 1) return {reading.code};
    if (!reading.ambiguous && reading.level == 0 && !evidence_.address.empty()) {
      const auto other = read_thoroughly(evidence_.address, {});
      if (other.weight() >= 2 && !lies_in(other.code, columns_)) return decide(other);
    }
    return finer(columns_, evidence_.address);
  }

  // No column says anything, or what they say is that of several places.
  FoundPlace by_address() {
    std::string_view text = evidence_.address;
    char joined[kJoined];
    if (!evidence_.province.empty() || !evidence_.city.empty()) text = join(joined);
    const auto reading = read_thoroughly(text, {});
    if (!reading.code.known()) return finer({}, text);
    if (level_of(reading.code) == 1) return finer(reading.code, text);
    if (reading.weight() >= 2 || level_of(reading.code) == 2) {
      return reading.ambiguous ? finer(reading.code, text) : FoundPlace{reading.code};
    }
    // One short name of a county: it needs something that agrees, and what disagrees is better evidence.
    const auto code = by_code(), name = evidence_.of_name;
    const auto agrees = [&](PlaceCode with) { return with.known() && same_city(reading.code, with); };
    if (agrees(code) || agrees(name)) return {reading.code};
    const bool disagrees = (code.known() && level_of(code) > 1) || (name.known() && level_of(name) > 1) ||
                           (code.known() && !lies_in(reading.code, code)) ||
                           (name.known() && !lies_in(reading.code, name));
    return disagrees ? finer({}, text) : FoundPlace{reading.code, true};
  }

  // What firm's name and credit code add to `base`, which may be unknown: they decide what an ambiguous name of the
  // text means; where that fails, the better of them is a guess.
  FoundPlace finer(PlaceCode base, std::string_view text) {
    const PlaceCode code = by_code(), name = evidence_.of_name;
    const bool code_counts = code.known() && lies_in(code, base), name_counts = name.known() && lies_in(name, base);
    PlaceCode hints[2] = {code_counts ? code : PlaceCode{}, name_counts ? name : PlaceCode{}};
    if (code_counts && name_counts && lies_in(name, code)) std::swap(hints[0], hints[1]);
    for (const auto hint : hints) {
      if (!hint.known() || text.empty()) continue;
      const auto area = places_.find(hint.city()) && !is_municipality(hint) ? hint.city()
                        : level_of(hint) == 2 || !is_municipality(hint)     ? hint
                                                                            : hint.province();
      const auto reading = reader_.read(text, area, Scan::kYes);
      if (reading.code.known() && reading.code != area && level_of(reading.code) > level_of(area))
        return {reading.code};
    }
    for (const auto hint : hints) {
      if (hint.known() && level_of(hint) > (base.known() ? level_of(base) : 0)) return {hint, true};
    }
    return {base};
  }

  // The place of the credit code's region: of a region that is no division (a zone's own authority, a county of
  // former times) its city, else its province.
  [[nodiscard]] PlaceCode by_code() const {
    const PlaceCode region{region_of(evidence_.credit_code)};
    for (const auto code : {region, region.city(), region.province()}) {
      if (places_.find(code)) return is_municipality(code) && level_of(code) == 2 ? code.province() : code;
    }
    return {};
  }

  FoundPlace decide(const AddressReading& address) {
    int columns = stated_, other = address.weight();
    for (const auto evidence : {evidence_.of_name, by_code()}) {
      if (!evidence.known()) continue;
      const bool for_columns = level_of(evidence) > 1 && level_of(columns_) > 1
                                   ? same_city(evidence, columns_)
                                   : evidence.province() == columns_.province();
      const bool for_other =
          level_of(evidence) > 1 ? same_city(evidence, address.code) : evidence.province() == address.code.province();
      if (for_columns != for_other) ++(for_columns ? columns : other);
    }
    return {other > columns ? address.code : columns_, false, true};
  }

  [[nodiscard]] AddressReading read_thoroughly(std::string_view text, PlaceCode within) const {
    const auto reading = reader_.read(text, within, Scan::kYes);
    if (reading.code.known() || reading.ambiguous || text.size() < PlaceNames::kKeyBytes) return reading;
    char buffer[kJoined];
    return reader_.read(simplified(text, buffer, sizeof buffer), within, Scan::kYes);
  }

  std::string_view join(char* buffer) const {
    std::size_t used = 0;
    for (const auto part : {evidence_.province, evidence_.city, evidence_.address}) {
      if (says_nothing(part)) continue;
      const auto bytes = std::min(part.size(), kJoined - used);
      std::copy_n(part.data(), bytes, buffer + used);
      used += bytes;
    }
    return {buffer, used};
  }

  static constexpr std::size_t kJoined = 300;  // bytes that are read

  const Places& places_;
  const PlaceNames& names_;
  AddressReader reader_;
  const PlaceEvidence& evidence_;
  PlaceCode columns_;
  int stated_ = 0;  // weight of the columns, as AddressReading::weight()
};

}  // namespace

PlaceCode Places::find_province(std::string_view name) const {
  return impl_->names.begin(name, {}, 1, 1, true).code;
}
PlaceCode Places::find_city(std::string_view name, PlaceCode within) const {
  return impl_->names.begin(name, within, 2, 2, true).code;
}
PlaceCode Places::find_county(std::string_view name, PlaceCode within) const {
  return impl_->names.begin(name, within, 3, 3, true).code;
}

PlaceCode Places::find_named(std::string_view text) const {
  PlaceCode code;
  if (const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), code.value);
      bad == std::errc{} && end == text.data() + text.size()) {
    return find(code) ? code : PlaceCode{};
  }
  char kept[120];
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t blank = 0;
    for (const std::string_view sign : {" ", "　", "/", "-", "·", "\t"}) {
      if (text.substr(i).starts_with(sign)) blank = sign.size();
    }
    if (blank > 0) {
      i += blank - 1;
    } else if (used == sizeof kept) {
      return {};
    } else {
      kept[used++] = text[i];
    }
  }
  char buffer[sizeof kept];
  for (const auto name : {std::string_view(kept, used), simplified({kept, used}, buffer, sizeof buffer)}) {
    if (const auto prefix = find_prefix(name); prefix.code.known() && prefix.length == name.size())
      return prefix.code;
  }
  return {};
}

Places::Prefix Places::find_prefix(std::string_view text, PlaceCode hint) const {
  Prefix result;
  PlaceCode within = hint;
  int above = 0;  // level of the last place found: the next must be finer
  for (int i = 0; i < 3 && above < 3; ++i) {
    const auto rest = text.substr(result.length);
    auto next = impl_->names.begin(rest, within, 3, above + 1, false);
    // '酒泉市肃州区' with the hint 肃州区: the text names the hint's own city or province first.
    if (!next.code.known() && hint.known() && above < 2) {
      next = impl_->names.begin(rest, hint.province(), 2, above + 1, false);
      if (next.code.known() && !lies_in(hint, next.code)) next = {};
      if (next.code.known()) {
        result.length += next.length;
        above = level_of(next.code);
        continue;
      }
    }
    if (!next.code.known()) break;
    result.before = result.code;
    result.before_length = result.length;
    result.word = next.kind == NameKind::kWord && !(hint.known() && lies_in(hint, next.code));
    result.length += next.length;
    result.code = next.code;
    above = level_of(next.code);
    if (!within.known() || lies_in(next.code, within)) within = next.code;
  }
  if (!result.code.known() && result.length > 0) result.code = hint;
  return result;
}

FoundPlace Places::locate(const PlaceEvidence& evidence) const {
  return Locator(*this, impl_->names, evidence).find();
}

}  // namespace lianzhao
