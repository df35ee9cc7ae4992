#include "api/jobs/job_runner.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <exception>

#include "api/json_writer.h"

namespace lianzhao::api {
namespace {

std::string error_json(const Error& error) {
  return "{\"code\":" + to_json(name_of(error.code)) + ",\"detail\":" + to_json(error.message) + "}";
}

std::string instant(std::int64_t micros) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", fmt::gmtime(static_cast<std::time_t>(micros / 1'000'000)),
                     micros % 1'000'000);
}

}  // namespace

namespace {

// What a kind is called on the pages.
Words title_of(const std::string& kind) {
  if (kind == "import") return {"导入企业名录", "Import of a registry"};
  if (kind == "rebuild") return {"按新词表重读名录", "Reading the registry again with new terms"};
  if (kind == "trip-plan") return {"规划外出行程", "Planning of trips"};
  return {kind, kind};
}

}  // namespace

std::string job_json(const Job& job, const std::string& by) {
  const bool over = is_over(job.state);
  std::string problem = "null";
  if (job.state == JobState::kFailed && !job.error.empty()) {
    boost::json::error_code bad;
    const auto error = boost::json::parse(job.error, bad);
    const auto* detail = !bad && error.is_object() ? error.get_object().if_contains("detail") : nullptr;
    problem = to_json(detail && detail->is_string() ? std::string(detail->get_string()) : job.error);
  }
  const auto progress =
      job.progress.empty()
          ? R"({"done":0,"total":null,"unit":"","rate":null,"seconds_left":null,"words":{"zh":"","en":""}})"
          : job.progress;
  return fmt::format(
      R"({{"id":{},"kind":{},"title":{},"state":{},"progress":{},"result":{},"problem":{},"by":{},"created_at":{},"finished_at":{}}})",
      to_json(job.id), to_json(job.kind), to_json(title_of(job.kind)), to_json(job.state), progress,
      to_json(Raw{job.result}), problem, to_json(by), to_json(instant(job.created_at)),
      over ? to_json(instant(job.updated_at)) : "null");
}

std::string JobRunner::json_of(const Job& job) const {
  return job_json(job, name_of_ ? name_of_(job.owner) : job.owner);
}

// A job queued or running here. `job`, `watchers` and `saved_at` under `mutex`; the runner's own is never taken
// inside.
struct JobRunner::Running final : JobContext {
  Running(JobRunner& runner, Job given) : owner(runner), job_(std::move(given)), seen(job_) {}

  void progress(std::string json) override {
    {
      const std::lock_guard lock(mutex);
      job_.progress = std::move(json);
      job_.updated_at = owner.clock_.now().micros;
    }
    owner.tell(*this);
    {
      const std::lock_guard lock(mutex);  // a job may tell of its progress from several threads
      const auto now = std::chrono::steady_clock::now();
      if (now - saved_at < std::chrono::seconds(1)) return;
      saved_at = now;
    }
    // Progress that could not be kept is only progress; the end of the job is what must be.
    static_cast<void>(owner.store_.save(copy()));
  }
  [[nodiscard]] bool stopped() const override { return cancelled.load() || halted.load(); }
  [[nodiscard]] const Job& job() const override { return seen; }
  [[nodiscard]] Job copy() const {
    const std::lock_guard lock(mutex);
    return job_;
  }

  JobRunner& owner;
  mutable std::mutex mutex;
  Job job_;
  const Job seen;  // as it was when taken up
  std::atomic<bool> cancelled{false}, halted{false};
  bool started = false;  // under the runner's mutex
  std::chrono::steady_clock::time_point saved_at;
  std::vector<std::weak_ptr<http::EventChannel>> watchers;
};

JobRunner::JobRunner(JobStore& store, const InstantClock& clock, unsigned threads)
    : store_(store), thread_count_(std::max(1u, threads)), clock_(clock) {}

JobRunner::~JobRunner() {
  stop();
}

void JobRunner::add(std::string kind, JobFunction function) {
  kinds_[std::move(kind)] = std::move(function);
}

Status JobRunner::start() {
  auto jobs = store_.resumable();
  if (!jobs) return jobs.error().in("jobs under way when the last server ended");
  {
    const std::lock_guard lock(mutex_);
    for (auto& job : *jobs) {
      if (!kinds_.contains(job.kind)) continue;  // of a program that knows more; it stays for that
      auto running = std::make_shared<Running>(*this, std::move(job));
      live_[running->seen.id] = running;
      queue_.push_back(std::move(running));
    }
  }
  for (unsigned i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { work(); });
  return {};
}

void JobRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
    for (const auto& [id, running] : live_) running->halted = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  const std::lock_guard lock(mutex_);
  for (const auto& [id, running] : live_) {
    const std::lock_guard inner(running->mutex);
    for (const auto& watcher : running->watchers) {
      if (const auto channel = watcher.lock()) channel->close();
    }
  }
}

