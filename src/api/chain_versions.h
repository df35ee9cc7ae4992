// Where edited chains are kept: the store behind the pages that edit them. Version 0 is the chain as shipped and is
// not kept here. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/session_source.h"
#include "base/result.h"

namespace lianzhao::api {

struct ChainVersion {
  std::int64_t number = 0;
  std::string at;      // RFC 3339
  std::string author;  // display name
  std::string note;
  std::optional<std::int64_t> restored_from;
};

class ChainVersions {
 public:
  virtual ~ChainVersions() = default;
  // Newest first; `before`: only those below this number, 0: from the newest.
  virtual Result<std::vector<ChainVersion>> versions(const Principal& who, const std::string& chain, int most,
                                                     std::int64_t before) = 0;
  virtual Result<std::string> document(const Principal& who, const std::string& chain, std::int64_t number) = 0;
  // The new number. `base`: the version that was edited; kConflict where there is a newer one.
  virtual Result<std::int64_t> save(const Principal& who, const std::string& request, const std::string& chain,
                                    std::int64_t base, const std::string& document, const std::string& note,
                                    std::optional<std::int64_t> restored_from) = 0;
};

}  // namespace lianzhao::api
