// Parts without a socket: JSON both ways, the cache, jobs.
#include <future>

#include "world.h"

namespace lianzhao::api {
namespace {

enum class Colour { kRed, kDarkBlue };
BOOST_DESCRIBE_ENUM(Colour, kRed, kDarkBlue)

struct Inner {
  int a = 0;
  std::optional<double> b;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (a, b))

struct Outer {
  Colour colour = Colour::kRed;
  Patched<std::string> note;
  Defaulted<std::int64_t> count{5};
  std::vector<Inner> inner;
  bool class_ = false;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (colour, note, count, inner, class_))

http::Request body_of(std::string text) {
  http::Request request;
  request.headers.add("content-type", "application/json; charset=utf-8");
  request.body = std::move(text);
  return request;
}

TEST(Json, WritesNumbersInNormalNotation) {
  EXPECT_EQ(to_json(std::vector<double>{1.25, 0.1, 3, -0.5, 1e6, 123456789012.0, 1e22, 2e-7}),
            "[1.25,0.1,3,-0.5,1000000,123456789012,1e+22,2e-07]");
  EXPECT_EQ(to_json(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(to_json(std::string("a\"\\\n\x01风")), "\"a\\\"\\\\\\n\\u0001风\"");
  EXPECT_EQ(to_json(Colour::kDarkBlue), "\"dark_blue\"");
  EXPECT_EQ(to_json(Inner{1, std::nullopt}), R"({"a":1,"b":null})");
  EXPECT_EQ(to_json(Words{"链", "chain"}), R"({"zh":"链","en":"chain"})");
}

TEST(Json, TellsAbsentFromNull) {
  auto read = read_body<Outer>(body_of(R"({"colour":"dark_blue","inner":[{"a":1,"b":2.5}],"class":true})"));
  ASSERT_TRUE(read.value);
  EXPECT_FALSE(read.value->note.given);
  EXPECT_EQ(read.value->count.value, 5);
  EXPECT_EQ(read.value->colour, Colour::kDarkBlue);
  EXPECT_TRUE(read.value->class_);
  read = read_body<Outer>(body_of(R"({"colour":"red","note":null,"count":7,"inner":[],"class":true})"));
  ASSERT_TRUE(read.value);
  EXPECT_TRUE(read.value->note.given);
  EXPECT_FALSE(read.value->note.value);
  EXPECT_EQ(read.value->count.value, 7);
}

TEST(Json, PointsAtFaultsDeepInside) {
  const auto read = read_body<Outer>(
      body_of(R"({"colour":"green","inner":[{"a":1},{"a":99999999999,"c":0},{"a":1.5}],"class":1})"));
  ASSERT_FALSE(read.value);
  std::string all;
  for (const auto& error : read.problem.errors) all += error.pointer + " " + error.code + "\n";
  EXPECT_EQ(all,
            "/colour bad-choice\n/inner/1/a out-of-range\n/inner/1/c unknown-field\n/inner/2/a wrong-type\n/class "
            "wrong-type\n");
}

TEST(Json, PointersAreUtf8) {
  std::string name = "x";
  for (int i = 0; i < 50; ++i) name += "风";  // the pointer is cut within
  const auto read = read_body<NewNote>(body_of(R"({"title":"t","weight":1,"tags":[],")" + name + "\":1}"));
  ASSERT_EQ(read.problem.errors.size(), 1u);
  EXPECT_TRUE(is_utf8(read.problem.errors.front().pointer)) << read.problem.errors.front().pointer;
}

TEST(Json, StopsCountingFaults) {
  std::string text = R"({"title":"t","weight":1,"tags":[)";
  for (int i = 0; i < 1000; ++i) text += i > 0 ? ",1" : "1";
  const auto read = read_body<NewNote>(body_of(text + "]}"));
  EXPECT_EQ(read.problem.errors.size(), 50u);
}

std::shared_ptr<const http::CachedAnswer> answer_of(std::size_t bytes) {
  return http::make_cached(http::Response::text(200, std::string(bytes, 'x')), true, false);
}

TEST(ResponseCache, StaysWithinItsBytesAndKeepsWhatIsUsed) {
  http::ResponseCache cache(8 * 64 * 1024);
  cache.put("hot", 1, answer_of(2000));
  for (int i = 0; i < 1000; ++i) {
    cache.put("cold" + std::to_string(i), 1, answer_of(2000));
    ASSERT_TRUE(cache.find("hot", 1)) << i;
    ASSERT_LE(cache.bytes(), 8u * 64 * 1024);
  }
  cache.put("huge", 1, answer_of(60'000));
  EXPECT_FALSE(cache.find("huge", 1));
}

TEST(ResponseCache, ForgetsOlderGenerations) {
  http::ResponseCache cache(1 << 20);
  cache.put("a", 1, answer_of(10));
  EXPECT_FALSE(cache.find("a", 2));
  cache.put("a", 2, answer_of(10));
  cache.put("a", 1, answer_of(20));  // computed before the change, ready after it
  ASSERT_TRUE(cache.find("a", 2));
  EXPECT_EQ(cache.find("a", 2)->body.size(), 10u);
  EXPECT_FALSE(cache.find("a", 1));
  EXPECT_TRUE(cache.find("a", 2));
}

TEST(ResponseCache, IsSharedByThreads) {
  http::ResponseCache cache(1 << 18);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 3000; ++i) {
        const auto key = std::to_string((i * 7 + t) % 300);
        if (!cache.find(key, static_cast<std::uint64_t>(i / 1000)))
          cache.put(key, static_cast<std::uint64_t>(i / 1000), answer_of(500));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(cache.bytes(), 1u << 18);
}

std::vector<std::string> events_of(http::EventChannel& channel) {
  for (int i = 0; i < 500 && !channel.closed(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::vector<std::string> out;
  for (auto& event : channel.take()) out.push_back(std::move(event.data));
  return out;
}

struct StillClock final : InstantClock {
  [[nodiscard]] Instant now() const override { return {1'700'000'000'000'000}; }
};

// Under the thread sanitizer: what is told by several threads of one job.
TEST(Jobs, TellFromSeveralThreadsAtTheTimeOfTheClock) {
  MemoryJobStore store;
  const StillClock clock;
  JobRunner runner(store, clock, 1);
  runner.add("many", [](const std::string&, JobContext& job) -> Result<std::string> {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&job] {
        for (int n = 0; n < 50; ++n) job.progress(R"({"done":1})");
      });
    }
    for (auto& thread : threads) thread.join();
    return std::string("1");
  });
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.submit("1", "z", "many", "0", "u"));
  events_of(**runner.watch("1"));
  const auto job = runner.find("1");
  ASSERT_TRUE(job && *job);
  EXPECT_EQ((*job)->created_at, clock.now().micros);
  EXPECT_EQ((*job)->updated_at, clock.now().micros);
  EXPECT_NE(runner.json_of(**job).find(R"("finished_at":"2023-11-14T22:13:20)"), std::string::npos);
}

TEST(Jobs, RunTellAndEnd) {
  MemoryJobStore store;
  const StillClock clock;
  JobRunner runner(store, clock, 1);
  std::promise<void> go;
  auto gate = go.get_future().share();
  runner.add("count", [gate](const std::string& params, JobContext& job) -> Result<std::string> {
    gate.wait();
    job.progress(R"({"done":1})");
    return "{\"of\":" + params + "}";
  });
  runner.add("fail", [](const std::string&, JobContext&) -> Result<std::string> {
    return Error{ErrorCode::kBadInput, "line 3"};
  });
  runner.add("break", [](const std::string&, JobContext&) -> Result<std::string> { throw std::runtime_error("x"); });
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.submit("1", "z", "count", "5", "u"));
  EXPECT_FALSE(runner.submit("2", "z", "none", "5", "u"));
  auto channel = runner.watch("1");
  ASSERT_TRUE(channel && *channel);
  go.set_value();
  const auto events = events_of(**channel);
  ASSERT_GE(events.size(), 2u);
  EXPECT_NE(events.back().find(R"("state":"done","progress":{"done":1},"result":{"of":5})"), std::string::npos)
      << events.back();
  ASSERT_TRUE(runner.submit("3", "z", "fail", "0", "u"));
  ASSERT_TRUE(runner.submit("4", "z", "break", "0", "u"));
  for (const auto* id : {"3", "4"}) {
    const auto watch = runner.watch(id);
    events_of(**watch);
    EXPECT_EQ((*runner.find(id))->state, JobState::kFailed);
  }
  const auto late = runner.watch("1");  // over: told once, then ended
  EXPECT_EQ(events_of(**late).size(), 1u);
  EXPECT_FALSE(*runner.watch("none"));
}

TEST(Jobs, AreCancelledWaitingAndRunning) {
  MemoryJobStore store;
  const StillClock clock;
  JobRunner runner(store, clock, 1);
  runner.add("wait", [](const std::string&, JobContext& job) -> Result<std::string> {
    while (!job.stopped()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return Error{ErrorCode::kInterrupted, "stopped"};
  });
  ASSERT_TRUE(runner.start());
  ASSERT_TRUE(runner.submit("1", "z", "wait", "0", "u"));
  ASSERT_TRUE(runner.submit("2", "z", "wait", "0", "u"));
  const auto one = runner.watch("1"), two = runner.watch("2");
  EXPECT_TRUE(*runner.cancel("2"));
  EXPECT_TRUE(*runner.cancel("1"));
  events_of(**one);
  events_of(**two);
  EXPECT_EQ((*runner.find("1"))->state, JobState::kCancelled);
  EXPECT_EQ((*runner.find("2"))->state, JobState::kCancelled);
  EXPECT_FALSE(*runner.cancel("1"));
}

TEST(Jobs, AreTakenUpByTheNextServer) {
  MemoryJobStore store;
  const StillClock clock;
  const auto wait = [](const std::string&, JobContext& job) -> Result<std::string> {
    for (int i = 0; i < 1000 && !job.stopped(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return Error{ErrorCode::kInterrupted, "stopped"};
  };
  {
    JobRunner first(store, clock, 1);
    first.add("work", wait);
    ASSERT_TRUE(first.start());
    ASSERT_TRUE(first.submit("1", "z", "work", "0", "u"));
    ASSERT_TRUE(first.submit("2", "z", "work", "0", "u"));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(store.resumable()->size(), 2u);
  JobRunner second(store, clock, 1);
  second.add("work", [](const std::string&, JobContext&) -> Result<std::string> { return std::string("1"); });
  ASSERT_TRUE(second.start());
  for (const auto* id : {"1", "2"}) {
    const auto watch = second.watch(id);
    events_of(**watch);
    EXPECT_EQ((*second.find(id))->state, JobState::kDone);
  }
}

}  // namespace
}  // namespace lianzhao::api
