#include "base/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace lianzhao {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadArgument:
      return "bad-argument";
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kBadInput:
      return "bad-input";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kVersion:
      return "version";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kNoSpace:
      return "no-space";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kExists:
      return "exists";
    case ErrorCode::kForbidden:
      return "forbidden";
    case ErrorCode::kUnauthenticated:
      return "unauthenticated";
    case ErrorCode::kThrottled:
      return "throttled";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "unknown";
}

Error Error::in(std::string_view context) const {
  return {code, fmt::format("{}: {}", context, message), data,
          zh.empty() ? std::string() : fmt::format("{}：{}", context, zh)};
}

Error told(ErrorCode code, std::string zh, std::string en, std::string_view field) {
  return {code, std::move(en), field.empty() ? std::string() : fmt::format(R"({{"field":"{}"}})", field),
          std::move(zh)};
}

Error io_error(std::string_view what, int errno_value) {
  const auto code = errno_value == ENOSPC || errno_value == EDQUOT || errno_value == EFBIG ? ErrorCode::kNoSpace
                    : errno_value == ENOENT                                                ? ErrorCode::kNotFound
                                                                                           : ErrorCode::kIo;
  return {code, fmt::format("{}: {}", what, std::generic_category().message(errno_value))};
}

}  // namespace lianzhao
