// If-None-Match, Range, If-Range and Accept-Encoding of RFC 9110, as pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace lianzhao::api::http {

// Weak comparison of an entity tag with a list of them or "*".
bool matches_any(std::string_view if_none_match, std::string_view etag);

// gzip is named with a weight above zero, or "*" is and gzip is not refused.
bool accepts_gzip(std::string_view accept_encoding);

struct ByteRange {
  enum class Kind { kWhole, kPart, kUnsatisfiable } kind = Kind::kWhole;
  std::uint64_t first = 0, count = 0;
};
// One range of "bytes=..." over `size` bytes. Several ranges, other units and broken ones: the whole. If-Range, where
// given, must be the strong tag.
ByteRange range_of(std::string_view range, std::string_view if_range, std::string_view etag, std::uint64_t size);

}  // namespace lianzhao::api::http
