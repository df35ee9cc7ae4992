// The file of a Likeness: what it holds in one row of fields, numbers little-endian, a checksum (XXH3-64 of all
// before it) at the end.
#include <fmt/format.h>
#include <xxhash.h>

#include <cstring>

#include "base/file.h"
#include "targeting/makers/likeness.h"

namespace lianzhao::targeting {
namespace {

constexpr std::string_view kMagic = "LZLIKE01";
constexpr std::size_t kMostBytes = std::size_t{1} << 30U;

class Writer {
 public:
  template <class T>
  void number(T value) {
    text_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void string(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    text_.append(value);
  }
  std::string text_;
};

// Reads what Writer wrote; after the first field that is not there everything is 0 and good() is false.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  template <class T>
  T number() {
    T value{};
    if (text_.size() < sizeof value) {
      good_ = false;
      text_ = {};
      return value;
    }
    text_.copy(reinterpret_cast<char*>(&value), sizeof value);
    text_.remove_prefix(sizeof value);
    return value;
  }
  std::string string() {
    const auto size = number<std::uint32_t>();
    if (text_.size() < size) {
      good_ = false;
      text_ = {};
      return {};
    }
    std::string value(text_.substr(0, size));
    text_.remove_prefix(size);
    return value;
  }
  // A count of things of at least `least` bytes each.
  std::size_t count(std::size_t least) {
    const auto value = number<std::uint32_t>();
    if (value > text_.size() / least) {
      good_ = false;
      return 0;
    }
    return value;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

}  // namespace

Status Likeness::save(const std::string& path) const {
  Writer out;
  out.text_ = kMagic;
  for (const auto value : {sharpness_, slope_, usual_}) out.number(value);
  out.number(static_cast<std::uint32_t>(space_.texts()));
  out.number(static_cast<std::uint32_t>(vectors_.cols()));
  out.number(static_cast<std::uint32_t>(space_.size()));
  const auto pieces = space_.pieces();
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    out.number(pieces[p].hash);
    out.number(pieces[p].frequency);
    out.number(steps_[p]);
    for (Eigen::Index d = 0; d < vectors_.cols(); ++d) {
      out.number(static_cast<std::int8_t>(vectors_(index_of(p), d)));
    }
  }
  out.number(static_cast<std::uint32_t>(lines_.size()));
  for (std::size_t f = 0; f < lines_.size(); ++f) {
    out.string(full_names_[f]);
    out.string(short_names_[f]);
    out.number(static_cast<std::uint32_t>(lines_[f].size()));
    for (const auto& line : lines_[f]) {
      out.string(line.product);
      out.number(line.share);
    }
  }
  out.number(static_cast<std::uint64_t>(XXH3_64bits(out.text_.data(), out.text_.size())));
  return write_file_atomically(path, out.text_);
}

Result<Likeness> Likeness::load(const std::string& path) {
  auto text = read_file(path, kMostBytes);
  if (!text) return text.error();
  const auto broken = [&](std::string_view what) {
    return Error{ErrorCode::kCorrupt,
                 fmt::format("{}: {}; make it anew with: lianzhao import products DIR", path, what)};
  };
  std::string_view content = *text;
  if (!content.starts_with(kMagic)) return broken("not product knowledge of this version");
  if (content.size() < kMagic.size() + sizeof(std::uint64_t)) return broken("cut off");
  Reader checksum(content.substr(content.size() - sizeof(std::uint64_t)));
  content.remove_suffix(sizeof(std::uint64_t));
  if (checksum.number<std::uint64_t>() != XXH3_64bits(content.data(), content.size())) return broken("damaged");
  Reader in(content.substr(kMagic.size()));
  const auto sharpness = in.number<float>(), slope = in.number<float>(), usual = in.number<float>();
  const auto texts = in.number<std::uint32_t>();
  const auto dimensions = in.count(1);
  const auto count = in.count(16 + dimensions);
  std::vector<GramSpace::Piece> pieces(count);
  std::vector<float> steps(count);
  Matrix vectors(index_of(count), index_of(dimensions));
  for (std::size_t p = 0; p < count; ++p) {
    pieces[p].hash = in.number<std::uint64_t>();
    pieces[p].frequency = in.number<std::uint32_t>();
    steps[p] = in.number<float>();
    for (std::size_t d = 0; d < dimensions; ++d) vectors(index_of(p), index_of(d)) = in.number<std::int8_t>();
  }
  Likeness out(GramSpace(pieces, texts, Cut::kMarked));
  if (out.space_.size() != count) return broken("damaged");
  out.vectors_ = std::move(vectors);
  out.steps_ = std::move(steps);
  out.sharpness_ = sharpness;
  out.slope_ = slope;
  out.usual_ = usual;
  out.lines_.resize(in.count(12));
  for (auto& lines : out.lines_) {
    out.full_names_.push_back(in.string());
    out.short_names_.push_back(in.string());
    lines.resize(in.count(8));
    for (auto& line : lines) {
      line.product = in.string();
      line.share = in.number<float>();
    }
  }
  if (!in.good() || !in.at_end()) return broken("damaged");
  out.index_names();
  return out;
}

}  // namespace lianzhao::targeting
