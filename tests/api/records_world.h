// The whole server without its sockets: a zone with its store on either engine, a little registry, a user of each
// role. Every answer is kept for the check against the contract (tests/contract/check.mjs).
#pragma once

#include <boost/json.hpp>
#include <fstream>
#include <map>

#include "api/application.h"
#include "api/backend/backend.h"
#include "api/http/metrics.h"
#include "api/routes.h"
#include "support/database_fixture.h"
#include "support/fixed_clock.h"
#include "workspace/registry_work.h"

namespace lianzhao::api {

namespace json = boost::json;

class RecordsTest : public DatabaseTest {
 protected:
  static constexpr auto kPassword = "correct horse 7";

  struct Login {
    std::string token, csrf, user;
  };
  struct Sent {
    int status = 0;
    std::string text, etag, cookie, type, disposition;
    json::value body;
    [[nodiscard]] std::string at(std::string_view pointer) const {
      const auto& found = body.at_pointer({pointer.data(), pointer.size()});
      return found.is_string() ? std::string(found.get_string()) : json::serialize(found);
    }
  };

  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    database_.reset();
    char pattern[] = "/tmp/lianzhao-records-XXXXXX";
    home_ = ::mkdtemp(pattern);
    std::filesystem::create_directories(home_ + "/tmp");
    ASSERT_NO_FATAL_FAILURE(open_server());
    wind_ = group("wind");
    solar_ = group("solar");
  }
  // Also a second time: as a server that is started again.
  void open_server() {
    application_.reset();
    backend_.reset();
    BackendOptions options;
    options.folders = {home_, LIANZHAO_SHARE_DIR};
    options.database = url_;
    options.temporary_folder = home_ + "/tmp";
    options.import_folder = home_;
    options.threads = 2;
    options.ledger.password_cost = {1, 8192};  // the least that libsodium allows
    auto opened = Backend::open(options, clock_, instants_, random_);
    ASSERT_TRUE(opened) << opened.error().message;
    backend_ = *std::move(opened);
    if (!imported_) import_firms();
    imported_ = true;
    ASSERT_TRUE(backend_->start());
    metrics_ = std::make_unique<http::Metrics>(Application::route_names(routes()));
    backend_->services().metrics = metrics_.get();
    application_ = std::make_unique<Application>(ApplicationOptions{}, routes(), backend_->services(), *metrics_,
                                                 nullptr, nullptr);
  }
  void TearDown() override {
    write_samples();
    application_.reset();
    backend_.reset();
    std::error_code ignored;
    if (!home_.empty()) std::filesystem::remove_all(home_, ignored);
    DatabaseTest::TearDown();
  }

