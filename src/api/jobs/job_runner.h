// Runs jobs on threads of its own. Kinds are registered before start(); a job that was under way when the last server
// ended runs again from its beginning, so a kind's function must be able to find what it had done.
//
//   runner.add("import", [](const std::string& params, JobContext& job) -> Result<std::string> {
//     job.progress(R"({"rows":1000})");
//     if (job.stopped()) return Error{ErrorCode::kInterrupted, "..."};
//     return std::string(R"({"rows":2000})");
//   });
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/http/event_channel.h"
#include "api/jobs/job.h"
#include "base/instant.h"

namespace lianzhao::api {

class JobContext {
 public:
  virtual ~JobContext() = default;
  virtual void progress(std::string json) = 0;     // told to all who watch; kept in the store at most once a second
  [[nodiscard]] virtual bool stopped() const = 0;  // cancelled, or the server stops: return kInterrupted soon
  [[nodiscard]] virtual const Job& job() const = 0;
};

using JobFunction = std::function<Result<std::string>(const std::string& params, JobContext&)>;

class JobRunner {
 public:
  // `store` and `clock` outlive it.
  JobRunner(JobStore& store, const InstantClock& clock, unsigned threads);
  ~JobRunner();  // stop()
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void add(std::string kind, JobFunction function);
  [[nodiscard]] std::string json_of(const Job& job) const;  // as the contract has it
  // The name shown for an owner; before start(). Without it the id is shown.
  void name_owners(std::function<std::string(const std::string& user)> name_of) { name_of_ = std::move(name_of); }
  Status start();  // takes up what the store says was under way
  // Jobs that run are told to stop and stay resumable.
  void stop();

  // Errors: kBadArgument (unknown kind), those of the store. `id` is made by the caller (UUID v7).
  Result<Job> submit(std::string id, std::string zone, std::string kind, std::string params, std::string owner);
  Result<std::optional<Job>> find(const std::string& id);
  // False where it is over already.
  Result<bool> cancel(const std::string& id);
  // Event `progress` with the job as data at once and at each change; ends with the job. Null: no such job.
  Result<std::shared_ptr<http::EventChannel>> watch(const std::string& id);

 private:
  struct Running;
  void work();
  void run(const std::shared_ptr<Running>& running);
  void tell(Running& running);

  JobStore& store_;
  unsigned thread_count_;
  std::map<std::string, JobFunction> kinds_;
  std::function<std::string(const std::string&)> name_of_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Running>> queue_;
  std::map<std::string, std::shared_ptr<Running>> live_;  // queued and running
  bool stopping_ = false;
  std::vector<std::thread> threads_;
  const InstantClock& clock_;
};

// As the contract has it; `by` is the name of its owner.
std::string job_json(const Job& job, const std::string& by);

}  // namespace lianzhao::api
