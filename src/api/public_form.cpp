#include "api/public_form.h"

namespace lianzhao::api {

std::int64_t PublicForm::admit(const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (begun_ + limits_.span <= now) {
    begun_ = now;
    all_ = 0;
    by_address_.clear();  // so it never holds more than of_all addresses
  }
  const auto known = by_address_.find(address);
  if (all_ >= limits_.of_all || (known != by_address_.end() && known->second >= limits_.of_address)) {
    return (begun_ + limits_.span - now).micros / 1'000'000 + 1;
  }
  ++all_;
  ++by_address_[address];
  return 0;
}

}  // namespace lianzhao::api
