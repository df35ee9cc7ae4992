// Identifiers of records, UUID version 7 (RFC 9562): in order of time, so that keys of new records lie together.
// Clock and random bytes are injected. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace lianzhao {

// Where random bytes come from. Secrets need the system's.
class RandomBytes {
 public:
  virtual ~RandomBytes() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;
};

class SystemRandomBytes : public RandomBytes {
 public:
  void fill(std::span<unsigned char> bytes) override;  // getrandom(2)
};

class IdSource {
 public:
  IdSource(const InstantClock& clock, RandomBytes& random) : clock_(clock), random_(random) {}
  // "01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a"; later ids compare greater, also within a millisecond.
  std::string next();

 private:
  const InstantClock& clock_;
  RandomBytes& random_;
  std::mutex mutex_;
  std::int64_t last_millis_ = 0;
  unsigned counter_ = 0;  // 12 bits within a millisecond
};

bool is_uuid(std::string_view text);  // lower-case, any version

std::string to_hex(std::span<const unsigned char> bytes);
std::string base64url(std::string_view bytes);  // without padding
bool from_base64url(std::string_view text, std::string& bytes);

}  // namespace lianzhao
