// What the store adds to the pages of the engine, as JSON of the contract. Null in Services: nothing is added.
// Implementations apply the permissions of who asks; what cannot be read is an error, not a page without it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/json_writer.h"
#include "api/session_source.h"
#include "base/result.h"

namespace lianzhao::api {

class StoreViews {
 public:
  virtual ~StoreViews() = default;
  // Grows with every change of what enters cached pages: target lists and corrections. Must not block.
  [[nodiscard]] virtual std::uint64_t generation() const = 0;

  virtual Result<std::vector<Raw>> lists_with_firm(const Principal& who, std::string_view firm) = 0;  // {id, name}
  virtual Result<std::vector<Raw>> corrections(const Principal& who, std::string_view firm) = 0;      // Correction
  virtual Result<std::vector<Raw>> node_history(const Principal& who, std::string_view node) = 0;     // AuditEntry
  virtual Result<std::vector<Raw>> open_lists(const Principal& who, int most) = 0;                    // TargetList
  virtual Result<std::vector<Raw>> jobs_under_way(const Principal& who) = 0;                          // Job
  virtual Result<std::int64_t> notices_unread(const Principal& who) = 0;
  virtual Result<std::vector<Raw>> find(const Principal& who, std::string_view words, int most) = 0;  // Found
};

}  // namespace lianzhao::api
