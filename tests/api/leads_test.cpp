// Leads over HTTP: from the first word to the project, the second group that begins on the same firm, what may be
// known of other groups' leads, the public form.
#include <gmock/gmock.h>

#include "api/public_form.h"
#include "negotiation_world.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class LeadsApi : public NegotiationTest {
 protected:
  static json::object facts() {
    return {{"process", "齿轮箱装配"}, {"investment", 2.8e9}, {"land_mu", 187.55}, {"energy_tce", 12000},
            {"environment", "报告表"}, {"output", 3.3e9},     {"tax", 1e8},        {"jobs", 800},
            {"capacity", 1400}};
  }
  [[nodiscard]] static json::object lead(const std::string& title, const std::string& firm, const std::string& group,
                                         bool full = true) {
    json::object out{{"title", title}, {"firm", {{"name", firm}}}, {"group", group}, {"source", "referral"}};
    if (full) {
      out["node"] = "wind.gearbox";
      out["facts"] = facts();
    }
    return out;
  }
  Sent move(const Login& who, const std::string& path, const json::object& step) {
    return send(who, kPost, path + "/step", json::serialize(step), get(who, path).etag);
  }
  std::string make(const Login& who, const json::object& body) {
    const auto made = post(who, "/api/v1/leads", body);
    EXPECT_EQ(made.status, 201) << made.text;
    return "/api/v1/leads/" + (made.status == 201 ? made.at("/id") : std::string("none"));
  }
};

TEST_P(LeadsApi, FromFirstWordToProject) {
  const auto windy = user("windy", "member", {wind_});
  auto body = lead("虚构齿轮箱基地", "南京高虚齿轮有限公司", wind_, false);
  body["introducer"] = "虚构商会";
  const auto path = make(windy, body);
  auto shown = get(windy, path);
  EXPECT_EQ(shown.at("/state"), "new");
  EXPECT_EQ(shown.body.at("missing").as_array().size(), 8u);
  EXPECT_EQ(shown.body.at("clocks").as_array().size(), 3u);
  EXPECT_EQ(shown.at("/facts/investment"), "null");
  const auto early = move(windy, path, {{"to", "sorted"}});
  EXPECT_EQ(early.status, 422);
  EXPECT_EQ(early.at("/errors/1/pointer"), "/facts/process");
  EXPECT_EQ(move(windy, path, {{"to", "new"}, {"clock", "answer"}}).at("/clocks/0/state"), "met");
  EXPECT_EQ(move(windy, path, {{"to", "new"}, {"clock", "tea"}}).at("/errors/0/pointer"), "/clock");
  EXPECT_EQ(move(windy, path, {{"to", "new"}, {"clock", "report"}, {"on", days_ago(-3)}}).at("/errors/0/pointer"),
            "/on");
  EXPECT_EQ(move(windy, path, {{"to", "converted"}}).at("/errors/0/pointer"), "/to");
  body["node"] = "wind.gearbox";
  body["facts"] = facts();
  ASSERT_EQ(send(windy, kPut, path, json::serialize(body), get(windy, path).etag).status, 200);
  EXPECT_EQ(move(windy, path, {{"to", "sorted"}}).at("/clocks/1/state"), "met");
  // What it was sorted by stays.
  auto less = body;
  less["facts"].as_object()["tax"] = nullptr;
  EXPECT_EQ(send(windy, kPut, path, json::serialize(less), get(windy, path).etag).at("/errors/0/pointer"),
            "/facts/tax");
  EXPECT_EQ(move(windy, path, {{"to", "following"}}).status, 200);
  const auto findings = get(windy, path);
  EXPECT_THAT(findings.text, HasSubstr("investment-per-mu"));
  const auto converted = move(windy, path, {{"to", "converted"}});
  ASSERT_EQ(converted.status, 200) << converted.text;
  const auto project = get(windy, "/api/v1/projects/" + converted.at("/project"));
  ASSERT_EQ(project.status, 200);
  EXPECT_EQ(project.at("/name"), "虚构齿轮箱基地");
  EXPECT_EQ(project.at("/investment"), to_json(2.8e9));
  EXPECT_EQ(project.at("/dates/lead"), converted.at("/received_on"));
  EXPECT_EQ(converted.body.at("duplicates").as_array().size(), 0u);  // its own project is none
  body["note"] = "改";
  EXPECT_EQ(send(windy, kPut, path, json::serialize(body), get(windy, path).etag).status, 403);
  EXPECT_EQ(move(windy, path, {{"to", "converted"}}).status, 422);
  EXPECT_EQ(get(windy, "/api/v1/leads?state=converted").at("/total"), "1");
  EXPECT_EQ(get(windy, "/api/v1/leads?format=xlsx").text.substr(0, 2), "PK");
  EXPECT_THAT(get(windy, "/api/v1/search?q=%E9%BD%BF%E8%BD%AE%E7%AE%B1%E5%9F%BA%E5%9C%B0").text,
              HasSubstr("/leads/"));
}

