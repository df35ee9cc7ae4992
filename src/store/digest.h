// SHA-256 of bytes that come piece by piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace lianzhao::store {

class Digest {
 public:
  Digest();
  Digest(Digest&& other) noexcept;
  Digest& operator=(Digest&& other) noexcept;
  ~Digest();
  void add(std::string_view bytes);
  std::string hex();  // 64 digits; ends the digest, the next add() begins another

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lianzhao::store