void JobRunner::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const auto running = queue_.front();
    queue_.pop_front();
    running->started = true;
    lock.unlock();
    run(running);
    lock.lock();
    // Stopped with the server: the store still says "running", and the next server takes it up.
    if (is_over(running->copy().state)) live_.erase(running->seen.id);
  }
}

void JobRunner::run(const std::shared_ptr<Running>& running) {
  if (!running->cancelled) {
    {
      const std::lock_guard lock(running->mutex);
      running->job_.state = JobState::kRunning;
      running->job_.updated_at = clock_.now().micros;
    }
    static_cast<void>(store_.save(running->copy()));
    tell(*running);
  }
  Result<std::string> result = Error{ErrorCode::kInterrupted, "cancelled before it began"};
  if (!running->cancelled) {
    try {
      result = kinds_.at(running->seen.kind)(running->seen.params, *running);
    } catch (const std::exception& error) {
      result = Error{ErrorCode::kCorrupt, std::string("the job failed by a defect of the program: ") + error.what()};
    }
  }
  // Stopped by the end of the server, not by a user: it is to be taken up again.
  if (!result && running->halted && !running->cancelled && result.error().code == ErrorCode::kInterrupted) return;
  {
    const std::lock_guard lock(running->mutex);
    auto& job = running->job_;
    job.updated_at = clock_.now().micros;
    if (result) {
      job.state = JobState::kDone;
      job.result = std::move(*result);
    } else if (running->cancelled && result.error().code == ErrorCode::kInterrupted) {
      job.state = JobState::kCancelled;
    } else {
      job.state = JobState::kFailed;
      job.error = error_json(result.error());
    }
  }
  if (auto saved = store_.save(running->copy()); !saved) {
    // One more try: the store may have been busy. If it fails too, the job is run again by the next server.
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    static_cast<void>(store_.save(running->copy()));
  }
  tell(*running);
}

void JobRunner::tell(Running& running) {
  const auto job = running.copy();
  std::vector<std::shared_ptr<http::EventChannel>> channels;
  {
    const std::lock_guard lock(running.mutex);
    for (const auto& watcher : running.watchers) {
      if (auto channel = watcher.lock()) channels.push_back(std::move(channel));
    }
    if (channels.size() < running.watchers.size()) running.watchers.assign(channels.begin(), channels.end());
  }
  const auto text = json_of(job);
  for (const auto& channel : channels) {
    channel->push({"", "progress", text});
    if (is_over(job.state)) channel->close();
  }
}

Result<Job> JobRunner::submit(std::string id, std::string zone, std::string kind, std::string params,
                              std::string owner) {
  if (!kinds_.contains(kind)) return Error{ErrorCode::kBadArgument, "there is no kind of job named " + kind};
  Job job;
  job.id = std::move(id);
  job.zone = std::move(zone);
  job.kind = std::move(kind);
  job.params = std::move(params);
  job.owner = std::move(owner);
  job.created_at = job.updated_at = clock_.now().micros;
  if (auto saved = store_.save(job); !saved) return saved.error();
  {
    const std::lock_guard lock(mutex_);
    auto running = std::make_shared<Running>(*this, job);
    running->halted = stopping_;
    live_[job.id] = running;
    queue_.push_back(std::move(running));
  }
  wake_.notify_one();
  return job;
}

Result<std::optional<Job>> JobRunner::find(const std::string& id) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = live_.find(id); found != live_.end()) return std::optional<Job>(found->second->copy());
  }
  return store_.find(id);
}

Result<bool> JobRunner::cancel(const std::string& id) {
  std::shared_ptr<Running> running;
  bool waiting = false;
  {
    const std::lock_guard lock(mutex_);
    const auto found = live_.find(id);
    if (found == live_.end()) return false;
    running = found->second;
    if (is_over(running->copy().state)) return false;
    running->cancelled = true;
    waiting = !running->started;
    if (waiting) {
      std::erase(queue_, running);
      live_.erase(found);
    }
  }
  if (!waiting) return true;  // its function sees stopped()
  {
    const std::lock_guard lock(running->mutex);
    running->job_.state = JobState::kCancelled;
    running->job_.updated_at = clock_.now().micros;
  }
  if (auto saved = store_.save(running->copy()); !saved) return saved.error();
  tell(*running);
  return true;
}

Result<std::shared_ptr<http::EventChannel>> JobRunner::watch(const std::string& id) {
  auto channel = std::make_shared<http::EventChannel>();
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = live_.find(id); found != live_.end()) {
      auto& running = *found->second;
      const std::lock_guard inner(running.mutex);
      channel->push({"", "progress", json_of(running.job_)});
      // Over, and about to leave live_: nobody will tell this watcher.
      if (is_over(running.job_.state) || stopping_) {
        channel->close();
      } else {
        running.watchers.emplace_back(channel);
      }
      return channel;
    }
  }
  auto job = store_.find(id);
  if (!job) return job.error();
  if (!*job) return std::shared_ptr<http::EventChannel>();
  channel->push({"", "progress", json_of(**job)});
  channel->close();
  return channel;
}

}  // namespace lianzhao::api
