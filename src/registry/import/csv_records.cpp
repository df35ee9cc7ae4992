#include "registry/import/csv_records.h"

#include <cstring>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace lianzhao::registry {
namespace {

// The first comma or line feed in [at, end), or end.
char* find_separator(char* at, char* end) {
#if defined(__AVX2__)
  const __m256i comma = _mm256_set1_epi8(','), feed = _mm256_set1_epi8('\n');
  for (; at < end; at += 32) {  // may read up to 31 bytes behind the end: blocks are padded
    const __m256i chunk = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const auto mask = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_or_si256(_mm256_cmpeq_epi8(chunk, comma), _mm256_cmpeq_epi8(chunk, feed))));
    if (mask != 0) {
      at += __builtin_ctz(mask);
      return at < end ? at : end;
    }
  }
  return end;
#else
  while (at < end && *at != ',' && *at != '\n') ++at;
  return at;
#endif
}

}  // namespace

std::string_view CsvRecords::unquoted() {
  char* begin = at_;
  at_ = find_separator(at_, end_);
  std::size_t size = static_cast<std::size_t>(at_ - begin);
  if (size > 0 && begin[size - 1] == '\r' && (at_ == end_ || *at_ == '\n')) --size;
  return {begin, size};
}

// at_ stands on the opening quote. Text between the closing quote and the separator is kept as it is.
std::string_view CsvRecords::quoted() {
  char* begin = ++at_;
  char* out = begin;
  for (;;) {
    auto* quote = static_cast<char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
    char* stop = quote ? quote : end_;
    const auto length = static_cast<std::size_t>(stop - at_);
    for (auto* feed = at_;
         (feed = static_cast<char*>(std::memchr(feed, '\n', static_cast<std::size_t>(stop - feed)))); ++feed) {
      ++line_;
    }
    if (out != at_) std::memmove(out, at_, length);
    out += length;
    at_ = stop;
    if (!quote) break;
    if (quote + 1 < end_ && quote[1] == '"') {
      *out++ = '"';
      at_ = quote + 2;
      continue;
    }
    at_ = quote + 1;
    const auto rest = unquoted();
    if (!rest.empty()) std::memmove(out, rest.data(), rest.size());
    out += rest.size();
    break;
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

bool CsvRecords::next(std::vector<std::string_view>& fields) {
  while (at_ < end_ && (*at_ == '\n' || (*at_ == '\r' && at_ + 1 < end_ && at_[1] == '\n'))) {
    at_ += *at_ == '\n' ? 1 : 2;
    ++line_;
  }
  if (at_ >= end_) return false;
  fields.clear();
  field_count_ = 0;
  record_line_ = line_;
  for (;;) {
    const auto field = at_ < end_ && *at_ == '"' ? quoted() : unquoted();
    if (field_count_++ < kMaxFields) fields.push_back(field);
    if (at_ >= end_) return true;
    if (*at_++ == '\n') {
      ++line_;
      return true;
    }
    if (at_ == end_) {  // the file ends with a comma: one more empty field
      if (field_count_++ < kMaxFields) fields.emplace_back(end_, end_);
      return true;
    }
  }
}

}  // namespace lianzhao::registry
