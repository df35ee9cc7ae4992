// Projects and their problems over HTTP: the gates by every route, own groups, stale versions, workbooks, search.
#include <gmock/gmock.h>

#include <thread>

#include "negotiation_world.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class ProjectsApi : public NegotiationTest {};

TEST_P(ProjectsApi, FromLeadToSigned) {
  const auto manager = user("manager", "manager"), windy = user("windy", "member", {wind_});
  const auto path = make_project(windy, bare_project("虚构齿轮箱"));
  EXPECT_EQ(get(windy, path).at("/stage"), "lead");
  EXPECT_EQ(get(windy, path).at("/foreign"), "null");
  const auto early = step(windy, path, "negotiating", 30);
  EXPECT_EQ(early.status, 422);
  EXPECT_EQ(early.at("/code"), "gate-unmet");
  EXPECT_EQ(early.at("/errors/0/pointer"), "/node");
  EXPECT_THAT(early.at("/detail"), HasSubstr("工艺与产品"));
  EXPECT_EQ(get(windy, path).body.at("missing").as_array().size(), 2u);
  ASSERT_EQ(put(windy, path, full_project("虚构齿轮箱")).status, 200);
  EXPECT_EQ(step(windy, path, "negotiating", 30).status, 200);
  EXPECT_EQ(step(windy, path, "signed", 10).status, 403);
  EXPECT_EQ(step(manager, path, "signed", 10).at("/errors/0/code"), "missing-document");
  add_document(path, "agreement");
  EXPECT_EQ(step(manager, path, "signed", 40).at("/errors/0/pointer"), "/on");  // before it was negotiated
  EXPECT_EQ(step(manager, path, "signed", -1).at("/errors/0/pointer"), "/on");
  const auto done = step(manager, path, "signed", 10);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.at("/dates/signed"), days_ago(10));
  EXPECT_EQ(done.at("/overridden"), "false");
  EXPECT_EQ(step(manager, path, "land-won", 5).status, 422);
  const auto gates = get(windy, path + "/gates");
  EXPECT_EQ(gates.body.at("items").as_array().size(), 10u);
  EXPECT_EQ(gates.at("/items/2/permission"), "projects.edit/all");
  EXPECT_EQ(get(windy, "/api/v1/projects/gates").at("/items/1/items/0/met"), "false");
  const auto log = get(windy, path + "/log");
  EXPECT_EQ(log.body.at("items").as_array().size(), 3u);
  EXPECT_EQ(log.at("/items/2/by"), "manager");
  EXPECT_THAT(get(windy, "/api/v1/notices").text, HasSubstr("签约"));
  // What the gate asked for stays, whatever way an edit takes it away; the rest may change.
  for (const auto* field : {"investment", "node", "process", "agreement_on", "foreign", "lead_official"}) {
    auto without = full_project("虚构齿轮箱");
    without[field] = nullptr;
    if (std::string(field) == "process" || std::string(field) == "lead_official") without[field] = "";
    const auto tried = put(manager, path, without);
    EXPECT_EQ(tried.status, 422) << field;
    EXPECT_EQ(tried.at("/errors/0/pointer"), std::string("/") + field);
    without.erase(field);
    const auto left_out = put(manager, path, without);  // what is left out stays
    EXPECT_EQ(left_out.status, 200) << field;
    EXPECT_EQ(left_out.at(std::string("/") + field), get(manager, path).at(std::string("/") + field)) << field;
  }
  auto later = full_project("虚构齿轮箱");
  later["agreement_on"] = days_ago(2);
  EXPECT_EQ(put(manager, path, later).at("/errors/0/pointer"), "/agreement_on");
  auto other = full_project("虚构齿轮箱（更名）");
  other["note"] = "核对过";
  EXPECT_EQ(put(windy, path, other).status, 200);
}

