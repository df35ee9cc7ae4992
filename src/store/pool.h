// A pool of connections: made when needed, at most `limit`, given back by the lease. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lianzhao::store {

template <class C>
class Pool {
 public:
  using Make = std::function<Result<std::unique_ptr<C>>()>;
  Pool(Make make, int limit, int wait_millis) : make_(std::move(make)), limit_(limit), wait_(wait_millis) {}

  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<C> connection) : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)), connection_(std::move(other.connection_)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (pool_) pool_->give_back(std::move(connection_));
    }
    C& operator*() const { return *connection_; }
    C* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<C> connection_;
  };

  Result<Lease> take() {
    std::unique_lock lock(mutex_);
    const auto free = [this] { return !idle_.empty() || made_ < limit_; };
    if (!free_.wait_for(lock, std::chrono::milliseconds(wait_), free)) {
      return told(ErrorCode::kUnavailable, "数据库繁忙，请稍后再试。",
                  "the database is busy: every connection is in use; try again");
    }
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
    ++made_;
    lock.unlock();
    auto made = make_();
    if (!made) {
      lock.lock();
      --made_;
      free_.notify_one();
      return made.error();
    }
    return Lease(*this, *std::move(made));
  }

 private:
  // A connection that is usable() no longer is closed.
  void give_back(std::unique_ptr<C> connection) {
    const bool keep = connection && connection->usable();
    {
      const std::lock_guard lock(mutex_);
      if (keep) {
        idle_.push_back(std::move(connection));
      } else {
        --made_;
      }
    }
    free_.notify_one();
  }

  Make make_;
  int limit_, wait_, made_ = 0;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<C>> idle_;
};

}  // namespace lianzhao::store
