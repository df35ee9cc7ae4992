// Workbooks filled in and read: all rows or none, what is wrong with row and column, the same rules as by request.
#include <gmock/gmock.h>

#include "api/import_desk.h"
#include "records_world.h"
#include "support/project_rows.h"
#include "support/xlsx_file.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using ::testing::HasSubstr;

class SheetsApi : public RecordsTest {
 protected:
  void SetUp() override {
    RecordsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    auto& database = backend_->ledger().tools.database;
    project_ = add_project(database, backend_->zone(), {.name = "虚构齿轮箱项目", .group = wind_});
    add_project(database, backend_->zone(), {.name = "同名", .group = wind_});
    add_project(database, backend_->zone(), {.name = "同名", .group = wind_});
    manager_ = user("manager", "manager");
  }
  // A workbook with these rows; cells that begin with '#' are numbers, with '@' dates.
  std::string upload(const std::vector<std::vector<std::string>>& rows) {
    std::string xml;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      xml += "<row r=\"" + std::to_string(r + 1) + "\">";
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        const auto& text = rows[r][c];
        const auto at = std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1);
        if (text.empty()) continue;
        if (text[0] == '#' || text[0] == '@') {
          xml += "<c r=\"" + at + "\"" + (text[0] == '@' ? " s=\"1\"" : "") + "><v>" + text.substr(1) + "</v></c>";
        } else {
          xml += test::cell(at, text);
        }
      }
      xml += "</row>";
    }
    const auto path = home_ + "/tmp/sheet.xlsx";
    EXPECT_TRUE(test::write_zip(path, test::workbook(xml)));
    return keep(path);
  }
  std::string keep(const std::string& path) {
    const auto kept = backend_->services().imports->keep_upload(path, "表.xlsx");
    EXPECT_TRUE(kept) << kept.error().message;
    return kept->id;
  }
  Sent import(const std::string& upload, const std::string& query = "") {
    return post(manager_, "/api/v1/sheets/payments" + query, {{"upload", upload}});
  }
  std::string total() { return get(manager_, "/api/v1/payments").at("/total"); }

  const std::vector<std::string> header_ = {"项目*", "到位日期*", "金额*", "资金来源*", "用途*", "凭证*"};
  std::string project_;
  Login manager_;
};

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
  std::map<std::int64_t, std::string> seen;
  for (const auto& problem : refused.body.at("problems").as_array()) {
    seen[problem.at("row").as_int64()] +=
        std::string(problem.at("column").as_string()) + " " + std::string(problem.at("detail").as_string()) + "\n";
  }
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
  const auto windy = user("windy", "member", {wind_});
  EXPECT_EQ(post(windy, "/api/v1/sheets/payments", {{"upload", "x"}}).status, 403);
  EXPECT_EQ(get(manager_, "/api/v1/sheets/poems/template").status, 404);
  // The empty workbook reads as one without rows, and a filled one by its headers.
  for (const auto* kind : {"payments"}) {
    const auto sent = get(manager_, std::string("/api/v1/sheets/") + kind + "/template");
    ASSERT_EQ(sent.status, 200) << sent.text;
    const auto path = home_ + "/tmp/template.xlsx";
    std::ofstream(path, std::ios::binary) << sent.text;
    const auto read =
        post(manager_, std::string("/api/v1/sheets/") + kind + "?dry_run=true", {{"upload", keep(path)}});
    EXPECT_EQ(read.status, 200) << read.text;
    EXPECT_EQ(read.at("/problems"), "[]") << kind;
    EXPECT_EQ(read.at("/rows"), "0");
  }
}

ON_BOTH_ENGINES(SheetsApi);

}  // namespace
}  // namespace lianzhao::api