TEST_P(ProjectsApi, NoOtherRouteMovesAStage) {
  const auto admin = user("admin", "administrator"), leader = user("leader", "leader");
  auto bold = full_project("虚构");
  for (const auto* field : {"stage", "overridden", "activity", "dates", "stage_since"}) {
    auto body = bold;
    body[field] = "at-capacity";
    EXPECT_EQ(post(admin, "/api/v1/projects", body).at("/errors/0/code"), "unknown-field") << field;
  }
  const auto path = make_project(admin, bold);
  EXPECT_EQ(step(admin, path, "at-capacity", 1).status, 422);
  // A phase has gates of its own.
  add_document(path, "agreement");
  ASSERT_EQ(step(admin, path, "signed", 5).status, 200);
  auto phase = bold;
  phase["phase_of"] = path.substr(path.rfind('/') + 1);
  const auto second = make_project(admin, phase);
  EXPECT_EQ(step(admin, second, "signed", 5).status, 422);
  EXPECT_EQ(get(admin, path).at("/phases/0/stage"), "lead");
  EXPECT_EQ(get(admin, second).at("/phase_of/name"), "虚构");
  // Two tabs: what one saw is not there any more when the other has moved it.
  const auto seen = get(admin, second).etag;
  auto cleared = phase;
  cleared["process"] = "";
  ASSERT_EQ(send(admin, kPut, second, json::serialize(cleared), seen).status, 200);
  const auto stale = send(admin, kPost, second + "/stage",
                          json::serialize(json::object{{"to", "negotiating"}, {"on", days_ago(3)}}), seen);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.at("/current/process"), "");
  EXPECT_EQ(send(admin, kPost, second + "/stage", R"({"to":"negotiating","on":"2026-01-01"})").status, 428);
  EXPECT_EQ(step(admin, second, "nowhere", 3).at("/errors/0/pointer"), "/to");
  // The leader may, with a reason; nobody else.
  const std::string reason = "省级重点项目，先行推进，材料后补";
  EXPECT_EQ(step(admin, second, "negotiating", 3, reason).status, 403);
  EXPECT_EQ(step(leader, second, "negotiating", 3, "急").status, 422);
  const auto passed = step(leader, second, "negotiating", 3, reason);
  ASSERT_EQ(passed.status, 200) << passed.text;
  EXPECT_EQ(passed.at("/overridden"), "true");
  EXPECT_THAT(get(admin, second + "/log").at("/items/1/override_reason"), HasSubstr("重点"));
}

TEST_P(ProjectsApi, AnotherGroupsProjectIsNowhere) {
  const auto manager = user("manager", "manager"), auditor = user("auditor", "auditor");
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto path = make_project(windy, full_project("虚构机密齿轮箱"));
  const auto id = path.substr(path.rfind('/') + 1);
  const auto problem =
      post(windy, path + "/problems", {{"title", "虚构机密难题"}, {"owner", windy.user}, {"due", days_ago(-5)}});
  ASSERT_EQ(problem.status, 201) << problem.text;
  const auto problem_path = "/api/v1/problems/" + problem.at("/id");
  for (const auto& part : {"", "/log", "/gates"}) {
    EXPECT_EQ(get(sunny, path + part).status, 404) << part;
    EXPECT_EQ(get(auditor, path + part).status, 200) << part;
  }
  EXPECT_EQ(put(sunny, path, full_project("抢")).status, 404);
  EXPECT_EQ(step(sunny, path, "negotiating", 1).status, 404);
  EXPECT_EQ(send(sunny, kPost, path + "/activity", R"({"to":"dropped","reason":"抢走"})", "\"1\"").status, 404);
  EXPECT_EQ(send(sunny, kPatch, problem_path, R"({"level":"leader"})", "\"1\"").status, 404);
  EXPECT_EQ(post(sunny, path + "/problems", {{"title", "x"}, {"owner", sunny.user}, {"due", days_ago(-5)}}).status,
            404);
  for (const auto& list : {"/api/v1/projects", "/api/v1/problems", "/api/v1/projects?q=%E6%9C%BA%E5%AF%86",
                           "/api/v1/search?q=%E6%9C%BA%E5%AF%86", "/api/v1/notices"}) {
    EXPECT_THAT(get(sunny, list).text, Not(HasSubstr("机密"))) << list;
  }
  EXPECT_EQ(get(sunny, "/api/v1/problems?project=" + id).at("/total"), "0");
  EXPECT_THAT(get(windy, "/api/v1/search?q=%E6%9C%BA%E5%AF%86").text, HasSubstr("/projects/" + id));
  EXPECT_EQ(get(sunny, "/api/v1/projects?format=xlsx").status, 200);
  EXPECT_EQ(get(auditor, "/api/v1/projects?format=xlsx").status, 403);
  EXPECT_EQ(get(sunny, "/api/v1/audit").status, 403);
  // Nor can it be taken, or given where one is not.
  auto given = full_project("虚构机密齿轮箱");
  given["group"] = solar_;
  EXPECT_EQ(put(windy, path, given).status, 403);
  EXPECT_EQ(post(sunny, "/api/v1/projects", full_project("x")).status, 403);
  EXPECT_EQ(post(auditor, "/api/v1/projects", full_project("x")).status, 403);
  EXPECT_EQ(put(manager, path, given).status, 200);
  EXPECT_EQ(get(windy, path).status, 404);
  EXPECT_EQ(get(sunny, path).status, 200);
}

