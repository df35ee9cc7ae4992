// A little server for tests: a table of routes that shows each kind, two users, short times. Starts on a free port.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

#include "api/application.h"
#include "api/context.h"
#include "api/handlers/system.h"
#include "api/http/server.h"
#include "api/jobs/job_runner.h"
#include "api/json_reader.h"
#include "api/listing.h"
#include "api/workbook.h"
#include "client.h"

namespace lianzhao::api {

// Tokens are "NAME-token": admin may all, member has notes in its own scope, fresh must change its password.
class FakeSessions final : public SessionSource {
 public:
  std::optional<Principal> find(std::string_view token) override {
    ++lookups;
    Principal who;
    who.csrf_token = "csrf-of-" + std::string(token);
    if (token == "admin-token" && !admin_revoked) {
      who.user = "admin";
      who.permissions = {{"notes.read", Scope::kAll}, {"notes.write", Scope::kAll}, {"import", Scope::kAll}};
    } else if (token == "member-token") {
      who.user = "member";
      who.groups = {"wind"};
      who.permissions = {{"notes.read", Scope::kOwn}};
    } else if (token == "fresh-token") {
      who.user = "fresh";
      who.permissions = {{"notes.read", Scope::kAll}};
      who.must_change_password = true;
    } else {
      return std::nullopt;
    }
    return who;
  }
  [[nodiscard]] std::uint64_t generation() const override { return generation_; }
  void revoke_admin() {
    admin_revoked = true;
    ++generation_;
  }
  std::atomic<int> lookups{0};
  std::atomic<bool> admin_revoked{false};
  std::atomic<std::uint64_t> generation_{1};
};

struct NewNote {
  Text<1, 10> title;
  std::optional<Text<0, 20>> body;
  Bounded<1, 9> weight;
  std::optional<Day> due;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(NewNote, (), (title, body, weight, due, tags))

// What the routes saw. Handlers are plain functions: they find it in the services of their World.
struct TestServices : Services {
  std::atomic<int> computed{0};  // how often the cached route was computed
  std::mutex mutex;
  std::weak_ptr<http::EventChannel> channel;  // of the last event stream
  std::shared_ptr<http::EventChannel> last_channel() {
    const std::lock_guard lock(mutex);
    return channel.lock();
  }
};
inline TestServices& services_of(const Context& context) {
  return static_cast<TestServices&>(context.services());
}

inline Reply read_note(Context& context, const http::Request&) {
  return http::Response::json(200, "{\"scope\":" + std::to_string(static_cast<int>(context.scope())) +
                                       ",\"id\":" + to_json(std::string(context.part("id"))) + "}")
      .with("ETag", "\"7\"");
}
inline Reply write_note(Context&, const http::Request& request) {
  const auto body = read_body<NewNote>(request);
  if (!body.value) return body.problem;
  return http::Response::json(201, to_json(*body.value));
}
inline Reply change_note(Context& context, const http::Request&) {
  const auto version = context.version_expected();
  if (version.problem) return *version.problem;
  if (version.value != 7) {
    auto problem = Problem::of("stale-version");
    problem.current = R"({"version":7})";
    return problem;
  }
  return http::Response::empty();
}
inline Reply upload(Context&, const http::Request& request) {
  return http::Response::json(
      200, "{\"bytes\":" + std::to_string(request.body_bytes) + ",\"on_disk\":" +
               std::to_string(request.body_file ? std::filesystem::file_size(request.body_file->path()) : 0) + "}");
}
inline Reply cached_list(Context& context, const http::Request&) {
  ++services_of(context).computed;
  return http::Response::json(200, "{\"items\":[\"" + std::string(3000, 'x') + "\"]}");
}
inline Reply slow(Context&, const http::Request&) {
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  return http::Response::text(200, "slow");
}
inline Reply failing(Context&, const http::Request&) {
  throw std::runtime_error("a defect");
}
inline Reply events(Context& context, const http::Request& request) {
  auto channel = std::make_shared<http::EventChannel>();
  channel->push({"1", "hello", "a\nb"});
  if (const auto last = request.headers.get("Last-Event-ID"); !last.empty())
    channel->push({"", "back", std::string(last)});
  auto& services = services_of(context);
  const std::lock_guard lock(services.mutex);
  services.channel = channel;
  return http::Response::events(channel);
}
inline Reply a_file(Context& context, const http::Request&) {
  return http::Response::download({context.services().temporary_folder + "/big.bin", nullptr},
                                  "application/octet-stream", "大 文件.bin");
}
inline Reply list_query(Context&, const http::Request& request) {
  QueryReader query(request);
  const auto page = query.page({"name", "age"}, "name");
  const auto year = query.integer("year", 1980, 2100);
  if (auto problem = query.done()) return *problem;
  return http::Response::json(200, "{\"limit\":" + std::to_string(page.limit) + ",\"sort\":" + to_json(page.sort) +
                                       ",\"q\":" + to_json(page.q) + ",\"year\":" + to_json(year) + "}");
}
inline Reply workbook(Context& context, const http::Request&) {
  auto book =
      Workbook::create(context.services().temporary_folder, "企业", {{"名称", 20}, {"得分", 8}, {"日期", 10}});
  if (!book) return book.error();
  for (int i = 0; i < 500; ++i) {
    if (auto row = book->row({std::string("=1+1 某企业"), 0.5 * i, Day{20000 + i}}); !row) return row.error();
  }
  auto response = book->response("企业.xlsx");
  if (!response) return response.error();
  return *response;
}
inline Reply whoami(Context& context, const http::Request&) {
  return http::Response::json(200, to_json(context.principal()->user)).with("Cache-Control", "no-store");
}

using enum http::Method;
inline constexpr Route kTestRoutes[] = {
    {kGet, "/healthz", "", handlers::health, kPublic},
    {kGet, "/metrics", "", handlers::metrics, kPublic | kLocalOnly},
    {kGet, "/api/v1/problems", "", handlers::list_problems, kPublic | kCached},
    {kGet, "/api/v1/notes/{id}", "notes.read", read_note},
    {kPost, "/api/v1/notes", "notes.write", write_note},
    {kPatch, "/api/v1/notes/{id}", "notes.write", change_note},
    {kPost, "/api/v1/upload", "import", upload, kUpload, 8u << 20},
    {kGet, "/api/v1/list", "notes.read", cached_list, kCached},
    {kGet, "/api/v1/query", "", list_query, kPublic},
    {kGet, "/api/v1/slow", "", slow, kPublic},
    {kGet, "/api/v1/failing", "", failing, kPublic},
    {kGet, "/api/v1/events", "", events, kPublic},
    {kGet, "/api/v1/file", "", a_file, kPublic},
    {kGet, "/api/v1/workbook", "", workbook, kPublic},
    {kGet, "/api/v1/me", "", whoami, kAnyUser | kMayBeStale},
    {kPost, "/api/v1/session", "", write_note, kPublic | kNoCsrf},
};

class World {
 public:
  explicit World(http::ServerOptions options = {}) {
    char name[] = "/tmp/lianzhao-api-XXXXXX";
    folder = ::mkdtemp(name);
    std::ofstream(folder + "/big.bin") << std::string(300'000, 'a') + std::string(300'000, 'b');
    services.sessions = &sessions;
    services.temporary_folder = folder;
    services.metrics = &metrics;
    services.engine_generation = [this] { return generation.load(); };
    options.port = 0;
    options.upload_folder = folder;
    auto opened = http::Server::open(options, application, metrics);
    if (!opened) throw std::runtime_error(opened.error().message);
    server = std::move(*opened);
    thread = std::thread([this] { server->run(); });
  }
  ~World() {
    stop();
    std::filesystem::remove_all(folder);
  }
  void stop() {
    server->stop();
    if (thread.joinable()) thread.join();
  }
  Client client() { return Client(server->port()); }

  static constexpr std::string_view kPage = "<!doctype html><title>x</title>";
  inline static const std::string kScript = std::string(5000, 'j');
  inline static const std::string kScriptGzip = http::gzipped(kScript);

  std::string folder;
  FakeSessions sessions;
  std::atomic<std::uint64_t> generation{1};
  TestServices services;
  http::Metrics metrics{Application::route_names(kTestRoutes)};
  http::EmbeddedFile embedded[2] = {{"/index.html", kPage, {}}, {"/assets/app-1f.js", kScript, kScriptGzip}};
  http::StaticFiles files{embedded};
  Application application{{{"zone.example"}, {}, 8u << 20}, kTestRoutes, services, metrics, nullptr, &files};
  std::unique_ptr<http::Server> server;
  std::thread thread;
};

inline constexpr std::string_view kAdmin = "Cookie: lz_session=admin-token\r\nX-CSRF-Token: csrf-of-admin-token\r\n";
inline constexpr std::string_view kMember = "Cookie: a=b; lz_session=member-token\r\n";
inline constexpr std::string_view kJson = "Content-Type: application/json\r\n";

}  // namespace lianzhao::api
