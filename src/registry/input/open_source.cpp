// Finds out what a file is and opens the reader for it.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "registry/input/csv_source.h"
#include "registry/input/json_source.h"
#include "registry/input/xlsx_source.h"

namespace lianzhao::registry {
namespace {

bool is_zip(const std::string& path) {
  std::FILE* file = path == "-" ? nullptr : std::fopen(path.c_str(), "rb");
  if (!file) return false;
  char magic[4] = {};
  const bool got = std::fread(magic, 1, sizeof magic, file) == sizeof magic;
  std::fclose(file);
  return got && std::memcmp(magic, "PK\3\4", 4) == 0;
}

// Looks at the first character that is not white space and hands everything on.
class PeekedText final : public TextSource {
 public:
  explicit PeekedText(std::unique_ptr<TextSource> text) : text_(std::move(text)), ahead_(4096, '\0') {}
  Result<char> peek() {
    std::size_t have = 0;
    while (ahead_.size() - have >= kRoom) {
      auto n = text_->read(ahead_.data() + have, ahead_.size() - have);
      if (!n) return n.error();
      if (*n == 0) break;
      have += *n;
    }
    ahead_.resize(have);
    for (const char c : ahead_) {
      if (static_cast<unsigned char>(c) > ' ') return c;
    }
    return '\0';
  }
  Result<std::size_t> read(char* to, std::size_t size) override {
    if (at_ == ahead_.size()) return text_->read(to, size);
    const auto n = std::min(size, ahead_.size() - at_);
    std::memcpy(to, ahead_.data() + at_, n);
    at_ += n;
    return n;
  }
  [[nodiscard]] std::string_view encoding() const override { return text_->encoding(); }
  [[nodiscard]] const ByteSource& bytes() const override { return text_->bytes(); }

 private:
  static constexpr std::size_t kRoom = 16;  // converted text is read in whole characters
  std::unique_ptr<TextSource> text_;
  std::string ahead_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<BlockSource>> open_source(const std::string& path, const SourceLimits& limits,
                                                 BrokenRecordSink broken) {
  const auto open = [&]() -> Result<std::unique_ptr<BlockSource>> {
    if (is_zip(path)) return open_xlsx(path, limits, std::move(broken));
    auto bytes = open_bytes(path, limits.expanded_bytes);
    if (!bytes) return bytes.error();
    auto text = decode_text(*std::move(bytes));
    if (!text) return text.error();
    auto peeked = std::make_unique<PeekedText>(*std::move(text));
    auto first = peeked->peek();
    if (!first) return first.error();
    if (*first == '[' || *first == '{') return open_json(std::move(peeked), limits, std::move(broken));
    return open_csv(std::move(peeked), limits, std::move(broken));
  };
  auto source = open();
  if (!source) return source.error().in(path);
  return source;
}

}  // namespace lianzhao::registry
