#include "fuzz/little_server.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "api/http/cached_answer.h"
#include "api/routes.h"
#include "base/folding.h"
#include "fuzz/request_seeds.h"
#include "workspace/registry_work.h"

namespace lianzhao::fuzz {
namespace {

using api::http::Method;
namespace fs = std::filesystem;

bool is_fuzzed(const api::Route& route) {
  if ((route.flags & api::kUpload) != 0) return false;
  const bool changes = !api::http::is_safe(route.method);
  const auto& pattern = route.pattern;
  if (pattern.starts_with("/api/v1/session") || pattern.starts_with("/api/v1/imports") ||
      pattern.starts_with("/api/v1/jobs/") || pattern.starts_with("/api/v1/sheets/")) {
    return !changes && pattern.find("/events") == std::string_view::npos;
  }
  if (pattern.starts_with("/api/v1/chains/")) {
    return !pattern.ends_with("/picture") && !pattern.ends_with("/restore") && route.method != Method::kPut;
  }
  return true;
}

void copy_database(sqlite3* to, sqlite3* from) {
  auto* backup = sqlite3_backup_init(to, "main", from, "main");
  require(backup != nullptr && sqlite3_backup_step(backup, -1) == SQLITE_DONE, "the database is copied");
  sqlite3_backup_finish(backup);
}

}  // namespace

const std::vector<std::size_t>& fuzzed_routes() {
  static const auto kFuzzed = [] {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < api::routes().size(); ++i) {
      if (is_fuzzed(api::routes()[i])) out.push_back(i);
    }
    return out;
  }();
  return kFuzzed;
}

