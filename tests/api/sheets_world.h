// Workbooks for tests of the server: made, filled in, kept, read.
#pragma once

#include <gmock/gmock.h>

#include "api/import_desk.h"
#include "records_world.h"
#include "registry/input/xlsx_sheet.h"
#include "support/project_rows.h"
#include "support/xlsx_file.h"

namespace lianzhao::api {

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
    return import_as("payments", upload, query);
  }
  Sent import_as(const std::string& kind, const std::string& upload, const std::string& query = "") {
    return post(manager_, "/api/v1/sheets/" + kind + query, {{"upload", upload}});
  }
  // The empty workbook of a kind as it was kept, and its headers.
  std::string template_of(const std::string& kind) {
    const auto sent = get(manager_, "/api/v1/sheets/" + kind + "/template");
    EXPECT_EQ(sent.status, 200) << sent.text;
    const auto path = home_ + "/tmp/template.xlsx";
    std::ofstream(path, std::ios::binary) << sent.text;
    return path;
  }
  std::vector<std::string> headers_of(const std::string& kind) {
    std::vector<std::string> headers;
    const auto sheet = registry::XlsxSheet::open(template_of(kind), {});
    EXPECT_TRUE(sheet);
    if (!sheet) return headers;
    const registry::XlsxSheet::RowSink sink = [&](std::uint64_t, std::vector<std::string>& cells, bool) {
      headers = cells;
      return false;
    };
    while (headers.empty() && !(*sheet)->ended()) EXPECT_TRUE((*sheet)->read(sink));
    return headers;
  }
  // Cells by header, without the star of those needed.
  using Line = std::map<std::string, std::string>;
  // One more firm in the registry, with a credit code.
  void import_coded_firm() {
    import_rows({"苏州虚构轴承有限公司,91330100MA2FAKE01Q,2016-06-01,900万元,轴承,江苏,苏州"});
  }
  // The template filled in.
  std::string filled(const std::string& kind, const std::vector<Line>& lines) {
    const auto headers = headers_of(kind);
    std::vector<std::vector<std::string>> rows{headers};
    for (const auto& line : lines) {
      std::size_t used = 0;
      auto& row = rows.emplace_back();
      for (const auto& header : headers) {
        const auto found = line.find(header.ends_with('*') ? header.substr(0, header.size() - 1) : header);
        row.push_back(found == line.end() ? "" : found->second);
        if (found != line.end()) ++used;
      }
      EXPECT_EQ(used, line.size()) << "a header that the template of " << kind << " does not have";
    }
    return upload(rows);
  }
  static Line with(Line line, const Line& changed) {
    for (const auto& [header, cell] : changed) line[header] = cell;
    return line;
  }
  // What is wrong, by row.
  static std::map<std::int64_t, std::string> told(const Sent& sent) {
    std::map<std::int64_t, std::string> out;
    EXPECT_EQ(sent.status, 200) << sent.text;
    if (sent.status != 200) return out;
    for (const auto& problem : sent.body.at("problems").as_array()) {
      out[problem.at("row").as_int64()] +=
          std::string(problem.at("column").as_string()) + " " + std::string(problem.at("detail").as_string()) + "\n";
    }
    return out;
  }
  // Each change of the good line is refused, for what stands beside it; nothing is written.
  void expect_refused(const std::string& kind, const Line& good,
                      const std::vector<std::pair<Line, std::string>>& changes) {
    std::vector<Line> lines;
    for (const auto& [change, words] : changes) lines.push_back(with(good, change));
    const auto sent = import_as(kind, filled(kind, lines));
    const auto seen = told(sent);
    EXPECT_EQ(sent.at("/written"), "false");
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const auto found = seen.find(static_cast<std::int64_t>(i) + 2);
      ASSERT_NE(found, seen.end()) << changes[i].second << "\n" << sent.text;
      EXPECT_THAT(found->second, ::testing::HasSubstr(changes[i].second)) << kind;
    }
  }
  void expect_written(const std::string& kind, const std::vector<Line>& lines) {
    const auto upload = filled(kind, lines);
    const auto rehearsed = import_as(kind, upload, "?dry_run=true");
    EXPECT_EQ(rehearsed.at("/problems"), "[]");
    EXPECT_EQ(rehearsed.at("/written"), "false");
    const auto sent = import_as(kind, upload);
    EXPECT_EQ(sent.at("/problems"), "[]");
    EXPECT_EQ(sent.at("/written"), "true");
  }
  std::string total() { return get(manager_, "/api/v1/payments").at("/total"); }

  const std::vector<std::string> header_ = {"项目*", "到位日期*", "金额*", "资金来源*", "用途*", "凭证*"};
  std::string project_;
  Login manager_;
};

}  // namespace lianzhao::api
