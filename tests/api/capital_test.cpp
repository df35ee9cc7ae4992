// Arrived capital over HTTP: entering, sending twice, auditing, answering, closing; figures that open their records;
// what other groups see. On both engines.
#include <gmock/gmock.h>

#include "records_world.h"
#include "support/project_rows.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class CapitalApi : public RecordsTest {
 protected:
  void SetUp() override {
    RecordsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    project_ =
        add_project(backend_->ledger().tools.database, backend_->zone(), {.name = "虚构齿轮箱项目", .group = wind_});
    sun_project_ =
        add_project(backend_->ledger().tools.database, backend_->zone(), {.name = "虚构电池项目", .group = solar_});
    manager_ = user("manager", "manager");
    windy_ = user("windy", "member", {wind_});
    sunny_ = user("sunny", "member", {solar_});
  }
  json::object input(const std::string& project, const std::string& on, std::int64_t fen) {
    static int count = 0;
    const auto number = std::to_string(++count);
    return {{"id", "01934f2e-7c3a-7b1d-8000-" + std::string(12 - number.size(), '0') + number},
            {"project", project},
            {"on", on},
            {"amount_fen", fen},
            {"origin", "other-province"},
            {"use", "fixed-investment"},
            {"evidence", "bank-voucher"}};
  }
  std::string enter(const Login& who, const json::object& body, int status = 201) {
    const auto sent = post(who, "/api/v1/payments", body);
    EXPECT_EQ(sent.status, status) << sent.text;
    return sent.at("/id");
  }
  std::string passed(const std::string& project, const std::string& on, std::int64_t fen) {
    const auto id = enter(manager_, input(project, on, fen));
    const auto sent = post(manager_, "/api/v1/payments/" + id + "/audit", {{"state", "passed"}, {"on", on}});
    EXPECT_EQ(sent.status, 200) << sent.text;
    return id;
  }
  std::int64_t sum(const Login& who, const std::string& query) {
    const auto sent = get(who, "/api/v1/payments?" + query);
    EXPECT_EQ(sent.status, 200) << sent.text;
    return sent.status == 200 ? sent.body.at("sum_fen").as_int64() : -1;
  }
  std::string project_, sun_project_;
  Login manager_, windy_, sunny_;
};

TEST_P(CapitalApi, EnteredSentTwiceAuditedAnswered) {
  const auto body = input(project_, "2023-01-05", 100'000'000);
  const auto sent = post(windy_, "/api/v1/payments", body);
  ASSERT_EQ(sent.status, 201) << sent.text;
  EXPECT_EQ(sent.at("/project_name"), "虚构齿轮箱项目");
  EXPECT_EQ(sent.at("/counted/counts"), "false");
  EXPECT_EQ(sent.at("/counted/why/zh"), "尚未审核");
  const auto path = "/api/v1/payments/" + sent.at("/id");
  EXPECT_EQ(post(windy_, "/api/v1/payments", body).status, 200);  // sent twice: one payment
  EXPECT_EQ(get(windy_, "/api/v1/payments").at("/total"), "1");
  auto twin = input(project_, "2023-01-05", 100'000'000);
  const auto same = post(windy_, "/api/v1/payments", twin);
  EXPECT_EQ(same.status, 409) << same.text;
  EXPECT_EQ(same.at("/current/id"), sent.at("/id"));
  EXPECT_THAT(same.at("/detail"), HasSubstr("同额"));
  // Members do not audit.
  EXPECT_EQ(post(windy_, path + "/audit", {{"state", "passed"}, {"on", "2023-01-09"}}).status, 403);
  EXPECT_EQ(post(manager_, path + "/audit", {{"state", "lost"}, {"on", "2023-01-09"}}).status, 422);
  EXPECT_EQ(post(manager_, path + "/audit", {{"state", "refused"}, {"on", "2023-01-09"}}).status, 422);
  EXPECT_EQ(post(manager_, path + "/audit", {{"state", "passed"}, {"on", "2023-01-04"}}).status, 422);
  const auto audited = post(manager_, path + "/audit", {{"state", "passed"}, {"on", "2023-02-01"}});
  ASSERT_EQ(audited.status, 200) << audited.text;
  EXPECT_EQ(audited.at("/counted/period"), "2023-02");
  EXPECT_EQ(post(manager_, path + "/audit", {{"state", "passed"}, {"on", "2023-02-01"}}).status, 409);
  EXPECT_EQ(post(windy_, path + "/reverse", {{"on", "2023-03-01"}, {"reason", "记错"}}).status, 403);
  EXPECT_EQ(post(manager_, path + "/reverse", {{"on", "2023-01-20"}, {"reason", "记错"}}).status, 422);
  const auto counter = post(manager_, path + "/reverse", {{"on", "2023-03-01"}, {"reason", "记错"}});
  ASSERT_EQ(counter.status, 201) << counter.text;
  EXPECT_EQ(counter.at("/amount_fen"), "-100000000");
  EXPECT_EQ(get(windy_, path).at("/reversed_by"), counter.at("/id"));
  EXPECT_EQ(post(manager_, path + "/reverse", {{"on", "2023-03-01"}, {"reason", "记错"}}).status, 409);
  EXPECT_EQ(sum(manager_, "counted_from=2023-01&counted_to=2023-03"), 0);
  EXPECT_EQ(sum(manager_, "counted_to=2023-02"), 100'000'000);
  // Every step is in the audit log.
  const auto log = get(user("admin", "administrator"), "/api/v1/audit?kind=payment&subject=" + sent.at("/id"));
  EXPECT_EQ(log.body.at("items").as_array().size(), 3u);
}

