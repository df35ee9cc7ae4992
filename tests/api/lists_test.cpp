// Lists: filters that no record can match are refused, exports speak the reader's language and ask the database a
// bounded number of times, what cannot be read is an error or a marked row. And: an edit changes what its body names.
#include <gmock/gmock.h>

#include "api/listed_words.h"
#include "negotiation_world.h"
#include "registry/input/xlsx_sheet.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Lists : public NegotiationTest {
 protected:
  void SetUp() override {
    NegotiationTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    manager_ = user("manager", "manager");
    admin_ = user("admin", "administrator");
  }
  json::object visit(int number) {
    return {{"id", fmt::format("5f0c0c3e-0000-4000-8000-{:012}", number)},
            {"group", wind_},
            {"kind", "return-visit"},
            {"on", days_ago(3)},
            {"firm", {{"name", "酒泉虚构设备有限公司"}}},
            {"people", json::array{{{"name", "王试"}, {"title", "经理"}, {"phone", "0937-1234567转801"}}}},
            {"topics", "产线"},
            {"needs", "用地"},
            {"interest", "high"}};
  }
  json::object lead(const std::string& title) {
    return {
        {"title", title},       {"firm", {{"name", title + "有限公司"}}},
        {"group", wind_},       {"source", "referral"},
        {"introducer", "赵某"}, {"node", "wind.gearbox"},
        {"note", "备注"},       {"facts", {{"process", "装配"}, {"investment", 1e8}, {"jobs", 30}, {"land_mu", 20}}}};
  }
  json::object trip() {
    return {{"name", "长三角外出招商"},
            {"group", wind_},
            {"from", days_ago(5)},
            {"to", days_ago(2)},
            {"purpose", "对接齿轮箱"},
            {"result", "达成意向"},
            {"state", "done"},
            {"cost", 1200.5},
            {"firms", json::array{{{"name", "酒泉虚构设备有限公司"}}}}};
  }
  Sent edit(const std::string& path, const json::object& body) {
    const auto now = get(manager_, path);
    return send(manager_, kPut, path, json::serialize(body), now.etag);
  }
  // All cells of a workbook but those of the header.
  std::vector<std::string> cells_of(const Sent& book) {
    const auto path = home_ + "/tmp/list.xlsx";
    std::ofstream(path, std::ios::binary) << book.text;
    std::vector<std::string> out;
    const auto sheet = registry::XlsxSheet::open(path, {});
    EXPECT_TRUE(sheet);
    if (!sheet) return out;
    bool header = true;
    const registry::XlsxSheet::RowSink sink = [&](std::uint64_t, std::vector<std::string>& cells, bool) {
      if (!std::exchange(header, false)) out.insert(out.end(), cells.begin(), cells.end());
      return true;
    };
    while (!(*sheet)->ended()) {
      if (!(*sheet)->read(sink)) break;
    }
    return out;
  }
  // One of everything that lists show.
  void fill() {
    EXPECT_EQ(post(manager_, "/api/v1/visits", visit(1)).status, 201);
    EXPECT_EQ(post(manager_, "/api/v1/trips", trip()).status, 201);
    EXPECT_EQ(post(manager_, "/api/v1/leads", lead("虚构轴承")).status, 201);
    project_ = make_project(manager_, full_project("虚构项目"));
    EXPECT_EQ(post(manager_, project_ + "/problems",
                   {{"title", "用地"}, {"owner", manager_.user}, {"due", days_ago(-5)}, {"level", "leader"}})
                  .status,
              201);
    const auto provenance = json::object{{"source", "虚构公告"}, {"date", "2025-06-30"}, {"status", "reported"}};
    EXPECT_EQ(post(manager_, "/api/v1/local-firms",
                   {{"name", "本地"}, {"node", "wind.gearbox"}, {"stage", "building"}, {"provenance", provenance}})
                  .status,
              201);
    EXPECT_EQ(post(manager_, "/api/v1/ties",
                   {{"local", "本地"}, {"outside", "外地企业"}, {"kind", "supplier"}, {"provenance", provenance}})
                  .status,
              201);
    EXPECT_EQ(
        post(manager_, "/api/v1/target-lists", {{"name", "名单"}, {"node", "wind.gearbox"}, {"group", wind_}}).status,
        201);
    EXPECT_EQ(send(manager_, kPut, "/api/v1/group-targets",
                   json::serialize(json::object{
                       {"group", wind_}, {"year", 2026}, {"indicator", "arrived-capital"}, {"target", 100}}))
                  .status,
              200);
  }
  Login manager_, admin_;
  std::string project_;
};

