#include "api/jobs/job.h"

#include <algorithm>

namespace lianzhao::api {

Status MemoryJobStore::save(const Job& job) {
  const std::lock_guard lock(mutex_);
  jobs_[job.id] = job;
  return {};
}

Result<std::optional<Job>> MemoryJobStore::find(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? std::optional<Job>() : std::optional<Job>(found->second);
}

Result<std::vector<Job>> MemoryJobStore::resumable() {
  const std::lock_guard lock(mutex_);
  std::vector<Job> out;
  for (const auto& [id, job] : jobs_) {
    if (!is_over(job.state)) out.push_back(job);
  }
  std::sort(out.begin(), out.end(), [](const Job& a, const Job& b) { return a.created_at < b.created_at; });
  return out;
}

}  // namespace lianzhao::api