TEST_P(LeadsApi, ASecondGroupIsToldWhoLeads) {
  const auto manager = user("manager", "manager"), windy = user("windy", "member", {wind_});
  const auto sunny = user("sunny", "member", {solar_});
  const auto first = make(windy, lead("机密甲", "南京高虚齿轮有限公司", wind_));
  const auto id = first.substr(first.rfind('/') + 1);
  const auto second = lead("乙", "南京高虚齿轮有限公司", solar_);
  const auto checked = post(sunny, "/api/v1/leads/check", second);
  ASSERT_EQ(checked.status, 200) << checked.text;
  EXPECT_EQ(checked.at("/duplicates/0/strength"), "same");
  EXPECT_EQ(checked.at("/duplicates/0/id"), "null");
  EXPECT_EQ(checked.at("/duplicates/0/group/name/zh"), "wind");
  EXPECT_THAT(checked.text, Not(HasSubstr("机密")));
  EXPECT_THAT(checked.text, Not(HasSubstr(id)));
  EXPECT_GT(checked.body.at("findings").as_array().size(), 0u);
  const auto refused = post(sunny, "/api/v1/leads", second);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("/code"), "followed");
  EXPECT_THAT(refused.text, Not(HasSubstr("机密")));
  // Not by an earlier date, another writing of the name, the back door of an edit, of a project, or a reason.
  auto tried = second;
  tried["received_on"] = days_ago(400);
  EXPECT_EQ(post(sunny, "/api/v1/leads", tried).status, 409);
  tried = lead("乙", "高虚齿轮（酒泉）有限公司", solar_);
  EXPECT_EQ(post(sunny, "/api/v1/leads", tried).status, 409);
  const auto other = make(sunny, lead("丙", "毫不相干新能源有限公司", solar_));
  EXPECT_EQ(send(sunny, kPut, other, json::serialize(second), get(sunny, other).etag).status, 409);
  auto project = bare_project("乙");
  project["group"] = solar_;
  project["firm"] = {{"name", "南京高虚齿轮有限公司"}};
  EXPECT_EQ(post(sunny, "/api/v1/projects", project).status, 409);
  tried = second;
  tried["despite_duplicates"] = "我们也想跟";
  EXPECT_EQ(post(sunny, "/api/v1/leads", tried).status, 403);
  EXPECT_EQ(post(manager, "/api/v1/leads", second).status, 409);
  const auto let = post(manager, "/api/v1/leads", tried);
  ASSERT_EQ(let.status, 201) << let.text;
  EXPECT_EQ(let.at("/duplicates/0/id"), id);  // who reaches all sees which
  EXPECT_EQ(let.at("/duplicates/0/title"), "机密甲");
  // Which the group goes on to work on.
  auto edited = second;
  edited["note"] = "已与对方专班商定";
  const auto path = "/api/v1/leads/" + let.at("/id");
  EXPECT_EQ(send(sunny, kPut, path, json::serialize(edited), get(sunny, path).etag).status, 200);
  // A rejected lead bars nobody.
  const auto third = make(windy, lead("丁", "已拒虚构设备有限公司", wind_));
  EXPECT_EQ(move(windy, third, {{"to", "rejected"}}).at("/errors/0/pointer"), "/reason");
  ASSERT_EQ(move(windy, third, {{"to", "rejected"}, {"reason", "不符合产业方向"}}).status, 200);
  const auto again = make(sunny, lead("戊", "已拒虚构设备有限公司", solar_));
  EXPECT_EQ(move(windy, third, {{"to", "new"}, {"reason", "重新考虑"}}).status, 409);  // now the other leads
  EXPECT_EQ(get(sunny, again).status, 200);
}

