// What is built on trips and visits, over HTTP: documents, counts and targets, a firm's history, search, the
// calendar, trip plans. On both engines.
#include <gmock/gmock.h>

#include <thread>

#include "records_world.h"
#include "support/xlsx_file.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

std::string uuid(int number) {
  return fmt::format("01934f2e-7c3a-7b1d-9a52-{:012x}", number);
}

class TripWork : public RecordsTest {
 protected:
  std::size_t count(const Login& who, const std::string& target) {
    return get(who, target).body.at("items").as_array().size();
  }
  void visit(const Login& who, int number, const std::string& group, const std::string& kind, const std::string& on,
             const std::string& firm = "") {
    json::object named{{"name", firm.empty() ? "随便" : firm}};
    if (firm.empty()) named["firm"] = firm_;
    json::object body{{"id", uuid(number)}, {"kind", kind}, {"on", on}, {"firm", named}, {"group", group}};
    if (!firm.empty()) body["place"] = 440300;
    const auto sent = post(who, "/api/v1/visits", body);
    ASSERT_EQ(sent.status, 201) << sent.text;
  }
  std::string trip(const Login& who, const std::string& group, const std::string& state = "done") {
    const auto sent = post(who, "/api/v1/trips",
                           {{"name", "珠三角，外出;招商"},
                            {"group", group},
                            {"cities", {440300}},
                            {"from", "2026-03-03"},
                            {"to", "2026-03-05"},
                            {"state", state}});
    EXPECT_EQ(sent.status, 201) << sent.text;
    return sent.at("/id");
  }
  std::string zip_bytes(const test::ZipParts& parts) {
    const auto path = home_ + "/tmp/parts.zip";
    EXPECT_TRUE(test::write_zip(path, parts));
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
};

TEST_P(TripWork, Documents) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto auditor = user("auditor", "auditor");
  visit(windy, 1, wind_, "visit", "2026-03-04");
  const auto path = "/api/v1/attachments/visits/" + uuid(1);
  const std::string pdf = "%PDF-1.7\nfirst", other = "%PDF-1.7\nsecond";
  const auto first = upload(windy, path + "?name=%E7%BA%AA%E8%A6%81.pdf&role=minutes", pdf);
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.at("/name"), "纪要.pdf");
  EXPECT_EQ(first.at("/number"), "1");
  EXPECT_EQ(first.at("/bytes"), "14");
  const auto again = upload(windy, path + "?name=%E7%BA%AA%E8%A6%81.pdf&role=minutes", pdf);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.at("/id"), first.at("/id"));
  EXPECT_EQ(upload(windy, path + "?name=%E7%BA%AA%E8%A6%81.pdf&role=minutes", other).at("/number"), "2");
  EXPECT_EQ(count(windy, path), 2u);
  EXPECT_EQ(get(windy, "/api/v1/visits/" + uuid(1)).body.at("attachments").as_array().size(), 2u);
  const auto file = get(windy, path + "/" + first.at("/id"));
  EXPECT_EQ(file.text, pdf);
  EXPECT_THAT(file.disposition, HasSubstr("attachment; filename="));
  EXPECT_THAT(file.disposition, HasSubstr("filename*=UTF-8''%E7%BA%AA%E8%A6%81.pdf"));
  EXPECT_EQ(file.type, "application/octet-stream");
  // Who does not see the record does not see its documents, nor by the path of a record of its own.
  visit(sunny, 2, solar_, "visit", "2026-03-04");
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(get(sunny, path + "/" + first.at("/id")).status, 404);
  EXPECT_EQ(get(sunny, "/api/v1/attachments/visits/" + uuid(2) + "/" + first.at("/id")).status, 404);
  EXPECT_EQ(upload(sunny, path + "?name=a.pdf", pdf).status, 404);
  EXPECT_EQ(upload(auditor, path + "?name=a.pdf", pdf).status, 403);
  EXPECT_EQ(get(auditor, path).status, 200);
  for (const auto* kind : {"leads", "projects", "problems"}) {
    EXPECT_EQ(get(windy, "/api/v1/attachments/" + std::string(kind) + "/" + uuid(1)).status, 404) << kind;
  }
  EXPECT_EQ(send(windy, kDelete, "/api/v1/visits/" + uuid(1), "", "\"1\"").status, 409);
}

