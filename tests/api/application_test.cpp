// From request to answer: hosts, paths, sessions, permissions, CSRF, versions, cache, files, languages.
#include <zlib.h>

#include "world.h"

namespace lianzhao::api {
namespace {

TEST(Application, AnswersToItsOwnNamesOnly) {
  World world;
  for (const auto& [host, status] : std::vector<std::pair<std::string, int>>{{"localhost", 200},
                                                                             {"LOCALHOST:8080", 200},
                                                                             {"127.0.0.1:1", 200},
                                                                             {"[::1]:8080", 200},
                                                                             {"zone.example", 200},
                                                                             {"Zone.Example.", 200},
                                                                             {"evil.example", 421},
                                                                             {"localhost.evil.example", 421},
                                                                             {"localhost:80@evil.example", 421},
                                                                             {"zone.example:evil", 421},
                                                                             {"[::1]evil", 421}}) {
    auto client = world.client();
    client.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    EXPECT_EQ(client.read()->status, status) << host;
    // Pages from the fast path too.
    client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    EXPECT_EQ(client.read()->status, status) << host;
  }
  auto client = world.client();
  client.send("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read()->status, 421);  // the authority of the target counts
  client.send("GET http://zone.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read()->status, 200);
}

TEST(Application, RefusesPathTricks) {
  World world;
  auto client = world.client();
  for (const auto* path : {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "/assets/%2e%2e%2fapp",
                           "/assets/..%5capp", "/a%00b", "/a%0d%0ab", "/%", "/%4", "/%zz", "//healthz",
                           "/assets//app", "/%c0%ae%c0%ae/x", "/%ff", "/a/./b"}) {
    EXPECT_EQ(client.get(path)->status, 400) << path;
  }
  EXPECT_EQ(client.get("/healthz/")->status, 200);
  EXPECT_EQ(client.get("/%68ealthz")->status, 200);
  EXPECT_EQ(client.get("/assets/none.js")->status, 404);
  EXPECT_EQ(client.get("/api/v1/none")->status, 404);
  client.send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read()->status, 400);
}

TEST(Application, NamesAllowedMethods) {
  World world;
  auto client = world.client();
  client.send("DELETE /api/v1/notes/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer->status, 405);
  EXPECT_EQ(answer->header("allow"), "GET, HEAD, PATCH");
  client.send("BREW /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read()->status, 405);
}

TEST(Application, AsksForSessionPermissionAndToken) {
  World world;
  auto client = world.client();
  EXPECT_EQ(client.get("/api/v1/notes/1")->status, 401);
  EXPECT_EQ(client.get("/api/v1/notes/1", "Cookie: lz_session=forged\r\n")->status, 401);
  EXPECT_EQ(client.get("/api/v1/notes/1", kAdmin)->body, R"({"scope":2,"id":"1"})");
  EXPECT_EQ(client.get("/api/v1/notes/%E9%A3%8E", kMember)->body, R"({"scope":1,"id":"风"})");
  const std::string note = R"({"title":"风","weight":3,"tags":[]})";
  const std::string json(kJson);
  EXPECT_EQ(
      client.post("/api/v1/notes", std::string(kMember) + "X-CSRF-Token: csrf-of-member-token\r\n" + json, note)
          ->status,
      403);
  const auto missing = client.post("/api/v1/notes", "Cookie: lz_session=admin-token\r\n" + json, note);
  EXPECT_EQ(missing->status, 403);
  EXPECT_NE(missing->body.find("\"code\":\"csrf\""), std::string::npos);
  EXPECT_EQ(client
                .post("/api/v1/notes",
                      "Cookie: lz_session=admin-token\r\nX-CSRF-Token: csrf-of-member-token\r\n" + json, note)
                ->status,
            403);
  EXPECT_EQ(client.post("/api/v1/notes", std::string(kAdmin) + json, note)->status, 201);
  // The password must be changed first; one's own account is reached.
  EXPECT_NE(client.get("/api/v1/notes/1", "Cookie: lz_session=fresh-token\r\n")->body.find("must-change-password"),
            std::string::npos);
  EXPECT_EQ(client.get("/api/v1/me", "Cookie: lz_session=fresh-token\r\n")->body, "\"fresh\"");
}

TEST(Application, ChangesNeedTheVersionSeen) {
  World world;
  auto client = world.client();
  const auto patch = [&](std::string_view fields) {
    client.send("PATCH /api/v1/notes/1 HTTP/1.1\r\nHost: localhost\r\n" + std::string(kAdmin) + std::string(fields) +
                "\r\n");
    return client.read();
  };
  EXPECT_EQ(patch("")->status, 428);
  EXPECT_EQ(patch("If-Match: *\r\n")->status, 400);
  EXPECT_EQ(patch("If-Match: 7\r\n")->status, 400);
  const auto stale = patch("If-Match: \"6\"\r\n");
  EXPECT_EQ(stale->status, 409);
  EXPECT_NE(stale->body.find("\"current\":{\"version\":7}"), std::string::npos);
  EXPECT_EQ(patch("If-Match: \"7\"\r\n")->status, 204);
  EXPECT_EQ(patch("If-Match: W/\"7\"\r\n")->status, 204);
}

TEST(Application, TellsEveryFaultOfABodyWithItsPointer) {
  World world;
  auto client = world.client();
  const auto fields = std::string(kAdmin) + std::string(kJson);
  const auto answer = client.post("/api/v1/notes", fields + "Accept-Language: en\r\n",
                                  R"({"title":"","weight":12,"due":"2026-02-30","tags":["a",5],"extra/x":1})");
  EXPECT_EQ(answer->status, 422);
  EXPECT_EQ(answer->header("content-type"), "application/problem+json");
  for (const auto* part : {R"("pointer":"/title","code":"too-short")",
                           R"("pointer":"/weight","code":"out-of-range","detail":"Between 1 and 9.")",
                           R"("pointer":"/due","code":"bad-date")", R"("pointer":"/tags/1","code":"wrong-type")",
                           R"("pointer":"/extra~1x","code":"unknown-field")", R"("title":"Some fields are wrong")"}) {
    EXPECT_NE(answer->body.find(part), std::string::npos) << part << answer->body;
  }
  EXPECT_NE(client.post("/api/v1/notes", fields, "{}")->body.find(R"("pointer":"/weight","code":"missing")"),
            std::string::npos);
  EXPECT_EQ(client.post("/api/v1/notes", fields, "{\"title\":")->status, 400);
  EXPECT_EQ(client.post("/api/v1/notes", fields, "")->status, 400);
  EXPECT_EQ(client.post("/api/v1/notes", fields, "{} x")->status, 400);
  EXPECT_EQ(client.post("/api/v1/notes", fields, "\xff")->status, 400);
  EXPECT_EQ(client.post("/api/v1/notes", fields, std::string(5000, '[') + std::string(5000, ']'))->status, 400);
  EXPECT_EQ(client.post("/api/v1/notes", std::string(kAdmin) + "Content-Type: text/plain\r\n", "{}")->status, 415);
  EXPECT_EQ(client.post("/api/v1/notes", kAdmin, "{}")->status, 415);
}

TEST(Application, ReadsQueriesStrictly) {
  World world;
  auto client = world.client();
  EXPECT_EQ(client.get("/api/v1/query?limit=7&sort=-age&q=%E9%A3%8E+%E7%94%B5&year=1999")->body,
            R"({"limit":7,"sort":"age","q":"风 电","year":1999})");
  const auto answer = client.get("/api/v1/query?limit=0&sort=shoe&year=x&other=1&limit=3&q=%zz");
  EXPECT_EQ(answer->status, 400);
  for (const auto* part : {"\"?limit\",\"code\":\"out-of-range\"", "\"?limit\",\"code\":\"repeated\"",
                           "\"?sort\",\"code\":\"bad-choice\"", "\"?year\",\"code\":\"wrong-type\"",
                           "\"?other\",\"code\":\"unknown-parameter\"", "\"?q\",\"code\":\"bad-text\""}) {
    EXPECT_NE(answer->body.find(part), std::string::npos) << part << answer->body;
  }
}

TEST(Application, CachedAnswersDependOnRightsLanguageAndGeneration) {
  World world;
  auto client = world.client();
  const auto first = client.get("/api/v1/list", kAdmin);
  ASSERT_EQ(first->status, 200);
  EXPECT_EQ(world.services.computed, 1);
  const int lookups = world.sessions.lookups;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.get("/api/v1/list", kAdmin)->body, first->body);
  EXPECT_EQ(world.services.computed, 1);
  EXPECT_EQ(world.sessions.lookups, lookups);  // neither handler nor session source was asked
  EXPECT_EQ(client.get("/api/v1/list")->status, 401);
  EXPECT_EQ(client.get("/api/v1/list", "Cookie: lz_session=fresh-token\r\n")->status, 403);
  EXPECT_EQ(client.get("/api/v1/list", kMember)->status, 200);
  EXPECT_EQ(world.services.computed, 2);  // other rights
  client.get("/api/v1/list", std::string(kAdmin) + "Accept-Language: en\r\n");
  EXPECT_EQ(world.services.computed, 3);
  world.generation = 2;
  client.get("/api/v1/list", kAdmin);
  EXPECT_EQ(world.services.computed, 4);
  world.sessions.revoke_admin();
  EXPECT_EQ(client.get("/api/v1/list", kAdmin)->status, 401);
}

std::string unpacked(const std::string& bytes) {
  std::string out(1 << 20, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Application, PacksTagsAndCutsAnswers) {
  World world;
  auto client = world.client();
  const auto plain = client.get("/assets/app-1f.js");
  EXPECT_EQ(plain->body, World::kScript);
  EXPECT_EQ(plain->header("cache-control"), "public, max-age=31536000, immutable");
  const auto packed = client.get("/assets/app-1f.js", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(packed->header("content-encoding"), "gzip");
  EXPECT_EQ(packed->header("vary"), "Accept-Encoding");
  EXPECT_EQ(unpacked(packed->body), World::kScript);
  EXPECT_EQ(client.get("/assets/app-1f.js", "Accept-Encoding: gzip;q=0\r\n")->header("content-encoding"), "");
  // The same tag, plain or weak, is enough.
  for (const auto& tag : {plain->header("etag"), packed->header("etag")}) {
    EXPECT_EQ(client.get("/assets/app-1f.js", "If-None-Match: \"x\", " + tag + "\r\n")->status, 304);
  }
  EXPECT_EQ(client.get("/assets/app-1f.js", "If-None-Match: \"x\"\r\n")->status, 200);
  client.send("HEAD /assets/app-1f.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head->header("content-length"), "5000");
  const auto part = client.get("/assets/app-1f.js", "Range: bytes=10-19\r\n");
  EXPECT_EQ(part->status, 206);
  EXPECT_EQ(part->header("content-range"), "bytes 10-19/5000");
  EXPECT_EQ(part->body.size(), 10u);
  EXPECT_EQ(client.get("/assets/app-1f.js", "Range: bytes=5000-\r\n")->status, 416);
  EXPECT_EQ(client.get("/assets/app-1f.js", "Range: bytes=0-9\r\nIf-Range: \"other\"\r\n")->status, 200);
  // An answer of a handler.
  const auto list = client.get("/api/v1/list", std::string(kAdmin) + "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(list->header("content-encoding"), "gzip");
  EXPECT_EQ(unpacked(list->body).size(), 3014u);
  EXPECT_EQ(
      client.get("/api/v1/list", std::string(kAdmin) + "If-None-Match: " + list->header("etag") + "\r\n")->status,
      304);
  // The version of a record says nothing of what else its body shows: no browser keeps it.
  EXPECT_EQ(client.get("/api/v1/notes/1", kAdmin)->header("cache-control"), "no-store");
  EXPECT_EQ(client.get("/api/v1/notes/1", std::string(kAdmin) + "If-None-Match: \"7\"\r\n")->status, 304);
}

TEST(Application, SendsFilesInRanges) {
  World world;
  auto client = world.client();
  const auto whole = client.get("/api/v1/file");
  EXPECT_EQ(whole->body.size(), 600'000u);
  EXPECT_NE(whole->header("content-disposition").find("filename*=UTF-8''%E5%A4%A7%20%E6%96%87%E4%BB%B6.bin"),
            std::string::npos);
  const auto part = client.get("/api/v1/file", "Range: bytes=299999-300000\r\n");
  EXPECT_EQ(part->status, 206);
  EXPECT_EQ(part->body, "ab");
  EXPECT_EQ(client.get("/api/v1/file", "Range: bytes=-3\r\n")->body, "bbb");
  EXPECT_EQ(client.get("/api/v1/file", "Range: bytes=0-1,5-6\r\n")->status, 200);
  EXPECT_EQ(client.get("/api/v1/file", "If-None-Match: " + whole->header("etag") + "\r\n")->status, 304);
  client.send("HEAD /api/v1/file HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read(true)->header("content-length"), "600000");
  EXPECT_EQ(client.get("/healthz")->status, 200);
}

TEST(Application, WritesWorkbooks) {
  World world;
  auto client = world.client();
  const auto book = client.get("/api/v1/workbook");
  ASSERT_EQ(book->status, 200);
  EXPECT_EQ(book->body.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(client.get("/healthz")->status, 200);
  for (const auto& entry : std::filesystem::directory_iterator(world.folder))
    EXPECT_EQ(entry.path().filename(), "big.bin");
}

TEST(Application, GivesPagesToThePagesRouterWithSafeFields) {
  World world;
  auto client = world.client();
  for (const auto* path : {"/", "/chains/wind", "/firms/%E9%A3%8E"}) {
    const auto page = client.get(path);
    EXPECT_EQ(page->body, World::kPage) << path;
    const auto policy = page->header("content-security-policy");
    EXPECT_NE(policy.find("script-src 'self';"), std::string::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(page->header("x-content-type-options"), "nosniff");
  }
  EXPECT_EQ(client.get("/healthz")->header("x-content-type-options"), "nosniff");
}

TEST(Application, ProblemsComeInTheLanguageAskedFor) {
  World world;
  auto client = world.client();
  EXPECT_NE(client.get("/api/v1/none")->body.find("没有找到"), std::string::npos);
  EXPECT_NE(client.get("/api/v1/none", "Accept-Language: en-GB,en;q=0.9,zh;q=0.8\r\n")->body.find("Not found"),
            std::string::npos);
  EXPECT_NE(client.get("/api/v1/none", "Accept-Language: en;q=0.5,zh-CN;q=0.8\r\n")->body.find("没有找到"),
            std::string::npos);
  EXPECT_NE(client.get("/api/v1/none", "Accept-Language: fr\r\n")->body.find("没有找到"), std::string::npos);
  const auto failing = client.get("/api/v1/failing");
  EXPECT_EQ(failing->status, 500);
  EXPECT_EQ(failing->body.find("a defect"), std::string::npos);  // not for strangers
  EXPECT_NE(failing->body.find(failing->header("x-request-id")), std::string::npos);
}

TEST(Application, MetricsCountByRouteAndStatus) {
  World world;
  auto client = world.client();
  client.get("/api/v1/notes/1");
  client.get("/api/v1/list", kAdmin);
  client.get("/api/v1/list", kAdmin);
  client.get("/");
  const auto page = client.get("/metrics")->body;
  for (const auto* line : {"lianzhao_requests_total{route=\"GET /api/v1/notes/{id}\",status=\"401\"} 1",
                           "lianzhao_requests_total{route=\"GET /api/v1/list\",status=\"200\"} 2",
                           "lianzhao_cached_answers_total{route=\"GET /api/v1/list\"} 1",
                           "lianzhao_requests_total{route=\"pages\",status=\"200\"} 1",
                           "lianzhao_request_seconds_bucket{route=\"pages\",le=\"+Inf\"} 1", "lianzhao_connections 1",
                           "process_resident_memory_bytes "}) {
    EXPECT_NE(page.find(line), std::string::npos) << line;
  }
}

TEST(AccessLog, WritesOneLineWithoutSecrets) {
  const auto path = std::string(::testing::TempDir()) + "access.log";
  std::filesystem::remove(path);
  {
    auto log = AccessLog::open(path);
    ASSERT_TRUE(log);
    http::Request request;
    request.target = "/x\n y?token=secret&a=1";
    request.client = "127.0.0.1";
    request.id = "r-1";
    request.headers.add("Cookie", "lz_session=secret");
    (*log)->write({&request, 200, 12, std::chrono::milliseconds(3), false}, "/x", true);
  }
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_EQ(text.find("secret"), std::string::npos);
  EXPECT_NE(text.find(" query=token&a "), std::string::npos) << text;
}

}  // namespace
}  // namespace lianzhao::api