TEST_P(CapitalApi, BadInput) {
  const auto wrong = [&](std::string_view field, const json::value& value, const char* pointer, int status = 422) {
    auto body = input(project_, "2023-01-05", 5);
    body[field] = value;
    const auto sent = post(windy_, "/api/v1/payments", body);
    EXPECT_EQ(sent.status, status) << field << " " << sent.text;
    EXPECT_EQ(sent.at("/errors/0/pointer"), pointer) << sent.text;
  };
  wrong("amount_fen", 0, "/amount_fen");
  wrong("amount_fen", -100, "/amount_fen");
  wrong("amount_fen", 900'000'000'000'001, "/amount_fen");
  wrong("amount_fen", 1.5, "/amount_fen");
  wrong("amount_fen", 280'000'000'001, "/amount_fen");  // more than the whole investment
  wrong("on", "2999-01-01", "/on");
  wrong("on", "2020-12-31", "/on");  // before the agreement
  wrong("on", "2023-02-30", "/on");
  wrong("project", "01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a", "/project");
  wrong("project", sun_project_.c_str(), "/project");  // of another group
  wrong("currency", "USD", "/rate");
  wrong("currency", "usd", "/rate");
  wrong("rate", 7.0, "/rate");
  wrong("origin", "moon", "/origin");
  wrong("use", "fun", "/use");
  wrong("evidence", "trust me", "/evidence");
  wrong("id", "7", "/id");
  wrong("state", "passed", "/state");  // not to be set
  EXPECT_EQ(get(windy_, "/api/v1/payments?counted_from=2023-13").status, 400);
  EXPECT_EQ(get(windy_, "/api/v1/payments?rule=none").status, 404);
  EXPECT_EQ(get(windy_, "/api/v1/capital/summary?year=2023").status, 400);
  EXPECT_EQ(get(windy_, "/api/v1/payments").at("/total"), "0");
}

TEST_P(CapitalApi, FiguresOpenTheirRecords) {
  passed(project_, "2022-02-03", 200'000'000);
  passed(sun_project_, "2022-11-03", 500'000'000);
  passed(project_, "2023-01-10", 210'000'000);
  passed(sun_project_, "2023-03-30", 90'000'000);
  passed(sun_project_, "2023-04-01", 70'000'000);
  enter(manager_, input(project_, "2023-02-02", 60'000'000));  // not audited
  const auto sent = get(manager_, "/api/v1/capital/summary?year=2023&month=3");
  ASSERT_EQ(sent.status, 200) << sent.text;
  EXPECT_EQ(sent.at("/cumulative_fen"), "300000000");
  EXPECT_EQ(sent.at("/same_period_fen"), "200000000");
  EXPECT_DOUBLE_EQ(sent.body.at("growth").as_double(), 0.5);
  const auto rule = sent.at("/rule/id");
  const auto period = "rule=" + rule + "&counted_from=2023-01&counted_to=2023-03";
  EXPECT_EQ(sum(manager_, period), 300'000'000);
  for (const auto& row : sent.body.at("by_project").as_array()) {
    EXPECT_EQ(sum(manager_, period + "&project=" + std::string(row.at("id").as_string())), row.at("fen").as_int64());
  }
  for (const auto& row : sent.body.at("by_group").as_array()) {
    const auto group = "&group=" + std::string(row.at("group").at("id").as_string());
    EXPECT_EQ(sum(manager_, period + group), row.at("fen").as_int64());
    EXPECT_EQ(sum(manager_, "rule=" + rule + "&counted_from=2022-01&counted_to=2022-03" + group),
              row.at("last_fen").as_int64());
  }
  for (const auto& row : sent.body.at("by_origin").as_array()) {
    EXPECT_EQ(sum(manager_, period + "&origin=" + std::string(row.at("key").as_string())), row.at("fen").as_int64());
  }
  for (const auto& row : sent.body.at("months").as_array()) {
    const auto month = std::to_string(row.at("month").as_int64());
    const auto at = std::string(month.size() < 2 ? "-0" : "-") + month;
    if (row.at("month").as_int64() <= 3) {
      EXPECT_EQ(sum(manager_, "counted_from=2023" + at + "&counted_to=2023" + at), row.at("this_fen").as_int64());
    }
    EXPECT_EQ(sum(manager_, "counted_from=2022" + at + "&counted_to=2022" + at), row.at("last_fen").as_int64());
  }
  EXPECT_EQ(get(manager_, "/api/v1/payments?counted=false").at("/total"), "1");
  EXPECT_EQ(get(manager_, "/api/v1/payments?q=%E7%94%B5%E6%B1%A0").at("/total"), "3");  // 电池, by project
  // Pages add up to the list.
  const auto first = get(manager_, "/api/v1/payments?limit=4");
  ASSERT_EQ(first.body.at("items").as_array().size(), 4u);
  const auto rest = get(manager_, "/api/v1/payments?limit=4&cursor=" + first.at("/next"));
  EXPECT_EQ(rest.body.at("items").as_array().size(), 2u);
  EXPECT_EQ(rest.at("/sum_fen"), "null");
  for (const auto* target :
       {"/api/v1/payments?format=xlsx", "/api/v1/capital/summary?year=2023&month=3&format=xlsx"}) {
    EXPECT_EQ(get(manager_, target).text.substr(0, 2), "PK");
  }
  // Own groups' figures alone, on every route.
  EXPECT_EQ(get(windy_, "/api/v1/capital/summary?year=2023&month=3").at("/cumulative_fen"), "210000000");
  EXPECT_EQ(sum(windy_, period), 210'000'000);
  EXPECT_EQ(sum(windy_, period + "&project=" + sun_project_), 0);
  EXPECT_THAT(get(windy_, "/api/v1/payments").text, Not(HasSubstr("虚构电池项目")));
  const auto one = get(manager_, "/api/v1/payments?project=" + sun_project_).at("/items/0/id");
  EXPECT_EQ(get(windy_, "/api/v1/payments/" + one).status, 404);
  EXPECT_EQ(post(windy_, "/api/v1/payments/" + one + "/reverse", {{"on", "2023-05-01"}, {"reason", "试试"}}).status,
            404);
  EXPECT_EQ(get(user("dep", "department", {wind_}), "/api/v1/payments").status, 403);
  // The forecast as of the end of March, and of the running year.
  const auto forecast = get(manager_, "/api/v1/capital/forecast?year=2023&month=3");
  ASSERT_EQ(forecast.status, 200) << forecast.text;
  EXPECT_EQ(forecast.at("/cumulative_fen"), "300000000");
  EXPECT_LT(forecast.body.at("low_fen").as_int64(), forecast.body.at("high_fen").as_int64());
  EXPECT_EQ(forecast.body.at("parts").as_array().size(), 3u);
  EXPECT_EQ(
      get(manager_, "/api/v1/capital/forecast?year=" + std::to_string(day_in_china(instants_.now()).year())).status,
      200);
  EXPECT_EQ(get(manager_, "/api/v1/capital/forecast?year=2099").status, 400);
}

TEST_P(CapitalApi, RulesBasesAndCloses) {
  passed(project_, "2022-02-03", 200'000'000);
  passed(project_, "2023-01-10", 300'000'000);
  const auto first = get(manager_, "/api/v1/capital/rules");
  ASSERT_EQ(first.body.at("items").as_array().size(), 1u);
  const json::object wider{{"name", {{"zh", "新口径"}, {"en", "wider"}}},
                           {"valid_from", "2023-01-01"},
                           {"origins", {"abroad", "other-province", "other-city", "local"}},
                           {"uses", {"fixed-investment", "working-capital"}},
                           {"evidence", {"bank-voucher"}},
                           {"clock", "paid"},
                           {"base_restated", false}};
  EXPECT_EQ(post(windy_, "/api/v1/capital/rules", wider).status, 403);
  auto bad = wider;
  bad["origins"] = json::array();
  EXPECT_EQ(post(manager_, "/api/v1/capital/rules", bad).status, 422);
  const auto made = post(manager_, "/api/v1/capital/rules", wider);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/number"), "2");
  // In force from 2023; the year before is not known by it until its bases are stated.
  const auto target = "/api/v1/capital/summary?year=2023&month=1";
  EXPECT_EQ(get(manager_, target).at("/rule/id"), made.at("/id"));
  EXPECT_EQ(get(manager_, target).at("/growth"), "null");
  const json::object base{{"year", 2022},
                          {"month", 1},
                          {"rule", made.at("/id")},
                          {"yuan_fen", 240'000'000},
                          {"provenance", {{"source", "虚构公告"}, {"date", "2023-02-01"}, {"status", "reported"}}}};
  const auto put = [&](const Login& who, const json::object& body) {
    return send(who, kPut, "/api/v1/capital/bases", json::serialize(body));
  };
  EXPECT_EQ(put(windy_, base).status, 403);
  ASSERT_EQ(put(manager_, base).status, 200);
  EXPECT_DOUBLE_EQ(get(manager_, target).body.at("growth").as_double(), 0.25);
  EXPECT_EQ(get(windy_, target).at("/growth"), "null");  // the zone's basis is not the group's
  EXPECT_EQ(get(manager_, "/api/v1/capital/bases").body.at("items").as_array().size(), 1u);
  auto none = base;
  none["rule"] = "none";
  EXPECT_EQ(put(manager_, none).status, 422);
  // The old rule still counts as it did.
  EXPECT_EQ(get(manager_, std::string(target) + "&rule=" + first.at("/items/0/id")).at("/cumulative_fen"),
            "300000000");

  const json::object january{{"year", 2023}, {"month", 1}};
  EXPECT_EQ(post(windy_, "/api/v1/capital/closes", january).status, 403);
  const auto closed = post(manager_, "/api/v1/capital/closes", january);
  ASSERT_EQ(closed.status, 201) << closed.text;
  EXPECT_EQ(closed.at("/yuan_fen"), "300000000");
  EXPECT_EQ(post(manager_, "/api/v1/capital/closes", january).status, 409);
  EXPECT_EQ(post(manager_, "/api/v1/capital/closes", {{"year", 2098}, {"month", 1}}).status, 422);
  EXPECT_EQ(post(manager_, "/api/v1/capital/closes", {{"year", 2023}, {"month", 13}}).status, 422);
  EXPECT_EQ(get(windy_, "/api/v1/capital/closes").at("/items/0/month"), "1");
  const auto late = enter(manager_, input(project_, "2023-01-20", 10'000'000));
  EXPECT_EQ(get(manager_, "/api/v1/payments/" + late).at("/counted/counts"), "true");  // the rule of today: paid
  EXPECT_EQ(get(manager_, "/api/v1/payments/" + late).at("/counted/period"), "2023-02");
  EXPECT_EQ(get(manager_, target).at("/cumulative_fen"), "300000000");
  EXPECT_EQ(get(manager_, "/api/v1/capital/summary?year=2023&month=2").at("/cumulative_fen"), "310000000");
}

TEST_P(CapitalApi, AProjectHandedOverIsReadByItsNewGroupAndCountedForTheOld) {
  const auto id = passed(project_, "2023-01-05", 100'000'000);
  passed(sun_project_, "2023-02-05", 50'000'000);
  const auto summary = [&](const Login& who) { return get(who, "/api/v1/capital/summary?year=2023&month=3"); };
  EXPECT_EQ(summary(windy_).at("/by_project/0/name"), "虚构齿轮箱项目");
  const auto before = summary(manager_);
  const json::object now{{"name", "虚构齿轮箱项目"},
                         {"firm", {{"name", "虚构齿轮箱有限公司"}}},
                         {"group", solar_},
                         {"investment", 2.8e9},
                         {"agreement_on", "2021-01-01"}};
  const auto given = send(manager_, kPut, "/api/v1/projects/" + project_, json::serialize(now), "\"1\"");
  ASSERT_EQ(given.status, 200) << given.text;
  for (const auto& path : {"/api/v1/payments/" + id, "/api/v1/projects/" + project_,
                           "/api/v1/attachments/payments/" + id, "/api/v1/projects/" + project_ + "/landing-plans"}) {
    EXPECT_EQ(get(windy_, path).status, 404) << path;
    EXPECT_EQ(get(sunny_, path).status, 200) << path;
  }
  EXPECT_EQ(get(windy_, "/api/v1/payments").at("/total"), "0");
  EXPECT_EQ(get(sunny_, "/api/v1/payments").at("/total"), "2");
  EXPECT_EQ(get(sunny_, "/api/v1/payments/" + id).at("/group/id"), wind_);  // whose figure it is
  // The figures are those of before.
  const auto after = summary(manager_);
  EXPECT_EQ(after.at("/by_group"), before.at("/by_group"));
  EXPECT_EQ(summary(windy_).at("/cumulative_fen"), "100000000");
  EXPECT_EQ(summary(sunny_).at("/cumulative_fen"), "50000000");
  // Nothing of the project that it may not read, but the sum.
  EXPECT_THAT(summary(windy_).text, Not(HasSubstr("齿轮箱")));
  EXPECT_THAT(summary(windy_).text, Not(HasSubstr(project_)));
  EXPECT_EQ(summary(windy_).at("/by_project/0/id"), "");
  EXPECT_EQ(summary(windy_).at("/by_project/0/fen"), "100000000");
  // What is in a figure, as far as it may be read.
  EXPECT_EQ(sum(sunny_, "counted_from=2023-01&counted_to=2023-03"), 50'000'000);
  EXPECT_EQ(sum(manager_, "counted_from=2023-01&counted_to=2023-03&group=" + wind_), 100'000'000);
  EXPECT_THAT(get(user("auditor", "auditor"), "/api/v1/audit?action=hand-over").text, HasSubstr(project_));
}

TEST_P(CapitalApi, TheForecastShowsWhatIsNotSignedApart) {
  const auto url = "/api/v1/capital/forecast?year=" + std::to_string(day_in_china(instants_.now()).year());
  const auto before = get(manager_, url);
  ASSERT_EQ(before.status, 200) << before.text;
  EXPECT_EQ(before.at("/not_signed/projects"), "0");
  const auto made = post(windy_, "/api/v1/projects",
                         {{"name", "虚构储能项目"},
                          {"firm", {{"name", "虚构储能有限公司"}}},
                          {"group", wind_},
                          {"investment", 1e9},
                          {"likelihood", 50},
                          {"expected_start", to_string(day_in_china(instants_.now()))}});
  ASSERT_EQ(made.status, 201) << made.text;
  const auto after = get(manager_, url);
  EXPECT_EQ(after.at("/not_signed/projects"), "1");
  EXPECT_EQ(after.at("/not_signed/planned_fen"), "100000000000");
  EXPECT_EQ(after.at("/not_signed/weighted_fen"), "50000000000");
  bool apart = false;
  for (const auto& part : after.body.at("parts").as_array()) apart = apart || part.at("kind") == "not-signed";
  EXPECT_TRUE(apart) << after.text;
  EXPECT_EQ(get(sunny_, url).at("/not_signed/projects"), "0");  // of another group
}

ON_BOTH_ENGINES(CapitalApi);

}  // namespace
}  // namespace lianzhao::api