TEST_P(TripWork, DocumentsThatAreRefused) {
  const auto windy = user("windy", "member", {wind_});
  visit(windy, 1, wind_, "visit", "2026-03-04");
  const auto path = "/api/v1/attachments/visits/" + uuid(1);
  const std::string types = "<Types/>";
  const auto docx = zip_bytes({{"[Content_Types].xml", types}, {"word/document.xml", "<w/>"}});
  const auto macros =
      zip_bytes({{"[Content_Types].xml", types}, {"word/document.xml", "<w/>"}, {"word/vbaProject.bin", "x"}});
  const std::tuple<const char*, std::string, int> cases[] = {
      {"..%2F..%2Fetc%2Fpasswd.txt", "text", 422},
      {"C%3A%5Cwindows%5Ca.txt", "text", 422},
      {".hidden.txt", "text", 422},
      {"%01.txt", "text", 400},
      {"no-ending", "text", 415},
      {"program.exe", "MZ", 415},
      {"page.html", "<script>", 415},
      {"program.pdf", std::string("MZ\x90\0", 4), 415},
      {"text.png", "not a picture", 415},
      {"zeros.txt", std::string("a\0b", 3), 415},
      {"late.txt", std::string(200'000, 'a') + std::string(1, '\0'), 415},
      {"zip.docx", zip_bytes({{"a.txt", "x"}}), 415},
      {"book.docx", zip_bytes(test::workbook("")), 415},
      {"macros.docx", macros, 415},
      {"cut.zip", docx.substr(0, 40), 415},
      {"empty.txt", "", 422},
      {"good.docx", docx, 201},
      {"GOOD.ZIP", docx, 201},
      {"a%3Ab.txt", "中文", 201},
      {"gb.csv", "\xd6\xd0\xce\xc4,1\r\n", 201},
      {"picture.jpeg", "\xff\xd8\xff\xe0...", 201},
      {"picture.png", "\x89PNG\r\n\x1a\n...", 201}};
  for (const auto& [name, bytes, status] : cases) {
    const auto sent = upload(windy, path + "?name=" + name, bytes);
    EXPECT_EQ(sent.status, status) << name << " " << sent.text;
  }
  EXPECT_EQ(count(windy, path), 6u);
  EXPECT_EQ(upload(windy, path + "?name=a.txt&role=..%2Fx", "x").status, 400);
  EXPECT_EQ(upload(windy, path, "x").status, 400);
  // Two gigabytes are refused by their length, before any of it is read.
  http::Request head;
  head.method = kPost;
  head.target = path + "?name=a.zip";
  head.host = "localhost";
  head.headers.add("X-CSRF-Token", windy.csrf);
  const auto rule = application_->body_rule(head);
  EXPECT_TRUE(rule.to_file);
  EXPECT_EQ(rule.max_bytes, 200u << 20);
}

TEST_P(TripWork, RatesAndTargets) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto manager = user("manager", "manager");
  trip(windy, wind_);
  trip(windy, wind_, "planned");
  visit(windy, 1, wind_, "visit", "2026-01-10");
  visit(windy, 2, wind_, "visit", "2026-02-10");
  visit(windy, 3, wind_, "return-visit", "2026-05-10");
  visit(windy, 4, wind_, "visit", "2026-02-10", "深圳虚构储能公司");
  visit(windy, 5, wind_, "return-visit", "2026-02-01", "深圳虚构储能公司");  // before the visit: it returned nothing
  visit(windy, 6, wind_, "reception", "2026-06-10", "深圳虚构储能公司");
  visit(sunny, 7, solar_, "visit", "2026-01-10");
  const auto rates = get(windy, "/api/v1/visits/rates?by=group");
  ASSERT_EQ(rates.status, 200) << rates.text;
  ASSERT_EQ(rates.body.at("items").as_array().size(), 1u);
  const auto& own = rates.body.at("items").at(0);
  EXPECT_EQ(json::serialize(own), json::serialize(json::object{{"key", wind_},
                                                               {"name", {{"zh", "wind"}, {"en", "wind"}}},
                                                               {"trips", 1},
                                                               {"visits", 3},
                                                               {"firms_visited", 2},
                                                               {"firms_returned", 1},
                                                               {"return_visits", 2},
                                                               {"receptions", 1},
                                                               {"rate", 0.5}}));
  EXPECT_EQ(count(manager, "/api/v1/visits/rates?by=group"), 2u);
  EXPECT_EQ(count(manager, "/api/v1/visits/rates?by=region"), 2u);
  EXPECT_EQ(get(windy, "/api/v1/visits/rates?by=group&from=2026-05-01").at("/items/0/rate"), "null");
  EXPECT_EQ(get(windy, "/api/v1/visits/rates").status, 400);

  const auto put = [&](const Login& who, const json::object& body) {
    return send(who, kPut, "/api/v1/group-targets", json::serialize(body));
  };
  EXPECT_EQ(put(windy, {{"group", wind_}, {"year", 2026}, {"indicator", "visits"}, {"target", 10}}).status, 403);
  ASSERT_EQ(put(manager, {{"group", wind_}, {"year", 2026}, {"indicator", "visits"}, {"target", 10}}).at("/actual"),
            "3");
  ASSERT_EQ(put(manager, {{"group", wind_}, {"year", 2026}, {"indicator", "visits"}, {"target", 12}}).status, 200);
  ASSERT_EQ(
      put(manager, {{"group", wind_}, {"year", 2026}, {"quarter", 2}, {"indicator", "return-visits"}, {"target", 4}})
          .at("/actual"),
      "1");
  for (const auto& [name, value] : {std::pair<const char*, json::value>{"indicator", "luck"},
                                    {"target", -1},
                                    {"target", 1e14},
                                    {"year", 1999},
                                    {"quarter", 5},
                                    {"group", json::string(uuid(9))}}) {
    json::object body{{"group", wind_}, {"year", 2026}, {"indicator", "visits"}, {"target", 10}};
    body[name] = value;
    EXPECT_EQ(put(manager, body).status, 422) << name;
  }
  const auto targets = get(windy, "/api/v1/group-targets?year=2026&group=" + wind_);
  ASSERT_EQ(targets.body.at("items").as_array().size(), 2u) << targets.text;  // set twice, one target
  EXPECT_EQ(get(windy, "/api/v1/group-targets?format=xlsx").text.substr(0, 2), "PK");
}

TEST_P(TripWork, HistoryAndSearch) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  visit(windy, 1, wind_, "visit", "2026-01-10");
  visit(windy, 2, wind_, "reception", "2026-02-10");
  trip(windy, wind_);
  const auto history = get(windy, "/api/v1/firms/" + firm_ + "/history");
  ASSERT_EQ(history.status, 200) << history.text;
  ASSERT_EQ(history.body.at("items").as_array().size(), 2u);
  EXPECT_EQ(history.at("/items/0/kind"), "reception");  // newest first
  EXPECT_EQ(count(sunny, "/api/v1/firms/" + firm_ + "/history"), 0u);
  const auto firm = "/api/v1/search?q=%E8%99%9A%E6%9E%84%E4%BC%A0%E5%8A%A8";  // 虚构传动
  EXPECT_THAT(get(windy, firm).text, HasSubstr("\"kind\":\"visit\""));
  EXPECT_THAT(get(sunny, firm).text, Not(HasSubstr("\"kind\":\"visit\"")));
  const auto name = "/api/v1/search?q=%E5%A4%96%E5%87%BA";  // 外出
  EXPECT_THAT(get(windy, name).text, HasSubstr("\"kind\":\"trip\""));
  EXPECT_THAT(get(sunny, name).text, Not(HasSubstr("\"kind\":\"trip\"")));
}

