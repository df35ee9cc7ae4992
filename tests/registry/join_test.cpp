// Rows of one firm become one, field by field; nothing that was known is lost.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/credit_code.h"
#include "base/file.h"
#include "registry/snapshot/firm_index.h"
#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

constexpr auto kCodeA = "91620900MA0000001Q", kCodeB = "91620900MA0000002U";

class JoinTest : public RegistryFixture {
 protected:
  ImportReport take(const std::string& content, const char* as_of = nullptr,
                    std::vector<FirmDecision> decisions = {}) {
    auto options = options_for(write("list" + std::to_string(++files_) + ".csv", content));
    options.changes_path = (folder / "changes.csv").string();
    options.decisions = std::move(decisions);
    if (as_of) options.dataset.as_of = parse_iso_day(as_of);
    auto report = import(options);
    EXPECT_TRUE(report.ok()) << report.error().message;
    if (!report.ok()) return {};
    EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates);
    EXPECT_TRUE(Snapshot::open(snapshot_path())->verify().ok());
    return *report;
  }
  // One line a living firm: name|code|capital|day|scope|address|place, sorted.
  std::vector<std::string> all() {
    auto snapshot = Snapshot::open(snapshot_path());
    std::vector<std::string> out;
    for (std::uint32_t s = 0; s < snapshot->segments().size(); ++s) {
      for (std::uint32_t row = 0; row < snapshot->segments()[s].rows; ++row) {
        if (!snapshot->segments()[s].is_alive(row)) continue;
        const FirmId firm{s * kSegmentRows + row};
        const auto texts = *snapshot->texts(firm);
        const auto& hot = *snapshot->hot(firm);
        out.push_back(texts.name + "|" + snapshot->code(firm) + "|" + texts[Detail::kCapital] + "|" +
                      (hot.registered == HotRow::kNoDay ? "" : to_string(Day{hot.registered})) + "|" +
                      texts[Detail::kScope] + "|" + texts[Detail::kAddress] + "|" + std::to_string(hot.place));
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  std::vector<Statement> said_of(const std::string& key) {
    auto snapshot = Snapshot::open(snapshot_path());
    const auto firm = FirmIndex(*snapshot, 1).find(key);
    EXPECT_TRUE(firm.has_value()) << key;
    return firm ? *snapshot->statements(*firm) : std::vector<Statement>();
  }
  std::string key_of_name(const char* name) { return firm_key(identity_of_name(table, name), false); }
  std::string changes() { return *read_file((folder / "changes.csv").string(), 1 << 20); }

  const std::string full =
      header + "酒泉甲甲风能设备有限公司," + kCodeA + ",2010-01-01,500万元,齿轮箱制造,甘肃,酒泉,肃州区西园路1号\n";
  int files_ = 0;
};

TEST_F(JoinTest, APoorerListTakesNothingAway) {
  take(full, "2024-01-01");
  const auto before = all();
  const auto report =
      take(std::string("企业名称,统一社会信用代码,经营状态\n酒泉甲甲风能设备有限公司,") + kCodeA + ",存续\n",
           "2025-01-01");
  EXPECT_EQ(report.updated, 1u);
  EXPECT_EQ(report.firms, 1u);
  EXPECT_EQ(report.joins.filled, 1u);
  EXPECT_EQ(report.joins.changed, 0u);
  EXPECT_EQ(all(), before);
  EXPECT_EQ(firms(of("齿轮箱")).size(), 1u);
  // Each value has its source: the state that of the new list, the others that of the old.
  const auto statements = said_of(kCodeA);
  ASSERT_EQ(statements.size(), 2u);
  const auto sources = sources_of(statements, 0);
  EXPECT_EQ(sources[static_cast<std::size_t>(Field::kStatus)], 1);
  EXPECT_EQ(sources[static_cast<std::size_t>(Field::kCapital)], 0);
  EXPECT_EQ(sources[static_cast<std::size_t>(Field::kScope)], 0);
  EXPECT_NE(changes().find("status,filled,,,存续,list2.csv"), std::string::npos) << changes();
}

TEST_F(JoinTest, EmptyCellsSayNothing) {
  take(full, "2024-01-01");
  take(header + "酒泉甲甲风能设备有限公司," + kCodeA + ",,600万元,,,,\n", "2025-01-01");
  EXPECT_EQ(all(), std::vector<std::string>{std::string("酒泉甲甲风能设备有限公司|") + kCodeA +
                                            "|600万元|2010-01-01|齿轮箱制造|肃州区西园路1号|620902"});
  // The older value stays to be seen, with its source.
  const auto statements = said_of(kCodeA);
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[1].dataset, 0);
  EXPECT_EQ(statements[1].others, (std::vector<Statement::Other>{{Field::kCapital, "500万元"}}));
  EXPECT_NE(changes().find("capital,changed,500万元,list1.csv,600万元,list2.csv"), std::string::npos) << changes();
}

TEST_F(JoinTest, TheValueOfTheNewerDataCountsWhicheverComesFirst) {
  take(header + "酒泉甲甲风能设备有限公司," + kCodeA + ",,600万元,,,,\n", "2025-01-01");
  const auto report = take(full, "2024-01-01");  // older data, imported later
  EXPECT_EQ(all(), std::vector<std::string>{std::string("酒泉甲甲风能设备有限公司|") + kCodeA +
                                            "|600万元|2010-01-01|齿轮箱制造|肃州区西园路1号|620902"});
  EXPECT_EQ(report.joins.changed, 0u);
  EXPECT_NE(changes().find("capital,kept,600万元,list1.csv,500万元,list2.csv"), std::string::npos) << changes();
}

TEST_F(JoinTest, TheSameListAgainAddsNoStatements) {
  take(full, "2024-01-01");
  const auto report = take(full, "2025-01-01");
  EXPECT_EQ(report.updated, 1u);
  EXPECT_EQ(report.joins.changed + report.joins.filled, 0u);
  EXPECT_TRUE(said_of(kCodeA).empty());
  auto snapshot = Snapshot::open(snapshot_path());
  EXPECT_EQ(snapshot->hot(*FirmIndex(*snapshot, 1).find(kCodeA))->dataset, 1);  // confirmed by the newer
}

TEST_F(JoinTest, ByNameThenWithItsCodeAndTheOtherWayRound) {
  const std::string named = "企业名称,注册资本\n酒泉甲甲风能设备有限公司,300万元\n";
  const std::string coded =
      std::string("企业名称,统一社会信用代码,经营范围\n酒泉甲甲风能设备有限公司,") + kCodeA + ",齿轮箱制造\n";
  for (const bool name_first : {true, false}) {
    SCOPED_TRACE(name_first);
    std::filesystem::remove(snapshot_path());
    take(name_first ? named : coded);
    const auto report = take(name_first ? coded : named);
    EXPECT_EQ(report.firms, 1u);
    EXPECT_EQ(all(), std::vector<std::string>{std::string("酒泉甲甲风能设备有限公司|") + kCodeA +
                                              "|300万元||齿轮箱制造||620900"});
    // Who noted the key by name finds the firm.
    auto snapshot = Snapshot::open(snapshot_path());
    const FirmIndex index(*snapshot, 1);
    EXPECT_TRUE(index.find(kCodeA));
    if (name_first) EXPECT_EQ(index.find(key_of_name("酒泉甲甲风能设备有限公司")), index.find(kCodeA));
  }
}

TEST_F(JoinTest, OneFirmTwiceWithinAFile) {
  for (const bool name_first : {true, false}) {
    SCOPED_TRACE(name_first);
    std::filesystem::remove(snapshot_path());
    const std::string named = "酒泉甲甲风能设备有限公司,,2010-01-01,,,,,\n";
    const std::string coded = std::string("酒泉甲甲风能设备有限公司,") + kCodeA + ",,500万元,齿轮箱制造,,,\n";
    const auto report = take(header + (name_first ? named + coded : coded + named));
    EXPECT_EQ(report.rows_read, 2u);
    EXPECT_EQ(report.duplicates, 1u);
    EXPECT_EQ(report.firms, 1u);
    EXPECT_EQ(all(), std::vector<std::string>{std::string("酒泉甲甲风能设备有限公司|") + kCodeA +
                                              "|500万元|2010-01-01|齿轮箱制造||620900"});
    EXPECT_EQ(firms(of("齿轮箱")).size(), 1u);
  }
}

TEST_F(JoinTest, BracketsAndWidthsOfANameMakeNoDifference) {
  take("企业名称,注册资本\n平安科技（深圳）有限公司,300万元\n");
  EXPECT_EQ(take("企业名称,经营范围\n平安科技(深圳)有限公司,齿轮箱制造\n").firms, 1u);
}

TEST_F(JoinTest, ANameWithoutPlaceIsOneFirmACity) {
  const std::string head = "企业名称,所在省份,地区,经营范围\n";
  take(head + "为民机械厂,甘肃,酒泉,齿轮箱制造\n为民机械厂,江苏,南京,联轴器制造\n");
  ASSERT_EQ(all().size(), 2u);
  EXPECT_EQ(take(head + "为民机械厂,江苏,南京,光伏组件制造\n").firms, 2u);
  EXPECT_EQ(firms(of("联轴器")).size(), 0u);
  EXPECT_EQ(firms(of("光伏组件")).size(), 1u);
  EXPECT_EQ(firms(of("齿轮箱")).size(), 1u);
  // By the name alone it is not clear which of them is meant: people decide.
  const auto report = take("企业名称,注册资本\n为民机械厂,10万元\n");
  EXPECT_EQ(report.joins.doubts, 1u);
  EXPECT_EQ(report.firms, 3u);
  EXPECT_EQ(Snapshot::open(snapshot_path())->doubts().size(), 1u);
  EXPECT_EQ(take("企业名称,注册资本\n为民机械厂,20万元\n").firms, 3u);  // the same unclear one, not a fourth
}

TEST_F(JoinTest, TwoCodesUnderOneNameAreADoubtThatPeopleDecide) {
  const std::string both = std::string("企业名称,统一社会信用代码,注册资本,地区\n酒泉甲甲风能设备有限公司,") +
                           kCodeA + ",300万元,酒泉\n酒泉甲甲风能设备有限公司," + kCodeB + ",,酒泉\n";
  const auto report = take(both);
  EXPECT_EQ(report.firms, 2u);
  EXPECT_EQ(report.joins.doubts, 1u);
  ASSERT_EQ(Snapshot::open(snapshot_path())->doubts().size(), 1u);

  EXPECT_EQ(take(both, nullptr, {{kCodeA, kCodeB, false}}).joins.doubts, 0u);
  EXPECT_EQ(take(both, nullptr, {{kCodeA, kCodeB, true}}).firms, 1u);
  auto snapshot = Snapshot::open(snapshot_path());
  const FirmIndex index(*snapshot, 1);
  ASSERT_TRUE(index.find(kCodeA));
  EXPECT_EQ(index.find(kCodeA), index.find(kCodeB));
  EXPECT_EQ(take(both).firms, 1u);  // decided once for all
}

TEST_F(JoinTest, ANewNameUnderTheCodeIsARename) {
  take(full, "2024-01-01");
  take(std::string("企业名称,统一社会信用代码\n酒泉乙乙新能源有限公司,") + kCodeA + "\n", "2025-01-01");
  EXPECT_EQ(all(), std::vector<std::string>{std::string("酒泉乙乙新能源有限公司|") + kCodeA +
                                            "|500万元|2010-01-01|齿轮箱制造|肃州区西园路1号|620902"});
  const auto statements = said_of(kCodeA);
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[1].others, (std::vector<Statement::Other>{{Field::kName, "酒泉甲甲风能设备有限公司"}}));
}

