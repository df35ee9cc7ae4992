// Workbooks filled in and read: all rows or none, what is wrong with row and column, the same rules as by request.
#include "sheets_world.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;

TEST_P(SheetsApi, AllRowsOrNone) {
  const std::vector<std::string> good = {"虚构齿轮箱项目", "@44931",       "#1000000.5",
                                         "省外",           "固定资产投资", "银行凭证"};
  const std::vector<std::string> also = {project_, "2023年2月1日",     "2,000,000",
                                         "abroad", "Fixed investment", "invoice"};
  const auto bad = upload({header_,
                           good,
                           {"没有的项目", "@44931", "#5", "省外", "固定资产投资", "银行凭证"},
                           {"同名", "@44931", "#5", "省外", "固定资产投资", "银行凭证"},
                           {"虚构齿轮箱项目", "昨天", "#-5", "月球", "固定资产投资", "银行凭证"},
                           {"虚构齿轮箱项目", "@44932", "#-5", "省外", "固定资产投资", "银行凭证"},
                           {"虚构齿轮箱项目", "@40000", "#7", "省外", "固定资产投资", "银行凭证"},
                           good,  // twice
                           {"虚构齿轮箱项目", "@44933", "", "省外", "固定资产投资", "银行凭证"},
                           {"虚构齿轮箱项目", "@44933", "#1.005", "省外", "固定资产投资", "银行凭证"}});
  const auto refused = import(bad);
  ASSERT_EQ(refused.status, 200) << refused.text;
  EXPECT_EQ(refused.at("/written"), "false");
  EXPECT_EQ(refused.at("/rows"), "9");
  EXPECT_EQ(refused.at("/bad"), "8");
  auto seen = told(refused);
  EXPECT_THAT(seen[3], HasSubstr("项目* 没有找到"));
  EXPECT_THAT(seen[4], HasSubstr("有 2 个"));
  EXPECT_THAT(seen[5], HasSubstr("到位日期* “昨天”不是日期"));
  EXPECT_THAT(seen[5], HasSubstr("资金来源* “月球”无效"));
  EXPECT_THAT(seen[6], HasSubstr("金额*"));
  EXPECT_THAT(seen[7], HasSubstr("早于协议签订日期"));
  EXPECT_THAT(seen[8], HasSubstr("同额"));
  EXPECT_THAT(seen[9], HasSubstr("必填"));
  EXPECT_THAT(seen[10], HasSubstr("两位小数"));
  EXPECT_EQ(total(), "0");

  const auto fine = upload({header_, good, {}, also});
  const auto rehearsed = import(fine, "?dry_run=true");
  EXPECT_EQ(rehearsed.at("/bad"), "0");
  EXPECT_EQ(rehearsed.at("/written"), "false");
  EXPECT_EQ(total(), "0");
  const auto written = import(fine);
  ASSERT_EQ(written.status, 200) << written.text;
  EXPECT_EQ(written.at("/written"), "true");
  EXPECT_EQ(written.at("/good"), "2");
  EXPECT_EQ(total(), "2");
  EXPECT_EQ(get(manager_, "/api/v1/payments?q=%E9%BD%BF").at("/sum_fen"), "300000050");
  // Again: they are there already.
  EXPECT_EQ(import(fine).at("/written"), "false");
  EXPECT_EQ(total(), "2");
}

TEST_P(SheetsApi, CharactersAtTheEndsOfCellsAreWhole) {
  // 无 ends in the byte in which a blank that cannot be broken ends.
  const std::string blank = "\xC2\xA0";
  expect_written("leads", {{{"线索", blank + " 虚构齿轮箱基地，用地暂无" + blank + "\n"},
                            {"企业", "某虚构叶片公司"},
                            {"专班", "wind"},
                            {"工艺与产品", "无"}}});
  const auto leads = get(manager_, "/api/v1/leads");
  EXPECT_EQ(leads.at("/items/0/title"), "虚构齿轮箱基地，用地暂无");
  EXPECT_EQ(get(manager_, "/api/v1/leads/" + leads.at("/items/0/id")).at("/facts/process"), "无");
}

