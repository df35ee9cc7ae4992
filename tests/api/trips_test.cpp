// Trips, visits and follow-ups over HTTP: own groups by every way in, a visit sent twice, people masked, what leads
// to what, bad input. On both engines.
#include <gmock/gmock.h>

#include "records_world.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

std::string uuid(int number) {
  return fmt::format("01934f2e-7c3a-7b1d-9a52-{:012x}", number);
}

class Trips : public RecordsTest {
 protected:
  json::object trip(const std::string& group, const std::string& from = "2025-03-03",
                    const std::string& to = "2025-03-07") {
    return {{"name", "长三角外出招商"},
            {"group", group},
            {"cities", {320100, 330100}},
            {"from", from},
            {"to", to},
            {"state", "done"},
            {"firms", {{{"firm", firm_}, {"name", "随便写的"}}, {{"name", "某虚构叶片公司"}}}}};
  }
  json::object visit(int number, const std::string& group, const std::string& on = "2025-03-04") {
    return {{"id", uuid(number)},
            {"kind", "visit"},
            {"on", on},
            {"firm", {{"firm", firm_}, {"name", "杭州虚构传动"}}},
            {"group", group},
            {"interest", "high"},
            {"topics", "齿轮箱扩产"},
            {"people", {{{"name", "赵某某"}, {"title", "总经理"}, {"phone", "13800005678"}}}}};
  }
  std::size_t count(const Login& who, const std::string& target) {
    return get(who, target).body.at("items").as_array().size();
  }
  Sent put(const Login& who, const std::string& target, const json::value& body, const std::string& etag) {
    return send(who, kPut, target, json::serialize(body), etag);
  }
};

TEST_P(Trips, TripsOfOwnGroups) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto manager = user("manager", "manager");
  const auto made = post(windy, "/api/v1/trips", trip(wind_));
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/region"), "yangtze-delta");  // by its first city
  EXPECT_EQ(made.at("/firms/0/name"), "杭州虚构传动有限公司");
  EXPECT_EQ(made.at("/firms/1/firm"), "null");
  const auto path = "/api/v1/trips/" + made.at("/id");
  for (const auto* query :
       {"", "?q=%E5%8F%B6%E7%89%87", "?region=yangtze-delta", "?from=2025-03-07", "?state=done"}) {
    EXPECT_EQ(count(windy, "/api/v1/trips" + std::string(query)), 1u) << query;
    EXPECT_EQ(count(sunny, "/api/v1/trips" + std::string(query)), 0u) << query;
  }
  EXPECT_EQ(count(windy, "/api/v1/trips?from=2025-03-08"), 0u);
  EXPECT_EQ(count(windy, "/api/v1/trips?q=name"), 0u);
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(put(sunny, path, trip(solar_), "\"1\"").status, 404);
  EXPECT_EQ(send(sunny, kDelete, path, "", "\"1\"").status, 404);
  EXPECT_EQ(post(sunny, "/api/v1/trips", trip(wind_)).status, 403);
  EXPECT_EQ(get(windy, "/api/v1/trips?format=xlsx").text.substr(0, 2), "PK");
  // Changed by two.
  auto changed = trip(wind_);
  changed["cost"] = 12345.67;
  EXPECT_EQ(put(windy, path, changed, "\"1\"").at("/cost"), "1.234567E4");
  const auto late = put(manager, path, changed, "\"1\"");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.at("/current/version"), "2");
  EXPECT_EQ(put(windy, path, changed, "").status, 428);
  // Bad input, each told by its field.
  const std::pair<const char*, json::value> wrong[] = {{"/to", "2025-03-01"},
                                                       {"/to", "2026-03-01"},
                                                       {"/cost", -1},
                                                       {"/cost", 1e11},
                                                       {"/cities/0", json::array{999999}},
                                                       {"/region", "nowhere"},
                                                       {"/group", json::string(uuid(9))},
                                                       {"/state", "flying"},
                                                       {"/name", ""},
                                                       {"/participants/0", json::array{json::string(uuid(9))}},
                                                       {"/from", "2025-02-30"}};
  for (const auto& [pointer, value] : wrong) {
    auto body = trip(wind_);
    const std::string name(pointer + 1);
    body[name.substr(0, name.find('/'))] = value;
    const auto sent = post(windy, "/api/v1/trips", body);
    EXPECT_EQ(sent.status, 422) << pointer << sent.text;
    EXPECT_EQ(sent.at("/errors/0/pointer"), pointer) << sent.text;
  }
  EXPECT_EQ(post(windy, "/api/v1/trips", trip(wind_, "2999-01-01", "2999-01-02")).at("/errors/0/pointer"), "/state");
  EXPECT_EQ(send(windy, kDelete, path, "", "\"2\"").status, 204);
}

