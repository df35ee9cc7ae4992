// store_bench [URL [SECONDS]]: audited creates per second by one writer and by eight, each acknowledged only when it
// is on disk. Without URL: a SQLite file in the current folder. One JSON line a run. Beside it the disk: appends of 4
// kB, each synchronised, which is what no store on that disk can beat with one writer.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "ledger/ledger.h"
#include "store/migration.h"

namespace {

using namespace lianzhao;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double synchronised_appends(const std::string& path, double seconds) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const std::string page(4096, 'x');
  int count = 0;
  const auto begin = Clock::now();
  while (fd >= 0 && seconds_since(begin) < seconds && ::write(fd, page.data(), page.size()) > 0) {
    if (::fdatasync(fd) != 0) break;
    ++count;
  }
  ::close(fd);
  ::unlink(path.c_str());
  return count / seconds_since(begin);
}

void run(const ledger::Ledger& ledger, int writers, double seconds) {
  std::vector<std::vector<double>> millis(static_cast<std::size_t>(writers));
  std::atomic<int> failed = 0;
  const auto begin = Clock::now();
  std::vector<std::thread> threads;
  for (auto& own : millis) {
    threads.emplace_back([&] {
      const auto access = ledger::Access::system("bench");
      while (seconds_since(begin) < seconds) {
        ledger::TargetList list;
        list.name = "名单";
        const auto from = Clock::now();
        if (!ledger.lists.create(access, list)) ++failed;
        own.push_back(seconds_since(from) * 1e3);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto took = seconds_since(begin);
  std::vector<double> all;
  for (const auto& own : millis) all.insert(all.end(), own.begin(), own.end());
  std::sort(all.begin(), all.end());
  fmt::print(R"({{"writers":{},"writes":{},"failed":{},"per_second":{:.0f},"p50_ms":{:.2f},"p99_ms":{:.2f}}})"
             "\n",
             writers, all.size(), failed.load(), static_cast<double>(all.size()) / took, all[all.size() / 2],
             all[all.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string file = "store_bench.db";
  const auto clean = [&] {
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
  };
  clean();
  const double seconds = argc > 2 ? std::atof(argv[2]) : 5;
  auto database = store::Database::open(argc > 1 ? argv[1] : "sqlite:" + file);
  if (!database || !store::migrate(**database)) {
    fmt::print(stderr, "cannot open the database\n");
    return 1;
  }
  fmt::print(R"({{"synchronised_appends_per_second":{:.0f}}})"
             "\n",
             synchronised_appends("store_bench.tmp", std::min(seconds, 2.0)));
  SystemInstantClock clock;
  SystemRandomBytes random;
  {
    const ledger::Ledger ledger(**database, clock, random);
    for (const int writers : {1, 8}) run(ledger, writers, seconds);
    auto verdict = ledger.audit.verify("bench");
    if (!verdict || verdict->broken_at) {
      fmt::print(stderr, "the audit chain is broken\n");
      return 1;
    }
  }
  database->reset();
  clean();
  return 0;
}
