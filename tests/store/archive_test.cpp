// An archive is whole or refused.
#include "store/archive.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "store/tar.h"

namespace lianzhao::store {
namespace {

class Archive : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/lianzhao-archive-XXXXXX";
    folder_ = ::mkdtemp(pattern);
    path_ = folder_ + "/a.tar.zst";
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  // Hard to compress, so that damage hits content.
  static std::string noise(std::size_t size) {
    std::string text(size, '\0');
    std::uint64_t state = 88172645463325252;
    for (auto& c : text) {
      state ^= state << 13, state ^= state >> 7, state ^= state << 17;
      c = static_cast<char>(state);
    }
    return text;
  }
  void write() {
    auto writer = ArchiveWriter::create(path_, {1'795'000'000'000'000});
    ASSERT_TRUE(writer) << writer.error().message;
    for (const auto& [name, content] : contents_) ASSERT_TRUE(writer->add(name, content));
    auto finished = writer->finish();
    ASSERT_TRUE(finished) << finished.error().message;
  }
  Result<std::map<std::string, std::string>> read() {
    std::map<std::string, std::string> found;
    auto done = verify_archive(path_, [&](const ArchiveEntry& entry, std::string_view bytes) -> Status {
      found[entry.name] += bytes;
      return {};
    });
    if (!done) return done.error();
    return found;
  }

  std::string folder_, path_;
  std::map<std::string, std::string> contents_ = {{"a", ""},
                                                  {"b/c", "x"},
                                                  {"b/" + std::string(180, 'n') + "/酒泉", std::string(512, 'y')},
                                                  {"big", noise(700'000)}};
};

TEST_F(Archive, ComesBackAsItWent) {
  write();
  auto found = read();
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, contents_);
  struct stat status{};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(Archive, OpensWithTheUsualTool) {
  write();
  if (std::system("tar --zstd --version >/dev/null 2>&1 && command -v zstd >/dev/null") != 0)
    GTEST_SKIP() << "no zstd";
  const auto out = folder_ + "/out";
  std::filesystem::create_directory(out);
  ASSERT_EQ(std::system(("tar --zstd -xf " + path_ + " -C " + out).c_str()), 0);
  for (const auto& [name, content] : contents_) EXPECT_EQ(*read_file(out + "/" + name, 1 << 20), content) << name;
}

TEST_F(Archive, DamageAnywhereIsFound) {
  write();
  const auto whole = *read_file(path_, 1 << 24);
  for (std::size_t at = 0; at < whole.size(); at += at < 2000 || at + 2000 > whole.size() ? 97 : 40'009) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    ASSERT_TRUE(write_file_atomically(path_, damaged));
    EXPECT_FALSE(read()) << "changed at " << at;
    ASSERT_TRUE(write_file_atomically(path_, std::string_view(whole).substr(0, at)));
    EXPECT_FALSE(read()) << "cut at " << at;
  }
  ASSERT_TRUE(write_file_atomically(path_, whole + "x"));
  EXPECT_FALSE(read());
  ASSERT_TRUE(write_file_atomically(path_, "PK\x03\x04 another kind of file"));
  EXPECT_EQ(read().error().code, ErrorCode::kCorrupt);
}

TEST_F(Archive, WithoutFinishWhatStoodThereStays) {
  ASSERT_TRUE(write_file_atomically(path_, "before"));
  {
    auto writer = ArchiveWriter::create(path_, {0});
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add("a", noise(1'000'000)));
  }
  EXPECT_EQ(*read_file(path_, 100), "before");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(Archive, AFullDiskIsToldAndLeavesNothing) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  auto less = before;
  less.rlim_cur = 300'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &less), 0);
  Status status;
  {
    auto writer = ArchiveWriter::create(path_, {0});
    if (writer) status = writer->add("a", noise(1'000'000));
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kNoSpace);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(Archive, VerificationCanBeStopped) {
  write();
  EXPECT_EQ(verify_archive(path_, {}, [](auto, auto) { return false; }).error().code, ErrorCode::kInterrupted);
}

TEST(Tar, PathsStayBelowTheirFolder) {
  for (const auto* good : {"a", "a/b", "..a", "酒泉/x"}) EXPECT_TRUE(is_clean_path(good)) << good;
  for (const auto* bad : {"", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/."}) {
    EXPECT_FALSE(is_clean_path(bad)) << bad;
  }
}

TEST(Tar, SizesBeyondEightGigabytesHaveARecord) {
  const auto header = tar_header("big", 10ull << 30, 0);
  ASSERT_EQ(header.size(), 3 * kTarBlock);
  auto first = parse_tar_header(std::string_view(header).substr(0, kTarBlock));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, TarHeader::Kind::kPax);
  auto records = parse_pax(std::string_view(header).substr(kTarBlock, first->size));
  ASSERT_TRUE(records);
  EXPECT_EQ(records->size, 10ull << 30);
  auto link = tar_header("x", 0, 0);
  link[156] = '2';
  EXPECT_FALSE(parse_tar_header(link));  // the checksum is another now
  EXPECT_FALSE(parse_pax("12 size=1x2\n"));
  EXPECT_FALSE(parse_pax("99999999999999999999 a=b\n"));
}

}  // namespace
}  // namespace lianzhao::store
