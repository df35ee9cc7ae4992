// Landing plans over HTTP: made from a template, computed, edited, forecast from what has happened; what the law
// forbids is refused.
#include <gmock/gmock.h>

#include "records_world.h"
#include "support/project_rows.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;

class LandingApi : public RecordsTest {
 protected:
  void SetUp() override {
    RecordsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const auto project =
        add_project(backend_->ledger().tools.database, backend_->zone(), {.name = "虚构项目", .group = wind_});
    plans_ = "/api/v1/projects/" + project + "/landing-plans";
    windy_ = user("windy", "member", {wind_});
    sunny_ = user("sunny", "member", {solar_});
  }
  const json::object& task(const Sent& plan, std::string_view id) {
    for (const auto& one : plan.body.at("tasks").as_array()) {
      if (one.at("id").as_string() == json::string_view(id.data(), id.size())) return one.as_object();
    }
    static const json::object kNone;
    ADD_FAILURE() << "no task " << id;
    return kNone;
  }
  Sent patch(const Sent& plan, const json::value& body) {
    return send(windy_, kPatch, "/api/v1/landing-plans/" + plan.at("/id"), json::serialize(body), plan.etag);
  }
  std::string plans_;
  Login windy_, sunny_;
};

TEST_P(LandingApi, ThirtyDays) {
  const auto templates = get(windy_, "/api/v1/landing-templates");
  ASSERT_EQ(templates.at("/items/0/id"), "standard");
  EXPECT_EQ(templates.at("/items/0/target_days"), "30");
  const auto made = post(windy_, plans_, {{"name", "三十天落地"}, {"template", "standard"}, {"start", "2024-03-04"}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/target_days"), "30");
  EXPECT_EQ(made.at("/due"), "2024-04-02");
  EXPECT_EQ(made.at("/feasible"), "true");
  EXPECT_EQ(made.at("/lawful_days"), "30");  // announcement 20 and listing 10
  EXPECT_EQ(made.at("/landing"), "2024-04-02");
  EXPECT_GT(made.body.at("prepare").as_array().size(), 2u);
  EXPECT_TRUE(task(made, "listing").at("critical").as_bool());
  EXPECT_EQ(task(made, "listing").at("minimum").as_int64(), 10);
  EXPECT_GT(made.body.at("probability").to_number<double>(), 0);
  EXPECT_EQ(made.body.at("quantiles").as_array().size(), 4u);
  // 29 days are against the law: the two minima are named.
  const auto shorter = patch(made, {{"target_days", 29}});
  ASSERT_EQ(shorter.status, 200) << shorter.text;
  EXPECT_EQ(shorter.at("/feasible"), "false");
  EXPECT_EQ(shorter.at("/verdict"), "impossible-by-law");
  ASSERT_EQ(shorter.body.at("binding").as_array().size(), 2u);
  EXPECT_EQ(shorter.at("/binding/0/task"), "announcement");
  EXPECT_EQ(shorter.at("/binding/0/minimum"), "20");
  EXPECT_EQ(shorter.at("/binding/1/task"), "listing");
  EXPECT_THAT(shorter.at("/binding/0/law"), HasSubstr("出让"));
  EXPECT_LT(shorter.body.at("probability").to_number<double>(), made.body.at("probability").to_number<double>());
  // Without a target there is nothing to keep.
  const auto none = patch(shorter, {{"target_days", nullptr}});
  ASSERT_EQ(none.status, 200) << none.text;
  EXPECT_EQ(none.at("/feasible"), "null");
  EXPECT_EQ(none.at("/probability"), "null");
  // Land that is not cleared takes months more.
  const auto uncleared = patch(none, {{"options", {{"land", "uncleared"}}}, {"target_days", 30}});
  ASSERT_EQ(uncleared.status, 200) << uncleared.text;
  EXPECT_EQ(task(uncleared, "clearing").at("days").as_int64(), 120);
  EXPECT_EQ(patch(uncleared, {{"options", {{"land", "sea"}}}}).status, 422);
}

TEST_P(LandingApi, EditsAndWhatHasHappened) {
  const auto made = post(windy_, plans_, {{"name", "计划"}, {"template", "standard"}, {"start", "2024-03-04"}});
  ASSERT_EQ(made.status, 201) << made.text;
  // Shorter than the law allows: refused with the law, nothing is written.
  const auto unlawful = patch(made, {{"tasks", {{{"id", "announcement"}, {"days", 15}}}}});
  EXPECT_EQ(unlawful.status, 422);
  EXPECT_THAT(unlawful.at("/detail"), HasSubstr("不得少于 20 天"));
  EXPECT_EQ(get(windy_, "/api/v1/landing-plans/" + made.at("/id")).at("/version"), "1");
  EXPECT_EQ(patch(made, {{"tasks", {{{"id", "nothing"}, {"days", 15}}}}}).status, 422);
  EXPECT_EQ(patch(made, {{"tasks", {{{"id", "draft"}, {"days", 1.5}}}}}).status, 422);
  EXPECT_EQ(patch(made, {{"tasks", {{{"id", "draft"}, {"low", 9}, {"high", 2}}}}}).status, 422);
  // Dates before their cause, and in the future.
  EXPECT_EQ(
      patch(made, {{"tasks", {{{"id", "draft"}, {"actual_start", "2024-03-11"}, {"actual_finish", "2024-03-04"}}}}})
          .status,
      422);
  EXPECT_EQ(patch(made, {{"tasks", {{{"id", "draft"}, {"actual_start", "2099-03-09"}}}}}).status, 422);
  const auto longer = patch(made, {{"tasks", {{{"id", "announcement"}, {"days", 40}}}}});
  ASSERT_EQ(longer.status, 200) << longer.text;
  EXPECT_EQ(longer.at("/landing"), "2024-04-22");  // 20 days later
  EXPECT_TRUE(task(longer, "announcement").at("slack").as_int64() < 0);
  // A stale page.
  const auto stale = patch(made, {{"name", "旧"}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.at("/current/version"), "2");
  // What has happened stays; the rest is forecast from today.
  const auto began =
      patch(longer, {{"tasks",
                      {{{"id", "announcement"}, {"days", nullptr}},
                       {{"id", "draft"}, {"actual_start", "2024-03-04"}, {"actual_finish", "2024-03-12"}}}}});
  ASSERT_EQ(began.status, 200) << began.text;
  EXPECT_EQ(task(began, "draft").at("earliest_finish").as_string(), "2024-03-12");
  EXPECT_EQ(task(began, "announcement").at("days").as_int64(), 20);
  EXPECT_GT(began.at("/landing"), "2024-12-01");
  EXPECT_EQ(began.body.at("probability").to_number<double>(), 0);  // the promised day is long past
  EXPECT_TRUE(task(began, "listing").at("late").as_bool());
  EXPECT_EQ(get(windy_, plans_).body.at("items").as_array().size(), 1u);
}

TEST_P(LandingApi, BuildingBeforePermitsIsARisk) {
  const auto made = post(windy_, plans_, {{"name", "计划"}, {"template", "standard"}, {"start", "2024-03-04"}});
  const std::string works = "foundation";
  const auto early = patch(made, {{"tasks", {{{"id", works}, {"actual_start", "2024-03-14"}}}}});
  ASSERT_EQ(early.status, 200) << early.text;
  EXPECT_TRUE(task(early, works).at("before_permits").as_bool());
  EXPECT_THAT(early.text, HasSubstr("未批先建"));
}

TEST_P(LandingApi, OtherGroupsAndBadInput) {
  const json::object good{{"name", "计划"}, {"template", "standard"}, {"start", "2024-03-04"}};
  const auto made = post(windy_, plans_, good);
  const auto path = "/api/v1/landing-plans/" + made.at("/id");
  EXPECT_EQ(get(sunny_, plans_).status, 404);
  EXPECT_EQ(post(sunny_, plans_, good).status, 404);
  EXPECT_EQ(get(sunny_, path).status, 404);
  EXPECT_EQ(send(sunny_, kPatch, path, R"({"name":"x"})", "\"1\"").status, 404);
  EXPECT_EQ(send(sunny_, kDelete, path, "", "\"1\"").status, 404);
  for (const auto& [field, value] :
       std::vector<std::pair<std::string, json::value>>{{"template", "none"},
                                                        {"start", "1066-10-14"},
                                                        {"start", "soon"},
                                                        {"target_days", 0},
                                                        {"name", ""},
                                                        {"options", json::object{{"land", "sea"}}},
                                                        {"options", json::object{{"moon", "full"}}}}) {
    auto bad = good;
    bad[field] = value;
    EXPECT_EQ(post(windy_, plans_, bad).status, 422) << field;
  }
  EXPECT_EQ(send(windy_, kDelete, path, "", "\"7\"").status, 409);
  EXPECT_EQ(send(windy_, kDelete, path, "", "\"1\"").status, 204);
  EXPECT_EQ(get(windy_, path).status, 404);
}

ON_BOTH_ENGINES(LandingApi);

}  // namespace
}  // namespace lianzhao::api
