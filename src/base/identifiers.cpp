#include "base/identifiers.h"

#include <sys/random.h>

#include <cerrno>
#include <stdexcept>

namespace lianzhao {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

void SystemRandomBytes::fill(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::runtime_error("the system gives no random bytes");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

std::string IdSource::next() {
  unsigned char bytes[16];
  random_.fill(bytes);
  {
    const std::lock_guard lock(mutex_);
    const auto millis = clock_.now().micros / 1000;
    if (millis > last_millis_) {
      last_millis_ = millis;
      counter_ = (bytes[6] << 8 | bytes[7]) & 0x7ff;  // room for 2,048 more within the millisecond
    } else if (++counter_ > 0xfff) {
      ++last_millis_;
      counter_ = 0;
    }
    for (int i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(last_millis_ >> (40 - 8 * i));
    bytes[6] = static_cast<unsigned char>(0x70 | counter_ >> 8);
    bytes[7] = static_cast<unsigned char>(counter_);
  }
  bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
  auto text = to_hex(bytes);
  for (const std::size_t at : {8, 13, 18, 23}) text.insert(at, 1, '-');
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : kHex.find(text[i]) == std::string_view::npos) return false;
  }
  return true;
}

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::string base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= 6;) text += kBase64[bits >> (held -= 6) & 63];
  }
  if (held > 0) text += kBase64[bits << (6 - held) & 63];
  return text;
}

bool from_base64url(std::string_view text, std::string& bytes) {
  bytes.clear();
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = kBase64.find(c);
    if (value == std::string_view::npos) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) bytes += static_cast<char>(bits >> (held -= 8) & 255);
  }
  return held < 6 && (bits & ((1u << held) - 1)) == 0;
}

}  // namespace lianzhao
