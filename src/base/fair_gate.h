// Lets at most so many through at once, in the order in which they came: work that takes a whole core is done sooner
// by all when no more of it runs than there are cores, and nobody waits for one who came later.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace lianzhao {

class FairGate {
 public:
  explicit FairGate(unsigned places) : free_(places > 0 ? places : 1) {}
  FairGate(const FairGate&) = delete;

  [[nodiscard]] std::uint64_t waiting() {
    const std::lock_guard lock(mutex_);
    return next_ticket_ - now_served_;
  }

  // Holds a place while it lives.
  class Pass {
   public:
    explicit Pass(FairGate& gate) : gate_(gate) { gate_.enter(); }
    Pass(const Pass&) = delete;
    ~Pass() { gate_.leave(); }

   private:
    FairGate& gate_;
  };

 private:
  void enter() {
    std::unique_lock lock(mutex_);
    const auto ticket = next_ticket_++;
    turn_.wait(lock, [&] { return ticket == now_served_ && free_ > 0; });
    ++now_served_;
    --free_;
    if (free_ > 0) turn_.notify_all();
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    ++free_;
    turn_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable turn_;
  unsigned free_;
  std::uint64_t next_ticket_ = 0, now_served_ = 0;
};

}  // namespace lianzhao
