// The handlers of the engine, called as the application calls them: rights, query, JSON.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "api/application.h"
#include "api/chain_versions.h"
#include "api/http/cached_answer.h"
#include "api/http/metrics.h"
#include "api/import_desk.h"
#include "api/routes.h"
#include "base/identifiers.h"
#include "support/engine_world.h"

namespace lianzhao::api {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class Everybody final : public SessionSource {
 public:
  std::optional<Principal> find(std::string_view token) override {
    Principal who;
    who.user = "u1";
    who.zone = "z";
    who.display_name = "某";
    who.csrf_token = "csrf";
    who.permissions = {{"engine.read", Scope::kAll}};
    if (token == "manager") {
      for (const auto* name : {"export", "import", "chains.edit", "jobs.read", "jobs.cancel"}) {
        who.permissions.emplace_back(name, Scope::kAll);
      }
    }
    return who;
  }
  [[nodiscard]] std::uint64_t generation() const override { return 1; }
};

// Keeps chains in memory, for both sides: pages that save and the engine that loads.
class MemoryChains final : public ChainVersions, public workspace::ChainSource {
 public:
  Result<std::vector<ChainVersion>> versions(const Principal&, const std::string&, int most,
                                             std::int64_t before) override {
    std::vector<ChainVersion> out;
    for (auto i = saved.size(); i > 0 && static_cast<int>(out.size()) < most; --i) {
      if (before > 0 && static_cast<std::int64_t>(i) >= before) continue;
      out.push_back({static_cast<std::int64_t>(i), "2026-11-24T00:00:00Z", "某", notes[i - 1], std::nullopt});
    }
    return out;
  }
  Result<std::string> document(const Principal&, const std::string&, std::int64_t number) override {
    if (number < 1 || static_cast<std::size_t>(number) > saved.size()) return Error{ErrorCode::kNotFound, "none"};
    return saved[static_cast<std::size_t>(number) - 1].document;
  }
  Result<std::int64_t> save(const Principal&, const std::string&, const std::string& chain, std::int64_t base,
                            const std::string& document, const std::string& note,
                            std::optional<std::int64_t>) override {
    if (base != static_cast<std::int64_t>(saved.size())) return Error{ErrorCode::kConflict, "newer"};
    saved.push_back({chain, base + 1, document});
    notes.push_back(note);
    return base + 1;
  }
  Result<std::vector<workspace::SavedChain>> current() override {
    if (saved.empty()) return std::vector<workspace::SavedChain>{};
    return std::vector<workspace::SavedChain>{saved.back()};
  }
  std::vector<workspace::SavedChain> saved;
  std::vector<std::string> notes;
};

class EngineApi : public workspace::EngineWorld {
 protected:
  struct Answer {
    int status = 0;
    std::string text;
    http::Headers headers;
    [[nodiscard]] json::value body() const { return json::parse(text); }
  };

  void SetUp() override {
    EngineWorld::SetUp();
    open({nullptr, &chains, nullptr});
    ASSERT_TRUE(import(kRows).ok());
    desk.emplace(*holder, jobs, ids, instants, (folder / "allowed").string());
    desk->add_jobs();
    ASSERT_TRUE(jobs.start().ok());
    services.sessions = &sessions;
    services.metrics = &metrics;
    services.jobs = &jobs;
    services.ids = &ids;
    services.engines = holder.get();
    services.chain_versions = &chains;
    services.imports = &*desk;
    services.engine_generation = [this] { return holder->generation(); };
    services.temporary_folder = folder.string();
  }
  void TearDown() override {
    jobs.stop();
    EngineWorld::TearDown();
  }