TEST_P(Lists, RefuseWhatNoRecordCanBe) {
  const std::string none = "5f0c0c3e-0000-4000-8000-000000000099";
  for (const auto& [list, filter] :
       std::initializer_list<std::pair<const char*, const char*>>{{"leads", "state"},
                                                                  {"leads", "source"},
                                                                  {"leads", "group"},
                                                                  {"leads", "node"},
                                                                  {"projects", "stage"},
                                                                  {"projects", "group"},
                                                                  {"projects", "node"},
                                                                  {"projects", "firm"},
                                                                  {"projects", "activity"},
                                                                  {"problems", "project"},
                                                                  {"problems", "owner"},
                                                                  {"problems", "state"},
                                                                  {"problems", "level"},
                                                                  {"visits", "group"},
                                                                  {"visits", "trip"},
                                                                  {"visits", "region"},
                                                                  {"visits", "kind"},
                                                                  {"visits", "interest"},
                                                                  {"trips", "group"},
                                                                  {"trips", "region"},
                                                                  {"trips", "state"},
                                                                  {"follow-ups", "owner"},
                                                                  {"follow-ups", "state"},
                                                                  {"payments", "project"},
                                                                  {"payments", "group"},
                                                                  {"payments", "state"},
                                                                  {"payments", "origin"},
                                                                  {"payments", "use"},
                                                                  {"payments", "evidence"},
                                                                  {"payments", "counted"},
                                                                  {"payments", "counted_from"},
                                                                  {"target-lists", "group"},
                                                                  {"target-lists", "state"},
                                                                  {"target-lists", "firm"},
                                                                  {"users", "group"},
                                                                  {"users", "active"},
                                                                  {"groups", "kind"},
                                                                  {"group-targets", "group"},
                                                                  {"group-targets", "year"},
                                                                  {"local-firms", "node"},
                                                                  {"local-firms", "chain"},
                                                                  {"audit", "actor"},
                                                                  {"audit", "from"},
                                                                  {"planned-projects", "node"}}) {
    const auto target = fmt::format("/api/v1/{}?{}=nonsense", list, filter);
    const auto sent = get(admin_, target);
    EXPECT_EQ(sent.status, 400) << target << " " << sent.text;
    if (sent.status == 400) EXPECT_EQ(sent.at("/errors/0/pointer"), std::string("?") + filter) << sent.text;
  }
  for (const auto* list :
       {"leads", "projects", "problems", "visits", "trips", "follow-ups", "payments", "target-lists", "users",
        "groups", "local-firms", "planned-projects", "ties", "trip-plans"}) {
    const auto at = fmt::format("/api/v1/{}", list);
    EXPECT_EQ(get(admin_, at).status, 200) << at;
    for (const auto* wrong : {"sort=nonsense", "nonsense=1", "limit=0", "limit=x", "cursor=nonsense", "format=pdf"}) {
      const auto sent = get(admin_, at + "?" + wrong);
      EXPECT_EQ(sent.status, 400) << at << "?" << wrong << " " << sent.text;
    }
  }
  // What may be there, and is not, is an empty list.
  EXPECT_EQ(get(admin_, "/api/v1/problems?project=" + none).status, 200);
  EXPECT_EQ(get(admin_, "/api/v1/visits?region=-").status, 200);
  EXPECT_EQ(get(admin_, "/api/v1/leads?state=new&group=" + wind_).status, 200);
  EXPECT_EQ(get(admin_, "/api/v1/projects?firm=" + firm_).status, 200);
}