TEST_P(SheetsApi, HeadersFilesAndWhoMay) {
  const auto headers = import(upload({{"项目", "到位日期", "金额", "资金来源", "用途", "心情"}, {"x"}}));
  EXPECT_EQ(headers.status, 200) << headers.text;
  EXPECT_THAT(headers.text, HasSubstr("心情"));
  EXPECT_THAT(headers.text, HasSubstr("缺少这一列"));
  EXPECT_EQ(headers.at("/written"), "false");
  EXPECT_EQ(import(upload({})).at("/rows"), "0");
  std::ofstream(home_ + "/tmp/none.xlsx") << "not a workbook";
  EXPECT_EQ(import(keep(home_ + "/tmp/none.xlsx")).status, 422);
  EXPECT_EQ(import("01934f2e-7c3a-7b1d-9a52-5f0c1e2d3b4a").status, 404);
  EXPECT_EQ(import("../../etc/passwd").status, 404);
  const auto department = user("department", "department", {wind_});
  EXPECT_EQ(post(department, "/api/v1/sheets/payments", {{"upload", "x"}}).status, 403);
  EXPECT_EQ(get(manager_, "/api/v1/sheets/poems/template").status, 404);
  EXPECT_EQ(import_as("leads", filled("leads", std::vector<Line>(1'001, {{"线索", "x"}}))).status, 413);
  // The empty workbook reads as one without rows, and a filled one by its headers.
  for (const auto* kind : {"visits", "trips", "leads", "projects", "payments", "group-targets"}) {
    const auto read = import_as(kind, keep(template_of(kind)), "?dry_run=true");
    EXPECT_EQ(read.status, 200) << read.text;
    EXPECT_EQ(read.at("/problems"), "[]") << kind;
    EXPECT_EQ(read.at("/rows"), "0");
  }
}

TEST_P(SheetsApi, Trips) {
  const auto windy = user("windy", "member", {wind_});
  const Line good{{"名称", "长三角外出招商"},
                  {"专班", "wind"},
                  {"开始", "@45719"},  // 2025-03-03
                  {"结束", "2025-03-07"},
                  {"城市", "南京、浙江省杭州市"},
                  {"参加人", "windy，manager"},
                  {"拟访企业", "杭州虚构传动有限公司；南京虚构齿轮箱制造有限公司\nFictive Gears Co., Ltd"},
                  {"费用（元）", "#12345.67"},
                  {"状态", "已完成"}};
  expect_refused("trips", good,
                 {{{{"结束", "2025-03-01"}}, "结束* 结束日期早于开始日期"},
                  {{{"结束", "2025-07-01"}}, "结束* 一次外出最多 92 天"},
                  {{{"专班", "nobody"}}, "专班* 没有找到“nobody”"},
                  {{{"城市", "南京、月球"}}, "城市 没有找到“月球”"},
                  {{{"城市", "999999"}}, "城市 没有找到"},
                  {{{"区域", "月球"}}, "区域 没有找到"},
                  {{{"参加人", "windy、某某"}}, "参加人 没有找到“某某”"},
                  {{{"费用（元）", "#-1"}}, "费用（元） 费用不能为负数"},
                  {{{"状态", "飞行中"}}, "状态 “飞行中”无效"},
                  {{{"开始", "2099-01-01"}, {"结束", "2099-01-02"}}, "状态 尚未开始的外出"},
                  {{{"名称", ""}}, "名称* 必填"},
                  {{{"名称", std::string(121, 'x')}}, "名称* 最多 120 个字符"}});
  EXPECT_THAT(told(import_as("trips", filled("trips", {good, with(good, {{"目的", "另一次"}})})))[3],
              HasSubstr("名称* 该组已有同日出发的同名外出"));
  expect_written("trips", {good, with(good, {{"专班", "solar"}, {"城市", ""}, {"区域", "山东"}, {"状态", ""}})});
  const auto trips = get(windy, "/api/v1/trips");
  EXPECT_EQ(trips.at("/items/0/region"), "yangtze-delta");  // by its first city
  EXPECT_EQ(trips.at("/items/0/cities/1/code"), "330100");
  EXPECT_EQ(trips.at("/items/0/from"), "2025-03-03");
  EXPECT_EQ(trips.at("/items/0/participants/1/name"), "manager");
  EXPECT_EQ(trips.at("/items/0/firms/0/firm"), firm_);
  EXPECT_EQ(trips.at("/items/0/firms/1/firm").front(), 'n');  // without a credit code
  EXPECT_EQ(trips.at("/items/0/firms/2/name"), "Fictive Gears Co., Ltd");
  EXPECT_EQ(trips.at("/items/0/firms/2/firm"), "null");
  EXPECT_EQ(trips.at("/items/0/cost"), "1.234567E4");
  const auto others = get(manager_, "/api/v1/trips?group=" + solar_);
  EXPECT_EQ(others.at("/items/0/state"), "planned");
  EXPECT_EQ(others.at("/items/0/region"), "shandong");
  EXPECT_EQ(told(import_as("trips", filled("trips", {good}))).size(), 1u);  // the same workbook again
  EXPECT_EQ(get(manager_, "/api/v1/trips").body.at("items").as_array().size(), 2u);
}

TEST_P(SheetsApi, Visits) {
  import_coded_firm();
  const auto windy = user("windy", "member", {wind_});
  for (const auto& group : {wind_, solar_}) {
    const json::object trip{{"name", group == wind_ ? "长三角外出" : "光伏外出"},
                            {"group", group},
                            {"cities", {320100}},
                            {"from", "2025-03-03"},
                            {"to", "2025-03-07"},
                            {"state", "done"}};
    ASSERT_EQ(post(manager_, "/api/v1/trips", trip).status, 201);
  }
  const Line good{{"类型", "拜访"},        {"日期", "2025-03-04"},     {"企业", "杭州虚构传动有限公司"},
                  {"专班", "wind"},        {"所属外出", "长三角外出"}, {"会见人", "赵某某 总经理 13800005678；钱某"},
                  {"主题", "齿轮箱扩产"},  {"意向", "较强"},           {"跟进事项", "寄送地块资料"},
                  {"跟进负责人", "windy"}, {"跟进期限", "2025-03-20"}};
  std::string crowd;
  for (int i = 0; i < 41; ++i) crowd += "某甲；";
  expect_refused("visits", good,
                 {{{{"类型", "会谈"}}, "类型* “会谈”无效"},
                  {{{"日期", "2099-01-01"}}, "日期* 拜访发生后才能记录"},
                  {{{"日期", "2025-03-09"}}, "日期* 拜访日期不在这次外出的日期之内"},
                  {{{"专班", "nobody"}}, "专班* 没有找到"},
                  {{{"统一社会信用代码", "91620900MA00000000"}}, "统一社会信用代码 名录里没有这家企业"},
                  {{{"所属外出", "光伏外出"}}, "所属外出 该组没有这次外出"},
                  {{{"地点", "月球"}}, "地点 没有找到"},
                  {{{"意向", "看情况"}}, "意向 “看情况”无效"},
                  {{{"会见人", crowd}}, "会见人 最多 40 人"},
                  {{{"源于哪天的拜访", "2025-03-01"}}, "源于哪天的拜访 该组当日没有"},
                  {{{"跟进负责人", ""}}, "跟进负责人 跟进事项、负责人、期限须一并填写"},
                  {{{"跟进负责人", "某某"}}, "跟进负责人 没有找到"},
                  {{{"编号", "2"}, {"日期", "1999-03-04"}, {"所属外出", ""}}, "日期* 日期早于 2000 年"}});
  const Line back{{"类型", "考察接待"}, {"日期", "2025-04-10"},           {"企业", "91330100ma2fake01q"},
                  {"专班", "wind"},     {"源于哪天的拜访", "2025-03-04"}, {"合成数据", "是"}};
  const Line unknown{
      {"类型", "visit"}, {"日期", "2025-03-05"}, {"企业", "某虚构叶片公司"}, {"专班", "wind"}, {"地点", "济南"}};
  // Twice in one workbook, unless a mark tells them apart.
  EXPECT_THAT(told(import_as("visits", filled("visits", {good, with(good, {{"主题", "换了说法"}})})))[3],
              HasSubstr("企业* 该组当日已有这家企业的同类记录"));
  const std::vector<Line> lines{good,
                                with(good, {{"编号", "2"}, {"跟进事项", ""}, {"跟进负责人", ""}, {"跟进期限", ""}}),
                                with(back, {{"源于哪天的拜访", ""}}), unknown};
  expect_written("visits", lines);
  const auto visits = get(windy, "/api/v1/visits?sort=on").body.at("items").as_array();
  ASSERT_EQ(visits.size(), 4u);
  const auto followed = visits[0].at("follow_ups").as_array().empty() ? visits[1] : visits[0];
  EXPECT_EQ(followed.at_pointer("/firm/firm").as_string(), firm_);
  EXPECT_EQ(followed.at_pointer("/place/code").as_int64(), 330100);  // of the firm in the registry
  EXPECT_EQ(followed.at_pointer("/trip/name").as_string(), "长三角外出");
  EXPECT_EQ(followed.at_pointer("/follow_ups/0/owner/name").as_string(), "windy");
  EXPECT_EQ(followed.at_pointer("/interest").as_string(), "high");
  EXPECT_EQ(json::serialize(followed).find("13800005678"), std::string::npos);
  const auto clear = post(manager_, "/api/v1/visits/" + std::string(followed.at("id").as_string()) + "/people",
                          {{"reason", "核对导入"}});
  EXPECT_EQ(clear.at("/people/0/phone"), "13800005678");
  EXPECT_EQ(clear.at("/people/0/title"), "总经理");
  EXPECT_EQ(clear.at("/people/1/name"), "钱某");
  EXPECT_EQ(visits[2].at_pointer("/firm/firm"), nullptr);
  EXPECT_EQ(visits[2].at_pointer("/place/code").as_int64(), 370100);
  EXPECT_EQ(visits[3].at_pointer("/firm/name").as_string(), "苏州虚构轴承有限公司");  // by its code, in small letters
  EXPECT_EQ(visits[3].at_pointer("/firm/firm").as_string(), "91330100MA2FAKE01Q");
  EXPECT_EQ(visits[3].at_pointer("/synthetic").as_bool(), true);
  EXPECT_EQ(get(windy, "/api/v1/visits?region=yangtze-delta").body.at("items").as_array().size(), 3u);

  // The same workbook again makes no second visit; what was removed does not come back.
  const auto again = import_as("visits", filled("visits", lines));
  EXPECT_EQ(again.at("/bad"), "4");
  EXPECT_EQ(again.at("/written"), "false");
  EXPECT_THAT(told(again)[3], HasSubstr("编号 这条拜访已经录入"));
  EXPECT_THAT(told(import_as("visits", filled("visits", {with(lines[1], {{"主题", "改过"}})})))[2],
              HasSubstr("编号 同一编号已记录过内容不同的拜访"));
  const auto path = "/api/v1/visits/" + std::string(visits[2].at("id").as_string());
  ASSERT_EQ(send(manager_, kDelete, path, "", "\"1\"").status, 204);
  EXPECT_THAT(told(import_as("visits", filled("visits", {unknown})))[2], HasSubstr("后来已删除"));
  // A firm with a credit code is found by its name too. What was received follows from a visit of a day, where that
  // is clear.
  const Line coded = with(good, {{"企业", "苏州虚构轴承有限公司"}, {"日期", "2025-03-06"}});
  expect_written("visits", {coded, with(back, {{"日期", "2025-05-01"}, {"源于哪天的拜访", "2025-03-06"}})});
  const auto received = get(windy, "/api/v1/visits?firm=91330100MA2FAKE01Q&sort=-on");
  EXPECT_EQ(received.body.at("items").as_array().size(), 3u);
  EXPECT_EQ(received.at("/items/0/on"), "2025-05-01");
  EXPECT_EQ(received.at("/items/0/led_by"), received.at("/items/2/id"));
  EXPECT_THAT(told(import_as("visits", filled("visits", {with(good, {{"类型", "企业回访"},
                                                                     {"所属外出", ""},
                                                                     {"日期", "2025-05-02"},
                                                                     {"源于哪天的拜访", "2025-03-04"}})})))[2],
              HasSubstr("多条拜访记录"));
}

TEST_P(SheetsApi, Leads) {
  const auto windy = user("windy", "member", {wind_}), sunny = user("sunny", "member", {solar_});
  const Line good{{"线索", "虚构齿轮箱基地"},
                  {"企业", "杭州虚构传动有限公司"},
                  {"专班", "wind"},
                  {"来源", "以商招商推荐"},
                  {"引荐人", "虚构商会"},
                  {"环节", "wind.gearbox"},
                  {"投资额（元）", "#2800000000"},
                  {"用地（亩）", "#187.55"},
                  {"就业", "800"},
                  {"收到", "2025-06-03"},
                  {"合成数据", "是"}};
  expect_refused("leads", good,
                 {{{{"线索", ""}}, "线索* 必填"},
                  {{{"统一社会信用代码", "91620900MA00000000"}}, "统一社会信用代码 名录里没有这家企业，也不是有效"},
                  {{{"来源", "算命"}}, "来源 “算命”无效"},
                  {{{"收到", "2099-01-01"}}, "收到 收到日期在今天之后"},
                  {{{"环节", "月球.基地"}}, "环节 没有找到"},
                  {{{"投资额（元）", "#-5"}}, "投资额（元） "},
                  {{{"用地（亩）", "很多"}}, "用地（亩） “很多”不是数字"},
                  {{{"就业", "1.5"}}, "就业 “1.5”不是整数"},
                  {{{"专班", "nobody"}}, "专班* 没有找到"}});
  EXPECT_THAT(told(import_as("leads", filled("leads", {good, with(good, {{"备注", "又一条"}})})))[3],
              HasSubstr("线索* 该组已有同名同企业的线索"));
  expect_written("leads", {good, {{"线索", "虚构叶片厂"}, {"企业", "某虚构叶片公司"}, {"专班", "wind"}}});
  const auto leads = get(windy, "/api/v1/leads?sort=received_on");
  ASSERT_EQ(leads.body.at("items").as_array().size(), 2u) << leads.text;
  EXPECT_EQ(leads.at("/items/0/firm/firm"), firm_);
  EXPECT_EQ(leads.at("/items/0/state"), "new");
  EXPECT_EQ(leads.at("/items/0/source"), "referral");
  EXPECT_EQ(leads.at("/items/0/received_on"), "2025-06-03");
  EXPECT_EQ(leads.at("/items/0/facts/investment"), "2800000000");
  EXPECT_EQ(leads.at("/items/0/synthetic"), "true");
  EXPECT_EQ(leads.at("/items/1/source"), "import");
  EXPECT_EQ(leads.at("/items/1/firm/firm"), "null");
  // One notice a group.
  EXPECT_EQ(get(windy, "/api/v1/notices").body.at("items").as_array().size(), 1u);
  EXPECT_EQ(get(sunny, "/api/v1/notices").body.at("items").as_array().size(), 0u);
  EXPECT_EQ(told(import_as("leads", filled("leads", {good}))).size(), 1u);
  // A second group is kept from the firm, unless somebody who reaches all groups says why.
  const auto second = with(good, {{"线索", "另一个名字"}, {"专班", "solar"}});
  EXPECT_THAT(told(import_as("leads", filled("leads", {second})))[2], HasSubstr("企业* “wind”已在跟进"));
  expect_written("leads", {with(second, {{"重复跟进说明", "两组商定分工"}})});
}

TEST_P(SheetsApi, Projects) {
  const auto windy = user("windy", "member", {wind_});
  const Line good{{"项目", "虚构传动项目"},
                  {"企业", "杭州虚构传动有限公司"},
                  {"牵头组", "wind"},
                  {"线索日期", "2025-02-03"},
                  {"环节", "wind.gearbox"},
                  {"总投资（元）", "#500000000"},
                  {"投资方来自", "other-province"},
                  {"可能性", "60"},
                  {"预计开工", "2027-03-01"}};
  expect_refused("projects", good,
                 {{{{"项目", ""}}, "项目* 必填"},
                  {{{"统一社会信用代码", "91620900MA00000000"}}, "统一社会信用代码 名录里没有这家企业，也不是有效"},
                  {{{"牵头组", "nobody"}}, "牵头组* 没有找到"},
                  {{{"投资方来自", "月球"}}, "投资方来自 “月球”无效"},
                  {{{"可能性", "#101"}}, "可能性 "},
                  {{{"协议日期", "2099-01-01"}}, "协议日期 协议日期在今天之后"},
                  {{{"预计开工", "开春"}}, "预计开工 “开春”不是日期"},
                  {{{"总投资（元）", "#-1"}}, "总投资（元） "}});
  EXPECT_THAT(told(import_as("projects", filled("projects", {good, good})))[3],
              HasSubstr("项目* 该组已有同名同企业"));
  expect_written("projects", {good, with(good, {{"项目", "虚构叶片项目"}, {"企业", "某虚构叶片公司"}})});
  const auto found = get(windy, "/api/v1/projects?q=%E4%BC%A0%E5%8A%A8");  // 传动
  ASSERT_EQ(found.body.at("items").as_array().size(), 1u) << found.text;
  EXPECT_EQ(found.at("/items/0/firm/firm"), firm_);
  EXPECT_EQ(found.at("/items/0/stage"), "lead");
  EXPECT_EQ(found.at("/items/0/investment"), "500000000");
  EXPECT_EQ(told(import_as("projects", filled("projects", {good}))).size(), 1u);
}

TEST_P(SheetsApi, GroupTargets) {
  const Line good{{"专班", "wind"}, {"年度", "#2025"}, {"季度", "一季度"}, {"指标", "visits"}, {"目标", "#12"}};
  expect_refused("group-targets", good,
                 {{{{"专班", "nobody"}}, "专班* 没有找到"},
                  {{{"年度", "#1999"}}, "年度* "},
                  {{{"季度", "#5"}}, "季度 “5”无效"},
                  {{{"指标", "喝茶"}}, "指标* “喝茶”无效"},
                  {{{"目标", "#-1"}}, "目标* "},
                  {{{"目标", ""}}, "目标* 必填"}});
  EXPECT_THAT(told(import_as("group-targets", filled("group-targets", {good, with(good, {{"目标", "#13"}})})))[3],
              HasSubstr("指标* 表中已有该组同一时期的这项指标"));
  expect_written("group-targets", {good, with(good, {{"季度", ""}, {"目标", "50"}}), with(good, {{"季度", "#4"}})});
  // What is there takes the new figure.
  expect_written("group-targets", {with(good, {{"目标", "#20"}})});
  const auto targets = get(manager_, "/api/v1/group-targets?year=2025");
  ASSERT_EQ(targets.body.at("items").as_array().size(), 3u) << targets.text;
  EXPECT_EQ(targets.at("/items/0/quarter"), "null");
  EXPECT_EQ(targets.at("/items/0/target"), "50");
  EXPECT_EQ(targets.at("/items/1/quarter"), "1");
  EXPECT_EQ(targets.at("/items/1/target"), "20");
  EXPECT_EQ(targets.at("/items/2/quarter"), "4");
}

ON_BOTH_ENGINES(SheetsApi);

}  // namespace
}  // namespace lianzhao::api