  Answer ask(http::Method method, const std::string& target, const std::string& body = {},
             const std::string& if_match = {}, const std::string& who = "manager") {
    http::Request request;
    request.method = method;
    request.target = "/api/v1" + target;
    request.host = "localhost";
    request.headers.add("Host", "localhost");
    request.headers.add("Cookie", "lz_session=" + who);
    if (method != http::Method::kGet) request.headers.add("X-CSRF-Token", "csrf");
    if (!if_match.empty()) request.headers.add("If-Match", if_match);
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = body;
    request.body_bytes = body.size();
    static_cast<void>(application.body_rule(request));
    auto response = application.handle(request);
    Answer out{response.status, {}, response.headers};
    if (const auto* text = std::get_if<std::string>(&response.body)) out.text = *text;
    if (const auto* shared = std::get_if<std::shared_ptr<const http::CachedAnswer>>(&response.body)) {
      out.text = (*shared)->body;
    }
    if (const auto* file = std::get_if<http::FileBody>(&response.body)) {
      std::ifstream in(file->path, std::ios::binary);
      out.text.assign(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }
  Answer get(const std::string& target, const std::string& who = "manager") {
    return ask(http::Method::kGet, target, {}, {}, who);
  }
  std::string wait_for(const std::string& job) {
    for (int i = 0; i < 1000; ++i) {
      const auto state = get("/jobs/" + job).body().at("state").as_string();
      if (state != "queued" && state != "running") return std::string(state);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return "still running";
  }

  MemoryChains chains;
  Everybody sessions;
  SystemInstantClock instants;
  SystemRandomBytes random;
  IdSource ids{instants, random};
  MemoryJobStore job_store;
  JobRunner jobs{job_store, instants, 1};
  std::optional<ImportDesk> desk;
  Services services;
  http::Metrics metrics{Application::route_names(routes())};
  Application application{{}, routes(), services, metrics, nullptr, nullptr};
};

TEST_F(EngineApi, ChainsAndNodes) {
  const auto list = get("/chains");
  ASSERT_EQ(list.status, 200) << list.text;
  const auto body = list.body();
  EXPECT_EQ(body.at("items").as_array().size(), holder->get()->zone().chains.size());
  const auto chain = get("/chains/wind").body();
  EXPECT_EQ(chain.at("id").as_string(), "wind");
  EXPECT_EQ(chain.at("nodes").as_array().size(), holder->get()->atlas().find_chain("wind")->nodes.size());
  const auto node = get("/chains/wind/nodes/wind.gearbox").body();
  double sum = 0;
  for (const auto& term : node.at("demand_terms").as_array()) sum += term.at("quantity").to_number<double>();
  EXPECT_NEAR(sum, node.at("node").at("demand").to_number<double>(), 1e-6 * sum);
  EXPECT_FALSE(node.at("inputs").as_array().empty());
  EXPECT_EQ(get("/chains/none").status, 404);
  EXPECT_EQ(get("/chains/wind/nodes/none").status, 404);
  EXPECT_EQ(get("/chains?x=1").status, 400);
  EXPECT_THAT(get("/chains/wind/picture").text, HasSubstr("<svg"));
  EXPECT_TRUE(get("/chains/wind/picture?as=pdf&language=en").text.starts_with("%PDF"));
  EXPECT_TRUE(get("/chains/wind?format=xlsx").text.starts_with("PK"));
  EXPECT_EQ(get("/chains/wind?format=xlsx", "reader").status, 403);
}

TEST_F(EngineApi, TargetsWithPartsMarksAndWeights) {
  const auto answer = get("/targets?node=wind.gearbox&top=10");
  ASSERT_EQ(answer.status, 200) << answer.text;
  const auto body = answer.body();
  const auto& targets = body.at("nodes").at(0).at("targets").as_array();
  ASSERT_EQ(targets.size(), 3u);
  for (const auto& target : targets) {
    double sum = 0;
    for (const auto& part : target.at("parts").as_array()) sum += part.at("points").to_number<double>();
    EXPECT_NEAR(sum, target.at("score").to_number<double>(), 1e-6);
  }
  const auto& first = targets[0];
  EXPECT_EQ(first.at("name").as_string(), "南京虚构齿轮箱制造有限公司");
  const auto& evidence = first.at("evidence").at(0);
  const auto& mark = evidence.at("marks").at(0);
  EXPECT_EQ(evidence.at("text").as_string(), "风电齿轮箱、联轴器的研发、制造");
  EXPECT_EQ(mark.at("begin").to_number<int>(), 0);  // code points, not bytes
  EXPECT_EQ(mark.at("end").to_number<int>(), 5);
  EXPECT_EQ(mark.at("node").as_string(), "wind.gearbox");
  EXPECT_EQ(first.at("provenance").at("date").as_string(), "2025-06-30");
  const auto doubled = get("/targets?node=wind.gearbox&weights=scale:2,ties:0").body();
  const auto scale = [](const json::value& target) {
    return target.at("parts").at(2).at("points").to_number<double>();
  };
  EXPECT_NEAR(scale(doubled.at("nodes").at(0).at("targets").at(0)), 2 * scale(first), 1e-6);
  EXPECT_TRUE(get("/targets?node=wind.gearbox&format=xlsx").text.starts_with("PK"));
}

TEST_F(EngineApi, WrongQueriesOfTargetsAreNamed) {
  for (const auto* wrong :
       {"node=wind.gearbox&top=0", "node=wind.gearbox&weights=scale", "node=wind.gearbox&weights=x:1",
        "node=wind.gearbox&places=1", "regions=nowhere", "activities=dream", "registered_from=2019-02-30",
        "colour=red", "listed=maybe", "weights=scale:-1"}) {
    EXPECT_EQ(get(std::string("/targets?") + wrong).status, 400) << wrong;
  }
  EXPECT_EQ(get("/targets?node=none").status, 404);
  EXPECT_EQ(get("/targets?chain=none").status, 404);
  EXPECT_EQ(get("/targets?top=500&gaps=100").status, 413);
  EXPECT_EQ(get("/targets?chain=wind&gaps=2").body().at("nodes").as_array().size(), 2u);
}

TEST_F(EngineApi, FirmsSearchedCountedAndShown) {
  const auto found = get("/firms?nodes=wind.gearbox").body();
  EXPECT_EQ(found.at("matched").to_number<int>(), 4);
  const auto key = std::string(found.at("items").at(0).at("firm").as_string());
  EXPECT_EQ(get("/firms?text=%E8%81%94%E8%BD%B4%E5%99%A8").body().at("matched").to_number<int>(), 1);
  EXPECT_EQ(get("/firms?near=320100&radius_km=100&nodes=wind.gearbox").body().at("matched").to_number<int>(), 1);
  EXPECT_EQ(get("/firms?near=320100").status, 400);
  EXPECT_EQ(get("/firms?terms=%E6%97%A0").status, 400);
  const auto counts = get("/firms/counts?by=province&nodes=wind.gearbox").body();
  EXPECT_EQ(counts.at("items").as_array().size(), 4u);
  EXPECT_EQ(get("/firms/counts").status, 400);
  const auto near = get("/firms/counts?by=province&nodes=wind.gearbox&near=320100&radius_km=100").body();
  ASSERT_EQ(near.at("items").as_array().size(), 1u);
  EXPECT_EQ(near.at("items").at(0).at("key").as_string(), "320000");
  EXPECT_EQ(get("/firms/counts?by=province&near=320100").status, 400);
  const auto firm = get("/firms/91330100MA2KCX3T04").body();
  EXPECT_EQ(firm.at("name").as_string(), "杭州虚构传动有限公司");
  EXPECT_EQ(firm.at("name_parts").at("brand").as_string(), "虚构");
  EXPECT_EQ(firm.at("brand").at("total").to_number<int>(), 4);
  EXPECT_EQ(firm.at("nodes").at(0).at("node").at("id").as_string(), "wind.gearbox");
  EXPECT_EQ(firm.at("nodes").at(0).at("activities").at(0).as_string(), "sell");
  const auto scores = get("/firms/" + key + "/scores").body();
  EXPECT_EQ(scores.at("items").at(0).at("node").at("id").as_string(), "wind.gearbox");
  EXPECT_EQ(get("/firms/n000000000000000000000000").status, 404);
}

TEST_F(EngineApi, DeskAndPlaces) {
  const auto overview = get("/overview").body();
  EXPECT_EQ(overview.at("data").at("firms").to_number<int>(), 4);
  EXPECT_FALSE(overview.at("gaps").as_array().empty());
  EXPECT_THAT(get("/search?q=%E9%BD%BF%E8%BD%AE%E7%AE%B1").text, HasSubstr("\"/chains/wind?node=wind.gearbox\""));
  EXPECT_THAT(get("/search?q=91330100MA2KCX3T04").text, HasSubstr("杭州虚构传动有限公司"));
  // A part of a name that is no brand: 动有限; of one character alone nothing is looked for.
  const auto part = get("/search?q=%E5%8A%A8%E6%9C%89%E9%99%90");
  EXPECT_THAT(part.text, HasSubstr("杭州虚构传动有限公司"));
  EXPECT_THAT(part.text, Not(HasSubstr("上海虚构检测有限公司")));
  EXPECT_TRUE(part.body().at("complete").as_bool());
  EXPECT_THAT(get("/search?q=%E5%8A%A8").text, Not(HasSubstr("\"firm\"")));
  EXPECT_THAT(get("/search?q=%E7%8E%89%E9%97%A8").text, HasSubstr("/targets?places=620981"));
  EXPECT_EQ(get("/search").status, 400);
  EXPECT_GE(get("/places").body().at("items").as_array().size(), 31u);
  EXPECT_THAT(get("/places?within=620000").text, HasSubstr("酒泉市"));
  EXPECT_EQ(get("/places?within=999999").status, 400);
}

TEST_F(EngineApi, AChainIsEditedCheckedAndTakenBack) {
  auto document = get("/chains/wind/document");
  EXPECT_EQ(document.headers.get("ETag"), "\"0\"");
  auto edited = document.body().at("document").as_object();
  auto& gearbox = [&]() -> json::object& {
    for (auto& node : edited["nodes"].as_array()) {
      if (node.at("id").as_string() == "wind.gearbox") return node.as_object();
    }
    return edited;
  }();
  gearbox["terms"].as_array().push_back("虚构新词增速机");
  const auto put = [&](const json::object& what, const std::string& version) {
    return ask(http::Method::kPut, "/chains/wind/document",
               json::serialize(json::object{{"document", what}, {"note", "加词"}}), version);
  };
  EXPECT_EQ(put(edited, "").status, 428);
  const auto saved = put(edited, "\"0\"");
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(saved.headers.get("ETag"), "\"1\"");
  EXPECT_EQ(wait_for(std::string(saved.body().at("job").as_string())), "done");
  EXPECT_TRUE(holder->get()->unread_terms().empty());
  const auto stale = put(edited, "\"0\"");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body().at("current").at("version").to_number<int>(), 1);
  const auto versions = get("/chains/wind/versions").body().at("items");
  ASSERT_EQ(versions.as_array().size(), 2u);
  EXPECT_THAT(json::serialize(versions.at(0).at("changes")), HasSubstr("虚构新词增速机"));
  EXPECT_TRUE(versions.at(0).at("current").as_bool());
  EXPECT_EQ(ask(http::Method::kPost, "/chains/wind/versions/0/restore", {}, "\"1\"").status, 200);
  EXPECT_EQ(get("/chains/wind").body().at("version").to_number<int>(), 2);

  // A node that the zone's firms stand at cannot go; other faults are pointed at.
  auto broken = edited;
  auto& nodes = broken["nodes"].as_array();
  nodes.erase(std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) {
    return node.at("id").as_string() == holder->get()->atlas().node(holder->get()->zone().firms.front().node).id;
  }));
  const auto checked =
      ask(http::Method::kPost, "/chains/wind/document/check", json::serialize(json::object{{"document", broken}}));
  EXPECT_EQ(checked.status, 200);
  EXPECT_FALSE(checked.body().at("problems").as_array().empty());
  EXPECT_EQ(put(broken, "\"2\"").status, 422);
  EXPECT_EQ(ask(http::Method::kPut, "/chains/wind/document", "{\"document\":{}}", "\"2\"", "reader").status, 403);
}

TEST_F(EngineApi, AFileIsPreviewedImportedAndTakenBack) {
  std::filesystem::create_directories(folder / "allowed");
  write("outside.csv", std::string(kHeader) + "x有限公司,,,,,,\n");
  write("allowed/more.csv",
        std::string(kHeader) + "苏州虚构齿轮箱有限公司,,2011-01-01,800万元,风电齿轮箱制造,江苏,苏州\n,,,,,,\n");
  const auto preview = ask(http::Method::kPost, "/imports/preview", R"({"path":"more.csv"})");
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.body().at("rows").at(0).at("nodes").at(0).at("id").as_string(), "wind.gearbox");
  EXPECT_FALSE(preview.body().at("rows").at(1).at("problem").is_null());
  EXPECT_EQ(ask(http::Method::kPost, "/imports/preview", R"({"path":"../outside.csv"})").status, 403);
  EXPECT_EQ(ask(http::Method::kPost, "/imports/preview", R"({"path":"none.csv"})").status, 404);
  EXPECT_EQ(ask(http::Method::kPost, "/imports/preview", R"({})").status, 400);
  std::filesystem::create_symlink(folder / "outside.csv", folder / "allowed/link.csv");
  EXPECT_EQ(ask(http::Method::kPost, "/imports/preview", R"({"path":"link.csv"})").status, 403);

