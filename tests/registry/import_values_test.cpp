// How the values of rows are read, from a file to what the registry says of a firm.
#include <gtest/gtest.h>

#include "base/file.h"
#include "registry/import/not_a_firm.h"
#include "registry/import/preview.h"
#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

class ImportValuesTest : public RegistryFixture {
 protected:
  // The only firm of a file with one more column.
  PreviewRow row_of(const std::string& column, const std::string& cell,
                    const std::vector<ColumnOverride>& columns = {}) {
    const auto path = write("a.csv", "企业名称," + column + "\n酒泉虚构风能设备有限公司,\"" + cell + "\"\n");
    auto preview = preview_file(path, columns, vocabulary, {&table, &places, &names, &clock});
    EXPECT_TRUE(preview.ok()) << preview.error().message;
    EXPECT_EQ(preview->rows.size(), 1u);
    return preview->rows.empty() ? PreviewRow{} : preview->rows.front();
  }
  const HotRow* import_one(const std::string& column, const std::string& cell) {
    const auto path = write("a.csv", "企业名称," + column + "\n酒泉虚构风能设备有限公司,\"" + cell + "\"\n");
    auto options = options_for(path);
    options.keep_existing = false;
    const auto report = import(options);
    EXPECT_TRUE(report.ok()) << report.error().message;
    snapshot_.emplace(*Snapshot::open(snapshot_path()));
    return snapshot_->hot(FirmId{0});
  }
  std::string text_of(Detail which) { return (*snapshot_->texts(FirmId{0}))[which]; }
  std::optional<Snapshot> snapshot_;
};

TEST_F(ImportValuesTest, AHeadersUnitIsOfItsBareNumbers) {
  EXPECT_EQ(row_of("注册资本(万元)", "500").capital, 5e6);
  EXPECT_EQ(row_of("注册资本（亿元）", "0.05").capital, 5e6);
  EXPECT_NEAR(*row_of("注册资本（万美元）", "100").capital, 6.8e6, 1);
  EXPECT_EQ(row_of("注册资本（元）", "5000000").capital, 5e6);
  EXPECT_EQ(row_of("注册资本（元）", "500万元").capital, 5e6);
  EXPECT_EQ(row_of("注册资本（元）", "5000000", {{"注册资本（元）", Column::kCapital}}).capital, 5e6);
  EXPECT_EQ(row_of("投资额（元）", "5000000", {{"投资额（元）", Column::kCapital}}).capital, 5e6);
}

TEST_F(ImportValuesTest, AHeadersUnitIsHeededInJson) {
  const auto path = write("a.json", R"([{"名称":"酒泉虚构风能设备有限公司","注册资本（元）":5000000}])");
  auto preview = preview_file(path, {}, vocabulary, {&table, &places, &names, &clock});
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ(preview->rows.front().capital, 5e6);
}

TEST_F(ImportValuesTest, TheTextOfACapitalKeepsTheUnitOfItsHeader) {
  ASSERT_TRUE(import_one("注册资本（元）", "5000000"));
  EXPECT_EQ(text_of(Detail::kCapital), "5000000（元）");
  EXPECT_EQ(parse_capital(text_of(Detail::kCapital)).amount, 5e6);
  ASSERT_TRUE(import_one("注册资本(万美元)", "100"));
  EXPECT_EQ(text_of(Detail::kCapital), "100（万美元）");
  ASSERT_TRUE(import_one("注册资本(万元)", "500万人民币"));
  EXPECT_EQ(text_of(Detail::kCapital), "500万人民币");
}

TEST_F(ImportValuesTest, PlaceholdersAreEmptyFields) {
  for (const auto* nothing :
       {"-", "--", "—", "/", "\\N", "NULL", "None", "nan", "#N/A", "#REF!", "暂无", "未公开", "*", "未知"}) {
    const auto* hot = import_one("股票代码,注册资本,成立日期,统一社会信用代码,经营状态,经营范围,地址",
                                 std::string(nothing) + "\",\"" + nothing + "\",\"" + nothing + "\",\"" + nothing +
                                     "\",\"" + nothing + "\",\"" + nothing + "\",\"" + nothing);
    ASSERT_TRUE(hot) << nothing;
    EXPECT_EQ(hot->flags & (kFlagListed | kFlagInactive | kFlagHasCode), 0) << nothing;
    EXPECT_LT(hot->capital, 0) << nothing;
    EXPECT_EQ(hot->registered, HotRow::kNoDay) << nothing;
    for (const auto detail : {Detail::kScope, Detail::kAddress, Detail::kCapital, Detail::kStatus, Detail::kListed}) {
      EXPECT_EQ(text_of(detail), "") << nothing;
    }
    const auto rejects = *read_file(reject_path(), 1u << 20);
    EXPECT_EQ(rejects.find("remark"), rejects.rfind("remark")) << rejects;
  }
}

TEST_F(ImportValuesTest, StatesAndListingsAreRead) {
  EXPECT_TRUE(import_one("经营状态", "Cancelled")->flags & kFlagInactive);
  EXPECT_TRUE(import_one("经营状态", "企业除名")->flags & kFlagInactive);
  EXPECT_FALSE(import_one("经营状态", "未注销")->flags & kFlagInactive);
  EXPECT_TRUE(import_one("股票代码", "600875")->flags & kFlagListed);
  EXPECT_FALSE(import_one("股票代码", "0")->flags & kFlagListed);
  EXPECT_FALSE(import_one("是否上市", "未上市")->flags & kFlagListed);
}

