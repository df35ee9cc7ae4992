// The transport as a client sees it: framing, limits, slow clients, stopping.
#include "world.h"

namespace lianzhao::api {
namespace {

using std::chrono::milliseconds;

TEST(Transport, KeepsAConnectionAndAnswersPipelinedRequestsInOrder) {
  World world;
  auto client = world.client();
  ASSERT_EQ(client.get("/healthz")->status, 200);
  ASSERT_EQ(client.get("/healthz")->status, 200);
  // A slow one first: the answers still come in the order of the requests.
  client.send(
      "GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
      "2\r\n\r\n{}"
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read()->body, "slow");
  EXPECT_EQ(client.read()->status, 404);
  EXPECT_EQ(client.read()->status, 422);
  EXPECT_EQ(client.read()->status, 200);
}

TEST(Transport, ClosesWhereTheClientAsksForIt) {
  World world;
  auto client = world.client();
  const auto answer = client.get("/healthz", "Connection: close\r\n");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ends());
  auto old = world.client();
  old.send("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(old.read()->status, 200);
  EXPECT_TRUE(old.ends());
}

TEST(Transport, RefusesWhatCouldSmuggleARequest) {
  World world;
  const std::pair<const char*, int> kCases[] = {
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "4\r\n\r\n0\r\n\r\n",
       400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
       400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: +4\r\n\r\nabcd", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST /api/v1/session HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcXX0\r\n\r\n",
       400},
      {"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
       400},
      {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: zone.example\r\n\r\n", 400},
      {"GET /healthz HTTP/1.1\r\n\r\n", 400},
      {"GET /healthz HTTP/1.1\nHost: localhost\n\n", 505},
      {"GET /health\x01z HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n", 400},
      {"GET /healthz HTTP/3.1\r\nHost: localhost\r\n\r\n", 505},
      {"nonsense\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x01\x01\xfc\x03\x03 and so on\r\n\r\n", 400},
  };
  for (const auto& [bytes, status] : kCases) {
    auto client = world.client();
    client.send(bytes);
    const auto answer = client.read();
    ASSERT_TRUE(answer) << bytes;
    EXPECT_EQ(answer->status, status) << bytes;
    EXPECT_EQ(answer->header("connection"), "close") << bytes;
    EXPECT_TRUE(client.ends()) << bytes;
    EXPECT_TRUE(client.rest().empty()) << "a second answer to one request: " << bytes;
  }
}

TEST(Transport, ReadsChunkedBodiesWhereverTheyAreCut) {
  World world;
  const std::string request =
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n"
      "5;ext=1\r\n{\"tit\r\n1f\r\nle\":\"a\",\"weight\":3,\"tags\":[\"t\"]\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n";
  auto client = world.client();
  for (std::size_t cut = 1; cut < request.size(); cut += 3) {
    client.send(request.substr(0, cut));
    std::this_thread::sleep_for(std::chrono::microseconds(300));
    client.send(request.substr(cut));
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201) << cut << answer->body;
  }
}

TEST(Transport, LimitsHeadersAndBodies) {
  World world;
  auto huge = world.client();
  EXPECT_EQ(huge.get("/healthz", "X-Long: " + std::string(40'000, 'x') + "\r\n")->status, 431);
  EXPECT_TRUE(huge.ends());
  auto endless = world.client();
  endless.send("GET /" + std::string(100'000, 'a'));
  EXPECT_EQ(endless.read()->status, 431);
  auto announced = world.client();
  announced.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n");
  const auto answer = announced.read();
  EXPECT_EQ(answer->status, 413);
  EXPECT_NE(answer->body.find("too-large"), std::string::npos);
  EXPECT_NE(answer->body.find("最多 1 MB。"), std::string::npos) << answer->body;
  auto chunked = world.client();
  chunked.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
  for (int i = 0; i < 17; ++i) chunked.send(chunk);
  EXPECT_EQ(chunked.read()->status, 413);
}

TEST(Transport, ContinuesWhereItIsExpected) {
  World world;
  auto client = world.client();
  client.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: "
      "application/json\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read()->status, 100);
  client.send("{}");
  EXPECT_EQ(client.read()->status, 422);
  client.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
  EXPECT_EQ(client.read()->status, 413);
}

TEST(Transport, StreamsUploadsToAFileThatIsRemovedAfterwards) {
  World world;
  auto client = world.client();
  const auto answer =
      client.post("/api/v1/upload", std::string(kAdmin) + "Content-Type: text/csv\r\n", std::string(5'000'000, 'u'));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"bytes":5000000,"on_disk":5000000})");
  EXPECT_EQ(client.get("/healthz")->status, 200);  // the next request has let go of the file
  for (const auto& entry : std::filesystem::directory_iterator(world.folder))
    EXPECT_EQ(entry.path().filename(), "big.bin");
  auto over = world.client();
  over.send("POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n" + std::string(kAdmin) +
            "\r\n");
  EXPECT_EQ(over.read()->status, 413);
}

// Who may not send is told so before anything is read or stored.
TEST(Transport, RefusesUploadsUnread) {
  World world;
  for (const auto& [fields, status] :
       {std::pair{std::string("Cookie: lz_session=admin-token\r\nX-CSRF-Token: wrong\r\n"), 403},
        std::pair{std::string("Cookie: lz_session=forged\r\nX-CSRF-Token: x\r\n"), 401},
        std::pair{std::string("Cookie: lz_session=member-token\r\nX-CSRF-Token: csrf-of-member-token\r\n"), 403}}) {
    auto client = world.client();
    client.send(
        "POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n" +
        fields + "\r\n");
    const auto answer = client.read();  // no byte of the body was sent
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->header("connection"), "close");
    for (const auto& entry : std::filesystem::directory_iterator(world.folder))
      EXPECT_EQ(entry.path().filename(), "big.bin");
  }
}

TEST(Transport, CutsSlowClientsWhileOthersAreServed) {
  http::ServerOptions options;
  options.limits.header_time = options.limits.body_time = milliseconds(600);
  options.io_threads = 1;
  World world(options);
  std::vector<Client> slow_ones;
  for (int i = 0; i < 50; ++i) slow_ones.push_back(world.client());
  const auto begin = std::chrono::steady_clock::now();
  const std::string head = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";
  milliseconds worst{0};
  for (std::size_t k = 0; k < 12; ++k) {
    for (std::size_t i = 0; i < slow_ones.size(); ++i) {
      // Half of them are slow in the head, half in the body.
      slow_ones[i].send(i % 2 == 0 ? head.substr(k, 1) : k == 0 ? head : "x");
    }
    const auto asked = std::chrono::steady_clock::now();
    EXPECT_EQ(world.client().get("/healthz")->status, 200);
    worst = std::max(worst, std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - asked));
    std::this_thread::sleep_for(milliseconds(100));
  }
  EXPECT_LT(worst, milliseconds(200));
  for (auto& client : slow_ones) {
    const auto answer = client.read();
    if (answer) EXPECT_EQ(answer->status, 408);
    EXPECT_TRUE(client.ends(milliseconds(3000)));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(6));
  EXPECT_GE(world.metrics.timed_out.load(), 50u);
}

TEST(Transport, CutsAClientThatDoesNotRead) {
  http::ServerOptions options;
  options.limits.write_time = milliseconds(400);
  World world(options);
  auto client = world.client();
  for (int i = 0; i < 60; ++i) client.send("GET /api/v1/file HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (world.metrics.timed_out.load() == 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(milliseconds(20));
  EXPECT_EQ(world.metrics.timed_out.load(), 1u);
}

TEST(Transport, ClosesIdleConnections) {
  http::ServerOptions options;
  options.limits.idle_time = milliseconds(300);
  World world(options);
  auto client = world.client();
  EXPECT_EQ(client.get("/healthz")->status, 200);
  EXPECT_TRUE(client.ends(milliseconds(2000)));
  EXPECT_EQ(world.metrics.timed_out.load(), 0u);  // idle is not slow
}

TEST(Transport, LimitsConnectionsAndTakesNewOnesWhenOldOnesLeave) {
  http::ServerOptions options;
  options.limits.connections = 1000;
  options.limits.connections_per_client = 5000;
  World world(options);
  {
    std::vector<Client> many;
    for (int i = 0; i < 1000; ++i) {
      many.push_back(world.client());
      ASSERT_TRUE(many.back().connected());
    }
    for (auto& client : many) ASSERT_EQ(client.get("/healthz")->status, 200);
    auto over = world.client();
    const auto refused = over.read();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_TRUE(over.ends());
    EXPECT_EQ(many.front().get("/healthz")->status, 200);
  }
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (world.metrics.connections.load() > 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(milliseconds(10));
  EXPECT_EQ(world.client().get("/healthz")->status, 200);
}

TEST(Transport, LimitsConnectionsOfOneClient) {
  http::ServerOptions options;
  options.limits.connections_per_client = 2;
  World world(options);
  auto one = world.client(), two = world.client();
  EXPECT_EQ(one.get("/healthz")->status, 200);
  EXPECT_EQ(two.get("/healthz")->status, 200);
  EXPECT_EQ(world.client().read()->status, 503);
}

TEST(Transport, StopsGracefully) {
  http::ServerOptions options;
  World world(options);
  auto busy = world.client(), idle = world.client(), watching = world.client();
  EXPECT_EQ(idle.get("/healthz")->status, 200);
  watching.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (watching.rest().find("hello") == std::string::npos && watching.more()) {
  }
  busy.send("GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  const auto begin = std::chrono::steady_clock::now();
  world.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  const auto answer = busy.read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "slow");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(idle.ends());
  EXPECT_TRUE(watching.ends());
  EXPECT_NE(watching.rest().find("event: server-stop"), std::string::npos);
}

TEST(Transport, StopsThoughAClientWillNotEnd) {
  http::ServerOptions options;
  options.limits.stop_time = milliseconds(300);
  World world(options);
  auto client = world.client();
  client.send("GET /healthz HTTP/1.1\r\n");
  std::this_thread::sleep_for(milliseconds(100));
  const auto begin = std::chrono::steady_clock::now();
  world.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST(Transport, StreamsEventsUntilTheClientLeaves) {
  http::ServerOptions options;
  options.limits.heartbeat = milliseconds(100);
  World world(options);
  auto client = std::make_unique<Client>(world.server->port());
  client->send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 41\r\n\r\n");
  while (client->rest().find("data: 41") == std::string::npos) ASSERT_TRUE(client->more());
  EXPECT_NE(client->rest().find("id: 1\nevent: hello\ndata: a\ndata: b\n\n"), std::string::npos);
  auto channel = world.services.last_channel();
  ASSERT_TRUE(channel);
  EXPECT_TRUE(channel->push({"2", "progress", "{}"}));
  while (client->rest().find("id: 2\nevent: progress") == std::string::npos) ASSERT_TRUE(client->more());
  while (client->rest().find(": \n\n") == std::string::npos) ASSERT_TRUE(client->more()) << "no heartbeat";
  EXPECT_EQ(world.metrics.event_streams.load(), 1);
  client.reset();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  while (!channel->closed() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(milliseconds(10));
  EXPECT_TRUE(channel->closed());
  EXPECT_FALSE(channel->push({"3", "progress", "{}"}));
}

}  // namespace
}  // namespace lianzhao::api
