// Every format and encoding gives the same firms; every way in which a file can be broken gives a clear message or a
// reject row, never less than what was good, never more memory than the limits allow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>
#include <zstd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "registry/import/importer.h"
#include "registry/query/query.h"
#include "support/fixed_clock.h"

namespace lianzhao::registry {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class InputTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder);
    fs::create_directories(folder);
    ASSERT_TRUE(vocabulary.add("齿轮箱").ok());
  }
  std::string write(const std::string& name, std::string_view content) {
    const auto path = (folder / name).string();
    std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return path;
  }
  Result<ImportReport> import(const std::string& path, const std::atomic<bool>* stop = nullptr) {
    ImportOptions options;
    options.files = {path};
    options.snapshot_path = snapshot_path();
    options.reject_path = reject_path();
    options.keep_existing = false;
    options.threads = 2;
    options.stop = stop;
    return import_files(options, vocabulary, {&table, &places, &names, &clock});
  }
  std::string import_error(const std::string& path) {
    auto report = import(path);
    return report ? "" : report.error().message;
  }
  std::string snapshot_path() const { return (folder / "s.lzs").string(); }
  std::string reject_path() const { return (folder / "rejects.csv").string(); }
  // Names of all firms, in order, separated by blanks.
  std::string firms() {
    auto snapshot = Snapshot::open(snapshot_path());
    if (!snapshot) return snapshot.error().message;
    Query everything;
    everything.with_inactive = true;
    auto result = QueryEngine(*snapshot, places, table).search(everything);
    if (!result) return result.error().message;
    std::vector<std::string> found;
    for (const auto& hit : result->hits) found.push_back(*snapshot->name(hit.firm));
    std::sort(found.begin(), found.end());
    std::string out;
    for (const auto& name : found) out += (out.empty() ? "" : " ") + name;
    return out;
  }
  static std::string seed(const std::string& name) {
    return std::string(LIANZHAO_TEST_DATA "/../fuzz/seeds/source/") + name;
  }

  fs::path folder;
  FoldTable table;
  Vocabulary vocabulary{table};
  Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  NameParser names = *NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  FixedClock clock;
  const std::string header = "企业名称,统一社会信用代码,注册日期,注册资金,经营范围,所在省份,地区,注册地址\n";
  const std::string row = "南京虚构齿轮有限公司,,2001-01-01,5000万元,齿轮箱制造,江苏,南京,\n";
  const std::string both = "南京虚构齿轮有限公司 酒泉虚构贸易有限公司";
};

TEST_F(InputTest, EveryFormatGivesTheSameFirms) {
  for (const auto* name : {"plain.csv", "bom.csv", "gb.csv", "tab.tsv", "array.json", "lines.jsonl", "plain.csv.gz",
                           "plain.csv.zst", "book.xlsx"}) {
    auto report = import(seed(name));
    ASSERT_TRUE(report.ok()) << name << ": " << report.error().message;
    EXPECT_EQ(report->accepted, 2u) << name;
    EXPECT_EQ(report->rejected, 0u) << name;
    EXPECT_EQ(firms(), both) << name;
    EXPECT_EQ(report->values.remarks[static_cast<std::size_t>(Remark::kCapital)], 1u) << name;  // 见章程
    EXPECT_EQ(report->values.remarks[static_cast<std::size_t>(Remark::kDate)], 1u) << name;     // 2019-02-30
  }
}

TEST_F(InputTest, Utf16IsReadOrRefusedByName) {
  for (const auto* name : {"utf16le.csv", "utf16be.csv"}) {
    auto report = import(seed(name));
    if (report) {
      EXPECT_EQ(firms(), both) << name;
    } else {
      EXPECT_THAT(report.error().message, HasSubstr("UTF-16")) << name;
    }
  }
}

TEST_F(InputTest, AFileCutShortKeepsWhatWasGoodAndSaysSo) {
  std::string csv = header;
  for (int i = 0; i < 20000; ++i)
    csv += "虚构" + std::to_string(i * 7919 % 100003) + "号齿轮有限公司,,2001-01-01,5000万元,齿轮箱制造,江苏,南京,\n";
  std::string gzip(csv.size() + 1000, '\0');
  z_stream z{};
  ASSERT_EQ(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = reinterpret_cast<Bytef*>(csv.data());
  z.avail_in = static_cast<uInt>(csv.size());
  z.next_out = reinterpret_cast<Bytef*>(gzip.data());
  z.avail_out = static_cast<uInt>(gzip.size());
  ASSERT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  gzip.resize(z.total_out);
  deflateEnd(&z);
  std::string zstd(ZSTD_compressBound(csv.size()), '\0');
  zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), csv.data(), csv.size(), 3));
  for (const auto& [name, bytes] : {std::pair{"a.csv.gz", gzip}, std::pair{"a.csv.zst", zstd}}) {
    auto report = import(write(name, std::string_view(bytes).substr(0, bytes.size() / 2)));
    if (report) {
      std::string notes;
      for (const auto& note : report->notes) notes += note + "\n";
      EXPECT_THAT(notes, ::testing::AnyOf(HasSubstr("cut"), HasSubstr("end"), HasSubstr("trunc"))) << name;
      EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates) << name;
    } else {
      EXPECT_THAT(report.error().message, HasSubstr(name));
      EXPECT_FALSE(fs::exists(snapshot_path())) << "a failed import must leave no snapshot";
    }
  }
  const auto book = *read_file(seed("book.xlsx"), 1u << 20);
  EXPECT_THAT(import_error(write("cut.xlsx", std::string_view(book).substr(0, book.size() / 2))),
              HasSubstr("cut.xlsx"));
}

