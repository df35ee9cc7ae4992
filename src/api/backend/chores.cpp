#include "api/backend/chores.h"

#include <fmt/format.h>

#include <cstdio>

namespace lianzhao::api {

Chores::~Chores() {
  stop();
}

void Chores::add(std::string name, Work work) {
  works_.emplace_back(std::move(name), std::move(work));
}

void Chores::start(std::chrono::milliseconds interval) {
  if (thread_.joinable() || works_.empty()) return;
  stopping_ = false;
  thread_ = std::thread([this, interval] { run(interval); });
}

void Chores::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Chores::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Chores::run(std::chrono::milliseconds interval) {
  while (!stopping()) {
    for (const auto& [name, work] : works_) {
      if (stopping()) return;
      try {
        if (const auto done = work(); !done) fmt::print(stderr, "lianzhao: {}: {}\n", name, done.error().message);
      } catch (const std::exception& error) {
        fmt::print(stderr, "lianzhao: {} met a defect of the program: {}\n", name, error.what());
      }
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, interval, [this] { return stopping_; });
  }
}

}  // namespace lianzhao::api
