// Workbooks of members: every kind is taken out as far as one may read and put in as far as one may edit. On both
// engines.
#include "sheets_world.h"

namespace lianzhao::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MemberSheets : public SheetsApi {};

// Every kind, by members of two groups and by roles that may do less: what is taken out is what one may read, what is
// put in goes to one's own groups.
TEST_P(MemberSheets, MembersPutInAndTakeOutWhatIsTheirs) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const auto department = user("department", "department", {wind_}), auditor = user("auditor", "auditor");
  add_project(backend_->ledger().tools.database, backend_->zone(), {.name = "虚构电池项目", .group = solar_});
  struct Case {
    std::string kind;
    Line line;                      // a good one of the group wind
    Line other;                     // what makes it one of the group solar
    std::string column;             // that a member of wind is told of then
    std::string mark, others_mark;  // texts that show whose a row is
  };
  const std::vector<Case> cases = {
      {"trips",
       {{"名称", "风电外出"},
        {"专班", "wind"},
        {"开始", "@44931"},
        {"结束", "@44935"},
        {"城市", "南京、江苏苏州"},
        {"参加人", "windy"},
        {"拟访企业", "虚构甲公司；虚构乙公司"},
        {"费用（元）", "#1234.5"}},
       {{"专班", "solar"}, {"名称", "光伏外出"}, {"参加人", "sunny"}},
       "专班",
       "风电外出",
       "光伏外出"},
      {"visits",
       {{"类型", "拜访"},
        {"日期", "@44932"},
        {"企业", "虚构甲公司"},
        {"专班", "wind"},
        {"所属外出", "风电外出"},
        {"会见人", "测试甲某 总经理 13800005678"},
        {"主题", "风电主题"},
        {"意向", "较强"},
        {"跟进事项", "寄资料"},
        {"跟进负责人", "windy"},
        {"跟进期限", "@44950"}},
       {{"专班", "solar"}, {"所属外出", "光伏外出"}, {"主题", "光伏主题"}, {"跟进负责人", "sunny"}},
       "专班",
       "风电主题",
       "光伏主题"},
      {"leads",
       {{"线索", "风电线索"},
        {"企业", "虚构丙公司"},
        {"专班", "wind"},
        {"投资额（元）", "#2000000.25"},
        {"环节", "wind.gearbox"}},
       {{"线索", "光伏线索"}, {"企业", "虚构丁公司"}, {"专班", "solar"}},
       "专班",
       "风电线索",
       "光伏线索"},
      {"projects",
       {{"项目", "风电新项目"},
        {"企业", "虚构戊公司"},
        {"牵头组", "wind"},
        {"线索日期", "@44932"},
        {"可能性", "#40"}},
       {{"项目", "光伏新项目"}, {"企业", "虚构己公司"}, {"牵头组", "solar"}},
       "牵头组",
       "风电新项目",
       "光伏新项目"},
      {"payments",
       {{"项目", "虚构齿轮箱项目"},
        {"到位日期", "@44931"},
        {"金额", "#1000000.5"},
        {"资金来源", "省外"},
        {"用途", "固定资产投资"},
        {"凭证", "银行凭证"}},
       {{"项目", "虚构电池项目"}},
       "项目",
       "虚构齿轮箱项目",
       "虚构电池项目"}};
  const auto keep_as = [&](const Login& who, const std::string& kind, const std::vector<Line>& lines) {
    filled(kind, lines);  // writes tmp/sheet.xlsx
    std::ifstream file(home_ + "/tmp/sheet.xlsx", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return RecordsTest::upload(who, "/api/v1/sheets/" + kind + "/uploads?name=a.xlsx", bytes);
  };
  const auto put_in = [&](const Login& who, const std::string& kind, const std::vector<Line>& lines) {
    const auto sent = keep_as(who, kind, lines);
    EXPECT_EQ(sent.status, 201) << sent.text;
    return post(who, "/api/v1/sheets/" + kind, {{"upload", sent.status == 201 ? sent.at("/id") : "x"}});
  };
  // All cells of the first sheet as one text.
  const auto take_out = [&](const Login& who, const std::string& kind) {
    const auto sent = get(who, "/api/v1/sheets/" + kind);
    EXPECT_EQ(sent.status, 200) << kind << " " << sent.text.substr(0, 200);
    const auto path = home_ + "/tmp/out.xlsx";
    std::ofstream(path, std::ios::binary) << sent.text;
    std::string out;
    const auto sheet = registry::XlsxSheet::open(path, {});
    EXPECT_TRUE(sheet) << kind;
    const registry::XlsxSheet::RowSink sink = [&](std::uint64_t, std::vector<std::string>& cells, bool) {
      for (const auto& cell : cells) out += cell + "|";
      out += "\n";
      return true;
    };
    while (sheet && !(*sheet)->ended()) EXPECT_TRUE((*sheet)->read(sink));
    return out;
  };
  for (const auto& one : cases) {
    const auto theirs = with(one.line, one.other);
    // Into another group: refused with the column, nothing written.
    const auto refused = put_in(windy, one.kind, {theirs});
    EXPECT_EQ(refused.at("/written"), "false") << one.kind << refused.text;
    EXPECT_THAT(told(refused)[2], HasSubstr(one.column)) << one.kind;
    const auto mixed = put_in(windy, one.kind, {one.line, theirs});
    EXPECT_EQ(mixed.at("/written"), "false") << one.kind;
    // Into one's own.
    const auto mine = put_in(windy, one.kind, {one.line});
    EXPECT_EQ(mine.at("/written"), "true") << one.kind << mine.text;
    EXPECT_EQ(put_in(sunny, one.kind, {theirs}).at("/written"), "true") << one.kind;
    const auto out = take_out(windy, one.kind);
    EXPECT_THAT(out, HasSubstr(one.mark)) << one.kind;
    EXPECT_THAT(out, Not(HasSubstr(one.others_mark))) << one.kind;
    EXPECT_THAT(take_out(sunny, one.kind), Not(HasSubstr(one.mark))) << one.kind;
    const auto all = take_out(auditor, one.kind);
    EXPECT_THAT(all, HasSubstr(one.mark)) << one.kind;
    EXPECT_THAT(all, HasSubstr(one.others_mark)) << one.kind;
    // What was taken out reads again: nothing is wrong with its rows but that they are there already.
    std::ofstream(home_ + "/tmp/again.xlsx", std::ios::binary) << get(windy, "/api/v1/sheets/" + one.kind).text;
    const auto again = import_as(one.kind, keep(home_ + "/tmp/again.xlsx"), "?dry_run=true");
    EXPECT_GE(again.body.at("rows").as_int64(), 1) << one.kind;
    for (const auto& [row, words] : told(again)) {
      if (one.kind == "projects" && words == "企业 必填。\n") continue;  // rows of the fixture have no firm
      EXPECT_TRUE(words.find("已") != std::string::npos || words.find("掩码") != std::string::npos)
          << one.kind << " " << row << " " << words;
    }
    // Who may not edit may not put in; who may not read may not take out.
    EXPECT_EQ(keep_as(auditor, one.kind, {one.line}).status, 403) << one.kind;
    EXPECT_EQ(post(auditor, "/api/v1/sheets/" + one.kind, {{"upload", "x"}}).status, 403) << one.kind;
    EXPECT_EQ(get(auditor, "/api/v1/sheets/" + one.kind + "/template").status, 403) << one.kind;
  }
  // Masked as everywhere, also for who reads all.
  for (const auto& who : {windy, auditor, manager_}) {
    const auto visits = take_out(who, "visits");
    EXPECT_THAT(visits, Not(HasSubstr("13800005678")));
    EXPECT_THAT(visits, Not(HasSubstr("测试甲某")));
    EXPECT_THAT(visits, HasSubstr("总经理"));
  }
  // What was masked is not put in as if it were a name.
  auto masked = with(cases[1].line, {{"日期", "@44933"}, {"会见人", "测** 总经理 138****5678"}});
  EXPECT_THAT(told(put_in(windy, "visits", {masked}))[2], HasSubstr("掩码"));
  EXPECT_EQ(get(department, "/api/v1/sheets/payments").status, 403);
  EXPECT_EQ(get(department, "/api/v1/sheets/visits").status, 200);
  EXPECT_THAT(take_out(department, "visits"), HasSubstr("风电主题"));
  // Targets of groups: all may read them, as by request; members set none.
  const Line target{{"专班", "wind"}, {"年度", "#2025"}, {"指标", "visits"}, {"目标", "#12"}};
  EXPECT_EQ(keep_as(windy, "group-targets", {target}).status, 403);
  EXPECT_EQ(put_in(manager_, "group-targets", {target}).at("/written"), "true");
  EXPECT_THAT(take_out(sunny, "group-targets"), HasSubstr("2025"));
  // Another's workbook is not there for a member.
  const auto kept = keep_as(windy, "leads", {with(cases[2].line, {{"线索", "第二条"}})});
  ASSERT_EQ(kept.status, 201);
  EXPECT_EQ(post(sunny, "/api/v1/sheets/leads?dry_run=true", {{"upload", kept.at("/id")}}).status, 404);
  EXPECT_EQ(post(windy, "/api/v1/sheets/leads?dry_run=true", {{"upload", kept.at("/id")}}).status, 200);
  // No gate is passed: there is no column of stages, a project begins as a lead, money waits for an agreement.
  const auto stage = RecordsTest::upload(windy, "/api/v1/sheets/projects/uploads?name=a.xlsx", [&] {
    upload({{"项目", "企业", "牵头组", "阶段"}, {"跳级项目", "虚构庚公司", "wind", "投产"}});
    std::ifstream file(home_ + "/tmp/sheet.xlsx", std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  }());
  const auto jumped = post(windy, "/api/v1/sheets/projects", {{"upload", stage.at("/id")}});
  EXPECT_EQ(jumped.at("/written"), "false");
  EXPECT_THAT(told(jumped)[1], HasSubstr("阶段"));
  EXPECT_EQ(get(windy, "/api/v1/projects?stage=lead&q=%E9%A3%8E%E7%94%B5%E6%96%B0").at("/total"), "1");
  auto early = with(cases[4].line, {{"项目", "风电新项目"}});
  EXPECT_EQ(put_in(windy, "payments", {early}).at("/written"), "false");
  EXPECT_THAT(get(auditor, "/api/v1/audit?action=export&kind=sheet").text, HasSubstr("visits"));
}

ON_BOTH_ENGINES(MemberSheets);

}  // namespace
}  // namespace lianzhao::api