TEST_P(LeadsApi, AnotherGroupsLeadIsNowhere) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto auditor = user("auditor", "auditor");
  const auto path = make(windy, lead("机密甲", "南京高虚齿轮有限公司", wind_));
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(get(auditor, path).status, 200);
  EXPECT_EQ(send(sunny, kPut, path, json::serialize(lead("抢", "x公司", solar_)), "\"1\"").status, 404);
  EXPECT_EQ(send(sunny, kPost, path + "/step", R"({"to":"rejected","reason":"抢"})", "\"1\"").status, 404);
  EXPECT_EQ(send(auditor, kPost, path + "/step", R"({"to":"rejected","reason":"抢"})", "\"1\"").status, 403);
  for (const auto* list :
       {"/api/v1/leads", "/api/v1/leads?q=%E6%9C%BA%E5%AF%86", "/api/v1/search?q=%E6%9C%BA%E5%AF%86"}) {
    EXPECT_THAT(get(sunny, list).text, Not(HasSubstr("机密"))) << list;
  }
  EXPECT_EQ(post(sunny, "/api/v1/leads", lead("x", "另一家有限公司", wind_)).status, 403);
  auto body = lead("x", "另一家有限公司", solar_);
  body["led_by"] = "01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a";
  EXPECT_EQ(post(sunny, "/api/v1/leads", body).at("/errors/0/pointer"), "/led_by");
  body = lead("x", "另一家有限公司", solar_);
  body["facts"].as_object()["investment"] = -1;
  EXPECT_EQ(post(sunny, "/api/v1/leads", body).at("/errors/0/pointer"), "/facts/investment");
  body["facts"].as_object()["investment"] = 1;
  body["received_on"] = days_ago(-1);
  EXPECT_EQ(post(sunny, "/api/v1/leads", body).at("/errors/0/pointer"), "/received_on");
  body["received_on"] = days_ago(1);
  body["source"] = "dream";
  EXPECT_EQ(post(sunny, "/api/v1/leads", body).status, 422);
}

TEST_P(LeadsApi, PublicFormIsShutUnlessOpenedAndTellsNothing) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  make(sunny, lead("机密乙", "网上虚构设备有限公司", solar_));
  const json::object sent{{"firm", "网上虚构设备有限公司"},
                          {"title", "拟建虚构齿轮箱厂"},
                          {"text", "想了解用地"},
                          {"contact", "孙某某"},
                          {"phone", "13800005678"}};
  EXPECT_EQ(post({}, "/api/v1/public/leads", sent).status, 403);
  PublicForm form("wind", {2, 3, hours(24)});
  backend_->services().public_form = &form;
  const auto taken = post({}, "/api/v1/public/leads", sent);
  ASSERT_EQ(taken.status, 202) << taken.text;
  EXPECT_EQ(taken.text, R"({"received":true})");  // not that another group follows the firm
  EXPECT_EQ(post({}, "/api/v1/public/leads", {{"firm", "x"}}).status, 422);
  EXPECT_EQ(post({}, "/api/v1/public/leads", sent).status, 202);
  const auto third = post({}, "/api/v1/public/leads", sent);
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(third.at("/code"), "throttled");
  EXPECT_EQ(get({}, "/api/v1/leads").status, 401);
  const auto listed = get(windy, "/api/v1/leads?source=web");
  EXPECT_EQ(listed.at("/total"), "2");
  EXPECT_THAT(listed.text, Not(HasSubstr("13800005678")));
  EXPECT_THAT(get(windy, "/api/v1/notices").text, HasSubstr("拟建虚构齿轮箱厂"));
  EXPECT_EQ(get(sunny, "/api/v1/leads?source=web").at("/total"), "0");
  const auto contacts = get(windy, "/api/v1/firms/l" + listed.at("/items/0/id") + "/contacts");
  EXPECT_EQ(contacts.at("/items/0/phone"), "138****5678");
}

ON_BOTH_ENGINES(LeadsApi);

}  // namespace
}  // namespace lianzhao::api