// The answer to a write is what is read afterwards.
TEST_P(Lists, AWriteAnswersWhatIsReadAfterwards) {
  fill();
  const auto same = [&](const Sent& written, const std::string& path) {
    ASSERT_LT(written.status, 300) << path << " " << written.text;
    const auto read = get(manager_, path);
    EXPECT_EQ(written.body, read.body) << path << "\n" << written.text << "\n" << read.text;
    EXPECT_EQ(written.etag, read.etag) << path;
  };
  const auto made_visit = post(manager_, "/api/v1/visits", visit(2));
  const auto visit_path = "/api/v1/visits/" + made_visit.at("/id");
  same(made_visit, visit_path);
  auto changed = visit(2);
  changed["topics"] = "再谈";
  same(edit(visit_path, changed), visit_path);
  const auto made_trip = post(manager_, "/api/v1/trips", trip());
  const auto trip_path = "/api/v1/trips/" + made_trip.at("/id");
  same(made_trip, trip_path);
  same(edit(trip_path, trip()), trip_path);
  const auto made_lead = post(manager_, "/api/v1/leads", lead("虚构电机"));
  const auto lead_path = "/api/v1/leads/" + made_lead.at("/id");
  same(made_lead, lead_path);
  same(edit(lead_path, lead("虚构电机二")), lead_path);
  same(edit(project_, full_project("虚构项目二")), project_);
  // A list of targets has no single records: the item of the list is the same.
  const auto rule = post(admin_, "/api/v1/capital/rules",
                         {{"name", {{"zh", "口径"}, {"en", "rule"}}},
                          {"valid_from", "2020-01-01"},
                          {"origins", {"abroad", "other-province", "other-city", "local"}},
                          {"uses", {"fixed-investment", "working-capital", "equity", "other"}},
                          {"evidence", {"bank-voucher", "invoice", "site-check", "none"}},
                          {"clock", "paid"}});
  ASSERT_EQ(rule.status, 201) << rule.text;
  const auto day = backend_->ledger().projects.today();
  const auto year = std::stoi(to_string(day).substr(0, 4));
  const auto paid = post(manager_, "/api/v1/payments",
                         {{"id", "5f0c0c3e-0000-4000-8000-0000000000aa"},
                          {"project", project_.substr(project_.rfind('/') + 1)},
                          {"on", to_string(day)},
                          {"amount_fen", 500'000},
                          {"origin", "other-province"},
                          {"use", "fixed-investment"},
                          {"evidence", "bank-voucher"}});
  ASSERT_EQ(paid.status, 201) << paid.text;
  const auto passed =
      post(admin_, "/api/v1/payments/" + paid.at("/id") + "/audit", {{"state", "passed"}, {"on", to_string(day)}});
  ASSERT_EQ(passed.status, 200) << passed.text;
  const auto saved = send(manager_, kPut, "/api/v1/group-targets",
                          json::serialize(json::object{
                              {"group", wind_}, {"year", year}, {"indicator", "arrived-capital"}, {"target", 200}}));
  ASSERT_EQ(saved.status, 200) << saved.text;
  const auto listed = get(manager_, fmt::format("/api/v1/group-targets?year={}&group={}", year, wind_));
  EXPECT_THAT(listed.body.at("items").as_array(), Contains(saved.body)) << saved.text << listed.text;
  EXPECT_EQ(saved.at("/actual"), "5000");
}

TEST_P(Lists, AnEditChangesWhatItsBodyNames) {
  fill();
  const auto keeps = [&](const std::string& path, const json::object& whole, const json::object& least,
                         const std::vector<std::string>& kept) {
    ASSERT_EQ(edit(path, whole).status, 200) << path;
    const auto before = get(manager_, path);
    const auto after = edit(path, least);
    ASSERT_EQ(after.status, 200) << after.text;
    for (const auto& pointer : kept) EXPECT_EQ(after.at(pointer), before.at(pointer)) << path << pointer;
  };
  const auto made_lead = post(manager_, "/api/v1/leads", lead("虚构电机"));
  const auto lead_path = "/api/v1/leads/" + made_lead.at("/id");
  auto least_lead = lead("虚构电机");
  for (const auto* field : {"introducer", "node", "note", "facts"}) least_lead.erase(field);
  keeps(lead_path, lead("虚构电机"), least_lead,
        {"/introducer", "/node", "/note", "/facts", "/state", "/received_on"});
  auto emptied = least_lead;
  emptied["note"] = nullptr;
  emptied["facts"] = json::object{{"jobs", nullptr}};
  const auto after = edit(lead_path, emptied);
  EXPECT_EQ(after.at("/note"), "");
  EXPECT_EQ(after.at("/facts/jobs"), "null");
  EXPECT_EQ(after.at("/facts/process"), "装配");
  auto least_visit = visit(1);
  for (const auto* field : {"people", "topics", "needs", "interest"}) least_visit.erase(field);
  keeps("/api/v1/visits/" + std::string(visit(1)["id"].as_string()), visit(1), least_visit,
        {"/people", "/topics", "/needs", "/interest", "/place"});
  const auto made_trip = post(manager_, "/api/v1/trips", trip());
  auto least_trip = trip();
  for (const auto* field : {"purpose", "result", "state", "cost", "firms"}) least_trip.erase(field);
  keeps("/api/v1/trips/" + made_trip.at("/id"), trip(), least_trip,
        {"/purpose", "/result", "/state", "/cost", "/firms", "/region"});
  keeps(project_, full_project("虚构项目"), bare_project("虚构项目"),
        {"/investment", "/foreign", "/process", "/lead_official", "/expected_production", "/node", "/land_mu"});
  const auto contacts = "/api/v1/firms/" + firm_ + "/contacts";
  const auto contact =
      post(manager_, contacts, {{"name", "王试"}, {"phone", "13800138000（微信同号）"}, {"title", "总"}});
  ASSERT_EQ(contact.status, 201) << contact.text;
  const auto renamed = send(manager_, kPut, contacts + "/" + contact.at("/id"), R"({"name":"李试"})", contact.etag);
  ASSERT_EQ(renamed.status, 200) << renamed.text;
  EXPECT_EQ(renamed.at("/phone"), contact.at("/phone"));
  EXPECT_EQ(renamed.at("/title"), "总");
}

// What is refused on creation is refused on edit.
TEST_P(Lists, GroupsAreCheckedOnEditToo) {
  const auto notes = "/api/v1/firms/" + firm_ + "/notes";
  EXPECT_EQ(post(manager_, notes, {{"text", "甲"}, {"group", "nonsense"}}).at("/errors/0/pointer"), "/group");
  const auto note = post(manager_, notes, {{"text", "甲"}, {"group", wind_}});
  ASSERT_EQ(note.status, 201) << note.text;
  const auto path = notes + "/" + note.at("/id");
  const auto wrong = send(manager_, kPut, path, R"({"text":"乙","group":"nonsense"})", note.etag);
  EXPECT_EQ(wrong.status, 422) << wrong.text;
  EXPECT_EQ(wrong.at("/errors/0/pointer"), "/group");
  const auto moved =
      send(manager_, kPut, path, json::serialize(json::object{{"text", "乙"}, {"group", solar_}}), note.etag);
  EXPECT_EQ(moved.at("/group/id"), solar_);
  const auto user = get(admin_, "/api/v1/users/" + manager_.user);
  const auto grouped =
      send(admin_, kPatch, "/api/v1/users/" + manager_.user, R"({"groups":["nonsense"]})", user.etag);
  EXPECT_EQ(grouped.status, 422) << grouped.text;
  EXPECT_EQ(grouped.at("/errors/0/pointer"), "/groups");
}

// No cell of a Chinese workbook is a value as the contract spells it.
TEST_P(Lists, WorkbooksSpeakTheReadersLanguage) {
  fill();
  std::vector<std::string> spelled{
      "referral", "target",   "new",      "sorted",         "following",       "return-visit", "visit",
      "high",     "low",      "none",     "done",           "planned",         "active",       "paused",
      "leader",   "group",    "open",     "solved",         "building",        "running",      "reported",
      "derived",  "supplier", "industry", "create",         "arrived-capital", "lead",         "project",
      "update",   "user",     "sign-in",  "other-province", "visited"};
  for (const auto* list : {"leads", "projects", "problems", "visits", "trips", "follow-ups", "target-lists", "groups",
                           "local-firms", "ties", "group-targets", "audit"}) {
    const auto book = get(admin_, fmt::format("/api/v1/{}?format=xlsx", list));
    ASSERT_EQ(book.status, 200) << list << " " << book.text.substr(0, 200);
    const auto cells = cells_of(book);
    EXPECT_FALSE(cells.empty() && std::string_view(list) != "follow-ups") << list;
    for (const auto& word : spelled) {
      EXPECT_THAT(cells, Not(Contains(word))) << list;
    }
  }
  EXPECT_EQ(words_of(Listed::kLeadSource, "referral").zh, "以商招商推荐");
  EXPECT_EQ(words_of(Listed::kLeadSource, "of-tomorrow").zh, "of-tomorrow");
}

// A damaged record is marked in its list, tells its place when opened, and loses nothing.
TEST_P(Lists, DamagedRecordsStay) {
  fill();
  const auto id = std::string(visit(1)["id"].as_string()), path = "/api/v1/visits/" + id;
  const std::string stored = R"([{"name":"王试","phone":)";
  const auto damage = [&](const std::string& sql) {
    const auto done =
        backend_->ledger().tools.database.write([&](store::Transaction& tx) { return tx.execute(sql, {}); });
    ASSERT_TRUE(done) << done.error().message;
  };
  damage("UPDATE visits SET people = '" + stored + "'");
  damage("UPDATE trips SET firms = '{\"firm\":', cities = '[\"x\"]'");
  const auto listed = get(manager_, "/api/v1/visits");
  EXPECT_THAT(listed.at("/items/0/people/0/name"), HasSubstr("无法读取")) << listed.text;
  EXPECT_THAT(listed.text, Not(HasSubstr("王试")));
  const auto shown = get(manager_, path);
  auto body = visit(1);
  body["people"] = shown.body.at("people");
  body["topics"] = "再谈";
  const auto saved = edit(path, body);
  ASSERT_EQ(saved.status, 200) << saved.text;
  const auto clear = post(manager_, path + "/people", {{"reason", "核对"}});
  EXPECT_THAT(clear.at("/people/0/name"), HasSubstr(stored)) << clear.text;
  const auto trips = get(manager_, "/api/v1/trips");
  EXPECT_THAT(trips.at("/items/0/firms/0/name"), HasSubstr("无法读取")) << trips.text;
  EXPECT_THAT(trips.at("/items/0/cities/0/name/zh"), HasSubstr("无法读取")) << trips.text;
  EXPECT_EQ(get(manager_, "/api/v1/visits?format=xlsx").status, 200);
}

ON_BOTH_ENGINES(Lists);

}  // namespace
}  // namespace lianzhao::api
