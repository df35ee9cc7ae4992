#include "fuzz/request_seeds.h"

namespace lianzhao::fuzz {

using enum api::http::Method;

std::vector<FirstRecord> first_records() {
  const std::string provenance = R"("provenance":{"source":"虚构公告","date":"2023-02-01","status":"reported"})";
  return {
      {.name = "lead",
       .target = "/api/v1/leads",
       .body =
           R"({"title":"虚构齿轮箱基地","firm":{"name":"某虚构叶片公司"},"group":"@group","source":"referral","introducer":"虚构商会","node":"wind.gearbox","received_on":"2026-11-02","facts":{"process":"齿轮箱装配","investment":2800000000,"land_mu":187.55,"energy_tce":12000,"environment":"报告表","output":3300000000,"tax":100000000,"jobs":800,"capacity":1400}})"},
      {.name = "project",
       .target = "/api/v1/projects",
       .body =
           R"({"name":"虚构齿轮箱项目","firm":{"firm":"@firm","name":"杭州虚构传动有限公司"},"group":"@group","node":"wind.gearbox","process":"装配","investment":2800000000,"foreign":"other-province","land_mu":187.55,"output":3300000000,"tax":100000000,"energy_tce":12000,"environment":"报告表","lead_official":"管委会副主任","agreement_on":"2023-01-10","registered_firm":"酒泉虚构齿轮箱有限公司","project_code":"2022-620902-00-01-000000","expected_production":"2027-06-30","team":["@chief"],"competitors":["张掖"]})"},
      {.name = "problem",
       .target = "/api/v1/projects/@project/problems",
       .body = R"({"title":"供电不足","owner":"@other","due":"2026-12-01","detail":"缺一台变压器","level":"group"})"},
      {.name = "plan",
       .target = "/api/v1/projects/@project/landing-plans",
       .body =
           R"({"name":"三十天落地","template":"standard","start":"2026-12-01","target_days":30,"options":{"eia":"report","pace":"at_once"}})"},
      {.name = "payment",
       .target = "/api/v1/payments",
       .body =
           R"({"id":"01934f2e-7c3a-7b1d-8000-000000000001","project":"@project","on":"2023-02-05","amount_fen":100000000,"origin":"other-province","use":"fixed-investment","evidence":"bank-voucher"})"},
      {.name = "trip",
       .target = "/api/v1/trips",
       .body =
           R"({"name":"长三角外出招商","group":"@group","cities":[320100,330100],"from":"2026-11-03","to":"2026-11-07","state":"done","participants":["@chief"],"cost":12345.67,"firms":[{"firm":"@firm","name":"随便写的"},{"name":"某虚构叶片公司"}]})"},
      {.name = "visit",
       .target = "/api/v1/visits",
       .body =
           R"({"id":"01934f2e-7c3a-7b1d-9a52-000000000001","kind":"visit","on":"2026-11-04","firm":{"firm":"@firm","name":"杭州虚构传动"},"group":"@group","trip":"@trip","interest":"high","topics":"齿轮箱扩产","people":[{"name":"赵某某","title":"总经理","phone":"13800005678"}],"follow_ups":[{"what":"寄送地块资料","owner":"@chief","due":"2026-12-20"}]})"},
      {.name = "follow_up", .method = kGet, .target = "/api/v1/follow-ups", .body = "", .pointer = "/items/0/id"},
      {.name = "trip_plan",
       .target = "/api/v1/trip-plans",
       .body =
           R"({"name":"十二月外出","start":"2026-12-01","days":5,"groups":[{"group":"@group","people":3,"regions":["yangtze-delta"]}],"leads":true,"top":20,"visit_minutes":90,"pins":[{"firm":"@firm","group":"@group","day":2}],"bans":[],"seconds":1})"},
      {.name = "list",
       .target = "/api/v1/target-lists",
       .body = R"({"name":"齿轮箱名单","node":"wind.gearbox","group":"@group","note":"第一批"})"},
      {.name = "item",
       .target = "/api/v1/target-lists/@list/items",
       .body = R"({"firms":[{"firm":"@firm","node":"wind.gearbox","score":4.5,"note":"先联系"}]})",
       .pointer = "/items/0/id"},
      {.name = "note",
       .target = "/api/v1/firms/@firm/notes",
       .body = R"({"text":"电话里说明年扩产","visibility":"group","group":"@group"})"},
      {.name = "correction",
       .target = "/api/v1/firms/@firm/corrections",
       .body = R"({"field":"capital","value":"1000万元","reason":"章程写明",)" + provenance + "}"},
      {.name = "contact",
       .target = "/api/v1/firms/@firm/contacts",
       .body =
           R"({"name":"赵某某","title":"总经理","phone":"13800005678","email":"zhao@example.com","note":"","group":"@group"})"},
      {.name = "local",
       .target = "/api/v1/local-firms",
       .body =
           R"({"name":"酒泉虚构叶片有限公司","brand":"虚构","node":"wind.blade","capacity":600,"stage":"running","anchor":true,"whole_place":false,"note":"",)" +
           provenance + "}"},
      {.name = "planned",
       .target = "/api/v1/planned-projects",
       .body = R"({"name":"虚构风电场","node":"wind.blade","quantity":120,"from_year":2027,"to_year":2029,)" +
               provenance + "}"},
      {.name = "tie",
       .target = "/api/v1/ties",
       .body = R"({"local":"酒泉虚构叶片有限公司","outside":"杭州虚构传动有限公司","kind":"supplier",)" + provenance +
               "}"},
      {.name = "rule", .target = "/api/v1/capital/rules", .body = R"({"name":{"zh":"新口径","en":"wider"},"valid_from":"2023-01-01","origins":["abroad","other-province"],"uses":["fixed-investment","working-capital"],"evidence":["bank-voucher"],"clock":"paid","base_restated":false,"minimum_fen":0,"exclude_second_phase":true})"},
      {.name = "calendar", .target = "/api/v1/calendar/token", .body = "{}", .pointer = "/path"},
  };
}

std::vector<RequestSeed> request_seeds() {
  std::vector<RequestSeed> seeds = {
      {kPost, "/api/v1/public/leads",
       R"({"firm":"某虚构公司","title":"想建齿轮箱厂","text":"占地一百亩","contact":"赵某某","phone":"13800005678"})"},
      {kPost, "/api/v1/leads/{id}/step", R"({"to":"sorted","reason":"材料齐全","on":"2026-11-10"})"},
      {kPost, "/api/v1/leads/{id}/step", R"({"to":"new","clock":"answer"})"},
      {kPost, "/api/v1/leads/check",
       R"({"title":"重复线索","firm":{"name":"某虚构叶片公司"},"group":"@group","source":"referral"})"},
      {kPost, "/api/v1/projects/{id}/stage",
       R"({"to":"negotiating","on":"2026-11-12","note":"已见面","override_reason":"材料随后补齐，先行登记"})"},
      {kPost, "/api/v1/projects/{id}/activity", R"({"to":"paused","reason":"等待土地指标"})"},
      {kPatch, "/api/v1/problems/{id}", R"({"state":"solved","solution":"增容一台变压器","level":"leader"})"},
      {kPatch, "/api/v1/landing-plans/{id}",
       R"({"name":"改","start":"2026-12-08","target_days":null,"options":{"land":"in_hand"},"tasks":[{"id":"filing","days":5,"low":3,"high":9,"actual_start":"2026-11-02","actual_finish":"2026-11-05"}]})"},
      {kPost, "/api/v1/payments/{id}/audit", R"({"state":"passed","on":"2023-03-01","reason":""})"},
      {kPost, "/api/v1/payments/{id}/reverse", R"({"on":"2023-03-01","reason":"记错"})"},
      {kPut, "/api/v1/capital/bases",
       R"({"year":2022,"month":1,"rule":"@rule","yuan_fen":240000000,"provenance":{"source":"虚构公告","date":"2023-02-01","status":"reported"}})"},
      {kPost, "/api/v1/capital/closes", R"({"year":2023,"month":1})"},
      {kPatch, "/api/v1/follow-ups/{id}",
       R"({"what":"寄送","owner":"@other","due":"2026-12-30","done_on":"2026-11-12"})"},
      {kPost, "/api/v1/visits/{id}/people", R"({"reason":"安排回访"})"},
      {kPost, "/api/v1/firms/{firm}/contacts/{id}/reveal", R"({"reason":"安排回访"})"},
      {kPut, "/api/v1/group-targets",
       R"({"group":"@group","year":2026,"quarter":4,"indicator":"visits","target":12})"},
      {kPatch, "/api/v1/target-lists/{id}", R"({"name":"名单","group":null,"state":"closed","note":"x"})"},
      {kPatch, "/api/v1/target-lists/{id}/items/{item}", R"({"status":"contacting","assignee":"@chief","note":""})"},
      {kPost, "/api/v1/users",
       R"({"login":"li.lei","name":"李某","roles":["member"],"groups":["@group"],"phone":"13900001111","email":"li@example.com"})"},
      {kPatch, "/api/v1/users/{id}", R"({"name":"王某","roles":["member"],"groups":["@group"],"active":false})"},
      {kPost, "/api/v1/groups",
       R"({"kind":"industry","name":{"zh":"光伏组","en":"Solar"},"chains":["pv"],"regions":["yangtze-delta"],"members":[{"user":"@chief","role":"lead"}]})"},
      {kPatch, "/api/v1/groups/{id}", R"({"name":{"zh":"风电组","en":"Wind"},"members":[{"user":"@other"}]})"},
      {kPut, "/api/v1/targets/weights", "{}"},
      {kGet, "/api/v1/leads", "q=%E5%8F%B6&state=new&source=referral&limit=5&sort=-received_on"},
      {kGet, "/api/v1/projects", "q=%E9%BD%BF&stage=signed&group=@group&sort=name&limit=2&format=xlsx"},
      {kGet, "/api/v1/payments", "from=2023-01-01&to=2023-12-31&project=@project&state=entered"},
      {kGet, "/api/v1/visits", "q=%E6%89%A9&kind=visit&from=2026-01-01&to=2026-12-31&firm=@firm"},
      {kGet, "/api/v1/visits/rates", "by=group&from=2026-01-01"},
      {kGet, "/api/v1/trips", "region=yangtze-delta&from=2026-11-07&state=done&format=xlsx"},
      {kGet, "/api/v1/follow-ups", "state=open"},
      {kGet, "/api/v1/group-targets", "year=2026"},
      {kGet, "/api/v1/capital/summary", "year=2023&month=2"},
      {kGet, "/api/v1/capital/forecast", "year=2026"},
      {kGet, "/api/v1/firms", "text=%E4%BC%A0%E5%8A%A8&limit=3"},
      {kGet, "/api/v1/targets", "node=wind.gearbox&format=xlsx"},
      {kGet, "/api/v1/search", "q=%E9%BD%BF%E8%BD%AE"},
      {kGet, "/api/v1/audit", "kind=lead&from=2026-01-01&limit=20"},
      {kGet, "/api/v1/calendar.ics", "token=x"},
  };
  for (const auto& record : first_records()) {
    if (record.method != kPost) continue;
    auto pattern = record.target;
    for (const auto& [name, part] : {std::pair{"@project", "{id}"}, {"@list", "{id}"}, {"@firm", "{firm}"}}) {
      if (const auto at = pattern.find(name); at != std::string::npos)
        pattern.replace(at, std::string(name).size(), part);
    }
    seeds.push_back({record.method, pattern, record.body});
    // Whole records are written anew by the same body.
    if (pattern.find("{id}") == std::string::npos) seeds.push_back({kPut, pattern + "/{id}", record.body});
  }
  return seeds;
}

}  // namespace lianzhao::fuzz