struct LittleServer::Copy {
  explicit Copy(const std::string& path) {
    require(sqlite3_open(path.c_str(), &live) == SQLITE_OK && sqlite3_open(":memory:", &kept) == SQLITE_OK,
            "the database can be opened beside");
    sqlite3_busy_timeout(live, 5000);
    copy_database(kept, live);
  }
  ~Copy() {
    sqlite3_close(live);
    sqlite3_close(kept);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  sqlite3 *live = nullptr, *kept = nullptr;
};

LittleServer::LittleServer() {
  auto pattern = (fs::temp_directory_path() / "lianzhao-fuzz-XXXXXX").string();
  require(::mkdtemp(pattern.data()) != nullptr, "a temporary folder");
  home_ = pattern;
  fs::create_directories(home_ + "/tmp");
  open();
  import_firms();
  sign_in();
  add_records();
  copy_ = std::make_unique<Copy>(home_ + "/zone.db");
}

LittleServer::~LittleServer() {
  copy_.reset();
  application_.reset();
  backend_.reset();
  std::error_code ignored;
  fs::remove_all(home_, ignored);
}

void LittleServer::open() {
  api::BackendOptions options;
  options.folders = {home_, LIANZHAO_SHARE_DIR};
  options.database = "sqlite:" + home_ + "/zone.db";
  options.temporary_folder = home_ + "/tmp";
  options.threads = 1;
  options.ledger.password_cost = {1, 8192};  // the least that libsodium allows
  auto opened = api::Backend::open(options, clock_, instants_, random_);
  if (!opened) std::fprintf(stderr, "%s\n", opened.error().message.c_str());
  require(opened.ok(), "the backend opens");
  backend_ = *std::move(opened);
  auto& services = backend_->services();
  constexpr int kNoLimit = 1 << 30;
  form_ = std::make_unique<api::PublicForm>("wind", api::PublicFormLimits{kNoLimit, kNoLimit, hours(1)});
  services.public_form = form_.get();
  metrics_ = std::make_unique<api::http::Metrics>(api::Application::route_names(api::routes()));
  services.metrics = metrics_.get();
  application_ = std::make_unique<api::Application>(api::ApplicationOptions{}, api::routes(), services, *metrics_,
                                                    nullptr, nullptr);
}

void LittleServer::import_firms() {
  std::ofstream(home_ + "/rows.csv")
      << "企业名称,统一社会信用代码,注册日期,注册资金,经营范围,所在省份,地区\n"
         "南京虚构齿轮箱制造有限公司,,2001-01-01,5000万元,风电齿轮箱、联轴器的研发、制造,江苏,南京\n"
         "杭州虚构传动有限公司,91330100MA2KCX3T0J,2015-06-01,900万元,风力发电齿轮箱销售,浙江,杭州\n";
  workspace::ImportRequest request;
  request.files = {{home_ + "/rows.csv", {}}};
  request.dataset.source = "虚构名录";
  request.dataset.source_class = request.dataset.status = "synthetic";
  request.dataset.as_of = make_day(2025, 6, 30);
  request.reject_path = home_ + "/rejects.csv";
  const std::atomic<bool> stop{false};
  require(workspace::import_registry(backend_->engines(), request, stop, {}).ok(), "the firms are imported");
  registry::Query query;
  query.texts = {"传动"};
  const auto engine = backend_->engines().get();
  const auto found = engine->queries()->search(query, true);
  require(found && found->hits.size() == 1, "the firm is found");
  known_["firm"] = engine->key(found->hits.front().firm);
}

void LittleServer::sign_in() {
  const auto system = ledger::Access::system(backend_->zone());
  const auto& ledger = backend_->ledger();
  ledger::Group group;
  group.slug = group.name_zh = group.name_en = "wind";
  group.kind = "industry";
  const auto made = ledger.groups.create(system, group);
  require(made.ok(), "a group is made");
  known_["group"] = made->id;
  for (const auto* login : {"chief", "other"}) {
    ledger::NewUser draft;
    draft.login = draft.display_name = login;
    draft.roles = {"administrator", "manager"};
    draft.password = "correct horse 7";
    draft.must_change = false;
    const auto user = ledger.users.add(system, draft);
    if (!user) std::fprintf(stderr, "%s\n", user.error().message.c_str());
    require(user.ok(), "a user is made");
    known_[login] = user->user.id;
  }
  const auto sent =
      send({Method::kPost, "/api/v1/session", R"({"login":"chief","password":"correct horse 7"})", "", false});
  require(sent.status == 200 && !cookie_.empty(), "the user signs in");
  csrf_ = std::string(sent.body.at("csrf_token").as_string());
}

void LittleServer::add(const std::string& name, Method method, const std::string& target, const std::string& body,
                       const std::string& pointer) {
  const auto sent = send({method, filled(target), filled(body), "\"1\""});
  if (sent.status >= 300) std::fprintf(stderr, "%s: %s\n", target.c_str(), sent.text.c_str());
  require(sent.status < 300, "a record is made");
  boost::json::error_code none;
  const auto* id = sent.body.find_pointer(pointer, none);
  require(id && id->is_string(), "a record has an id");
  known_[name] = std::string(id->as_string());
}

void LittleServer::add_records() {
  for (const auto& record : first_records()) {
    add(record.name, record.method, record.target, record.body, record.pointer);
  }
}

std::string LittleServer::filled(std::string_view text) const {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '@') {
      auto end = i + 1;
      while (end < text.size() && (text[end] == '_' || (text[end] >= 'a' && text[end] <= 'z'))) ++end;
      if (const auto found = known_.find(std::string(text.substr(i + 1, end - i - 1))); found != known_.end()) {
        out += found->second;
        i = end;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

std::string LittleServer::path_of(std::string_view pattern) const {
  static const std::map<std::string, std::string, std::less<>> kNames = {{"users", "@other"},
                                                                         {"groups", "@group"},
                                                                         {"leads", "@lead"},
                                                                         {"projects", "@project"},
                                                                         {"landing-plans", "@plan"},
                                                                         {"payments", "@payment"},
                                                                         {"problems", "@problem"},
                                                                         {"trips", "@trip"},
                                                                         {"visits", "@visit"},
                                                                         {"follow-ups", "@follow_up"},
                                                                         {"trip-plans", "@trip_plan"},
                                                                         {"target-lists", "@list"},
                                                                         {"items", "@item"},
                                                                         {"firms", "@firm"},
                                                                         {"notes", "@note"},
                                                                         {"corrections", "@correction"},
                                                                         {"contacts", "@contact"},
                                                                         {"local-firms", "@local"},
                                                                         {"planned-projects", "@planned"},
                                                                         {"ties", "@tie"},
                                                                         {"chains", "wind"},
                                                                         {"nodes", "wind.gearbox"},
                                                                         {"versions", "1"},
                                                                         {"sheets", "leads"}};
  std::string out, before;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const auto part = std::string(pattern.substr(0, pattern.find('/')));
    pattern.remove_prefix(part.size());
    if (part.starts_with('{')) {
      const auto found = kNames.find(before);
      out += "/" + (found == kNames.end() ? "none" : filled(found->second));
    } else {
      out += "/" + part;
      before = part;
    }
  }
  return out;
}

Sent LittleServer::send(const Ask& ask) {
  api::http::Request request;
  request.method = ask.method;
  request.target = ask.target;
  request.host = "localhost";
  request.client = "127.0.0.1";
  request.id = "fuzz";
  request.body = ask.body;
  request.body_bytes = ask.body.size();
  if (ask.signed_in) request.headers.add("Cookie", "lz_session=" + cookie_);
  if (ask.signed_in) request.headers.add("X-CSRF-Token", csrf_);
  if (!ask.body.empty()) request.headers.add("Content-Type", "application/json");
  if (!ask.if_match.empty()) request.headers.add("If-Match", ask.if_match);
  if (ask.english) request.headers.add("Accept-Language", "en");
  application_->body_rule(request);
  const auto response = application_->handle(request);
  Sent sent;
  sent.status = response.status;
  sent.type = response.headers.get("Content-Type");
  sent.etag = response.headers.get("ETag");
  if (const auto* text = std::get_if<std::string>(&response.body)) sent.text = *text;
  if (const auto* ready = std::get_if<std::shared_ptr<const api::http::CachedAnswer>>(&response.body)) {
    sent.status = (*ready)->status;
    sent.text = (*ready)->body;
    sent.etag = (*ready)->etag;
    sent.type = (*ready)->content_type;
  }
  if (const auto cookie = response.headers.get("Set-Cookie"); cookie_.empty() && !cookie.empty()) {
    const auto begin = cookie.find('=') + 1;
    cookie_ = cookie.substr(begin, cookie.find(';') - begin);
  }
  static const bool kShow = std::getenv("LIANZHAO_FUZZ_SHOW") != nullptr;
  if (kShow || sent.status >= 500) {
    std::fprintf(stderr, "%s %s %s\n  %d %.500s\n", std::string(api::http::name_of(ask.method)).c_str(),
                 ask.target.c_str(), ask.body.c_str(), sent.status, sent.text.c_str());
  }
  require(sent.status >= 200 && sent.status != 500, "no request meets a defect");
  if (sent.type.starts_with("text/")) require(is_valid_utf8(sent.text), "an answer is UTF-8");
  if (sent.type.find("json") == std::string::npos) return sent;
  boost::json::error_code bad;
  sent.body = boost::json::parse(sent.text, bad);
  if (bad) std::fprintf(stderr, "%s: %s\n", ask.target.c_str(), sent.text.c_str());
  require(!bad, "an answer is JSON");
  if (sent.status >= 400) require(sent.body.as_object().contains("code"), "a problem is named");
  return sent;
}

std::string LittleServer::keep_upload(const std::string& bytes) {
  const auto path = home_ + "/tmp/upload-" + std::to_string(++files_);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto kept = backend_->services().imports->keep_upload(path, "表.xlsx");
  require(kept.ok(), "an upload is kept");
  return kept->id;
}

void LittleServer::forget_uploads() {
  for (const auto& file : fs::directory_iterator(home_ + "/uploads")) fs::remove(file);
}

void LittleServer::restore() {
  copy_database(copy_->live, copy_->kept);
}

LittleServer& little_server() {
  static LittleServer server;
  return server;
}

}  // namespace lianzhao::fuzz