TEST_F(JoinTest, RebuildingKeepsWhatWasSaid) {
  take(full, "2024-01-01");
  take(header + "酒泉甲甲风能设备有限公司," + kCodeA + ",,600万元,,,,\n酒泉丙丙有限公司,,,,,,,\n", "2025-01-01");
  const auto before = all();
  const auto said = said_of(kCodeA);
  ASSERT_EQ(said.size(), 2u);
  ASSERT_TRUE(
      rebuild(snapshot_path(), snapshot_path(), vocabulary, {&table, &places, &names, &clock}, 2, nullptr, {}).ok());
  EXPECT_EQ(all(), before);
  EXPECT_EQ(said_of(kCodeA), said);
}

TEST_F(JoinTest, ManyRowsOfOneFirm) {
  // Each row adds something, so that all of them are joined; and more of them than are merged at once.
  std::string rows = header;
  for (int i = 0; i < 700; ++i) {
    rows += "酒泉甲甲风能设备有限公司," + std::string(i == 699 ? kCodeA : "") + ",,,,,,\n";
    if (i == 350) rows += "酒泉甲甲风能设备有限公司,,2010-01-01,,,,,\n";
  }
  const auto report = take(rows);
  EXPECT_EQ(report.firms, 1u);
  EXPECT_EQ(report.duplicates, 700u);
  EXPECT_EQ(all().front(), std::string("酒泉甲甲风能设备有限公司|") + kCodeA + "||2010-01-01|||620900");
  for (int day = 1; day <= 9; ++day) {
    take(std::string("企业名称,统一社会信用代码,注册资本\n酒泉甲甲风能设备有限公司,") + kCodeA + "," +
             std::to_string(day) + "00万元\n",
         ("2025-01-0" + std::to_string(day)).c_str());
  }
  EXPECT_EQ(all().size(), 1u);
  EXPECT_EQ(said_of(kCodeA).size(), 10u);  // nine capitals, of which one counts, and the day
}

