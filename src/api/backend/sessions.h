// Sessions of the ledger as the frame wants them.
#pragma once

#include <atomic>

#include "api/session_source.h"
#include "ledger/ledger.h"

namespace lianzhao::api {

class LedgerSessions final : public SessionSource {
 public:
  explicit LedgerSessions(const ledger::Ledger& ledger) : ledger_(ledger) {}
  std::optional<Principal> find(std::string_view token) override;
  [[nodiscard]] std::uint64_t generation() const override { return generation_.load(std::memory_order_acquire); }
  void changed() { generation_.fetch_add(1, std::memory_order_acq_rel); }

 private:
  const ledger::Ledger& ledger_;
  std::atomic<std::uint64_t> generation_{1};
};

}  // namespace lianzhao::api