TEST_P(Trips, AVisitSentTwiceIsOne) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  auto body = visit(1, wind_);
  body["follow_ups"] = json::array{{{"what", "寄送地块资料"}, {"owner", windy.user}, {"due", "2025-03-20"}}};
  const auto first = post(windy, "/api/v1/visits", body);
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.at("/place/code"), "330100");  // of the firm in the registry
  const auto again = post(windy, "/api/v1/visits", body);
  EXPECT_EQ(again.status, 200) << again.text;
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(count(windy, "/api/v1/visits"), 1u);
  EXPECT_EQ(count(windy, "/api/v1/follow-ups?owner=me&state=late"), 1u);
  body["topics"] = "别的内容";
  const auto other = post(windy, "/api/v1/visits", body);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.at("/current/topics"), "齿轮箱扩产");
  // Somebody else's id tells nothing of its visit.
  auto stolen = visit(1, solar_);
  const auto taken = post(sunny, "/api/v1/visits", stolen);
  EXPECT_EQ(taken.status, 409);
  EXPECT_THAT(taken.text, Not(HasSubstr("齿轮箱")));
  // It was edited since; the first sending comes late once more.
  auto edited = visit(1, wind_);
  edited["topics"] = "改过";
  ASSERT_EQ(put(windy, "/api/v1/visits/" + uuid(1), edited, "\"1\"").status, 200);
  body["topics"] = "齿轮箱扩产";
  const auto late = post(windy, "/api/v1/visits", body);
  EXPECT_EQ(late.status, 200);
  EXPECT_EQ(late.at("/topics"), "改过");
  // Removed, it does not come back.
  ASSERT_EQ(send(windy, kDelete, "/api/v1/visits/" + uuid(1), "", late.etag).status, 204);
  EXPECT_EQ(post(windy, "/api/v1/visits", body).status, 409);
  EXPECT_EQ(count(windy, "/api/v1/follow-ups"), 0u);
}

TEST_P(Trips, VisitsOfOwnGroups) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto auditor = user("auditor", "auditor");
  ASSERT_EQ(post(windy, "/api/v1/visits", visit(1, wind_)).status, 201);
  const auto path = "/api/v1/visits/" + uuid(1);
  for (const auto& query :
       {std::string(), "?firm=" + firm_, std::string("?q=%E4%BC%A0%E5%8A%A8"), std::string("?region=yangtze-delta"),
        std::string("?interest=high&kind=visit"), std::string("?from=2025-03-04&to=2025-03-04"), "?group=" + wind_}) {
    EXPECT_EQ(count(windy, "/api/v1/visits" + query), 1u) << query;
    EXPECT_EQ(count(sunny, "/api/v1/visits" + query), 0u) << query;
  }
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(put(sunny, path, visit(1, solar_), "\"1\"").status, 404);
  EXPECT_EQ(send(sunny, kDelete, path, "", "\"1\"").status, 404);
  EXPECT_EQ(post(sunny, path + "/people", {{"reason", "好奇"}}).status, 404);
  EXPECT_EQ(post(sunny, "/api/v1/visits", visit(2, wind_)).status, 403);
  auto moved = visit(1, solar_);
  EXPECT_EQ(put(windy, path, moved, "\"1\"").status, 403);  // not into another group
  EXPECT_EQ(get(windy, "/api/v1/visits?format=xlsx").text.substr(0, 2), "PK");
  EXPECT_EQ(get(auditor, "/api/v1/visits?format=xlsx").status, 403);
  EXPECT_EQ(post(auditor, "/api/v1/visits", visit(3, wind_)).status, 403);
  // What another group's visit led to cannot be asked by naming it.
  auto probing = visit(4, solar_, "2025-03-05");
  probing["led_by"] = uuid(1);
  EXPECT_EQ(post(sunny, "/api/v1/visits", probing).at("/errors/0/pointer"), "/led_by");
}

