// Whatever goes wrong while a snapshot is read or written: the reason is told and the old snapshot stays in force.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>

#include "base/file.h"
#include "registry/snapshot/snapshot_writer.h"
#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

using ::testing::HasSubstr;

class SnapshotSafetyTest : public RegistryFixture {
 protected:
  void SetUp() override {
    RegistryFixture::SetUp();
    ASSERT_TRUE(import(write("old.csv", header + rows)).ok());
    old = *read_file(snapshot_path(), 1u << 30);
  }
  void expect_old_in_force() {
    EXPECT_EQ(*read_file(snapshot_path(), 1u << 30), old);
    EXPECT_FALSE(std::filesystem::exists(snapshot_path() + ".tmp"));
    EXPECT_EQ(firms(of("齿轮箱")).size(), 3u);
  }
  std::string more_rows(std::size_t count) const {
    std::string out = header;
    for (std::size_t i = 0; i < count; ++i) out += "虚构" + std::to_string(i) + "号有限公司,,,,光伏组件制造,,,\n";
    return out;
  }
  std::string old;
};

TEST_F(SnapshotSafetyTest, OtherVersionsAndOtherFilesAreRefusedByName) {
  auto other = old;
  const std::uint32_t version = kFormatVersion + 1;
  std::memcpy(other.data() + offsetof(FileHeader, version), &version, sizeof version);
  write("s.lzs", other);
  auto opened = Snapshot::open(snapshot_path());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kVersion);
  EXPECT_THAT(opened.error().message, HasSubstr("import again"));
  EXPECT_EQ(import(write("b.csv", header + rows)).error().code, ErrorCode::kVersion);
  write("s.lzs", std::string(8192, 'x'));
  EXPECT_EQ(Snapshot::open(snapshot_path()).error().code, ErrorCode::kBadInput);
  for (const std::size_t size : {std::size_t{0}, std::size_t{100}, kHeaderBytes, old.size() - 1}) {
    write("s.lzs", old.substr(0, size));
    EXPECT_EQ(Snapshot::open(snapshot_path()).error().code, ErrorCode::kCorrupt) << size;
  }
}

TEST_F(SnapshotSafetyTest, VerifyNamesTheDamagedSection) {
  auto snapshot = Snapshot::open(snapshot_path());
  ASSERT_TRUE(snapshot.ok());
  for (const auto& entry : snapshot->directory()) {
    if (entry.bytes == 0 || entry.section == Section::kDatasets) continue;
    auto bad = old;
    bad[entry.offset + entry.bytes - 1] = static_cast<char>(~bad[entry.offset + entry.bytes - 1]);
    const auto path = write("bad.lzs", bad);
    auto opened = Snapshot::open(path);
    if (!opened) continue;  // seen on opening already
    EXPECT_THAT(opened->verify().error().message, HasSubstr("checksum of section"));
  }
}

TEST_F(SnapshotSafetyTest, AFullDiskLeavesTheOldSnapshot) {
  const auto more = write("more.csv", more_rows(5000));
  auto options = options_for(more);
  options.reject_path = "/dev/full";
  auto report = import(options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kNoSpace) << report.error().message;
  EXPECT_THAT(report.error().message, HasSubstr("reject file"));
  expect_old_in_force();

  std::filesystem::create_symlink("/dev/full", snapshot_path() + ".tmp");
  report = import(more);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kNoSpace) << report.error().message;
  expect_old_in_force();
}

TEST_F(SnapshotSafetyTest, ADiskThatFillsMidwayLeavesTheOldSnapshot) {
  const auto more = write("more.csv", more_rows(5000));
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
  for (const rlim_t most : {rlim_t{4096}, rlim_t{20'000}, rlim_t{60'000}}) {
    const rlimit small{most, limit.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    auto report = import(more);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ASSERT_FALSE(report.ok()) << most;
    EXPECT_EQ(report.error().code, ErrorCode::kNoSpace) << report.error().message;
    expect_old_in_force();
  }
  std::signal(SIGXFSZ, before);
}

TEST_F(SnapshotSafetyTest, AStoppedImportLeavesTheOldSnapshot) {
  std::atomic<bool> stop{false};
  auto options = options_for(write("more.csv", more_rows(5000)));
  options.limits.block_bytes = 4096;
  options.stop = &stop;
  options.progress = [&](const ImportProgress&) { stop = true; };  // in the middle of the file
  auto report = import(options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kInterrupted);
  expect_old_in_force();

  stop = true;
  auto rebuilt =
      rebuild(snapshot_path(), snapshot_path(), vocabulary, {&table, &places, &names, &clock}, 2, &stop, {});
  ASSERT_FALSE(rebuilt.ok());
  EXPECT_EQ(rebuilt.error().code, ErrorCode::kInterrupted);
  expect_old_in_force();
}

TEST_F(SnapshotSafetyTest, MoreSegmentsThanRowNumbersAreRefused) {
  auto writer = SnapshotWriter::create((folder / "many.lzs").string());
  ASSERT_TRUE(writer.ok());
  for (std::uint32_t i = 0; i < kMostSegments; ++i) ASSERT_TRUE(writer->add({}).ok());
  auto one_more = writer->add({});
  ASSERT_FALSE(one_more.ok());
  EXPECT_EQ(one_more.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace lianzhao::registry