TEST_P(ProjectsApi, ListsFiltersAndWorkbook) {
  const auto manager = user("manager", "manager");
  auto one = full_project("甲项目"), two = full_project("乙项目");
  one["investment"] = 2.8e9;
  two["investment"] = 9e7;
  two["group"] = solar_;
  make_project(manager, one);
  const auto second = make_project(manager, two);
  ASSERT_EQ(step(manager, second, "negotiating", 3).status, 200);
  EXPECT_EQ(get(manager, "/api/v1/projects?stage=negotiating").at("/items/0/name"), "乙项目");
  EXPECT_EQ(get(manager, "/api/v1/projects?group=" + wind_).at("/total"), "1");
  EXPECT_EQ(get(manager, "/api/v1/projects?sort=-investment&limit=1").at("/items/0/name"), "甲项目");
  const auto page = get(manager, "/api/v1/projects?sort=investment&limit=1");
  EXPECT_EQ(get(manager, "/api/v1/projects?sort=investment&limit=1&cursor=" + page.at("/next")).at("/items/0/name"),
            "甲项目");
  EXPECT_EQ(get(manager, "/api/v1/projects?activity=dropped").at("/total"), "0");
  EXPECT_EQ(get(manager, "/api/v1/projects?activity=asleep").status, 400);
  EXPECT_EQ(get(manager, "/api/v1/projects?node=wind.gearbox").at("/total"), "2");
  EXPECT_EQ(get(manager, "/api/v1/projects?format=xlsx").text.substr(0, 2), "PK");
  EXPECT_EQ(get(manager, "/api/v1/problems?format=xlsx").text.substr(0, 2), "PK");
  const auto dropped = send(manager, kPost, second + "/activity", R"({"to":"dropped","reason":"落户外地"})",
                            get(manager, second).etag);
  EXPECT_EQ(dropped.at("/activity"), "dropped");
  EXPECT_EQ(step(manager, second, "signed", 1).at("/errors/0/pointer"), "/to");
  // Bad values, each named.
  const json::object faults{{"investment", -1},
                            {"land_mu", 1e9},
                            {"likelihood", 101},
                            {"node", "wind.nowhere"},
                            {"agreement_on", days_ago(-9)},
                            {"foreign", "mars"},
                            {"phase_of", "01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a"},
                            {"group", "nowhere"}};
  for (const auto& fault : faults) {
    const std::string field(fault.key());
    auto body = full_project("坏");
    body[field] = fault.value();
    const auto sent = post(manager, "/api/v1/projects", body);
    EXPECT_EQ(sent.status, 422) << field;
    EXPECT_EQ(sent.at("/errors/0/pointer"), "/" + field);
  }
  auto body = full_project("坏");
  body["firm"] = {{"firm", "91330100MA2KCX3T0X"}, {"name", "虚构"}};
  EXPECT_EQ(post(manager, "/api/v1/projects", body).at("/errors/0/pointer"), "/firm/firm");
  body["firm"] = {{"firm", firm_}, {"name", "写法不同"}};
  EXPECT_EQ(post(manager, "/api/v1/projects", body).at("/firm/name"), "杭州虚构传动有限公司");
}

