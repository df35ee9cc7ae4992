// Records over HTTP: who may what on every route, own groups, masking, stale versions, bad input, the engine kept up
// with the records. On both engines.
#include <gmock/gmock.h>

#include <thread>

#include "records_world.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;
using ::testing::Not;

class Records : public RecordsTest {};

constexpr auto kProvenance = R"({"source":"虚构公告","date":"2025-06-30","status":"reported"})";

json::object local_firm(const std::string& name, double capacity) {
  return {{"name", name},
          {"node", "wind.gearbox"},
          {"capacity", capacity},
          {"stage", "running"},
          {"provenance", json::parse(kProvenance)}};
}

// The table of routes against the table of permissions: a role without the permission gets 403, any other does not.
TEST_P(Records, EveryRouteForEveryRole) {
  const std::string uuid = "01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a";
  for (std::size_t r = 0; r < ledger::kRoles; ++r) {
    const auto role = std::string(name_of(static_cast<ledger::Role>(r)));
    const auto who = user("role-" + role, role, {wind_});
    for (const auto& route : routes()) {
      const std::string pattern(route.pattern);
      if (!pattern.starts_with("/api/v1/") || (route.flags & kPublic) != 0) continue;
      if (pattern.starts_with("/api/v1/session")) continue;  // they end the session
      std::string target;
      for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{') {
          target += pattern[i];
          continue;
        }
        const auto end = pattern.find('}', i);
        const auto part = pattern.substr(i + 1, end - i - 1);
        target += part == "chain" ? "wind" : part == "node" ? "wind.gearbox" : part == "firm" ? firm_ : uuid;
        i = end;
      }
      const auto sent = send(who, route.method, target, http::is_safe(route.method) ? "" : "{}", "\"1\"");
      bool allowed = (route.flags & kAnyUser) != 0;
      for (const auto& grant : ledger::grants()) {
        allowed = allowed || (name_of(grant.role) == role && name_of(grant.permission) == route.permission);
      }
      const bool refused = sent.status == 403 && sent.at("/code") == "forbidden";
      EXPECT_EQ(refused, !allowed) << role << " " << http::name_of(route.method) << " " << target << " "
                                   << sent.status << " " << sent.text.substr(0, 200);
      EXPECT_LT(sent.status, 500) << role << " " << target << " " << sent.text.substr(0, 200);
      EXPECT_EQ(send({}, route.method, target).status, 401) << target;
    }
  }
}

