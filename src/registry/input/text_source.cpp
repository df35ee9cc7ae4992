#include "registry/input/text_source.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/folding.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kSample = 1u << 20;  // what the encoding is told by
constexpr std::size_t kPiece = 64u << 10;  // converted at once
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

class Utf8Source final : public TextSource {
 public:
  Utf8Source(std::unique_ptr<ByteSource> bytes, std::string ahead)
      : bytes_(std::move(bytes)), ahead_(std::move(ahead)) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    if (at_ == ahead_.size()) return bytes_->read(to, size);
    const auto n = std::min(size, ahead_.size() - at_);
    std::memcpy(to, ahead_.data() + at_, n);
    at_ += n;
    if (at_ == ahead_.size()) at_ = 0, ahead_ = {};
    return n;
  }
  [[nodiscard]] std::string_view encoding() const override { return "UTF-8"; }
  [[nodiscard]] const ByteSource& bytes() const override { return *bytes_; }

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::string ahead_;
  std::size_t at_ = 0;
};

class ConvertedSource final : public TextSource {
 public:
  ConvertedSource(std::unique_ptr<ByteSource> bytes, std::string ahead, std::string encoding, iconv_t converter)
      : bytes_(std::move(bytes)),
        pending_(std::move(ahead)),
        encoding_(std::move(encoding)),
        converter_(converter),
        unit_(encoding_.starts_with("UTF-16") ? 2 : 1) {}
  ~ConvertedSource() override { iconv_close(converter_); }
  ConvertedSource(const ConvertedSource&) = delete;
  ConvertedSource& operator=(const ConvertedSource&) = delete;

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (size < 8) return Error{ErrorCode::kBadArgument, "reads of converted text need room for a character"};
    char* out = to;
    std::size_t room = size;
    while (out == to) {
      if (auto filled = fill(); !filled) return filled.error();
      if (at_ == pending_.size()) return std::size_t{0};
      char* in = pending_.data() + at_;
      std::size_t left = pending_.size() - at_;
      const std::size_t code = iconv(converter_, &in, &left, &out, &room);
      const int fault = errno;
      at_ = pending_.size() - left;
      if (code != static_cast<std::size_t>(-1) || fault == E2BIG) continue;
      if (fault == EINVAL && !ended_) continue;  // a character cut by the buffer's end
      if (room < kReplacement.size()) break;
      std::memcpy(out, kReplacement.data(), kReplacement.size());  // EILSEQ, or cut by the file's end
      out += kReplacement.size();
      room -= kReplacement.size();
      at_ += std::min(unit_, pending_.size() - at_);
    }
    return static_cast<std::size_t>(out - to);
  }
  [[nodiscard]] std::string_view encoding() const override { return encoding_; }
  [[nodiscard]] const ByteSource& bytes() const override { return *bytes_; }

 private:
  // More bytes where few are left, so that no character is cut but by the file's end.
  Status fill() {
    constexpr std::size_t kFew = 64;
    if (ended_ || pending_.size() - at_ >= kFew) return {};
    pending_.erase(0, std::exchange(at_, 0));
    const auto before = pending_.size();
    pending_.resize(before + kPiece);
    auto n = bytes_->read(pending_.data() + before, kPiece);
    pending_.resize(before + (n ? *n : 0));
    if (!n) return n.error();
    ended_ = *n == 0;
    return {};
  }

  std::unique_ptr<ByteSource> bytes_;
  std::string pending_, encoding_;
  iconv_t converter_;
  std::size_t unit_;    // bytes that are passed over where nothing can be decoded
  std::size_t at_ = 0;  // of pending_: behind what is converted
  bool ended_ = false;
};

// UTF-16 without a mark shows by NUL bytes at every other place: those of separators and digits, two of a hundred
// units or more. A few characters (一, U+4E00) have theirs at the other places. Empty where there is no such pattern.
std::string_view utf16_without_mark(std::string_view sample) {
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < sample.size(); ++i) nuls[i % 2] += sample[i] == '\0';
  const std::size_t enough = std::max<std::size_t>(2, sample.size() / 100);
  if (nuls[1] >= enough && nuls[1] > 2 * nuls[0]) return "UTF-16LE";
  if (nuls[0] >= enough && nuls[0] > 2 * nuls[1]) return "UTF-16BE";
  return {};
}

// Share of the bytes beyond ASCII that belong to well-formed UTF-8; the last few bytes may be cut.
bool looks_like_utf8(std::string_view sample) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < sample.size();) {
    const auto c = static_cast<unsigned char>(sample[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (i + length > sample.size()) break;
    if (is_valid_utf8(sample.substr(i, length))) {
      good += length;
      i += length;
    } else {
      ++bad;
      ++i;
    }
  }
  return bad * 20 <= good;
}

}  // namespace

Result<std::unique_ptr<TextSource>> decode_text(std::unique_ptr<ByteSource> bytes) {
  // Of a small file no more than it has: clearing a megabyte takes longer than reading a few rows.
  const bool plain = bytes->compression().empty() && bytes->total() > 0;
  std::string sample(plain ? std::min<std::uint64_t>(kSample, bytes->total()) : kSample, '\0');
  std::size_t have = 0;
  while (have < sample.size()) {
    auto n = bytes->read(sample.data() + have, sample.size() - have);
    if (!n) {
      if (have == 0) return n.error();
      break;  // the error shows again when reading goes on
    }
    if (*n == 0) break;
    have += *n;
  }
  sample.resize(have);
  std::string encoding = "UTF-8";
  if (sample.starts_with("\xEF\xBB\xBF")) {
    sample.erase(0, 3);
  } else if (sample.starts_with("\xFF\xFE")) {
    encoding = "UTF-16LE";
    sample.erase(0, 2);
  } else if (sample.starts_with("\xFE\xFF")) {
    encoding = "UTF-16BE";
    sample.erase(0, 2);
  } else if (const auto unmarked = utf16_without_mark(sample); !unmarked.empty()) {
    encoding = unmarked;
  } else if (!looks_like_utf8(sample)) {
    encoding = "GB18030";
  }
  if (encoding == "UTF-8")
    return std::unique_ptr<TextSource>(std::make_unique<Utf8Source>(std::move(bytes), std::move(sample)));
  const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1))  // NOLINT(performance-no-int-to-ptr): so does iconv say no
    return io_error(fmt::format("this system cannot convert {}", encoding), errno);
  return std::unique_ptr<TextSource>(
      std::make_unique<ConvertedSource>(std::move(bytes), std::move(sample), encoding, converter));
}

}  // namespace lianzhao::registry
