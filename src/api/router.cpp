#include "api/router.h"

#include <algorithm>
#include <map>

namespace lianzhao::api {
namespace {

constexpr std::size_t kMethods = 8;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "/a/b" -> a, b. The pattern or path begins with a slash.
std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

// What a segment must not be once decoded.
bool is_trick(std::string_view segment) {
  if (segment == "." || segment == "..") return true;
  for (const unsigned char c : segment) {
    if (c < 0x20 || c == 0x7f || c == '/' || c == '\\') return true;
  }
  return !is_utf8(segment);
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : (lead & 0xf0) == 0xe0       ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return false;
      code = code << 6 | (next & 0x3f);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    i += length;
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter, rest;
  std::size_t routes[kMethods] = {kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
  [[nodiscard]] bool ends() const {
    return std::any_of(std::begin(routes), std::end(routes), [](std::size_t route) { return route != kNone; });
  }

  // The node of the segments from `at` on, most literal first. Depth is that of the patterns.
  [[nodiscard]] const Node* find(const std::vector<std::string>& segments, std::size_t at) const {
    if (at == segments.size()) return ends() ? this : nullptr;
    if (const auto literal = literals.find(segments[at]); literal != literals.end()) {
      if (const auto* found = literal->second->find(segments, at + 1)) return found;
    }
    if (parameter && !segments[at].empty()) {
      if (const auto* found = parameter->find(segments, at + 1)) return found;
    }
    return rest ? rest.get() : nullptr;
  }
};

Router::Router(std::span<const Route> routes) : routes_(routes), root_(std::make_unique<Node>()) {
  for (std::size_t i = 0; i < routes.size(); ++i) {
    auto* node = root_.get();
    for (const auto segment : segments_of(routes[i].pattern)) {
      std::unique_ptr<Node>* next = nullptr;
      if (segment.starts_with('{')) {
        next = segment.ends_with("...}") ? &node->rest : &node->parameter;
      } else {
        next = &node->literals[std::string(segment)];
      }
      if (!*next) *next = std::make_unique<Node>();
      node = next->get();
    }
    node->routes[static_cast<std::size_t>(routes[i].method)] = i;
  }
}

Router::~Router() = default;

Router::Match Router::find(http::Method method, std::string_view path) const {
  Match match;
  match.kind = Match::Kind::kBadPath;
  if (!path.starts_with('/')) return match;
  std::vector<std::string> segments;
  const auto raw = segments_of(path);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    auto decoded = percent_decoded(raw[i]);
    const bool last = i + 1 == raw.size();
    if (!decoded || is_trick(*decoded) || (decoded->empty() && !last)) return match;
    // "/firms/" is "/firms".
    if (decoded->empty() && last && i > 0) break;
    segments.push_back(std::move(*decoded));
  }
  match.kind = Match::Kind::kNoRoute;
  const auto* node = root_->find(segments, 0);
  if (!node) return match;
  auto route = node->routes[static_cast<std::size_t>(method)];
  if (route == kNone && method == http::Method::kHead)
    route = node->routes[static_cast<std::size_t>(http::Method::kGet)];
  if (route == kNone) {
    match.kind = Match::Kind::kWrongMethod;
    for (std::size_t i = 0; i < kMethods; ++i) {
      if (node->routes[i] == kNone) continue;
      const auto known = static_cast<http::Method>(i);
      match.allow += (match.allow.empty() ? "" : ", ") + std::string(http::name_of(known));
      if (known == http::Method::kGet && node->routes[static_cast<std::size_t>(http::Method::kHead)] == kNone)
        match.allow += ", HEAD";
    }
    return match;
  }
  match.kind = Match::Kind::kRoute;
  match.route = route;
  const auto pattern = segments_of(routes_[route].pattern);
  for (std::size_t i = 0; i < pattern.size() && i < segments.size(); ++i) {
    if (!pattern[i].starts_with('{')) continue;
    if (pattern[i].ends_with("...}")) {
      std::string rest = segments[i];
      for (std::size_t k = i + 1; k < segments.size(); ++k) rest += "/" + segments[k];
      match.parts.emplace_back(std::string(pattern[i].substr(1, pattern[i].size() - 5)), std::move(rest));
    } else {
      match.parts.emplace_back(std::string(pattern[i].substr(1, pattern[i].size() - 2)), segments[i]);
    }
  }
  return match;
}

}  // namespace lianzhao::api