TEST_P(Records, SessionsAndPasswords) {
  const auto admin = user("admin", "administrator");
  auto made = post(
      admin, "/api/v1/users",
      {{"login", "li.lei"}, {"name", "甲某"}, {"roles", {"member"}}, {"groups", {wind_}}, {"phone", "13900001234"}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/user/phone"), "13900001234");  // who manages users sees it
  EXPECT_EQ(made.at("/user/groups/0/id"), wind_);
  EXPECT_EQ(post(admin, "/api/v1/users", {{"login", "LI.LEI"}, {"name", "乙"}, {"roles", {"member"}}}).status, 422);
  EXPECT_EQ(post(admin, "/api/v1/users", {{"login", "li.lei"}, {"name", "乙"}, {"roles", {"member"}}}).status, 409);
  const auto fresh = sign_in("li.lei", made.at("/one_time_password"));
  // Until the password is changed there is the session alone.
  EXPECT_EQ(get(fresh, "/api/v1/chains").at("/code"), "must-change-password");
  EXPECT_EQ(get(fresh, "/api/v1/session").at("/must_change_password"), "true");
  const auto wrong =
      post(fresh, "/api/v1/session/password", {{"old_password", "x"}, {"new_password", "battery staple 9"}});
  EXPECT_EQ(wrong.status, 422) << wrong.text;
  EXPECT_EQ(wrong.at("/errors/0/pointer"), "/old_password");
  const auto weak = post(fresh, "/api/v1/session/password",
                         {{"old_password", made.at("/one_time_password")}, {"new_password", "short"}});
  EXPECT_EQ(weak.at("/errors/0/pointer"), "/new_password");
  const auto other = sign_in("li.lei", made.at("/one_time_password"));
  EXPECT_EQ(post(fresh, "/api/v1/session/password",
                 {{"old_password", made.at("/one_time_password")}, {"new_password", "battery staple 9"}})
                .status,
            200);
  EXPECT_EQ(get(fresh, "/api/v1/chains").status, 200);
  EXPECT_EQ(get(other, "/api/v1/session").status, 401);  // the other session ended
  // Another browser of the same user, ended from here.
  const auto second = sign_in("li.lei", "battery staple 9");
  const auto list = get(fresh, "/api/v1/session/list");
  ASSERT_EQ(list.body.at("items").as_array().size(), 2u);
  for (const auto& row : list.body.at("items").as_array()) {
    if (row.at("current").as_bool()) continue;
    EXPECT_EQ(send(fresh, kDelete, "/api/v1/session/list/" + std::string(row.at("id").as_string())).status, 204);
  }
  EXPECT_EQ(get(second, "/api/v1/session").status, 401);
  // Rights taken away count at once, also for answers that lie ready.
  EXPECT_EQ(get(fresh, "/api/v1/chains").status, 200);
  const auto id = made.at("/user/id");
  const auto seen = get(admin, "/api/v1/users/" + id);
  const auto locked = send(admin, kPatch, "/api/v1/users/" + id, R"({"active":false})", seen.etag);
  ASSERT_EQ(locked.status, 200) << locked.text;
  EXPECT_EQ(get(fresh, "/api/v1/chains").status, 401);
  EXPECT_EQ(send(admin, kDelete, "/api/v1/session").status, 204);
  EXPECT_EQ(get(admin, "/api/v1/session").status, 401);
}

TEST_P(Records, ForgedAndThrottled) {
  const auto who = user("manager", "manager");
  EXPECT_EQ(get({"forged", "", ""}, "/api/v1/session").status, 401);
  EXPECT_EQ(get({std::string(43, 'A'), "", ""}, "/api/v1/session").status, 401);
  for (const auto* csrf : {"", "wrong"}) {
    EXPECT_EQ(post({who.token, csrf, ""}, "/api/v1/target-lists", {{"name", "x"}}).at("/code"), "csrf");
  }
  int last = 0;
  for (int i = 0; i < 8; ++i) last = post({}, "/api/v1/session", {{"login", "manager"}, {"password", "no"}}).status;
  EXPECT_EQ(last, 429);
  const auto wait = post({}, "/api/v1/session", {{"login", "manager"}, {"password", "no"}});
  EXPECT_GT(wait.body.at("retry_after").as_int64(), 0);
  EXPECT_THAT(wait.at("/detail"), HasSubstr("秒后再试"));
}

TEST_P(Records, OwnGroupsOnly) {
  const auto manager = user("manager", "manager");
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto made =
      post(manager, "/api/v1/target-lists", {{"name", "齿轮箱名单"}, {"node", "wind.gearbox"}, {"group", wind_}});
  ASSERT_EQ(made.status, 201) << made.text;
  const auto path = "/api/v1/target-lists/" + made.at("/id");
  const auto full = post(manager, path + "/items", {{"firms", {{{"firm", firm_}, {"score", 3.5}}}}});
  ASSERT_EQ(full.status, 200) << full.text;
  EXPECT_EQ(full.at("/items/0/name"), "杭州虚构传动有限公司");
  // The group was told, and sees it; the other sees it nowhere.
  const auto told = get(windy, "/api/v1/notices");
  EXPECT_EQ(told.at("/items/0/kind"), "list-assigned");
  EXPECT_EQ(get(windy, "/api/v1/notices/unread").at("/unread"), "1");
  EXPECT_EQ(send(windy, kPost, "/api/v1/notices/" + told.at("/items/0/id") + "/read").status, 204);
  EXPECT_EQ(get(windy, "/api/v1/notices/unread").at("/unread"), "0");
  EXPECT_EQ(get(sunny, "/api/v1/notices/unread").at("/unread"), "0");
  EXPECT_EQ(get(sunny, "/api/v1/notices").body.at("items").as_array().size(), 0u);
  EXPECT_EQ(get(windy, path).status, 200);
  EXPECT_EQ(get(sunny, path).status, 404);
  EXPECT_EQ(get(sunny, path + "?format=xlsx").status, 404);
  EXPECT_EQ(get(windy, "/api/v1/target-lists").body.at("items").as_array().size(), 1u);
  EXPECT_EQ(get(sunny, "/api/v1/target-lists").body.at("items").as_array().size(), 0u);
  // Lists that a firm is on, within the same reach.
  const auto lists_with = [&](const auto& who, const std::string& firm) {
    return get(who, "/api/v1/target-lists?firm=" + firm).body.at("items").as_array().size();
  };
  EXPECT_EQ(lists_with(windy, firm_), 1u);
  EXPECT_EQ(lists_with(windy, "n000000000000000000000000"), 0u);
  EXPECT_EQ(lists_with(sunny, firm_), 0u);
  EXPECT_THAT(get(windy, "/api/v1/search?q=%E9%BD%BF%E8%BD%AE%E7%AE%B1%E5%90%8D%E5%8D%95").text,
              HasSubstr("\"list\""));
  EXPECT_THAT(get(sunny, "/api/v1/search?q=%E9%BD%BF%E8%BD%AE%E7%AE%B1%E5%90%8D%E5%8D%95").text,
              Not(HasSubstr("\"list\"")));
  EXPECT_EQ(get(windy, "/api/v1/overview").body.at("lists").as_array().size(), 1u);
  EXPECT_EQ(get(sunny, "/api/v1/overview").body.at("lists").as_array().size(), 0u);
  // Cached pages of targets differ too.
  EXPECT_THAT(get(windy, "/api/v1/targets?node=wind.gearbox").text, HasSubstr("齿轮箱名单"));
  EXPECT_THAT(get(sunny, "/api/v1/targets?node=wind.gearbox").text, Not(HasSubstr("齿轮箱名单")));
  // A member writes for its own group only.
  EXPECT_EQ(post(sunny, "/api/v1/target-lists", {{"name", "x"}, {"group", wind_}}).status, 403);
  EXPECT_EQ(send(sunny, kDelete, path, "", "\"1\"").status, 404);
  // Items: assigned with a notice, stale versions, another list's path.
  const auto item = path + "/items/" + full.at("/items/0/id");
  const auto assigned =
      send(manager, kPatch, item, json::serialize(json::object{{"assignee", windy.user}, {"status", "contacting"}}),
           "\"1\"");
  ASSERT_EQ(assigned.status, 200) << assigned.text;
  EXPECT_EQ(get(windy, "/api/v1/notices").at("/items/0/kind"), "item-assigned");
  const auto stale = send(windy, kPatch, item, R"({"status":"visited"})", "\"1\"");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.at("/current/status"), "contacting");
  EXPECT_EQ(send(windy, kPatch, item, R"({"status":"flying"})", "\"2\"").status, 422);
  EXPECT_EQ(get(windy, path + "?format=xlsx").text.substr(0, 2), "PK");
  // Notes: of the group, and open to all.
  const auto notes = "/api/v1/firms/" + firm_ + "/notes";
  ASSERT_EQ(post(windy, notes, {{"text", "内部"}}).status, 201);
  ASSERT_EQ(post(windy, notes, {{"text", "公开"}, {"visibility", "all"}}).status, 201);
  EXPECT_EQ(get(windy, notes).body.at("items").as_array().size(), 2u);
  const auto seen = get(sunny, notes);
  ASSERT_EQ(seen.body.at("items").as_array().size(), 1u);
  EXPECT_EQ(seen.at("/items/0/text"), "公开");
  EXPECT_EQ(send(sunny, kPut, notes + "/" + seen.at("/items/0/id"), R"({"text":"x"})", "\"1\"").status, 403);
}

TEST_P(Records, ContactsMaskedAndRevealed) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto auditor = user("auditor", "auditor");
  const auto path = "/api/v1/firms/" + firm_ + "/contacts";
  const auto made = post(windy, path, {{"name", "赵某某"}, {"phone", "13800005678"}, {"email", "zhao@example.com"}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/phone"), "138****5678");
  const auto one = path + "/" + made.at("/id");
  EXPECT_THAT(get(auditor, path).text, Not(HasSubstr("13800005678")));
  EXPECT_EQ(get(sunny, path).body.at("items").as_array().size(), 0u);
  // What comes back masked stays as it was.
  const auto changed =
      send(windy, kPut, one, R"({"name":"赵**","phone":"138****5678","email":"new@example.com"})", "\"1\"");
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(post(auditor, one + "/reveal", {{"reason", "核对"}}).status, 403);
  EXPECT_EQ(post(sunny, one + "/reveal", {{"reason", "核对"}}).status, 404);
  EXPECT_EQ(post(windy, one + "/reveal", {{"reason", ""}}).status, 422);
  const auto clear = post(windy, one + "/reveal", {{"reason", "约访"}});
  EXPECT_EQ(clear.at("/phone"), "13800005678");
  EXPECT_EQ(clear.at("/email"), "new@example.com");
  EXPECT_EQ(clear.at("/name"), "赵某某");
  const auto log = get(auditor, "/api/v1/audit?action=reveal");
  ASSERT_EQ(log.body.at("items").as_array().size(), 1u);
  EXPECT_THAT(log.at("/items/0/summary"), HasSubstr("约访"));
  EXPECT_THAT(get(auditor, "/api/v1/audit?limit=500").text, Not(HasSubstr("13800005678")));
}

TEST_P(Records, EngineKeepsUpWithRecords) {
  const auto manager = user("manager", "manager"), auditor = user("auditor", "auditor");
  const auto before =
      get(manager, "/api/v1/chains/wind/nodes/wind.gearbox").body.at("node").at("supply").to_number<double>();
  const auto made = post(manager, "/api/v1/local-firms", local_firm("酒泉虚构齿轮厂", 100));
  ASSERT_EQ(made.status, 201) << made.text;
  const auto after = get(manager, "/api/v1/chains/wind/nodes/wind.gearbox");
  EXPECT_EQ(after.body.at("node").at("supply").to_number<double>(), before + 100);
  EXPECT_THAT(json::serialize(after.body.at("history")), HasSubstr("酒泉虚构齿轮厂"));
  // Two tabs edit: the second is told how it stands.
  const auto path = "/api/v1/local-firms/" + made.at("/id");
  EXPECT_EQ(send(manager, kPut, path, json::serialize(local_firm("甲", 1))).status, 428);
  EXPECT_EQ(send(manager, kPut, path, json::serialize(local_firm("甲", 200)), made.etag).status, 200);
  const auto stale = send(manager, kPut, path, json::serialize(local_firm("乙", 300)), made.etag);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.at("/current/name"), "甲");
  EXPECT_EQ(send(manager, kDelete, path, "", made.etag).status, 409);
  EXPECT_EQ(send(manager, kDelete, path, "", "\"2\"").status, 204);
  EXPECT_EQ(get(manager, path).status, 404);
  auto nowhere = local_firm("丙", 1);
  nowhere["node"] = "wind.nowhere";
  EXPECT_EQ(post(manager, "/api/v1/local-firms", nowhere).at("/errors/0/pointer"), "/node");
  auto dreamt = local_firm("酒泉虚构齿轮厂", 100);
  dreamt["stage"] = "dreamt";
  EXPECT_EQ(post(manager, "/api/v1/local-firms", dreamt).at("/errors/0/pointer"), "/stage");
  // Projects, ties, filters.
  EXPECT_EQ(post(manager, "/api/v1/planned-projects",
                 {{"name", "虚构风电场"},
                  {"node", "wind.gearbox"},
                  {"quantity", 10},
                  {"from_year", 2027},
                  {"to_year", 2026},
                  {"provenance", json::parse(kProvenance)}})
                .status,
            422);
  EXPECT_EQ(
      post(manager, "/api/v1/ties",
           {{"local", "甲"}, {"outside", "南京虚构"}, {"kind", "supplier"}, {"provenance", json::parse(kProvenance)}})
          .status,
      201);
  EXPECT_EQ(get(manager, "/api/v1/ties?local=%E7%94%B2").body.at("items").as_array().size(), 1u);
  EXPECT_GT(get(manager, "/api/v1/local-firms?chain=wind&sort=-name&limit=2").body.at("total").as_int64(), 2);
  // Weights.
  const auto weights = get(manager, "/api/v1/targets/weights");
  EXPECT_EQ(weights.etag, "\"0\"");
  const auto saved = send(manager, kPut, "/api/v1/targets/weights", R"({"weights":{"ties":3}})", "\"0\"");
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(saved.at("/version"), "1");
  EXPECT_EQ(send(manager, kPut, "/api/v1/targets/weights", R"({"weights":{"ties":2}})", "\"0\"").status, 409);
  EXPECT_EQ(send(manager, kPut, "/api/v1/targets/weights", R"({"weights":{"luck":2}})", "\"1\"").status, 422);
  // A part saved at 0 can be tried: its factor counts from the shipped weight.
  ASSERT_EQ(
      send(manager, kPut, "/api/v1/targets/weights", R"({"weights":{"ties":3,"capability":0}})", "\"1\"").status,
      200);
  const auto capability = [&](const std::string& tried) {
    const auto answer = get(manager, "/api/v1/targets?node=wind.gearbox" + tried);
    return answer.body.at("nodes").at(0).at("targets").at(0).at("parts").at(0).at("points").to_number<double>();
  };
  EXPECT_EQ(capability(""), 0);
  EXPECT_GT(capability("&weights=capability:1"), 0);
  EXPECT_EQ(capability("&weights=capability:0"), 0);
  // A chain: saved, restored, versions.
  const auto document = get(manager, "/api/v1/chains/wind/document");
  auto edited = document.body.at("document");
  edited.as_object()["name"].as_object()["en"] = "Wind power, edited";
  const auto text = json::serialize(json::object{{"document", edited}, {"note", "改名"}});
  const auto second = send(manager, kPut, "/api/v1/chains/wind/document", text, "\"0\"");
  ASSERT_EQ(second.status, 200) << second.text;
  EXPECT_EQ(send(manager, kPut, "/api/v1/chains/wind/document", text, "\"0\"").status, 409);
  EXPECT_EQ(send(manager, kPost, "/api/v1/chains/wind/versions/0/restore", "", "\"1\"").status, 200);
  EXPECT_GE(get(manager, "/api/v1/chains/wind/versions").body.at("items").as_array().size(), 3u);
  // Corrections stand beside what was imported.
  const auto corrections = "/api/v1/firms/" + firm_ + "/corrections";
  EXPECT_EQ(post(manager, corrections,
                 {{"field", "capital"},
                  {"value", "1000万元"},
                  {"reason", "增资公告"},
                  {"provenance", json::parse(kProvenance)}})
                .status,
            201);
  EXPECT_THAT(get(manager, "/api/v1/firms/" + firm_).text, HasSubstr("增资公告"));
  EXPECT_THAT(get(manager, corrections).at("/items/0/imported"), HasSubstr("900"));
  EXPECT_EQ(get(auditor, "/api/v1/audit/verify").at("/whole"), "true");
}

TEST_P(Records, BadInput) {
  const auto manager = user("manager", "manager");
  const auto bad = [&](const std::string& body) { return send(manager, kPost, "/api/v1/target-lists", body); };
  EXPECT_EQ(bad("{\"name\":").status, 400);
  EXPECT_EQ(bad(R"({"name":7})").at("/errors/0/code"), "wrong-type");
  EXPECT_EQ(bad(R"({"name":"x","colour":"red"})").at("/errors/0/code"), "unknown-field");
  EXPECT_EQ(bad(R"({"name":"x","node":"nowhere"})").status, 422);
  EXPECT_EQ(bad(R"({"name":"x","group":"01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a"})").status, 422);
  EXPECT_EQ(get(manager, "/api/v1/target-lists?sort=colour").status, 400);
  EXPECT_EQ(get(manager, "/api/v1/target-lists?cursor=abc").status, 400);
  EXPECT_EQ(get(manager, "/api/v1/target-lists?limit=501").status, 400);
  EXPECT_EQ(get(manager, "/api/v1/target-lists/..%2f..%2fetc").status, 400);
  EXPECT_EQ(get(manager, "/api/v1/firms/" + std::string(18, 'X') + "/notes").status,
            200);  // may have left the registry
  EXPECT_EQ(post(manager, "/api/v1/firms/" + std::string(18, 'X') + "/notes", {{"text", "x"}}).status, 404);
  http::Request huge;
  huge.method = kPost;
  huge.target = "/api/v1/target-lists";
  EXPECT_LE(application_->body_rule(huge).max_bytes, 1u << 20);
}

TEST_P(Records, EveryListAsWorkbook) {
  const auto admin = user("admin", "administrator"), auditor = user("auditor", "auditor");
  post(admin, "/api/v1/target-lists", {{"name", "名单"}});
  for (const auto* list :
       {"users", "groups", "audit", "local-firms", "planned-projects", "ties", "target-lists", "imports"}) {
    const auto path = std::string("/api/v1/") + list + "?format=xlsx";
    EXPECT_EQ(get(admin, path).text.substr(0, 2), "PK") << list;
    EXPECT_EQ(get(auditor, path).status, 403) << list;  // reads, does not export
  }
  EXPECT_THAT(get(admin, "/api/v1/audit?action=export").text, HasSubstr("target-lists?format=xlsx"));
  const auto roles = get(admin, "/api/v1/roles");
  EXPECT_EQ(roles.status, 200);
  for (const auto& permission : roles.body.at("permissions").as_array()) {
    EXPECT_FALSE(permission.at("name").at("zh").as_string().empty()) << permission;
    EXPECT_FALSE(permission.at("name").at("en").as_string().empty()) << permission;
  }
  EXPECT_EQ(get(admin, "/api/v1/jobs").status, 200);
}

TEST_P(Records, GroupsAndMembers) {
  const auto admin = user("admin", "administrator");
  const auto windy = user("windy", "member", {wind_});
  const auto made = post(admin, "/api/v1/groups",
                         {{"kind", "dedicated"},
                          {"name", {{"zh", "驻外组"}, {"en", "Away"}}},
                          {"regions", {"pearl-delta"}},
                          {"members", {{{"user", windy.user}, {"role", "组长"}}}}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/members/0/role"), "组长");
  const auto path = "/api/v1/groups/" + made.at("/id");
  // A member of the group at once.
  EXPECT_EQ(post(windy, "/api/v1/target-lists", {{"name", "x"}, {"group", made.at("/id")}}).status, 201);
  const auto now = get(admin, path);
  EXPECT_EQ(send(admin, kDelete, path, "", now.etag).status, 409);  // it owns a list
  const auto emptied = send(admin, kPatch, path, R"({"members":[]})", now.etag);
  ASSERT_EQ(emptied.status, 200) << emptied.text;
  EXPECT_NE(emptied.etag, now.etag);
  EXPECT_EQ(post(windy, "/api/v1/target-lists", {{"name", "x"}, {"group", made.at("/id")}}).status, 403);
  EXPECT_EQ(send(admin, kPatch, path, R"({"note":"x"})", now.etag).status, 409);
  const auto solar = get(admin, "/api/v1/groups/" + solar_);
  EXPECT_EQ(send(admin, kDelete, "/api/v1/groups/" + solar_, "", solar.etag).status, 204);
  EXPECT_EQ(get(admin, "/api/v1/users?group=" + wind_).body.at("items").as_array().size(), 1u);
}

// Begun, watched, in the history with its rejects, gone back from; another user's member sees no job of it.
TEST_P(Records, ImportAsJob) {
  const auto manager = user("manager", "manager"), windy = user("windy", "member", {wind_});
  std::ofstream(home_ + "/more.csv")
      << "企业名称,经营范围,所在省份,地区\n上海虚构齿轮箱有限公司,风电齿轮箱制造,上海,上海\n,,,\n";
  EXPECT_EQ(get(manager, "/api/v1/jobs").body.at("items").as_array().size(), 0u);
  EXPECT_EQ(post(manager, "/api/v1/imports/preview", {{"path", "more.csv"}}).at("/columns/0/field"), "name");
  EXPECT_EQ(post(manager, "/api/v1/imports/preview", {{"path", "../../etc/passwd"}}).status, 403);
  const json::object input{{"sources", {{{"path", "more.csv"}}}},
                           {"publisher", "虚构"},
                           {"source_class", "synthetic"},
                           {"status", "synthetic"}};
  const auto begun = post(manager, "/api/v1/imports", input);
  ASSERT_EQ(begun.status, 202) << begun.text;
  EXPECT_EQ(begun.at("/by"), "manager");
  const auto job = "/api/v1/jobs/" + begun.at("/id");
  EXPECT_EQ(get(windy, job).status, 404);
  EXPECT_EQ(get(windy, "/api/v1/jobs").body.at("items").as_array().size(), 0u);
  std::string state = "queued";
  for (int i = 0; i < 400 && (state == "queued" || state == "running"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    state = get(manager, job).at("/state");
  }
  ASSERT_EQ(state, "done") << get(manager, job).text;
  EXPECT_EQ(get(manager, job + "/events").type, "text/event-stream");
  const auto cancelled = send(manager, kPost, job + "/cancel");
  EXPECT_EQ(cancelled.status, 409);
  const auto record = "/api/v1/imports/" + get(manager, job).at("/result/import");
  EXPECT_EQ(get(manager, record).at("/accepted"), "1");
  EXPECT_EQ(get(manager, record + "/rejects").status, 200);
  EXPECT_EQ(get(manager, "/api/v1/jobs").body.at("items").as_array().size(), 1u);
  EXPECT_EQ(send(manager, kPost, record + "/rollback").at("/state"), "rolled-back");
  EXPECT_THAT(get(user("auditor", "auditor"), "/api/v1/audit?action=roll-back").text, HasSubstr("import"));
  EXPECT_EQ(get(manager, "/api/v1/places?within=620000").status, 200);
  for (const auto* path : {"/api/v1/firms?nodes=wind.gearbox", "/api/v1/firms/counts?by=province", "/api/v1/chains",
                           "/api/v1/chains/wind", "/api/v1/chains/wind/picture", "/api/v1/imports"}) {
    EXPECT_EQ(get(manager, path).status, 200) << path;
  }
  EXPECT_EQ(get(manager, "/api/v1/firms/" + firm_ + "/scores").status, 200);
}

// What is made is also changed, read and removed: an answer of every operation for the contract.
TEST_P(Records, EveryRecordComesAndGoes) {
  const auto admin = user("admin", "administrator"), windy = user("windy", "member", {wind_});
  const auto provenance = json::parse(kProvenance);
  const json::object project{{"name", "虚构风电场"}, {"node", "wind.gearbox"}, {"quantity", 10},
                             {"from_year", 2026},    {"to_year", 2027},        {"provenance", provenance}};
  const json::object tie{{"local", "甲"}, {"outside", "南京虚构"}, {"kind", "supplier"}, {"provenance", provenance}};
  for (const auto& [path, body] :
       {std::pair{std::string("/api/v1/planned-projects"), project}, std::pair{std::string("/api/v1/ties"), tie},
        std::pair{std::string("/api/v1/local-firms"), local_firm("甲", 5)}}) {
    const auto made = post(admin, path, body);
    ASSERT_EQ(made.status, 201) << made.text;
    const auto one = path + "/" + made.at("/id");
    EXPECT_EQ(get(admin, one).etag, "\"1\"");
    auto noted = body;
    noted["note"] = "核对过";
    EXPECT_EQ(send(admin, kPut, one, json::serialize(noted), "\"1\"").etag, "\"2\"");
    EXPECT_EQ(get(admin, path).status, 200);
    EXPECT_EQ(send(admin, kDelete, one, "", "\"2\"").status, 204);
  }
  const auto firm = "/api/v1/firms/" + firm_;
  const auto note = firm + "/notes/" + post(windy, firm + "/notes", {{"text", "一"}}).at("/id");
  EXPECT_EQ(send(windy, kPut, note, R"({"text":"二"})", "\"1\"").at("/text"), "二");
  EXPECT_EQ(send(windy, kDelete, note, "", "\"2\"").status, 204);
  const auto correction =
      post(admin, firm + "/corrections",
           {{"field", "status"}, {"value", "存续"}, {"reason", "走访"}, {"provenance", provenance}});
  EXPECT_EQ(send(admin, kDelete, firm + "/corrections/" + correction.at("/id"), "", "\"1\"").status, 204);
  const auto contact = post(windy, firm + "/contacts", {{"name", "钱某"}});
  EXPECT_EQ(send(windy, kDelete, firm + "/contacts/" + contact.at("/id"), "", "\"1\"").status, 204);
  const auto list = "/api/v1/target-lists/" + post(windy, "/api/v1/target-lists", {{"name", "名单"}}).at("/id");
  const auto closed = send(windy, kPatch, list, R"({"state":"closed"})", "\"1\"");
  EXPECT_EQ(closed.at("/state"), "closed");
  const auto full = post(windy, list + "/items", {{"firms", {{{"firm", firm_}}}}});
  EXPECT_EQ(send(windy, kDelete, list + "/items/" + full.at("/items/0/id"), "", "\"1\"").status, 204);
  EXPECT_EQ(send(windy, kDelete, list, "", "\"2\"").status, 204);
  post(admin, "/api/v1/target-lists", {{"name", "名单"}, {"group", wind_}});
  const auto notice = get(windy, "/api/v1/notices").at("/items/0/id");
  EXPECT_EQ(send(windy, kPost, "/api/v1/notices/" + notice + "/read").status, 204);
  EXPECT_EQ(get(windy, "/api/v1/notices").at("/items/0/read"), "true");
  EXPECT_EQ(get(windy, "/api/v1/groups").status, 200);
  EXPECT_EQ(send(admin, kPost, "/api/v1/users/" + windy.user + "/one-time-password").status, 200);
  EXPECT_EQ(get(windy, "/api/v1/session").status, 401);
  const auto document = get(admin, "/api/v1/chains/wind/document");
  EXPECT_EQ(send(admin, kPost, "/api/v1/chains/wind/document/check",
                 json::serialize(json::object{{"document", document.body.at("document")}}))
                .status,
            200);
}

ON_BOTH_ENGINES(Records);

}  // namespace
}  // namespace lianzhao::api
