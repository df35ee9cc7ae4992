// What the ledger adds to the pages of the engine, within the permissions of who asks.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "api/store_views.h"
#include "ledger/ledger.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api {

class LedgerViews final : public StoreViews {
 public:
  LedgerViews(const ledger::Ledger& ledger, const workspace::EngineHolder& engines)
      : ledger_(ledger), engines_(engines) {}
  [[nodiscard]] std::uint64_t generation() const override { return generation_.load(std::memory_order_acquire); }
  void changed() { generation_.fetch_add(1, std::memory_order_acq_rel); }

  Result<std::vector<Raw>> lists_with_firm(const Principal& who, std::string_view firm) override;
  Result<std::vector<Raw>> corrections(const Principal& who, std::string_view firm) override;
  Result<std::vector<Raw>> node_history(const Principal& who, std::string_view node) override;
  Result<std::vector<Raw>> open_lists(const Principal& who, int most) override;
  Result<std::vector<Raw>> jobs_under_way(const Principal& who) override;
  Result<std::int64_t> notices_unread(const Principal& who) override;
  Result<std::vector<Raw>> find(const Principal& who, std::string_view words, int most) override;

 private:
  // Lists by firm as one access class sees them: pages of targets ask for hundreds of firms.
  using ByFirm = std::map<std::string, std::vector<Raw>, std::less<>>;
  Result<std::shared_ptr<const ByFirm>> lists_of(const Principal& who);

  const ledger::Ledger& ledger_;
  const workspace::EngineHolder& engines_;
  std::atomic<std::uint64_t> generation_{1};
  std::mutex mutex_;
  std::uint64_t known_generation_ = 0;
  std::map<std::string, std::shared_ptr<const ByFirm>> by_class_;
};

ledger::Actor actor_of(const Principal& who, const std::string& request = "", const std::string& client = "");
// The reach of a permission by the session's own permissions; kNone where it has none.
ledger::Access access_of(const Principal& who, ledger::Permission permission, const std::string& request = "",
                         const std::string& client = "");

}  // namespace lianzhao::api