TEST_F(JoinTest, WhatAFileContradictsItselfInIsBounded) {
  // Each row names another county of the city, so none is covered by the first, and another capital.
  std::string rows = header;
  const char* counties[] = {"肃州区", "金塔县", "瓜州县", "玉门市", "敦煌市"};
  for (int i = 0; i < 2000; ++i) {
    rows += std::string("酒泉甲甲风能设备有限公司,") + kCodeA + ",," + std::to_string(i + 1) + "万元,,甘肃,酒泉," +
            counties[i % 5] + std::to_string(i) + "号\n";
  }
  EXPECT_EQ(take(rows).firms, 1u);
  for (const auto& statement : said_of(kCodeA)) {
    EXPECT_GT(statement.others.size(), 1u);
    EXPECT_LE(statement.others.size(), kMostOthers);
  }
  EXPECT_EQ(take(full).firms, 1u);  // what was kept can be read and joined again

  // Long values in many imports: the oldest are dropped, the firm stays readable.
  const std::string piece = "齿轮箱制造；";
  for (int i = 0; i < 12; ++i) {
    std::string scope = std::to_string(i);
    while (scope.size() < kMostOtherBytes / 5) scope += piece;
    take(header + "酒泉甲甲风能设备有限公司," + kCodeA + ",,," + scope + ",,,\n");
  }
  std::size_t bytes = 0;
  for (const auto& statement : said_of(kCodeA)) {
    for (const auto& other : statement.others) bytes += other.value.size();
  }
  EXPECT_GT(bytes, kMostOtherBytes / 2);
  EXPECT_LE(bytes, kMostOtherBytes);
}

