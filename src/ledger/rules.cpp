#include "ledger/rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>

namespace lianzhao::ledger {

Error refusal(std::string_view field, std::string_view zh, std::string_view en, ErrorCode code) {
  return {code, std::string(en), boost::json::serialize(boost::json::object{{"field", field}, {"zh", zh}})};
}

Status check_word(std::string_view field, std::string_view value, std::initializer_list<std::string_view> words) {
  if (std::find(words.begin(), words.end(), value) != words.end()) return {};
  return Error{
      ErrorCode::kBadInput,
      fmt::format("{} is '{}', but must be one of {}", field, value, fmt::join(words.begin(), words.end(), ", ")),
      fmt::format(R"({{"field":"{}"}})", field)};
}

Status check_size(std::string_view field, std::string_view value, std::size_t most) {
  if (value.size() <= most) return {};
  return Error{ErrorCode::kBadInput, fmt::format("{} is longer than {} bytes", field, most),
               fmt::format(R"({{"field":"{}"}})", field)};
}

Status check_text(std::string_view field, std::string_view value, std::size_t most) {
  if (value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorCode::kBadInput, fmt::format("{} is empty", field), fmt::format(R"({{"field":"{}"}})", field)};
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
