#include "base/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <numbers>

#include "base/file.h"

namespace lianzhao {
namespace {

constexpr std::size_t kKeyBytes = 6;  // two Chinese characters: no shorter name is looked for

// A name under which a place is known. Names that begin alike lie together, the longest first.
struct Alias {
  std::string name;
  PlaceCode code;
  int level;

  // Whether `text`, which has the same key, begins with the name.
  [[nodiscard]] bool begins(std::string_view text) const {
    if (text.size() < name.size()) return false;
    for (std::size_t i = kKeyBytes; i < name.size(); ++i) {
      if (text[i] != name[i]) return false;
    }
    return true;
  }
};

// key -> [begin, end) of the aliases that have it: open addressing, at most half full.
class KeyIndex {
 public:
  struct Range {
    std::uint32_t begin = 0, end = 0;
  };
  explicit KeyIndex(std::size_t keys = 0) {
    while (slots_.size() < 2 * keys + 2) slots_.resize(std::max<std::size_t>(2, slots_.size() * 2));
  }
  void add(std::uint64_t key, Range range) { slots_[slot_of(key)] = {key, range}; }
  [[nodiscard]] Range find(std::uint64_t key) const { return slots_[slot_of(key)].range; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Range range;
  };
  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15ull) >> 40 & mask;
    while (slots_[at].range.end != 0 && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  std::vector<Slot> slots_;
};

std::uint64_t key_of(std::string_view text) {
  std::uint64_t key = 0;
  std::memcpy(&key, text.data(), kKeyBytes);
  return key;
}

// 1 province, 2 city, 3 county. Counties governed by a province (xx90xx) count as cities.
int level_of(PlaceCode code) {
  if (code.value % 10000 == 0) return 1;
  if (code.value % 100 == 0 || code.value / 100 % 100 == 90) return 2;
  return 3;
}

bool is_municipality(PlaceCode code) {
  const auto province = code.province().value;
  return province == 110000 || province == 120000 || province == 310000 || province == 500000;
}

// Whether `code` lies in `area` or is it; a municipality's one city stands for all of it.
bool lies_in(PlaceCode code, PlaceCode area) {
  if (!area.known()) return true;
  if (is_municipality(area) && level_of(area) == 2) return code.province() == area.province();
  return area.contains(code);
}

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

// Calls `row(cells, line number)` for every line behind the header; '#' begins a comment.
Status for_each_row(const std::string& path, std::size_t columns,
                    const std::function<Status(const std::vector<std::string_view>&)>& row) {
  auto content = read_file(path, 16u << 20);
  if (!content) return content.error();
  std::string_view rest = *content;
  bool header = true;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    const auto cells = split_tabs(line);
    if (cells.size() != columns) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("{}:{}: {} columns instead of {}", path, number, cells.size(), columns)};
    }
    if (auto done = row(cells); !done) return done.error().in(fmt::format("{}:{}", path, number));
  }
  return {};
}

template <class T>
Result<T> number(std::string_view text) {
  T value{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) {
    return Error{ErrorCode::kBadInput, fmt::format("'{}' is not a number", text)};
  }
  return value;
}

}  // namespace

