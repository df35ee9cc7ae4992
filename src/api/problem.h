// Problems of RFC 9457 from one table of codes: HTTP status and titles in Chinese and English. The codes are those of
// base/error.h by their names, and those that only a request can have.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"
#include "base/error.h"

namespace lianzhao::api {

enum class Language { kChinese, kEnglish };

// Words shown to people.
struct Words {
  std::string zh, en;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::kEnglish ? en : zh; }
};

struct ProblemKind {
  std::string_view code;  // "not-found"
  int status;
  std::string_view zh, en;  // title
};
std::span<const ProblemKind> problem_kinds();
const ProblemKind& problem_kind(std::string_view code);  // "internal" where there is none of that code

// What an error says in both languages; where it has no Chinese, the title of its code stands before the English.
Words words_of(const Error& error);

// A fault of one field of the body or of one parameter of the query.
struct FieldError {
  std::string pointer;  // JSON pointer "/items/0/note"; a parameter of the query: "?limit"
  std::string
      code;  // unknown-field, wrong-type, missing, out-of-range, too-long, too-short, bad-date, bad-choice, bad-text
  Words detail;
};

struct Problem {
  std::string code;
  Words detail;  // may be empty
  std::vector<FieldError> errors;
  std::string current;  // JSON of the record as it stands, for a stale version; empty otherwise
  std::vector<std::pair<std::string, std::string>> headers;  // Allow, Retry-After ...
  std::int64_t retry_after = 0;                              // seconds; 0: not said

  // The error in both languages, with the field or the time to wait that its data name; what broke
  // inside is not told.
  static Problem of(const Error& error);
  static Problem of(std::string code, std::string zh = {}, std::string en = {});
};

http::Response to_response(const Problem& problem, Language language, std::string_view request_id);

}  // namespace lianzhao::api
