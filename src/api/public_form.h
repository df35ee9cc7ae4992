// The public form for leads: which group gets what it sends, and how often it may be sent. Kept in memory: after a
// start the counts begin anew. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/instant.h"

namespace lianzhao::api {

struct PublicFormLimits {
  int of_address = 5;  // in the span
  int of_all = 100;
  Span span = hours(24);
};

class PublicForm {
 public:
  explicit PublicForm(std::string group, PublicFormLimits limits = {}) : group_(std::move(group)), limits_(limits) {}
  [[nodiscard]] const std::string& group() const { return group_; }  // slug
  // Counts one from the address; seconds to wait where it is one too many, 0: it may come.
  std::int64_t admit(const std::string& address, Instant now);

 private:
  const std::string group_;
  const PublicFormLimits limits_;
  std::mutex mutex_;
  Instant begun_;
  int all_ = 0;
  std::map<std::string, int> by_address_;
};

}  // namespace lianzhao::api