  const auto begun =
      ask(http::Method::kPost, "/imports",
          R"({"sources":[{"path":"more.csv"}],"publisher":"某","source_class":"list","status":"unverified"})");
  ASSERT_EQ(begun.status, 202) << begun.text;
  EXPECT_EQ(wait_for(std::string(begun.body().at("id").as_string())), "done");
  const auto job = get("/jobs/" + std::string(begun.body().at("id").as_string())).body();
  const auto id = std::string(job.at("result").at("import").as_string());
  const auto record = get("/imports/" + id).body();
  EXPECT_EQ(record.at("state").as_string(), "done");
  EXPECT_EQ(record.at("rows_read").to_number<int>(), 2);
  EXPECT_EQ(record.at("accepted").to_number<int>(), 1);
  EXPECT_EQ(record.at("rejected").to_number<int>(), 1);
  EXPECT_EQ(record.at("firms").to_number<int>(), 5);
  EXPECT_TRUE(record.at("can_roll_back").as_bool());
  EXPECT_THAT(get("/imports/" + id + "/rejects").text, HasSubstr("name"));
  EXPECT_EQ(get("/imports").body().at("items").as_array().size(), 1u);
  EXPECT_EQ(get("/imports", "reader").status, 403);
  EXPECT_EQ(ask(http::Method::kPost, "/imports/" + id + "/rollback").status, 200);
  EXPECT_EQ(get("/overview").body().at("data").at("firms").to_number<int>(), 4);
  EXPECT_EQ(ask(http::Method::kPost, "/imports/" + id + "/rollback").status, 409);
}

TEST_F(EngineApi, AnUploadIsKeptUntilItIsImported) {
  const auto path =
      write("sent", std::string(kHeader) + "苏州虚构齿轮箱有限公司,,2011-01-01,800万元,风电齿轮箱制造,江苏,苏州\n");
  const auto kept = desk->keep_upload(path, "../名录.csv");
  ASSERT_TRUE(kept.ok()) << kept.error().message;
  EXPECT_EQ(kept->name, "名录.csv");
  EXPECT_EQ(kept->sha256.size(), 64u);
  const auto begun = ask(http::Method::kPost, "/imports",
                         R"({"sources":[{"upload":")" + kept->id +
                             R"("}],"publisher":"某","source_class":"list","status":"unverified"})");
  ASSERT_EQ(begun.status, 202) << begun.text;
  EXPECT_EQ(wait_for(std::string(begun.body().at("id").as_string())), "done");
  EXPECT_EQ(get("/imports").body().at("items").at(0).at("files").at(0).as_string(), "名录.csv");
  EXPECT_FALSE(std::filesystem::exists(folder / "home/uploads" / kept->id));
}

}  // namespace
}  // namespace lianzhao::api