TEST_F(InputTest, AHundredMegabyteFieldCostsOneRecordAndLittleMemory) {
  rusage before{}, after{};
  {
    std::ofstream file(folder / "huge.csv", std::ios::binary);
    file << header << row << "酒泉虚构贸易有限公司,,2001-01-01,1万元,\"";
    const std::string chunk(1u << 20, 'x');
    for (int i = 0; i < 100; ++i) file << chunk;
    file << "\",甘肃,酒泉,\n上海虚构检测有限公司,,2010-05-05,100万元,检测,上海,上海,\n";
  }
  getrusage(RUSAGE_SELF, &before);
  auto report = import((folder / "huge.csv").string());
  getrusage(RUSAGE_SELF, &after);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->accepted, 2u);
  EXPECT_EQ(report->rejected, 1u);
  EXPECT_EQ(firms(), "上海虚构检测有限公司 南京虚构齿轮有限公司");
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 400 * 1024) << "kilobytes";
}

TEST_F(InputTest, HeadersThatCannotBeUsedAreRefusedWithAWayOut) {
  EXPECT_THAT(import_error(write("none.csv", row)), HasSubstr("none.csv"));
  EXPECT_THAT(import_error(write("twice.csv", "企业名称,公司名称\n甲有限公司,乙有限公司\n")), HasSubstr("twice.csv"));
  EXPECT_THAT(import_error(write("empty.csv", "")), HasSubstr("empty.csv"));
  EXPECT_THAT(import_error(write("noise.bin", std::string("\x7f\x45\x4c\x46\x00\x01\x02", 7))),
              HasSubstr("noise.bin"));
  EXPECT_THAT(import_error((folder / "missing.csv").string()), HasSubstr("missing.csv"));
  EXPECT_FALSE(fs::exists(snapshot_path()));
}

TEST_F(InputTest, RowsWithNulBytesWrongBytesAndShiftedColumnsAreListed) {
  const std::string nul("酒泉虚\0构有限公司,,2001-01-01,1万元,x,甘肃,酒泉,\n", 66);
  auto report = import(write("a.csv", header + row + nul + "\xff\xfe\xfd有限公司,,2001-01-01,1万元,x,甘肃,酒泉,\n" +
                                          ",2001-01-01,1万元,x,甘肃,酒泉,,\n" + "2001-01-01,1万元,x,甘肃,酒泉,,,\n"));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates);
  EXPECT_EQ(report->accepted, 1u);
  EXPECT_GE(report->rejected, 4u);
  EXPECT_EQ(firms(), "南京虚构齿轮有限公司");
  const auto rejects = *read_file(reject_path(), 1u << 20);
  for (const auto* reason : {"nul-byte", "not-utf8", "name-missing", "name-not-a-name"}) {
    EXPECT_THAT(rejects, HasSubstr(reason));
  }
}

TEST_F(InputTest, AStoppedImportLeavesTheOldSnapshot) {
  ASSERT_TRUE(import(write("a.csv", header + row)).ok());
  const std::atomic<bool> stop = true;
  auto report = import(seed("plain.csv"), &stop);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(firms(), "南京虚构齿轮有限公司");
}

TEST_F(InputTest, AFullDiskLeavesTheOldSnapshot) {
  ASSERT_TRUE(import(write("a.csv", header + row)).ok());
  std::string csv = header;
  for (int i = 0; i < 20000; ++i)
    csv += "虚构" + std::to_string(i) + "号有限公司,,2001-01-01,5000万元,齿轮箱制造" + std::to_string(i * 7919) +
           ",江苏,南京,\n";
  const auto path = write("b.csv", csv);
  // A limit on the size of files acts as a disk that fills up; the signal that comes with it is not wanted.
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{64 * 1024, old.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  auto report = import(path);
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(firms(), "南京虚构齿轮有限公司");
  for (const auto& entry : fs::directory_iterator(folder)) {
    EXPECT_NE(entry.path().extension(), ".tmp") << "what was written aside is left behind: " << entry.path();
  }
}

TEST_F(InputTest, ABrokenSnapshotIsNamedAndNeverRead) {
  ASSERT_TRUE(import(write("a.csv", header + row)).ok());
  const auto good = *read_file(snapshot_path(), 64u << 20);
  const auto error_with = [&](std::string bytes) {
    auto opened = Snapshot::open(write("broken.lzs", bytes));
    if (!opened) return opened.error().message;
    auto verified = opened->verify();
    return verified ? std::string() : verified.error().message;
  };
  auto other_version = good;
  other_version[8] = 9;
  EXPECT_NE(error_with(other_version), "");
  EXPECT_NE(error_with(good.substr(0, good.size() - 100)), "");
  EXPECT_NE(error_with(good.substr(0, 100)), "");
  EXPECT_NE(error_with(""), "");
  auto flipped = good;
  flipped[kHeaderBytes + 3] ^= 0x40;
  EXPECT_NE(error_with(flipped), "");
  EXPECT_EQ(error_with(good), "");
}

}  // namespace
}  // namespace lianzhao::registry