TEST_P(Trips, PeopleAreMaskedAndRevealed) {
  const auto windy = user("windy", "member", {wind_});
  const auto admin = user("admin", "administrator"), auditor = user("auditor", "auditor");
  auto body = visit(1, wind_);
  body["people"].as_array().push_back({{"name", "钱某"}, {"phone", "13900001111"}});
  const auto made = post(windy, "/api/v1/visits", body);
  ASSERT_EQ(made.status, 201);
  EXPECT_EQ(made.at("/people/0/phone"), "138****5678");
  EXPECT_EQ(made.at("/people/0/name"), "赵**");
  EXPECT_EQ(made.at("/people/0/title"), "总经理");
  for (const auto& text : {get(auditor, "/api/v1/visits").text, get(admin, "/api/v1/audit").text}) {
    EXPECT_THAT(text, Not(HasSubstr("13800005678")));
    EXPECT_THAT(text, Not(HasSubstr("赵某某")));
  }
  const auto path = "/api/v1/visits/" + uuid(1);
  // One is left out, the other comes back as it was shown.
  body["people"] = json::array{{{"name", "钱**"}, {"title", "厂长"}, {"phone", "139****1111"}}};
  const auto changed = put(windy, path, body, "\"1\"");
  ASSERT_EQ(changed.status, 200) << changed.text;
  body["people"] = json::array{{{"name", "孙**"}}};
  EXPECT_EQ(put(windy, path, body, "\"2\"").at("/errors/0/pointer"), "/people/0");
  EXPECT_EQ(post(auditor, path + "/people", {{"reason", "核对"}}).status, 403);
  EXPECT_EQ(post(windy, path + "/people", {{"reason", ""}}).status, 422);
  const auto clear = post(windy, path + "/people", {{"reason", "安排回访"}});
  ASSERT_EQ(clear.status, 200) << clear.text;
  EXPECT_EQ(clear.at("/people/0/name"), "钱某");
  EXPECT_EQ(clear.at("/people/0/phone"), "13900001111");
  EXPECT_EQ(clear.at("/masked"), "false");
  EXPECT_THAT(get(admin, "/api/v1/audit?action=reveal").text, HasSubstr("安排回访"));
}

TEST_P(Trips, WhatLedToWhat) {
  const auto windy = user("windy", "member", {wind_});
  const auto made = post(windy, "/api/v1/trips", trip(wind_));
  auto first = visit(1, wind_);
  first["trip"] = made.at("/id");
  ASSERT_EQ(post(windy, "/api/v1/visits", first).status, 201);
  EXPECT_EQ(get(windy, "/api/v1/visits/" + uuid(1)).at("/trip/name"), "长三角外出招商");
  EXPECT_EQ(get(windy, "/api/v1/trips/" + made.at("/id")).at("/visits"), "1");
  EXPECT_EQ(send(windy, kDelete, "/api/v1/trips/" + made.at("/id"), "", "\"1\"").status, 409);
  auto outside = visit(2, wind_, "2025-03-08");
  outside["trip"] = made.at("/id");
  EXPECT_EQ(post(windy, "/api/v1/visits", outside).at("/errors/0/pointer"), "/on");
  EXPECT_EQ(put(windy, "/api/v1/trips/" + made.at("/id"), trip(wind_, "2025-03-05", "2025-03-07"), "\"1\"").status,
            422);
  auto back = visit(3, wind_, "2025-04-01");
  back["kind"] = "return-visit";
  back["led_by"] = uuid(1);
  ASSERT_EQ(post(windy, "/api/v1/visits", back).status, 201);
  auto reception = visit(4, wind_, "2025-05-01");
  reception["kind"] = "reception";
  reception["led_by"] = uuid(3);
  const auto received = post(windy, "/api/v1/visits", reception);
  ASSERT_EQ(received.status, 201) << received.text;
  EXPECT_EQ(count(windy, "/api/v1/visits?region=yangtze-delta&kind=reception"), 1u);  // where the firm came from
  // Before its cause, of itself, in a circle.
  auto early = visit(5, wind_, "2025-03-01");
  early["led_by"] = uuid(1);
  EXPECT_EQ(post(windy, "/api/v1/visits", early).at("/errors/0/pointer"), "/led_by");
  auto self = visit(6, wind_);
  self["led_by"] = uuid(6);
  EXPECT_EQ(post(windy, "/api/v1/visits", self).at("/errors/0/pointer"), "/led_by");
  first["on"] = "2025-05-01";
  first["trip"] = nullptr;
  first["led_by"] = uuid(4);
  EXPECT_EQ(put(windy, "/api/v1/visits/" + uuid(1), first, "\"1\"").status, 422);
  EXPECT_EQ(send(windy, kDelete, "/api/v1/visits/" + uuid(1), "", "\"1\"").status, 409);
  for (const auto& [field, value] : {std::pair<const char*, json::value>{"on", "2999-01-01"},
                                     {"on", "1999-12-31"},
                                     {"id", "not-a-uuid"},
                                     {"kind", "call"},
                                     {"place", 7},
                                     {"trip", json::string(uuid(77))},
                                     {"interest", "very"}}) {
    auto body = visit(7, wind_);
    body[field] = value;
    EXPECT_EQ(post(windy, "/api/v1/visits", body).status, 422) << field;
  }
}

