// A zone opened for serving: database, ledger, engine fed from it, jobs, imports; and the services that handlers use.
// Made once by whoever starts the server.
#pragma once

#include <memory>
#include <string>

#include "api/backend/chores.h"
#include "api/backend/jobs.h"
#include "api/backend/sessions.h"
#include "api/backend/sources.h"
#include "api/backend/views.h"
#include "api/import_desk.h"
#include "api/jobs/job_runner.h"
#include "api/landing_desk.h"
#include "api/public_form.h"
#include "api/services.h"
#include "api/trip_plans/desk.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api {

struct BackendOptions {
  workspace::Folders folders;
  std::string database;          // URL, see store/database.h
  std::string temporary_folder;  // exists; on the file system of the home folder
  std::string import_folder;     // of this machine, from which files may be imported; empty: none
  unsigned threads = 0;          // for loading the engine; 0: all processors
  std::chrono::milliseconds chore_interval = std::chrono::minutes(5);
  std::string public_leads;  // slug of the group that gets what the public form sends; empty: there is no form
  ledger::LedgerOptions ledger;
};

class Backend {
 public:
  // Brings the schema up to date; a zone without firms, projects and ties takes those of the case's files.
  // `clock`, `instants` and `random` outlive it.
  static Result<std::unique_ptr<Backend>> open(const BackendOptions& options, const Clock& clock,
                                               const InstantClock& instants, RandomBytes& random);
  ~Backend();

  // Takes up the jobs that were under way, and the chores. stop() leaves the jobs under way to the next start.
  Status start();
  void stop();

  [[nodiscard]] Services& services() { return services_; }
  [[nodiscard]] const ledger::Ledger& ledger() const { return ledger_; }
  [[nodiscard]] workspace::EngineHolder& engines() { return *engines_; }
  [[nodiscard]] const std::string& zone() const { return zone_; }

 private:
  Backend(const BackendOptions& options, std::shared_ptr<const workspace::Basis> basis,
          std::unique_ptr<store::Database> database, std::string zone, const InstantClock& instants,
          RandomBytes& random);
  Status open_engine(const BackendOptions& options, const Clock& clock, const InstantClock& instants);
  void wire(const BackendOptions& options);

  std::shared_ptr<const workspace::Basis> basis_;
  ledger::Benchmarks benchmarks_;
  std::unique_ptr<store::Database> database_;
  std::string zone_;
  IdSource ids_;
  ledger::Ledger ledger_;
  LedgerSessions sessions_;
  LedgerZone zone_source_;
  LedgerWeights weights_source_;
  LedgerChains chains_;
  LedgerJobs job_store_;
  JobRunner runner_;
  std::unique_ptr<workspace::EngineHolder> engines_;
  std::unique_ptr<LedgerViews> views_;
  std::unique_ptr<ImportDesk> imports_;
  std::unique_ptr<PublicForm> public_form_;
  std::optional<LandingDesk> landing_;
  std::unique_ptr<TripPlanDesk> trip_plans_;
  std::chrono::milliseconds chore_interval_;
  Chores chores_;
  Services services_;
};

}  // namespace lianzhao::api
