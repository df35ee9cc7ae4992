// Throttling of logins, for each login and for each address, kept in the database. After `free` failures every
// further one doubles the wait, from `first` up to `longest`; a success clears the login's, quiet time clears both.
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

struct ThrottleLimits {
  int free_login = 5, free_address = 20;
  Span first = seconds(5), longest = minutes(15);
  Span quiet = hours(24);  // after which failures are forgotten
};

class Throttle {
 public:
  explicit Throttle(const Tools& tools, ThrottleLimits limits = {}) : tools_(tools), limits_(limits) {}
  // Counts an attempt as failed before the password is looked at, so that many at once do not slip through;
  // kThrottled with the time to wait where it is too early.
  Status begin(const std::string& zone, const std::string& login_folded, const std::string& address) const;
  // The attempt succeeded: forgets the failures of the login and takes the attempt back from the address.
  Status succeeded(store::Transaction& tx, const std::string& zone, const std::string& login_folded,
                   const std::string& address) const;
  static Status lift(store::Transaction& tx, const std::string& zone, const std::string& login_folded);
  [[nodiscard]] Span wait_after(int failures, int free) const;

 private:
  const Tools tools_;
  ThrottleLimits limits_;
};

}  // namespace lianzhao::ledger
