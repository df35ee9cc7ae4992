#include "store/digest.h"

#include <openssl/evp.h>

#include <new>

#include "base/identifiers.h"

namespace lianzhao::store {

struct Digest::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  bool open = false;
  State() {
    if (!context) throw std::bad_alloc();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
  void begin() {
    if (!open) EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
    open = true;
  }
};

Digest::Digest() : state_(std::make_unique<State>()) {}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  state_->begin();
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Digest::hex() {
  state_->begin();
  unsigned char digest[32];
  EVP_DigestFinal_ex(state_->context, digest, nullptr);
  state_->open = false;
  return to_hex(digest);
}

}  // namespace lianzhao::store
