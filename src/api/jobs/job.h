// Long work: what a job is, and where jobs are kept.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace lianzhao::api {

enum class JobState { kQueued, kRunning, kDone, kFailed, kCancelled };
BOOST_DESCRIBE_ENUM(JobState, kQueued, kRunning, kDone, kFailed, kCancelled)

struct Job {
  std::string id;
  std::string zone;
  std::string kind;    // "import"
  std::string params;  // JSON
  JobState state = JobState::kQueued;
  std::string progress;                         // JSON; empty: none yet
  std::string result;                           // JSON, when done
  std::string error;                            // JSON {"code", "detail"}, when failed
  std::string owner;                            // user
  std::int64_t created_at = 0, updated_at = 0;  // microseconds since 1970, UTC
};

constexpr bool is_over(JobState state) {
  return state == JobState::kDone || state == JobState::kFailed || state == JobState::kCancelled;
}

// Thread-safe.
class JobStore {
 public:
  virtual ~JobStore() = default;
  virtual Status save(const Job& job) = 0;  // new or changed, by id
  virtual Result<std::optional<Job>> find(const std::string& id) = 0;
  // Queued or running when the last server ended, oldest first.
  virtual Result<std::vector<Job>> resumable() = 0;
};

// For tests and for a server without a store.
class MemoryJobStore final : public JobStore {
 public:
  Status save(const Job& job) override;
  Result<std::optional<Job>> find(const std::string& id) override;
  Result<std::vector<Job>> resumable() override;

 private:
  std::mutex mutex_;
  std::map<std::string, Job> jobs_;
};

}  // namespace lianzhao::api
