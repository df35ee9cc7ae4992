// A home folder with a little registry, and the engine over it: the shipped chains and the case of Jiuquan with some
// made-up makers of gearboxes.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "registry/import/importer.h"
#include "support/fixed_clock.h"
#include "workspace/engine_holder.h"
#include "workspace/registry_work.h"
#include "workspace/vocabulary.h"

namespace lianzhao::workspace {

class EngineWorld : public ::testing::Test {
 protected:
  static constexpr const char* kHeader = "企业名称,统一社会信用代码,注册日期,注册资金,经营范围,所在省份,地区\n";
  static constexpr const char* kRows =
      "南京虚构齿轮箱制造有限公司,,2001-01-01,5000万元,风电齿轮箱、联轴器的研发、制造,江苏,南京\n"
      "杭州虚构传动有限公司,91330100MA2KCX3T04,2015-06-01,900万元,风力发电齿轮箱销售,浙江,杭州\n"
      "上海虚构检测有限公司,,2010-05-05,100万元,风电齿轮箱检测设备制造,上海,上海\n"
      "酒泉虚构齿轮箱有限公司,,2018-03-01,3000万元,风电齿轮箱制造,甘肃,酒泉\n";

  void SetUp() override {
    folder =
        std::filesystem::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    options.folders = {(folder / "home").string(), LIANZHAO_SHARE_DIR};
    options.threads = 2;
    ASSERT_TRUE(options.folders.make_home().ok());
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::string write(const std::string& name, const std::string& content) const {
    const auto path = (folder / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  void open(const EngineSources& sources = {}) {
    auto opened = EngineHolder::open(options, sources, clock, 100);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    holder = *std::move(opened);
  }
  Result<registry::ImportReport> import(const std::string& rows, const std::string& file = "rows.csv") {
    ImportRequest request;
    request.files = {{write(file, kHeader + rows), {}}};
    request.dataset.source = "虚构名录";
    request.dataset.source_class = "synthetic";
    request.dataset.status = "synthetic";
    request.dataset.as_of = make_day(2025, 6, 30);
    request.reject_path = (folder / "rejects.csv").string();
    return import_registry(*holder, request, stop, {});
  }
  void open_with_firms() {
    open();
    const auto report = import(kRows);
    ASSERT_TRUE(report.ok()) << report.error().message;
    ASSERT_EQ(report->accepted, 4u);
  }

  std::filesystem::path folder;
  EngineOptions options;
  FixedClock clock;
  std::atomic<bool> stop{false};
  std::unique_ptr<EngineHolder> holder;
};

}  // namespace lianzhao::workspace
