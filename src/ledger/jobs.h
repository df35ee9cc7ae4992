// Long work as a record: who began it, how far it is, what came out; taken up again after a restart. The runner is
// elsewhere; here is its memory.
//
//   queued -> running -> done | failed | cancelled
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

struct Job {
  std::string id;
  std::string kind;  // "import", "report" ...
  Json params;
  std::string state = "queued";
  Json progress, result;  // result: of a failed one the error as {"code", "message"}
  std::string owner;      // user id
  bool cancel_requested = false;
  std::int64_t attempts = 0;  // how often it was begun
  std::optional<Instant> heartbeat_at;
  Instant created_at;
  std::optional<Instant> started_at, ended_at;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, params, state, progress, result, owner, cancel_requested, attempts, heartbeat_at,
                       created_at, started_at, ended_at))

struct JobQuery {
  std::string kind, state;  // "": any
  std::string cursor;
  int limit = 50;
};

class Jobs {
 public:
  explicit Jobs(const Tools& tools) : tools_(tools) {}
  // Reach own: those the actor began.
  Result<Job> create(const Access& access, const std::string& kind, const Json& params) const;
  Result<Job> get(const Access& access, const std::string& id) const;
  Result<store::Page<Job>> page(const Access& access, const JobQuery& query) const;
  Result<Job> request_cancel(const Access& access, const std::string& id) const;  // a queued one is cancelled at once

  // For the runner.
  Result<std::optional<Job>> claim(const std::string& zone, const std::string& id) const;  // none: not to be had
  // Writes progress and heartbeat; returns whether it shall stop.
  Result<bool> progress(const std::string& zone, const std::string& id, const Json& progress) const;
  Status finish(const std::string& zone, const std::string& id, std::string_view state, const Json& result) const;
  // Queued ones, and running ones without heartbeat for `silent`, oldest first: the latter are queued again.
  Result<std::vector<Job>> resumable(const std::string& zone, Span silent) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
