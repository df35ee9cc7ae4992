#include "ledger/rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/characters.h"

namespace lianzhao::ledger {

Error refusal(std::string_view field, std::string zh, std::string en, ErrorCode code) {
  return told(code, std::move(zh), std::move(en), field);
}

Status check_word(std::string_view field, std::string_view value, std::initializer_list<std::string_view> words) {
  if (std::find(words.begin(), words.end(), value) != words.end()) return {};
  const auto choice = fmt::format("{}", fmt::join(words.begin(), words.end(), ", "));
  return refusal(field, fmt::format("{} 的值“{}”无效，可用：{}。", field, value, choice),
                 fmt::format("{} is '{}', but must be one of {}", field, value, choice));
}

Status check_size(std::string_view field, std::string_view value, std::size_t most) {
  if (value.size() <= most || character_count(value) <= most) return {};
  return refusal(field, fmt::format("{} 过长（最多 {} 个字符）。", field, most),
                 fmt::format("{} is longer than {} characters", field, most));
}

Status check_text(std::string_view field, std::string_view value, std::size_t most) {
  if (value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return refusal(field, fmt::format("{} 不能为空。", field), fmt::format("{} is empty", field));
  }
  return check_size(field, value, most);
}

Status check_source_status(std::string_view status) {
  return check_word("source_status", status, {"reported", "derived", "unverified", "verified", "synthetic"});
}

Status all_of(std::initializer_list<Status> checks) {
  for (const auto& check : checks) {
    if (!check) return check;
  }
  return {};
}

}  // namespace lianzhao::ledger
