#include "workspace/share.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace lianzhao::workspace {
namespace {

namespace fs = std::filesystem;

class ShareFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/lianzhao-share-XXXXXX";
    root_ = ::mkdtemp(pattern);
  }
  void TearDown() override { fs::remove_all(root_); }
  void put_data(const fs::path& folder) {
    fs::create_directories(root_ / folder);
    std::ofstream(root_ / folder / "places.tsv") << "x\n";
  }
  fs::path root_;
};

TEST_F(ShareFolder, LiesAboveAnInstalledProgram) {
  put_data("usr/share/lianzhao");
  const auto found = find_share(root_ / "usr/bin/lianzhao");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, (root_ / "usr/share/lianzhao").string());
}

TEST_F(ShareFolder, BesideTheProgramComesFirst) {
  put_data("share/lianzhao");
  put_data("build/share/lianzhao");
  const auto found = find_share(root_ / "build/lianzhao");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, (root_ / "build/share/lianzhao").string());
}

TEST_F(ShareFolder, AnEmptyFolderIsNotTakenAndTheWayOutIsTold) {
  fs::create_directories(root_ / "usr/share/lianzhao");
  const auto found = find_share(root_ / "usr/bin/lianzhao");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  for (const auto& text : {found.error().message, found.error().zh}) {
    EXPECT_NE(text.find((root_ / "usr/share/lianzhao").string()), std::string::npos) << text;
    EXPECT_NE(text.find("LIANZHAO_SHARE"), std::string::npos) << text;
  }
}

TEST(ProgramPath, IsThisProgram) {
  const auto path = program_path();
  ASSERT_TRUE(path);
  EXPECT_EQ(fs::path(*path).filename(), "test_workspace");
}

}  // namespace
}  // namespace lianzhao::workspace
