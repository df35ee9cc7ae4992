// What a server does by itself from time to time, on a thread of its own: once when it starts, then at every
// interval. A chore must be able to run beside that of another server on the same database. What goes wrong is said
// on stderr and tried again at the next round.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace lianzhao::api {

class Chores {
 public:
  using Work = std::function<Status()>;
  Chores() = default;
  ~Chores();  // stop()
  Chores(const Chores&) = delete;
  Chores& operator=(const Chores&) = delete;

  void add(std::string name, Work work);  // before start()
  void start(std::chrono::milliseconds interval);
  void stop();  // waits for the chore that runs

 private:
  void run(std::chrono::milliseconds interval);
  [[nodiscard]] bool stopping();

  std::vector<std::pair<std::string, Work>> works_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lianzhao::api