TEST_P(Trips, FollowUpsAreTheirOwners) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto other = user("other", "member", {solar_});
  auto body = visit(1, wind_);
  body["follow_ups"] =
      json::array{{{"id", uuid(100)}, {"what", "核实用电"}, {"owner", sunny.user}, {"due", "2999-01-01"}},
                  {{"id", uuid(101)}, {"what", "寄送资料"}, {"owner", windy.user}, {"due", "2025-03-10"}}};
  ASSERT_EQ(post(windy, "/api/v1/visits", body).status, 201);
  EXPECT_EQ(get(sunny, "/api/v1/notices").at("/items/0/kind"), "follow-up");
  EXPECT_EQ(count(windy, "/api/v1/notices"), 0u);  // it promised that itself
  // Its owner sees it from another group, and nothing else of the visit.
  EXPECT_EQ(count(sunny, "/api/v1/follow-ups"), 1u);
  EXPECT_EQ(count(other, "/api/v1/follow-ups"), 0u);
  EXPECT_EQ(count(windy, "/api/v1/follow-ups"), 2u);
  EXPECT_EQ(count(windy, "/api/v1/follow-ups?state=late"), 1u);
  EXPECT_EQ(count(windy, "/api/v1/follow-ups?state=due"), 1u);
  EXPECT_EQ(get(sunny, "/api/v1/visits/" + uuid(1)).status, 404);
  const auto path = "/api/v1/follow-ups/" + uuid(100);
  EXPECT_EQ(send(other, kPatch, path, R"({"done_on":"2025-03-05"})", "\"1\"").status, 404);
  EXPECT_EQ(send(sunny, kPatch, path, R"({"done_on":"2999-03-05"})", "\"1\"").status, 422);
  const auto done = send(sunny, kPatch, path, R"({"done_on":"2025-03-05"})", "\"1\"");
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(count(windy, "/api/v1/follow-ups?state=done"), 1u);
  EXPECT_EQ(send(windy, kPatch, path, R"({"what":"x"})", "\"1\"").status, 409);
  EXPECT_EQ(get(windy, "/api/v1/follow-ups?format=xlsx").text.substr(0, 2), "PK");
  // Edited with the visit: what is not named goes, what was done stays; the visit has another version then.
  body["follow_ups"] = json::array{{{"what", "新的事项"}, {"owner", windy.user}, {"due", "2025-04-10"}}};
  const auto edited = put(windy, "/api/v1/visits/" + uuid(1), body, "\"1\"");
  ASSERT_EQ(edited.status, 200) << edited.text;
  EXPECT_EQ(edited.at("/version"), "2");
  EXPECT_EQ(edited.body.at("follow_ups").as_array().size(), 2u);
  EXPECT_EQ(put(windy, "/api/v1/visits/" + uuid(1), body, "\"1\"").status, 409);
  auto nobody = visit(2, wind_);
  nobody["follow_ups"] = json::array{{{"what", "x"}, {"owner", uuid(9)}, {"due", "2025-04-10"}}};
  EXPECT_EQ(post(windy, "/api/v1/visits", nobody).at("/errors/0/pointer"), "/follow_ups/0/owner");
  EXPECT_EQ(count(windy, "/api/v1/visits"), 1u);  // nothing of it was kept
}

ON_BOTH_ENGINES(Trips);

}  // namespace
}  // namespace lianzhao::api
