#include "base/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <functional>
#include <numbers>

#include "base/file.h"
#include "base/places_impl.h"

namespace lianzhao {
namespace {

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

// Whether a name has its word of level: 襄樊市, 伊犁州, 天府新区, but not 襄樊.
bool is_full(std::string_view name) {
  constexpr std::size_t kCharacter = 3;
  if (name.size() < 3 * kCharacter) return name.ends_with("县") || name.ends_with("区");
  for (const std::string_view level : {"省", "市", "县", "区", "州", "盟", "旗"}) {
    if (name.ends_with(level)) return true;
  }
  return false;
}

}  // namespace

double distance_km(Location a, Location b) {
  constexpr double kRadius = 6371.0088, kDegree = std::numbers::pi / 180;
  const double dlat = (b.latitude - a.latitude) * kDegree, dlon = (b.longitude - a.longitude) * kDegree;
  const double h = std::pow(std::sin(dlat / 2), 2) +
                   std::cos(a.latitude * kDegree) * std::cos(b.latitude * kDegree) * std::pow(std::sin(dlon / 2), 2);
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

Places::Places(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Places::Places(Places&&) noexcept = default;
Places& Places::operator=(Places&&) noexcept = default;
Places::~Places() = default;

Result<Places> Places::load(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  auto& names = impl->names;
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
    names.add(cells[1], {*code}, NameKind::kFull);
    if (cells[2] != cells[1]) names.add(cells[2], {*code}, NameKind::kShort);
    return {};
  });
  if (!read) return read.error();
  std::sort(impl->all.begin(), impl->all.end(), [](const Place& a, const Place& b) { return a.code < b.code; });
  Places places(std::move(impl));
  const auto beside = [&](const char* file, std::size_t columns,
                          const std::function<Status(const std::vector<std::string_view>&)>& row) -> Status {
    const auto other = std::filesystem::path(path).replace_filename(file);
    return std::filesystem::exists(other) ? for_each_row(other.string(), columns, row) : Status{};
  };
  const auto other_name = [&](const std::vector<std::string_view>& cells, NameKind otherwise) -> Status {
    const auto code = number<std::uint32_t>(cells[1]);
    if (!code) return code.error();
    if (!places.find({*code})) return Error{ErrorCode::kBadInput, fmt::format("no place has the code {}", *code)};
    places.impl_->names.add(cells[0], {*code}, is_full(cells[0]) ? NameKind::kFull : otherwise);
    return {};
  };
  auto former =
      beside("places-former.tsv", 5, [&](const auto& cells) { return other_name(cells, NameKind::kShort); });
  if (!former) return former.error();
  auto zones = beside("places-zones.tsv", 3, [&](const auto& cells) { return other_name(cells, NameKind::kWord); });
  if (!zones) return zones.error();
  auto words = beside("places-words.tsv", 3, [&](const std::vector<std::string_view>& cells) -> Status {
    if (cells[1] != "all" && cells[1] != "address") return Error{ErrorCode::kBadInput, "neither 'all' nor 'address'"};
    places.impl_->names.mark(cells[0], cells[1] == "all" ? NameKind::kWord : NameKind::kAddressWord);
    return {};
  });
  if (!words) return words.error();
  places.impl_->names.index();
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

}  // namespace lianzhao
