// Trip plans computed as jobs. A plan that was asked for anew while it was computed keeps the newer question: the
// older job's result is dropped. Thread-safe.
#pragma once

#include "api/jobs/job_runner.h"
#include "api/trip_plans/input.h"
#include "ledger/ledger.h"
#include "planning/trips/travel_model.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api {

class TripPlanDesk {
 public:
  // All outlive it.
  TripPlanDesk(const ledger::Ledger& ledger, workspace::EngineHolder& engines, JobRunner& jobs, IdSource& ids,
               std::string zone);

  // Registers the kind "trip-plan"; before JobRunner::start().
  void add_jobs();

  // A plan that is being computed. Errors: those of the ledger and of the runner.
  Result<ledger::TripPlanRecord> create(const ledger::Access& access, const trip_plans::Input& input);
  // The same plan with another question. kExists: it was adopted.
  Result<ledger::TripPlanRecord> replan(const ledger::Access& access, const std::string& id, std::int64_t version,
                                        const trip_plans::Input& input);
  // A plan as it is to be shown: read anew where its job has ended since; "failed" where that left no result.
  [[nodiscard]] ledger::TripPlanRecord settled(const ledger::TripPlanRecord& plan) const;

  static Result<trip_plans::Input> input_of(const ledger::TripPlanRecord& plan);
  static ledger::Json json_of(const trip_plans::Input& input);  // without what was not given

 private:
  Status submit(const ledger::Access& access, const ledger::TripPlanRecord& plan);
  Result<std::string> run(const std::string& params, JobContext& job);
  Result<std::string> compute(const ledger::Actor& actor, const trip_plans::Input& input, JobContext& job) const;
  [[nodiscard]] Status give_up(const ledger::TripPlanRecord& plan, const std::string& job) const;

  const ledger::Ledger& ledger_;
  workspace::EngineHolder& engines_;
  JobRunner& jobs_;
  IdSource& ids_;
  std::string zone_;
};

}  // namespace lianzhao::api