  // Firms into the registry, all of which it takes.
  void import_rows(const std::vector<std::string>& rows) {
    std::ofstream file(home_ + "/rows.csv");
    file << "企业名称,统一社会信用代码,注册日期,注册资金,经营范围,所在省份,地区\n";
    for (const auto& row : rows) file << row << "\n";
    file.close();
    workspace::ImportRequest request;
    request.files = {{home_ + "/rows.csv", {}}};
    request.dataset.source = "虚构名录";
    request.dataset.source_class = "synthetic";
    request.dataset.status = "synthetic";
    request.dataset.as_of = make_day(2025, 6, 30);
    request.reject_path = home_ + "/rejects.csv";
    std::atomic<bool> stop{false};
    const auto report = workspace::import_registry(backend_->engines(), request, stop, {});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->accepted, rows.size());
  }
  void import_firms() {
    ASSERT_NO_FATAL_FAILURE(
        import_rows({"南京虚构齿轮箱制造有限公司,,2001-01-01,5000万元,风电齿轮箱、联轴器的研发、制造,江苏,南京",
                     "杭州虚构传动有限公司,91330100MA2KCX3T0J,2015-06-01,900万元,风力发电齿轮箱销售,浙江,杭州"}));
    registry::Query query;
    query.texts = {"传动"};
    const auto engine = backend_->engines().get();
    const auto found = engine->queries()->search(query, true);
    ASSERT_TRUE(found && found->hits.size() == 1);
    firm_ = engine->key(found->hits.front().firm);
  }

  [[nodiscard]] ledger::Access system() const { return ledger::Access::system(backend_->zone()); }
  std::string group(const std::string& slug) {
    ledger::Group draft;
    draft.slug = draft.name_zh = draft.name_en = slug;
    draft.kind = "industry";
    const auto made = backend_->ledger().groups.create(system(), draft);
    EXPECT_TRUE(made) << made.error().message;
    return made ? made->id : "";
  }

  // A user with the role in the groups, signed in by a request.
  Login user(const std::string& login, const std::string& role, const std::vector<std::string>& groups = {}) {
    ledger::NewUser draft;
    draft.login = draft.display_name = login;
    draft.roles = {role};
    draft.password = kPassword;
    draft.phone = "13800005678";
    draft.must_change = false;
    const auto made = backend_->ledger().users.add(system(), draft);
    EXPECT_TRUE(made) << made.error().message;
    for (const auto& id : groups) {
      EXPECT_TRUE(backend_->ledger().groups.put_member(system(), id, made->user.id, "member"));
    }
    return sign_in(login, kPassword);
  }
  Login sign_in(const std::string& login, const std::string& password) {
    const auto sent = send({}, http::Method::kPost, "/api/v1/session",
                           json::serialize(json::object{{"login", login}, {"password", password}}));
    EXPECT_EQ(sent.status, 200) << sent.text;
    if (sent.status != 200) return {};
    const auto begin = sent.cookie.find('=') + 1;
    return {sent.cookie.substr(begin, sent.cookie.find(';') - begin), sent.at("/csrf_token"), sent.at("/user/id")};
  }

  Sent send(const Login& who, http::Method method, const std::string& target, const std::string& body = "",
            const std::string& if_match = "") {
    http::Request request;
    request.method = method;
    request.target = target;
    request.host = "localhost";
    request.client = "127.0.0.1";
    request.id = "test";
    request.body = body;
    request.body_bytes = body.size();
    if (!who.token.empty()) request.headers.add("Cookie", "lz_session=" + who.token);
    if (!who.csrf.empty()) request.headers.add("X-CSRF-Token", who.csrf);
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    if (!if_match.empty()) request.headers.add("If-Match", if_match);
    return exchange(request);
  }
  // A body that was streamed to a file.
  Sent upload(const Login& who, const std::string& target, const std::string& bytes) {
    http::Request request;
    request.method = http::Method::kPost;
    request.target = target;
    request.host = "localhost";
    request.client = "127.0.0.1";
    request.id = "test";
    request.body_bytes = bytes.size();
    const auto path = home_ + "/tmp/upload-" + std::to_string(++uploads_);
    std::ofstream(path, std::ios::binary) << bytes;
    request.body_file = std::make_shared<http::TemporaryFile>(path);
    request.headers.add("Cookie", "lz_session=" + who.token);
    request.headers.add("X-CSRF-Token", who.csrf);
    request.headers.add("Content-Type", "application/octet-stream");
    return exchange(request);
  }
  Sent exchange(http::Request& request) {
    const auto method = request.method;
    const auto target = request.target;
    application_->body_rule(request);
    auto response = application_->handle(request);
    Sent sent;
    sent.status = response.status;
    if (auto* text = std::get_if<std::string>(&response.body)) sent.text = *text;
    sent.etag = response.headers.get("ETag");
    sent.cookie = response.headers.get("Set-Cookie");
    sent.type = response.headers.get("Content-Type");
    sent.disposition = response.headers.get("Content-Disposition");
    if (auto* ready = std::get_if<std::shared_ptr<const http::CachedAnswer>>(&response.body)) {
      sent.status = (*ready)->status;
      sent.text = (*ready)->body;
      sent.etag = (*ready)->etag;
      sent.type = (*ready)->content_type;
    }
    if (auto* file = std::get_if<http::FileBody>(&response.body)) {
      std::ifstream stream(file->path, std::ios::binary);
      sent.text.assign(std::istreambuf_iterator<char>(stream), {});
    }
    boost::json::error_code bad;
    if (std::holds_alternative<std::shared_ptr<http::EventChannel>>(response.body)) sent.type = "text/event-stream";
    if (sent.type.find("json") != std::string::npos) sent.body = json::parse(sent.text, bad);
    EXPECT_FALSE(bad) << target << " " << sent.text;
    keep_sample(method, target, sent);
    return sent;
  }
  Sent get(const Login& who, const std::string& target) { return send(who, http::Method::kGet, target); }
  Sent post(const Login& who, const std::string& target, const json::value& body) {
    return send(who, http::Method::kPost, target, json::serialize(body));
  }

  std::string home_, wind_, solar_;
  bool imported_ = false;
  std::string firm_;  // key of 杭州虚构传动有限公司
  FixedClock clock_;
  SystemInstantClock instants_;
  SystemRandomBytes random_;
  std::unique_ptr<Backend> backend_;
  std::unique_ptr<http::Metrics> metrics_;
  std::unique_ptr<Application> application_;

 private:
  void keep_sample(http::Method method, const std::string& target, const Sent& sent) {
    const Router router(routes());
    const auto match = router.find(method, target.substr(0, target.find('?')));
    if (match.kind != Router::Match::Kind::kRoute) return;
    const std::string pattern(routes()[match.route].pattern);
    if (!pattern.starts_with("/api/v1/") || pattern == "/api/v1/problem-kinds") return;
    // One of each shape is enough: an answer that was given before is not kept again.
    const auto key = std::string(http::name_of(method)) + pattern + std::to_string(sent.status) + sent.text;
    if (!seen_.insert(key).second) return;
    json::object sample{
        {"method", http::name_of(method)}, {"path", pattern.substr(7)}, {"status", sent.status}, {"type", sent.type}};
    if (sent.type.find("json") != std::string::npos) sample["body"] = sent.body;
    samples_.push_back(std::move(sample));
  }
  void write_samples() {
    if (samples_.empty()) return;
    const std::filesystem::path folder(LIANZHAO_CONTRACT_SAMPLES);
    std::filesystem::create_directories(folder);
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(name.begin(), name.end(), '/', '-');
    std::ofstream(folder / (name + ".json")) << json::serialize(samples_);
  }
  int uploads_ = 0;
  json::array samples_;
  std::set<std::string> seen_;
};

}  // namespace lianzhao::api