TEST_F(ImportValuesTest, CodesAreReadAsTheyAreWritten) {
  for (const auto* code : {"9111 0000 7109 2546 2X", "=\"\"91110000710925462X\"\"",
                           "９１１１００００７１０９２５４６２Ｘ", "统一社会信用代码：91110000710925462x"}) {
    ASSERT_TRUE(import_one("统一社会信用代码", code)->flags & kFlagHasCode) << code;
    EXPECT_EQ(snapshot_->code(FirmId{0}), "91110000710925462X") << code;
  }
  const auto path = write(
      "b.csv", "企业名称,统一社会信用代码\n虚构甲有限公司,000000000000000000\n虚构乙有限公司,000000000000000000\n");
  auto options = options_for(path);
  options.keep_existing = false;
  EXPECT_EQ(import(options)->firms, 2u);
}

TEST_F(ImportValuesTest, RemarksSayWhatWasAssumedOrNotUnderstood) {
  const auto path =
      write("a.csv",
            "企业名称,注册资本,经营状态,是否上市\n虚构甲有限公司,500人民币,K,某某\n虚构乙有限公司,500万元,存续,是\n");
  const auto report = import(path);
  ASSERT_TRUE(report.ok());
  for (const auto remark : {Remark::kCapitalUnit, Remark::kStatus, Remark::kListed}) {
    EXPECT_EQ(report->values.remarks[static_cast<std::size_t>(remark)], 1u) << remark_name(remark);
  }
  const auto rejects = *read_file(reject_path(), 1u << 20);
  for (const auto* words :
       {"\"capital-unit-unsure\",\"注册资本的单位没有写明", "check it\",\"500人民币\"",
        "\"status-not-understood\",\"经营状态不能识别", "\"listed-not-understood\",\"上市情况不能识别"}) {
    EXPECT_NE(rejects.find(words), std::string::npos) << words << rejects;
  }
}

TEST_F(ImportValuesTest, LinesThatAreNoFirmsAreRejectedWithAReasonOfTheirOwn) {
  const auto report = import(write("a.csv",
                                   "企业名称,注册资本\n酒泉虚构风能设备有限公司,500万元\n合计,500\n#N/A,\n"
                                   "注：数据来源于市场监管局,\n第 1 页 共 3 页,\n-,\n企业名称 ,注册资本\n"));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->accepted, 1u);
  EXPECT_EQ(report->reject_reasons.at("not-a-firm"), 4u);
  EXPECT_EQ(report->reject_reasons.at("name-missing"), 1u);
  EXPECT_EQ(report->reject_reasons.at("name-not-a-name"), 1u);
  EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates);
  const auto rejects = *read_file(reject_path(), 1u << 20);
  EXPECT_NE(rejects.find("不是企业，而是合计、注释、页码或表头 / the row is no firm but a sum"), std::string::npos);
}

TEST(NotAFirm, IsToldFromFirms) {
  for (const auto* line : {"合计",
                           "合 计",
                           "总计",
                           "小计",
                           "共计",
                           "总合计",
                           "合计：",
                           "合计：35户",
                           "合计（35家）",
                           "酒泉市小计",
                           "本页合计",
                           "总计35户",
                           "共计 35 家企业",
                           "Total",
                           "TOTAL:",
                           "Subtotal",
                           "Grand Total",
                           "Total 35",
                           "注：数据来源于市场监管局",
                           "注:略",
                           "注1：略",
                           "（注：略）",
                           "*注：略",
                           "说明：本表",
                           "备注",
                           "备注：无",
                           "数据来源：国家企业信用信息公示系统",
                           "资料来源: 略",
                           "单位：万元",
                           "制表人：某",
                           "填报单位：某局",
                           "Note: see above",
                           "Source: registry",
                           "第1页",
                           "第 1 页 共 3 页",
                           "共3页",
                           "第一页",
                           "Page 1 of 3",
                           "page 2",
                           "以下空白",
                           "（以下空白）",
                           "以上数据截至2024年底",
                           "截至2024年12月31日",
                           "企业名称",
                           "公司名称",
                           "序号",
                           "名称",
                           "Name",
                           "***合计***"}) {
    EXPECT_TRUE(is_not_a_firm(line)) << line;
  }
  for (const auto* name : {"合计（北京）科技有限公司",
                           "总计科技店",
                           "小计算机店",
                           "深圳小计算机经营部",
                           "共计设计工作室",
                           "注册通事务所",
                           "说明书印刷厂",
                           "备注文具店",
                           "来源茶叶行",
                           "Total Energies",
                           "Notes Coffee Shop",
                           "Page One Books",
                           "统计事务所",
                           "第一页书店",
                           "第一百货商店",
                           "单位食堂",
                           "附件厂",
                           "企业名称设计中心",
                           "以上海鲜店",
                           "全计算机行",
                           "某会计师事务所",
                           "审计所",
                           "序号文化",
                           "Sumitomo",
                           "酒泉钟表合计厂",
                           "注：（北京）科技有限公司",
                           "截至斋饭店"}) {
    EXPECT_FALSE(is_not_a_firm(name)) << name;
  }
}

}  // namespace
}  // namespace lianzhao::registry
