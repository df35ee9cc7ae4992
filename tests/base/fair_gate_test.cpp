#include "base/fair_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace lianzhao {
namespace {

TEST(FairGate, NeverLetsMoreThroughThanPlaces) {
  FairGate gate(2);
  std::atomic<int> inside{0}, most{0}, passed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        const FairGate::Pass pass(gate);
        const int now = ++inside;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        --inside;
        ++passed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(most, 2);
  EXPECT_EQ(passed, 8 * 200);
}

TEST(FairGate, ServesInTheOrderOfArrival) {
  FairGate gate(1);
  std::vector<int> order;  // written inside the gate only
  std::vector<std::thread> threads;
  {
    const FairGate::Pass first(gate);
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&, i] {
        const FairGate::Pass pass(gate);
        order.push_back(i);
      });
      while (gate.waiting() < static_cast<std::uint64_t>(i) + 1) std::this_thread::yield();
    }
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace lianzhao