TEST_P(TripWork, Calendar) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto admin = user("admin", "administrator");
  const auto planned = post(windy, "/api/v1/trips",
                            {{"name", "珠三角，外出;招商"},
                             {"group", wind_},
                             {"cities", {440300}},
                             {"from", "2999-03-04"},
                             {"to", "2999-03-06"}});
  const auto id = planned.at("/id");
  ASSERT_EQ(
      post(windy, "/api/v1/visits",
           {{"id", uuid(1)},
            {"kind", "visit"},
            {"on", "2026-03-04"},
            {"firm", {{"name", "某虚构公司"}}},
            {"group", wind_},
            {"follow_ups", {{{"id", uuid(50)}, {"what", "寄资料"}, {"owner", sunny.user}, {"due", "2026-03-20"}}}}})
          .status,
      201);
  const auto own = post(windy, "/api/v1/calendar/token", json::object{});
  ASSERT_EQ(own.status, 200) << own.text;
  const auto feed = get({}, own.at("/path"));
  ASSERT_EQ(feed.status, 200) << feed.text;
  EXPECT_THAT(feed.type, HasSubstr("text/calendar"));
  EXPECT_THAT(feed.text, HasSubstr("UID:trip-" + id + "@lianzhao"));
  EXPECT_THAT(feed.text, HasSubstr("SUMMARY:外出招商 珠三角，外出\\;招商"));
  EXPECT_THAT(feed.text, HasSubstr("DTEND;VALUE=DATE:29990307"));
  EXPECT_THAT(feed.text, Not(HasSubstr("寄资料")));  // another's
  const auto others = post(sunny, "/api/v1/calendar/token", json::object{});
  const auto other = get({}, others.at("/path"));
  EXPECT_THAT(other.text, Not(HasSubstr("trip-")));
  EXPECT_THAT(other.text, HasSubstr("UID:follow-up-" + uuid(50) + "@lianzhao"));
  // A new address ends the one before; a wrong one and one of a user who left are none.
  const auto next = post(windy, "/api/v1/calendar/token", json::object{});
  EXPECT_EQ(get({}, own.at("/path")).status, 404);
  EXPECT_EQ(get({}, next.at("/path")).status, 200);
  EXPECT_EQ(get({}, "/api/v1/calendar.ics?token=" + std::string(43, 'A')).status, 404);
  EXPECT_EQ(get({}, "/api/v1/calendar.ics?token=").status, 404);
  const auto seen = get(admin, "/api/v1/users/" + windy.user);
  ASSERT_EQ(send(admin, kPatch, "/api/v1/users/" + windy.user, R"({"active":false})", seen.etag).status, 200);
  EXPECT_EQ(get({}, next.at("/path")).status, 404);
  EXPECT_THAT(get(admin, "/api/v1/audit").text,
              Not(HasSubstr(next.at("/path").substr(next.at("/path").find('=') + 1))));
}