double distance_km(Location a, Location b) {
  constexpr double kRadius = 6371.0088, kDegree = std::numbers::pi / 180;
  const double dlat = (b.latitude - a.latitude) * kDegree, dlon = (b.longitude - a.longitude) * kDegree;
  const double h = std::pow(std::sin(dlat / 2), 2) +
                   std::cos(a.latitude * kDegree) * std::cos(b.latitude * kDegree) * std::pow(std::sin(dlon / 2), 2);
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

struct Places::Impl {
  std::vector<Place> all;
  std::vector<Alias> aliases;  // by key, then longest first
  KeyIndex at;

  void add(std::string_view name, PlaceCode code) {
    if (name.size() >= kKeyBytes) aliases.push_back({std::string(name), code, level_of(code)});
  }
  void index() {
    std::stable_sort(aliases.begin(), aliases.end(), [](const Alias& a, const Alias& b) {
      const auto ka = key_of(a.name), kb = key_of(b.name);
      if (ka != kb) return ka < kb;
      return a.name.size() > b.name.size();
    });
    at = KeyIndex(aliases.size());
    for (std::uint32_t i = 0; i < aliases.size();) {
      auto end = i;
      while (end < aliases.size() && key_of(aliases[end].name) == key_of(aliases[i].name)) ++end;
      at.add(key_of(aliases[i].name), {i, end});
      i = end;
    }
  }

  // The place whose name begins `text`: the longest name; among places of one name the highest level not above
  // `within`, when it is the only one of that level. `whole`: the name must be all of the text.
  Prefix begin(std::string_view text, PlaceCode within, int lowest, int highest, bool whole) const {
    if (text.size() < kKeyBytes) return {};
    const auto [first, last] = at.find(key_of(text));
    Prefix best;
    int best_level = 9;
    bool ambiguous = false;
    for (auto i = first; i < last; ++i) {
      const auto& alias = aliases[i];
      if (best.length > alias.name.size() && best.code.known() && !ambiguous) break;
      if (!alias.begins(text) || (whole && text.size() != alias.name.size())) continue;
      const int level = alias.level;
      if (level < highest || level > lowest || !lies_in(alias.code, within)) continue;
      if (alias.name.size() < best.length || ambiguous) {
        best = {};
        best_level = 9;
        ambiguous = false;
      }
      if (level < best_level) {
        best = {alias.code, alias.name.size()};
        best_level = level;
        ambiguous = false;
      } else if (level == best_level && alias.code != best.code) {
        ambiguous = true;
      }
    }
    return ambiguous ? Prefix{} : best;
  }
};

Places::Places(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Places::Places(Places&&) noexcept = default;
Places& Places::operator=(Places&&) noexcept = default;
Places::~Places() = default;

Result<Places> Places::load(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  auto read = for_each_row(path, 6, [&](const std::vector<std::string_view>& cells) -> Status {
    const auto code = number<std::uint32_t>(cells[0]);
    const auto longitude = number<double>(cells[4]), latitude = number<double>(cells[5]);
    if (!code) return code.error();
    if (!longitude) return longitude.error();
    if (!latitude) return latitude.error();
    if (*code < 110000 || *code > 829999) return Error{ErrorCode::kBadInput, "not a GB/T 2260 code"};
    if (cells[1].empty()) return Error{ErrorCode::kBadInput, "a place without a name"};
    impl->all.push_back(
        {{*code}, std::string(cells[1]), std::string(cells[2]), std::string(cells[3]), {*longitude, *latitude}});
    impl->add(cells[1], {*code});
    if (cells[2] != cells[1]) impl->add(cells[2], {*code});
    return {};
  });
  if (!read) return read.error();
  std::sort(impl->all.begin(), impl->all.end(), [](const Place& a, const Place& b) { return a.code < b.code; });
  Places places(std::move(impl));
  const auto former = std::filesystem::path(path).replace_filename("places-former.tsv");
  if (std::filesystem::exists(former)) {
    auto more = for_each_row(former.string(), 2, [&](const std::vector<std::string_view>& cells) -> Status {
      const auto code = number<std::uint32_t>(cells[1]);
      if (!code) return code.error();
      if (!places.find({*code})) return Error{ErrorCode::kBadInput, fmt::format("no place has the code {}", *code)};
      places.impl_->add(cells[0], {*code});
      return {};
    });
    if (!more) return more.error();
  }
  places.impl_->index();
  return places;
}

const std::vector<Place>& Places::all() const {
  return impl_->all;
}

const Place* Places::find(PlaceCode code) const {
  const auto at = std::lower_bound(impl_->all.begin(), impl_->all.end(), code,
                                   [](const Place& place, PlaceCode value) { return place.code < value; });
  return at != impl_->all.end() && at->code == code ? &*at : nullptr;
}

PlaceCode Places::find_province(std::string_view name) const {
  return impl_->begin(name, {}, 1, 1, true).code;
}
PlaceCode Places::find_city(std::string_view name, PlaceCode within) const {
  return impl_->begin(name, within, 2, 2, true).code;
}
PlaceCode Places::find_county(std::string_view name, PlaceCode within) const {
  return impl_->begin(name, within, 3, 3, true).code;
}

Places::Prefix Places::find_prefix(std::string_view text, PlaceCode hint) const {
  Prefix result;
  PlaceCode within = hint;
  int above = 0;  // level of the last place found: the next must be finer
  for (int i = 0; i < 3 && above < 3; ++i) {
    const auto rest = text.substr(result.length);
    auto next = impl_->begin(rest, within, 3, above + 1, false);
    // '酒泉市肃州区' with the hint 肃州区: the text names the hint's own city or province first.
    if (!next.code.known() && hint.known() && above < 2) {
      next = impl_->begin(rest, hint.province(), 2, above + 1, false);
      if (next.code.known() && !lies_in(hint, next.code)) next = {};
      if (next.code.known()) {
        result.length += next.length;
        above = level_of(next.code);
        continue;
      }
    }
    if (!next.code.known()) break;
    result.length += next.length;
    result.code = next.code;
    above = level_of(next.code);
    if (!within.known() || lies_in(next.code, within)) within = next.code;
  }
  if (!result.code.known() && result.length > 0) result.code = hint;
  return result;
}

PlaceCode Places::resolve(std::string_view province, std::string_view city, std::string_view address) const {
  PlaceCode known = find_province(province);
  if (!known.known() && !province.empty())
    known = impl_->begin(province, {}, 3, 1, true).code;  // a city in the province's column
  if (!city.empty()) {
    auto at = impl_->begin(city, known, 3, 2, true).code;
    if (!at.known() && known.known()) {  // the columns disagree: a city known once in the country wins
      at = impl_->begin(city, {}, 2, 2, true).code;
    }
    if (!at.known()) at = find_prefix(city, known).code;
    if (at.known()) known = at;
  }
  const auto in_address = find_prefix(address, known).code;
  if (in_address.known() && level_of(in_address) > (known.known() ? level_of(known) : 0)) return in_address;
  if (known.known() && (level_of(known) > 1 || address.empty())) return known;
  const auto free = find_prefix(address).code;
  if (!known.known()) return free;
  return free.known() && lies_in(free, known) ? free : known;
}

}  // namespace lianzhao
