// The real program killed while others write to it.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "server/program.h"

namespace lianzhao::api {

class KillTest : public ServerTest {
 protected:
  // Writes until it is stopped or gets no answer.
  using Writer = std::function<void(const std::atomic<bool>& stop)>;
  static void kill_under(Program& server, std::chrono::milliseconds after, const std::vector<Writer>& writers) {
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    threads.reserve(writers.size());
    for (const auto& writer : writers) threads.emplace_back([&] { writer(stop); });
    std::this_thread::sleep_for(after);
    server.kill();
    stop = true;
    for (auto& thread : threads) thread.join();
  }
  // All items of a list, page by page; `path` ends with '?' or '&'.
  static void each(Client& client, const Login& login, const std::string& path,
                   const std::function<void(const json::value&)>& take) {
    std::string cursor;
    do {
      const auto answer = client.get(path + "limit=500" + cursor, login.fields);
      ASSERT_TRUE(answer && answer->status == 200) << (answer ? answer->body : "no answer");
      const auto page = json::parse(answer->body);
      for (const auto& item : page.at("items").as_array()) take(item);
      cursor = page.at("next").is_string() ? "&cursor=" + std::string(page.at("next").as_string()) : "";
    } while (!cursor.empty());
  }
  void expect_whole_log() {
    Program verify(home_, {"audit", "verify"});
    EXPECT_EQ(verify.wait(), 0) << verify.output();
  }

  std::mutex mutex_;  // of what was acknowledged
};

}  // namespace lianzhao::api