TEST_P(TripWork, PlansBecomeTrips) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto ready = [&](const Login& who, const std::string& path) {
    auto plan = get(who, path);
    for (int i = 0; i < 400 && plan.at("/state") == "computing"; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      plan = get(who, path);
    }
    return plan;
  };
  json::object asked{{"name", "三月外出"},
                     {"start", "2999-03-04"},
                     {"days", 5},
                     {"seconds", 0.5},
                     {"groups", {{{"group", wind_}, {"people", 3}}}},
                     {"nodes", {"wind.gearbox"}}};
  const auto made = post(windy, "/api/v1/trip-plans", asked);
  ASSERT_EQ(made.status, 202) << made.text;
  const auto path = "/api/v1/trip-plans/" + made.at("/id");
  auto plan = ready(windy, path);
  ASSERT_EQ(plan.at("/state"), "ready") << plan.text;
  ASSERT_EQ(plan.body.at("routes").as_array().size(), 1u) << plan.text;
  EXPECT_THAT(plan.text, HasSubstr("杭州虚构传动有限公司"));
  EXPECT_THAT(plan.text, HasSubstr("南京虚构齿轮箱制造有限公司"));
  EXPECT_EQ(plan.at("/routes/0/days/0/stops/0/kind"), "travel");
  EXPECT_EQ(plan.at("/routes/0/days/0/stops/0/leg/from/code"), "620900");
  // It is its maker's alone.
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(count(sunny, "/api/v1/trip-plans"), 0u);
  EXPECT_EQ(post(sunny, "/api/v1/trip-plans", asked).status, 403);
  // Again, around a pin and a ban.
  asked["bans"] = json::array{firm_};
  asked["days"] = 4;
  const auto again = send(windy, kPut, path, json::serialize(asked), plan.etag);
  ASSERT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(send(windy, kPut, path, json::serialize(asked), "\"1\"").status, 409);
  plan = ready(windy, path);
  ASSERT_EQ(plan.at("/state"), "ready") << plan.text;
  EXPECT_EQ(plan.at("/unvisited/0/firm/firm"), firm_);
  EXPECT_EQ(plan.at("/unvisited/0/reason/en"), "Banned");
  // Bad questions.
  const std::pair<const char*, json::value> wrong[] = {{"days", 0},
                                                       {"groups", json::array{}},
                                                       {"nodes", {"no.such"}},
                                                       {"lists", {uuid(3)}},
                                                       {"seconds", 100},
                                                       {"pins", {{{"firm", firm_}, {"day", 9}}}},
                                                       {"pins", {{{"firm", firm_}}}},
                                                       {"pins", {{{"firm", "n000000000000000000000000"}}}}};
  for (const auto& [name, value] : wrong) {
    auto body = asked;
    body[name] = value;
    EXPECT_EQ(post(windy, "/api/v1/trip-plans", body).status, 422) << name << json::serialize(value);
  }
  // Adopted, once, by one who saw it as it is.
  EXPECT_EQ(send(windy, kPost, path + "/adopt", "", "\"1\"").status, 409);
  const auto adopted = send(windy, kPost, path + "/adopt", "", plan.etag);
  ASSERT_EQ(adopted.status, 200) << adopted.text;
  ASSERT_EQ(adopted.body.at("items").as_array().size(), 1u);
  EXPECT_EQ(adopted.at("/items/0/plan"), made.at("/id"));
  EXPECT_EQ(adopted.at("/items/0/region"), "yangtze-delta");
  plan = get(windy, path);
  EXPECT_EQ(plan.at("/state"), "adopted");
  EXPECT_EQ(send(windy, kPost, path + "/adopt", "", plan.etag).status, 409);
  EXPECT_EQ(send(windy, kPut, path, json::serialize(asked), plan.etag).status, 409);
  EXPECT_EQ(send(windy, kDelete, path, "", plan.etag).status, 409);
  EXPECT_EQ(count(windy, "/api/v1/trips"), 1u);
  const auto feed = get({}, post(windy, "/api/v1/calendar/token", json::object{}).at("/path"));
  EXPECT_THAT(feed.text, HasSubstr("SUMMARY:拜访 南京虚构齿轮箱制造有限公司"));
  // One whose job is over and left nothing has failed, in whatever answer it is shown.
  const auto lost = post(windy, "/api/v1/trip-plans", asked);
  const auto lost_path = "/api/v1/trip-plans/" + lost.at("/id");
  const auto found = ready(windy, lost_path);
  const auto& plans = backend_->ledger().trip_plans;
  const auto unanswered = plans.update(system(), lost.at("/id"), std::stoll(found.etag.substr(1)), [](auto& record) {
    record.state = "computing";
    return Status();
  });
  ASSERT_TRUE(unanswered) << unanswered.error().message;
  EXPECT_EQ(get(windy, lost_path).at("/state"), "failed");
  EXPECT_EQ(get(windy, lost_path).at("/routes"), "[]");
  EXPECT_EQ(get(windy, "/api/v1/trip-plans").at("/items/0/state"), "failed");
  EXPECT_EQ(send(windy, kPut, lost_path, json::serialize(asked), "\"1\"").at("/current/state"), "failed");
  EXPECT_EQ(send(windy, kDelete, lost_path, "", "\"1\"").at("/current/state"), "failed");
  EXPECT_EQ(send(windy, kPost, lost_path + "/adopt", "", "\"1\"").at("/current/state"), "failed");
  // Another one, removed.
  const auto second = post(windy, "/api/v1/trip-plans", asked);
  const auto done = ready(windy, "/api/v1/trip-plans/" + second.at("/id"));
  EXPECT_EQ(send(windy, kDelete, "/api/v1/trip-plans/" + second.at("/id"), "", done.etag).status, 204);
}

ON_BOTH_ENGINES(TripWork);

}  // namespace
}  // namespace lianzhao::api
