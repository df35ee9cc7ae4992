// What tests of the registry share: a folder of their own, the tools of an import, a little registry and its answers.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "registry/import/importer.h"
#include "registry/query/query.h"
#include "support/fixed_clock.h"

namespace lianzhao::registry {

class RegistryFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    folder =
        std::filesystem::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto* term : {"齿轮箱", "齿轮", "联轴器", "光伏组件"}) ASSERT_TRUE(vocabulary.add(term).ok());
  }
  std::string write(const std::string& name, const std::string& content) {
    const auto path = (folder / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  ImportOptions options_for(const std::string& path) const {
    ImportOptions options;
    options.files = {path};
    options.snapshot_path = snapshot_path();
    options.reject_path = reject_path();
    options.threads = 2;
    return options;
  }
  Result<ImportReport> import(const ImportOptions& options) {
    return import_files(options, vocabulary, {&table, &places, &names, &clock});
  }
  Result<ImportReport> import(const std::string& path, std::size_t block_bytes = 16u << 20) {
    auto options = options_for(path);
    options.limits.block_bytes = block_bytes;
    return import(options);
  }
  std::string snapshot_path() const { return (folder / "s.lzs").string(); }
  std::string reject_path() const { return (folder / "rejects.csv").string(); }
  std::vector<std::string> firms(const Query& query) {
    auto snapshot = Snapshot::open(snapshot_path());
    EXPECT_TRUE(snapshot.ok());
    auto result = QueryEngine(*snapshot, places, table).search(query, true);
    EXPECT_TRUE(result.ok());
    std::vector<std::string> out;
    for (const auto& hit : result->hits) {
      float sum = 0;
      for (const float part : hit.parts) sum += part;
      EXPECT_FLOAT_EQ(sum, hit.score);
      out.push_back(*snapshot->name(hit.firm));
    }
    EXPECT_EQ(*result->matched, out.size());
    return out;
  }
  Query of(const char* term) {
    Query query;
    query.nodes = {{term, {{*vocabulary.find(term), 1}}}};
    return query;
  }

  std::filesystem::path folder;
  FoldTable table;
  Vocabulary vocabulary{table};
  Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  NameParser names = *NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  FixedClock clock;
  const std::string header = "企业名称,统一社会信用代码,注册日期,注册资金,经营范围,所在省份,地区,注册地址\n";
  const std::string rows =
      "南京虚构齿轮有限公司,,2001-01-01,5000万元,齿轮箱制造,江苏,南京,\n"
      "酒泉虚构贸易有限公司,,2019-02-30,见章程,\"齿轮箱,联轴器销售\",甘肃,酒泉,\n"
      "上海虚构检测有限公司,,2010-05-05,100万元,齿轮箱检测设备制造,上海,上海,\n";
};

}  // namespace lianzhao::registry
