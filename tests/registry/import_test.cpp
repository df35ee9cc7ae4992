// From files to a snapshot to answers, on little registries written in the test.
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/file.h"
#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

class ImportTest : public RegistryFixture {};

TEST_F(ImportTest, RanksMakersAboveDealersAboveMerelyRelated) {
  auto report = import(write("a.csv", header + rows));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->rows_read, 3u);
  EXPECT_EQ(report->accepted, 3u);
  EXPECT_EQ(report->values.remarks[static_cast<std::size_t>(Remark::kCapital)], 1u);
  EXPECT_EQ(report->values.remarks[static_cast<std::size_t>(Remark::kDate)], 1u);
  EXPECT_EQ(firms(of("齿轮箱")).front(), "南京虚构齿轮有限公司");
  EXPECT_EQ(firms(of("齿轮箱")).size(), 3u);
  EXPECT_TRUE(firms(of("齿轮")).empty());  // never inside a longer term
  auto heads = of("齿轮箱");
  heads.heads_only = true;
  heads.places = {{310000}};
  EXPECT_TRUE(firms(heads).empty());
}

TEST_F(ImportTest, CountsReconcileWhateverIsWrong) {
  auto report = import(write("a.csv", header + rows + "虚构甲公司,多,一,个,字,段,的,行,啊\n,,,,,,,\n" + rows +
                                          header + "虚构乙有限公司,,,,,,,\n"),
                       64);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates);
  EXPECT_EQ(report->accepted, 4u);
  EXPECT_EQ(report->duplicates, 3u);
  EXPECT_EQ(report->reject_reasons["field-count"], 1u);
  EXPECT_EQ(report->reject_reasons["name-missing"], 1u);
  EXPECT_EQ(report->reject_reasons["repeated-header"], 1u);
}

TEST_F(ImportTest, AnUnclosedQuoteCostsItsOwnRecordOnly) {
  auto report = import(write("a.csv", header + "虚构坏有限公司,,,,\"没有结束,江苏,南京,\n" + rows));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->rejected, 1u);
  EXPECT_EQ(firms(of("齿轮箱")).size(), 3u);
}

TEST_F(ImportTest, ImportingAgainUpdates) {
  ASSERT_TRUE(import(write("a.csv", header + rows)).ok());
  auto report =
      import(write("b.csv", header + "南京虚构齿轮有限公司,,2001-01-01,5000万元,光伏组件制造,江苏,南京,\n"));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->updated, 1u);
  EXPECT_EQ(report->firms, 3u);
  EXPECT_EQ(firms(of("光伏组件")).size(), 1u);
  EXPECT_EQ(firms(of("齿轮箱")).size(), 2u);
  ASSERT_TRUE(
      rebuild(snapshot_path(), snapshot_path(), vocabulary, {&table, &places, &names, &clock}, 2, nullptr, {}).ok());
  EXPECT_EQ(firms(of("齿轮箱")).size(), 2u);
  EXPECT_TRUE(Snapshot::open(snapshot_path())->verify().ok());
}

TEST_F(ImportTest, ReadsJsonGzipAndTabs) {
  ASSERT_TRUE(
      import(
          write(
              "a.json",
              R"([{"name":"虚构甲有限公司","businessScope":"齿轮箱制造","legalRepresentative":"某"},{"name":"虚构乙有限公司","nested":{"a":[1]},"businessScope":"齿轮箱销售"}])"))
          .ok());
  EXPECT_EQ(firms(of("齿轮箱")).size(), 2u);
  const auto zipped = (folder / "b.csv.gz").string();
  gzFile file = gzopen(zipped.c_str(), "wb");
  const std::string text = "名称\t经营范围\n虚构丙有限公司\t齿轮箱，联轴器制造\n";
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  auto report = import(zipped);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->firms, 3u);
}

TEST_F(ImportTest, ReadsGb18030) {
  // 名称,经营范围 / 虚构丁有限公司,齿轮箱制造
  ASSERT_TRUE(import(write("a.csv",
                           "\xC3\xFB\xB3\xC6,"
                           "\xBE\xAD\xD3\xAA\xB7\xB6\xCE\xA7\n\xD0\xE9\xB9\xB9\xB6\xA1\xD3\xD0\xCF\xDE\xB9\xAB\xCB"
                           "\xBE,\xB3\xDD\xC2\xD6\xCF\xE4\xD6\xC6\xD4\xEC\n"))
                  .ok());
  EXPECT_EQ(firms(of("齿轮箱")), std::vector<std::string>{"虚构丁有限公司"});
}

// Items are read one by one, but not where signs of a page or a summary tie them together.
TEST_F(ImportTest, ScopesThatHangTogetherAreReadWhole) {
  const std::string other =
      "虚构甲有限公司,,2001-01-01,5000万元,齿轮箱；联轴器。以上产品的制造,江苏,南京,\n"
      "虚构乙有限公司,,2001-01-01,5000万元,齿轮箱&nbsp;销售；联轴器&#40;风电&#41;制造,江苏,南京,\n"
      "虚构丙有限公司,,2001-01-01,5000万元,齿轮箱；联轴器,江苏,南京,\n";
  ASSERT_TRUE(import(write("a.csv", header + other + other + other)).ok());
  auto makers = of("齿轮箱");
  makers.activities = mask_of(Activity::kMake);
  makers.unstated = false;
  EXPECT_EQ(firms(makers), std::vector<std::string>{"虚构甲有限公司"});
  makers = of("联轴器");
  makers.activities = mask_of(Activity::kMake);
  makers.unstated = false;
  makers.heads_only = true;
  EXPECT_EQ(firms(makers).size(), 2u);
}

TEST_F(ImportTest, AFailedImportLeavesTheOldSnapshot) {
  ASSERT_TRUE(import(write("a.csv", header + rows)).ok());
  EXPECT_FALSE(import(write("b.csv", "没有,认识,的,表头\n1,2,3,4\n")).ok());
  EXPECT_FALSE(import((folder / "missing.csv").string()).ok());
  EXPECT_FALSE(import(write("c.csv", "")).ok());
  EXPECT_EQ(firms(of("齿轮箱")).size(), 3u);
}

TEST_F(ImportTest, DamagedSnapshotsAreRefusedOrReadSafely) {
  ASSERT_TRUE(import(write("a.csv", header + rows)).ok());
  const auto good = *read_file(snapshot_path(), 1u << 30);
  for (std::size_t at = 0; at < good.size(); at += good.size() / 400 + 1) {
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x5A);
    write("s.lzs", bad);
    auto snapshot = Snapshot::open(snapshot_path());
    if (!snapshot) continue;
    auto result = QueryEngine(*snapshot, places, table).search(of("齿轮箱"), true);
    if (result) {
      for (const auto& hit : result->hits) (void)snapshot->texts(hit.firm).ok();
    }
  }
  write("s.lzs", good.substr(0, good.size() / 2));
  EXPECT_FALSE(Snapshot::open(snapshot_path()).ok());
}

TEST_F(ImportTest, NamesFallIntoParts) {
  const auto parts = names.parse("江苏省南京虚构齿轮制造有限公司");
  EXPECT_EQ(parts.brand, "虚构");
  EXPECT_EQ(parts.form, "有限公司");
  EXPECT_EQ(parts.place_code.value, 320100u);
  EXPECT_TRUE(names.parse("上海虚构科技有限公司酒泉分公司").is_branch);
  EXPECT_EQ(names.parse("虚构科技（酒泉）有限公司").place_code.value, 620900u);
}

}  // namespace
}  // namespace lianzhao::registry