TEST_F(JoinTest, ANameThatVeryManyFirmsHave) {
  // Were a row compared with all firms of its name, this would not end.
  std::string rows = "企业名称,统一社会信用代码,注册资本,地区\n";
  const std::uint64_t firms = 30'000;
  for (std::uint64_t i = 0; i < firms; ++i)
    rows += "便民超市," + unpack_credit_code({0, (i + 1) * 977}) + ",1万元," + (i % 2 ? "酒泉" : "南京") + "\n";
  rows += "便民超市,,2万元,兰州\n";
  EXPECT_EQ(take(rows).firms, firms + 1);
  EXPECT_EQ(take(rows).firms, firms + 1);  // the same ones again
}

TEST(Statements, SurviveTheWayIntoTheFileAndBack) {
  const std::vector<Statement> said = {
      {1, mask_of(Field::kName), {}},
      {0, mask_of(Field::kScope), {{Field::kCapital, "500万元"}, {Field::kPlace, "620900"}}}};
  const auto bytes = encode_statements(said);
  EXPECT_EQ(*decode_statements(bytes), said);
  EXPECT_TRUE(decode_statements("")->empty());
  for (std::size_t cut = 1; cut < bytes.size(); ++cut)
    EXPECT_FALSE(decode_statements(bytes.substr(0, cut)).ok()) << cut;
}

}  // namespace
}  // namespace lianzhao::registry
