// Passwords: Argon2id by libsodium; the parameters are part of the hash. At most two are computed at a time, for each
// takes 64 MB. Thread-safe.
#pragma once

#include <semaphore>
#include <string>
#include <string_view>

#include "base/identifiers.h"
#include "base/result.h"

namespace lianzhao::ledger {

struct PasswordCost {  // libsodium's interactive by default; tests use less
  unsigned long long operations = 2;
  std::size_t memory = 64u << 20;
};

class Passwords {
 public:
  explicit Passwords(PasswordCost cost = {});
  Result<std::string> hash(std::string_view password);
  // False for a wrong password and for an empty hash (unknown user); both take the time of a right one.
  bool verify(const std::string& hash, std::string_view password);
  [[nodiscard]] bool outdated(const std::string& hash) const;  // made with other parameters

 private:
  PasswordCost cost_;
  std::string dummy_;
  std::counting_semaphore<2> slots_{2};
};

// At least 10 characters, at most 256 bytes; neither the login nor contains it; no much-used password; not one
// character again and again. kBadInput says which.
Status check_password(std::string_view password, std::string_view login);

// 16 characters that are not easily mistaken for one another, in groups of four: "k7mp-2x9q-...": 75 bits and more.
std::string one_time_password(RandomBytes& random);

}  // namespace lianzhao::ledger
