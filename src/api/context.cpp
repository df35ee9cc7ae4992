#include "api/context.h"

#include <charconv>

namespace lianzhao::api {

std::string_view cookie_of(const http::Request& request, std::string_view name) {
  for (const auto& [field, value] : request.headers.all()) {
    if (!http::same_name(field, "Cookie")) continue;
    std::string_view rest(value);
    while (!rest.empty()) {
      auto pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      const auto sign = pair.find('=');
      if (sign != std::string_view::npos && pair.substr(0, sign) == name) return pair.substr(sign + 1);
    }
  }
  return {};
}

std::string_view Context::part(std::string_view name) const {
  for (const auto& [key, value] : parts_) {
    if (key == name) return value;
  }
  return {};
}

Context::Version Context::version_expected() const {
  auto text = request_.headers.get("If-Match");
  if (text.empty()) {
    return {0, Problem::of("version-required", "修改需要在 If-Match 中给出所见的版本。",
                           "A change must name the version that it saw, in If-Match.")};
  }
  if (text.starts_with("W/")) text.remove_prefix(2);  // a proxy that compresses may weaken it
  std::int64_t value = 0;
  const bool quoted = text.size() >= 3 && text.front() == '"' && text.back() == '"';
  if (quoted) text = text.substr(1, text.size() - 2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!quoted || error != std::errc() || end != text.data() + text.size() || value < 0) {
    return {0, Problem::of("bad-if-match", "If-Match 应为一个版本号，如 \"7\"。",
                           "If-Match must be one version, such as \"7\".")};
  }
  return {value, std::nullopt};
}

std::string_view Context::session_token() const {
  return cookie_of(request_, kSessionCookie);
}

}  // namespace lianzhao::api
