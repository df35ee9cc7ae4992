// Jobs of the runner kept in the ledger. One server runs the jobs of a zone: at its start it takes up all that were
// under way.
#pragma once

#include "api/jobs/job.h"
#include "ledger/ledger.h"

namespace lianzhao::api {

class LedgerJobs final : public JobStore {
 public:
  LedgerJobs(const ledger::Ledger& ledger, std::string zone) : ledger_(ledger), zone_(std::move(zone)) {}
  Status save(const Job& job) override;
  Result<std::optional<Job>> find(const std::string& id) override;
  Result<std::vector<Job>> resumable() override;

 private:
  const ledger::Ledger& ledger_;
  std::string zone_;
};

Job job_of(const ledger::Job& job, const std::string& zone);

}  // namespace lianzhao::api
