// The program itself: init seeds once, backup and restore carry a zone from one home folder to another.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "store/database.h"

namespace lianzhao::ledger {
namespace {

namespace fs = std::filesystem;

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(LIANZHAO_PROGRAM)) GTEST_SKIP() << LIANZHAO_PROGRAM << " is not built";
    char pattern[] = "/tmp/lianzhao-program-XXXXXX";
    folder_ = ::mkdtemp(pattern);
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  // The exit code; what it printed is in the file "out".
  int run(const std::string& home, const std::string& arguments) {
    const auto command = "env -u LIANZHAO_DB LIANZHAO_SHARE='" LIANZHAO_SHARE_DIR "' '" LIANZHAO_PROGRAM
                         "' --english --home '" +
                         folder_ + "/" + home + "' " + arguments + " >'" + folder_ + "/out' 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string out() {
    auto text = read_file(folder_ + "/out", 1 << 20);
    return text ? *text : "";
  }
  std::int64_t count(const std::string& home, const std::string& table) {
    auto database = store::Database::open("sqlite:" + folder_ + "/" + home + "/lianzhao.db");
    if (!database) return -1;
    auto rows = (*database)->read([&](store::Transaction& tx) { return tx.query("SELECT count(*) FROM " + table); });
    return rows ? (*rows)[0].integer(0) : -1;
  }

  std::string folder_;
};

// Rows of a file of the case, without its header and comments.
std::int64_t rows_of(const std::string& name) {
  auto text = read_file(std::string(LIANZHAO_SHARE_DIR) + "/case/jiuquan/" + name, 1 << 20);
  std::int64_t rows = -1;
  for (std::size_t at = 0; text && at < text->size();) {
    const auto end = std::min(text->find('\n', at), text->size());
    if (end > at && (*text)[at] != '#') ++rows;
    at = end + 1;
  }
  return rows;
}

TEST_F(Program, InitSeedsOnceAndABackupMovesAll) {
  ASSERT_EQ(run("one", "init"), 0) << out();
  EXPECT_EQ(count("one", "local_firms"), rows_of("firms.tsv"));
  EXPECT_EQ(count("one", "planned_projects"), rows_of("projects.tsv"));
  EXPECT_EQ(count("one", "firm_ties"), rows_of("ties.tsv"));
  const auto entries = count("one", "audit");
  ASSERT_EQ(run("one", "init"), 0) << out();
  EXPECT_EQ(count("one", "audit"), entries);

  const auto file = "'" + folder_ + "/b.tar.zst'";
  ASSERT_EQ(run("one", "backup " + file), 0) << out();
  ASSERT_EQ(run("two", "restore " + file), 0) << out();
  EXPECT_EQ(count("two", "local_firms"), rows_of("firms.tsv"));
  EXPECT_TRUE(fs::exists(folder_ + "/two/snapshot.lzs"));
  ASSERT_EQ(run("two", "audit verify"), 0) << out();
  EXPECT_EQ(run("two", "restore " + file), 1) << out();  // something is there
  EXPECT_EQ(run("two", "restore --force " + file), 0) << out();
  EXPECT_EQ(run("two", "restore --force '" + folder_ + "/two/snapshot.lzs'"), 3) << out();
  EXPECT_EQ(run("three", "backup " + file), 1) << out();  // there is no database
}

}  // namespace
}  // namespace lianzhao::ledger
