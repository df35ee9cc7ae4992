#include "registry/input/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace lianzhao::registry {
namespace {

constexpr std::size_t kBuffer = 1u << 20;

// The file itself, with a few bytes of look-ahead.
class PlainSource : public ByteSource {
 public:
  PlainSource(int fd, std::uint64_t total) : fd_(fd), total_(total) {}
  ~PlainSource() override {
    if (fd_ != STDIN_FILENO) ::close(fd_);
  }
  PlainSource(const PlainSource&) = delete;
  PlainSource& operator=(const PlainSource&) = delete;

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (!ahead_.empty()) {
      const auto n = std::min(size, ahead_.size());
      std::memcpy(to, ahead_.data(), n);
      ahead_.erase(0, n);
      return n;
    }
    for (;;) {
      const ssize_t n = ::read(fd_, to, size);
      if (n >= 0) return offset_ += static_cast<std::uint64_t>(n), static_cast<std::size_t>(n);
      if (errno != EINTR) return io_error("cannot read the file", errno);
    }
  }
  Result<std::string> peek(std::size_t size) {
    std::string got(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      auto n = read(got.data() + have, size - have);
      if (!n) return n.error();
      if (*n == 0) break;
      have += *n;
    }
    got.resize(have);
    ahead_ = got;
    return got;
  }
  [[nodiscard]] std::uint64_t offset() const override { return offset_; }
  [[nodiscard]] std::uint64_t total() const override { return total_; }
  [[nodiscard]] std::string_view compression() const override { return ""; }

 private:
  int fd_;
  std::uint64_t total_, offset_ = 0;
  std::string ahead_;
};

// What both decompressors share: the compressed input and the limit on what comes out.
class Expanding : public ByteSource {
 public:
  Expanding(std::unique_ptr<PlainSource> input, std::uint64_t limit)
      : input_(std::move(input)), limit_(limit), packed_(kBuffer) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    auto n = expand(to, size);
    if (!n) return n;
    given_ += *n;
    if (given_ > limit_) {
      return Error{ErrorCode::kTooLarge,
                   fmt::format("the file unpacks to more than {} bytes, the most that is read", limit_)};
    }
    return n;
  }
  [[nodiscard]] std::uint64_t offset() const override { return input_->offset(); }
  [[nodiscard]] std::uint64_t total() const override { return input_->total(); }

 protected:
  virtual Result<std::size_t> expand(char* to, std::size_t size) = 0;
  // More packed bytes, 0 at the end of the file.
  Result<std::size_t> refill() {
    auto n = input_->read(packed_.data(), packed_.size());
    if (n) at_ = 0, size_ = *n;
    return n;
  }
  static Error truncated() {
    return {ErrorCode::kBadInput, "truncated: the compressed file ends in the middle; get it again whole"};
  }

  std::unique_ptr<PlainSource> input_;
  std::uint64_t limit_, given_ = 0;
  std::vector<char> packed_;
  std::size_t at_ = 0, size_ = 0;
};

class GzipSource final : public Expanding {
 public:
  using Expanding::Expanding;
  ~GzipSource() override { inflateEnd(&stream_); }
  bool begin() { return inflateInit2(&stream_, 15 + 16) == Z_OK; }
  [[nodiscard]] std::string_view compression() const override { return "gzip"; }

 private:
  Result<std::size_t> expand(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const auto wanted = stream_.avail_out;
    while (stream_.avail_out == wanted) {
      if (stream_.avail_in == 0) {
        auto n = refill();
        if (!n) return n.error();
        if (*n == 0) return in_member_ ? Result<std::size_t>(truncated()) : Result<std::size_t>(std::size_t{0});
        stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
        stream_.avail_in = static_cast<uInt>(size_);
      }
      in_member_ = true;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) {
        in_member_ = false;
        inflateReset(&stream_);  // another member may follow
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        return Error{ErrorCode::kBadInput,
                     fmt::format("the gzip data are damaged: {}", stream_.msg ? stream_.msg : "unknown fault")};
      }
    }
    return static_cast<std::size_t>(wanted - stream_.avail_out);
  }
  z_stream stream_{};
  bool in_member_ = false;
};

class ZstdSource final : public Expanding {
 public:
  ZstdSource(std::unique_ptr<PlainSource> input, std::uint64_t limit)
      : Expanding(std::move(input), limit), context_(ZSTD_createDCtx()) {
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, kMostWindow);
  }
  ~ZstdSource() override { ZSTD_freeDCtx(context_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;
  [[nodiscard]] std::string_view compression() const override { return "zstd"; }

 private:
  Result<std::size_t> expand(char* to, std::size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0) {
      if (at_ == size_) {
        auto n = refill();
        if (!n) return n.error();
        if (*n == 0) return in_frame_ ? Result<std::size_t>(truncated()) : Result<std::size_t>(std::size_t{0});
      }
      ZSTD_inBuffer in{packed_.data(), size_, at_};
      const std::size_t code = ZSTD_decompressStream(context_, &out, &in);
      at_ = in.pos;
      if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge) {
        return Error{
            ErrorCode::kTooLarge,
            fmt::format("unpacking would take more than {} MB of memory: compress the file again without --long",
                        1u << (kMostWindow - 20))};
      }
      if (ZSTD_isError(code)) {
        return Error{ErrorCode::kBadInput, fmt::format("the zstd data are damaged: {}", ZSTD_getErrorName(code))};
      }
      in_frame_ = code != 0;
    }
    return out.pos;
  }
  static constexpr int kMostWindow = 27;  // log2 bytes: 128 MB, what every level of zstd keeps to by itself
  ZSTD_DCtx* context_;
  bool in_frame_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, std::uint64_t expanded_limit) {
  int fd = STDIN_FILENO;
  std::uint64_t total = 0;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return io_error(fmt::format("cannot open {}", path), errno);
    struct stat status{};
    if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) total = static_cast<std::uint64_t>(status.st_size);
    if (S_ISDIR(status.st_mode)) {
      ::close(fd);
      return Error{ErrorCode::kBadInput, fmt::format("{} is a folder; name the files in it", path)};
    }
  }
  auto plain = std::make_unique<PlainSource>(fd, total);
  auto magic = plain->peek(4);
  if (!magic) return magic.error();
  if (magic->starts_with("\x1F\x8B")) {
    auto gzip = std::make_unique<GzipSource>(std::move(plain), expanded_limit);
    if (!gzip->begin()) return Error{ErrorCode::kIo, "cannot start zlib"};
    return std::unique_ptr<ByteSource>(std::move(gzip));
  }
  if (magic->starts_with("\x28\xB5\x2F\xFD")) {
    return std::unique_ptr<ByteSource>(std::make_unique<ZstdSource>(std::move(plain), expanded_limit));
  }
  return std::unique_ptr<ByteSource>(std::move(plain));
}

}  // namespace lianzhao::registry