TEST_P(ProjectsApi, ProblemsAreOwnedRaisedAndSolved) {
  const auto leader = user("leader", "leader"), windy = user("windy", "member", {wind_});
  const auto path = make_project(windy, full_project("虚构齿轮箱"));
  const auto made =
      post(windy, path + "/problems", {{"title", "供电不足"}, {"owner", leader.user}, {"due", days_ago(-5)}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/level"), "group");
  EXPECT_THAT(get(leader, "/api/v1/notices").text, HasSubstr("供电不足"));
  EXPECT_EQ(get(windy, path).at("/problems_open"), "1");
  const auto one = "/api/v1/problems/" + made.at("/id");
  EXPECT_EQ(send(windy, kPatch, one, R"({"level":"leader"})", "\"1\"").at("/level"), "leader");
  EXPECT_EQ(get(windy, "/api/v1/problems?level=leader&state=open").at("/total"), "1");
  EXPECT_EQ(get(windy, "/api/v1/problems?level=group").at("/total"), "0");
  EXPECT_EQ(send(windy, kPatch, one, R"({"state":"solved"})", "\"2\"").at("/errors/0/pointer"), "/solution");
  const auto solved = send(windy, kPatch, one, R"({"state":"solved","solution":"增容一台变压器"})", "\"2\"");
  ASSERT_EQ(solved.status, 200) << solved.text;
  EXPECT_EQ(solved.at("/solved_on"), days_ago(0));
  EXPECT_EQ(send(windy, kPatch, one, R"({"state":"open"})", "\"2\"").status, 409);
  EXPECT_EQ(send(windy, kPatch, one, R"({"state":"open"})", "\"3\"").at("/solved_on"), "null");
}

TEST_P(ProjectsApi, AProblemThatRisesByItselfTellsWhoMustKnowOnceAlsoAfterARestart) {
  const auto leader = user("leader", "leader"), windy = user("windy", "member", {wind_}),
             sunny = user("sunny", "member", {solar_});
  const auto path = make_project(windy, full_project("虚构齿轮箱"));
  const auto made =
      post(windy, path + "/problems", {{"title", "供电不足"}, {"owner", windy.user}, {"due", days_ago(0)}});
  ASSERT_EQ(made.status, 201) << made.text;
  // As if it had been raised long ago.
  const auto aged = backend_->ledger().tools.database.write([&](store::Transaction& tx) -> Status {
    auto done = tx.execute("UPDATE problems SET due = due - 3, raised_on = raised_on - 9 WHERE zone = $1",
                           {backend_->zone()});
    return done ? Status() : Status(done.error());
  });
  ASSERT_TRUE(aged);
  const auto risen = [&](const Login& who) {
    int count = 0;
    const auto notices = get(who, "/api/v1/notices");
    for (const auto& notice : notices.body.at("items").as_array()) count += notice.at("kind") == "problem-risen";
    return count;
  };
  for (int start = 0; start < 2; ++start) {  // the chores run when the server starts
    ASSERT_NO_FATAL_FAILURE(open_server());
    for (int wait = 0; wait < 100 && risen(windy) == 0; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // time to tell twice
    EXPECT_EQ(risen(windy), 1);
    EXPECT_EQ(risen(leader), 1);
    EXPECT_EQ(risen(sunny), 0);
  }
  EXPECT_THAT(get(leader, "/api/v1/notices").text,
              HasSubstr("/projects/" + path.substr(path.rfind('/') + 1) + "?problem=" + made.at("/id")));
  EXPECT_EQ(get(windy, "/api/v1/problems?project=" + path.substr(path.rfind('/') + 1)).at("/items/0/level"),
            "leader");
}

ON_BOTH_ENGINES(ProjectsApi);

}  // namespace
}  // namespace lianzhao::api
