// Every input format, whole and damaged: a file is read, or refused with the reason; no row is lost unseen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>
#include <zlib.h>
#include <zstd.h>

#include "base/file.h"
#include "registry/import/reject_reasons.h"
#include "registry/import/row_parser.h"
#include "support/registry_fixture.h"
#include "support/xlsx_file.h"

namespace lianzhao::registry {
namespace {

using test::cell;
using test::workbook;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class InputTest : public RegistryFixture {
 protected:
  static std::string converted(std::string_view utf8, const char* encoding) {
    const iconv_t converter = iconv_open(encoding, "UTF-8");
    std::string in(utf8), out(utf8.size() * 2 + 16, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<std::size_t>(-1));
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
  }
  static std::string gzipped(std::string_view text) {
    std::string out(compressBound(text.size()) + 64, '\0');
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }
  static std::string zstandard(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    const auto size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3);
    EXPECT_FALSE(ZSTD_isError(size));
    out.resize(size);
    return out;
  }
  std::string write_xlsx(const std::string& name, std::string_view sheet_rows, std::string_view strings = "") {
    const auto path = (folder / name).string();
    EXPECT_TRUE(test::write_zip(path, workbook(sheet_rows, strings)));
    return path;
  }
  std::string rejects() const { return *read_file(reject_path(), 1u << 20); }
  // Imports and checks that every row read is accounted for.
  ImportReport imported(const std::string& path) {
    auto report = import(path);
    EXPECT_TRUE(report.ok()) << report.error().message;
    if (!report) return {};
    EXPECT_EQ(report->rows_read, report->accepted + report->rejected + report->duplicates);
    return *report;
  }
  // The message of an import that must fail, and that must leave the snapshot alone.
  std::string failure(const std::string& path) {
    const auto before = std::filesystem::exists(snapshot_path()) ? *read_file(snapshot_path(), 1u << 30) : "";
    auto report = import(path);
    EXPECT_FALSE(report.ok()) << path;
    EXPECT_EQ(std::filesystem::exists(snapshot_path()) ? *read_file(snapshot_path(), 1u << 30) : "", before);
    EXPECT_FALSE(std::filesystem::exists(snapshot_path() + ".tmp"));
    return report ? "" : report.error().message;
  }
  // Many rows with every field filled, larger than any of the readers' buffers for looking ahead.
  std::string many(std::size_t count) const {
    std::string out = header;
    for (std::size_t i = 0; i < count; ++i) {
      out += "虚构" + std::to_string(i) + "号齿轮有限公司,,2001-01-01,5000万元,齿轮箱制造，联轴器销售,江苏,南京,\n";
    }
    return out;
  }
};

// XLSX

TEST_F(InputTest, ReadsXlsxWithSharedStringsDatesAndGaps) {
  const auto path = write_xlsx(
      "a.xlsx",
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>" + cell("D1", "经营范围") +
          "</row><row r=\"2\">" + cell("A2", "虚构甲有限公司") + "<c r=\"B2\" s=\"1\"><v>43504</v></c>" +
          cell("D2", "齿轮箱制造, &quot;联轴器&quot;销售") + "</row><row r=\"5\">" + cell("A5", "虚构乙有限公司") +
          "<c r=\"B5\" t=\"str\"><v>2019-02-30</v></c>" + cell("D5", "齿轮箱\n销售") + "</row>",
      "<si><t>企业</t><rPh><t>qiye</t></rPh><r><t>名称</t></r></si><si><t>成立日期</t></si>");
  const auto report = imported(path);
  EXPECT_EQ(report.accepted, 2u);
  EXPECT_EQ(report.values.remarks[static_cast<std::size_t>(Remark::kDate)], 1u);
  EXPECT_THAT(rejects(), HasSubstr("\n5,remark"));  // rows are named by their number in the sheet
  EXPECT_THAT(firms(of("齿轮箱")), ElementsAre("虚构甲有限公司", "虚构乙有限公司"));
  EXPECT_EQ(firms(of("联轴器")).size(), 1u);
  EXPECT_EQ(Snapshot::open(snapshot_path())->segments().size(), 1u);  // a gap between rows does not cut the segment
  Query query = of("齿轮箱");
  query.registered_from = query.registered_to = *make_day(2019, 2, 8);
  EXPECT_THAT(firms(query), ElementsAre("虚构甲有限公司"));
}

TEST_F(InputTest, RefusesDamagedXlsx) {
  imported(write("good.csv", header + rows));
  const auto path =
      write_xlsx("a.xlsx", "<row>" + cell("A1", "名称") + "</row><row>" + cell("A2", "虚构甲") + "</row>");
  const auto good = *read_file(path, 1u << 20);
  EXPECT_THAT(failure(write("cut.xlsx", good.substr(0, good.size() / 2))), HasSubstr("cut.xlsx: "));
  for (std::size_t at = 0; at < good.size(); at += 11) {  // any byte: read all the same, or refused, never a crash
    auto bad = good;
    bad[at] = static_cast<char>(~bad[at]);
    (void)import(write("bad.xlsx", bad)).ok();
  }
  EXPECT_THAT(failure(write_xlsx("empty.xlsx", "")), HasSubstr("the sheet is empty"));
  EXPECT_THAT(failure(write_xlsx("names.xlsx", "<row>" + cell("A1", "其他") + "</row>")),
              HasSubstr("no column with"));
  EXPECT_THAT(failure(write_xlsx("xml.xlsx", "<row>")), HasSubstr("broken XML"));
  ASSERT_TRUE(test::write_zip((folder / "other.xlsx").string(), {{"mimetype", "text"}}));
  EXPECT_THAT(failure((folder / "other.xlsx").string()), HasSubstr("xl/worksheets/sheet1.xml"));
  auto bomb = workbook("");
  bomb[0].second.insert(bomb[0].second.find("<worksheet"), "<!DOCTYPE x [<!ENTITY a \"b\">]>");
  ASSERT_TRUE(test::write_zip((folder / "bomb.xlsx").string(), bomb));
  EXPECT_FALSE(failure((folder / "bomb.xlsx").string()).empty());
}

TEST_F(InputTest, AWrongChecksumInXlsxIsSeen) {
  const auto path = (folder / "a.xlsx").string();
  ASSERT_TRUE(test::write_zip(
      path, workbook("<row>" + cell("A1", "名称") + "</row><row>" + cell("A2", "虚构甲有限公司") + "</row>"), 0));
  auto bytes = *read_file(path, 1u << 20);
  bytes.replace(bytes.find("虚构甲"), 9, "虚构乙");
  EXPECT_THAT(failure(write("b.xlsx", bytes)), HasSubstr("damaged"));
}

TEST_F(InputTest, XlsxCellsOverTheLimitAreRejectedWithTheirRow) {
  const auto report =
      imported(write_xlsx("a.xlsx", "<row>" + cell("A1", "名称") + cell("B1", "经营范围") + "</row><row>" +
                                        cell("A2", "虚构甲有限公司") + cell("B2", std::string(2u << 20, 'x')) +
                                        "</row><row>" + cell("A3", "虚构乙有限公司") + "</row>"));
  EXPECT_EQ(report.accepted, 1u);
  EXPECT_EQ(report.reject_reasons.at("record-too-long"), 1u);
}

// JSON

TEST_F(InputTest, ReadsJsonLines) {
  const auto report =
      imported(write("a.jsonl", R"({"企业名称":"虚构甲有限公司","经营范围":"齿轮箱制造\n\"联轴器\"销售"}
{"name":"虚构乙有限公司","businessScope":"齿轮箱销售","capital":500}

{"name":"虚构丙有限公司","businessScope":null}
)"));
  EXPECT_EQ(report.accepted, 3u);
  EXPECT_EQ(report.values.with_capital, 1u);
  EXPECT_EQ(firms(of("齿轮箱")).size(), 2u);
}

TEST_F(InputTest, ABadJsonObjectCostsItselfOnly) {
  const auto report =
      imported(write("a.jsonl",
                     "{\"name\":\"虚构甲有限公司\"}\n{\"name\":\"虚构乙\n{\"name\":\"虚构丙有限公司\"}\n"
                     "{\"name\":}\n{\"name\":\"虚构丁有限公司\"}\n{\"name\":\"N\\u0000L\"}\n{\"name\":\"x"));
  EXPECT_EQ(report.accepted, 3u);
  EXPECT_EQ(report.reject_reasons.at("bad-json"), 2u);
  EXPECT_EQ(report.reject_reasons.at("nul-byte"), 1u);
  EXPECT_EQ(report.reject_reasons.at("cut-short"), 1u);
  EXPECT_EQ(Snapshot::open(snapshot_path())->segments().size(), 1u);
}

TEST_F(InputTest, RefusesJsonWithoutFirms) {
  EXPECT_THAT(failure(write("a.json", "[]")), HasSubstr("no JSON object"));
  EXPECT_THAT(failure(write("b.json", R"([{"title":"x"}])")), HasSubstr("no object"));
}

TEST_F(InputTest, AJsonObjectOverTheLimitIsCountedOnce) {
  const auto report =
      imported(write("a.json", "{\"name\":\"虚构甲有限公司\"}{\"name\":\"" + std::string(3u << 20, 'x')));
  EXPECT_EQ(report.accepted, 1u);
  EXPECT_EQ(report.rejected, 1u);
  EXPECT_EQ(report.reject_reasons.at("record-too-long"), 1u);
}

// Encodings

TEST_F(InputTest, ReadsUtf16WithAndWithoutMark) {
  for (const bool mark : {true, false}) {
    for (const auto* encoding : {"UTF-16LE", "UTF-16BE"}) {
      const std::string bom = !mark ? "" : encoding == std::string("UTF-16LE") ? "\xFF\xFE" : "\xFE\xFF";
      std::filesystem::remove(snapshot_path());
      const auto report = imported(write("a.csv", bom + converted(many(400), encoding)));
      EXPECT_EQ(report.accepted, 400u) << encoding << mark;
      EXPECT_THAT(report.notes.at(0), HasSubstr(encoding));
      auto query = of("齿轮箱");
      query.top = 1000;
      EXPECT_EQ(firms(query).size(), 400u);
    }
  }
}

TEST_F(InputTest, AHalfCharacterInUtf16CostsItsOwnRowOnly) {
  auto bytes = converted(many(3), "UTF-16LE");
  const auto at = bytes.find(converted("1号", "UTF-16LE"));
  bytes.replace(at + 2, 2, "\x00\xD8", 2);  // the first half of a pair, alone
  const auto report = imported(write("a.csv", "\xFF\xFE" + bytes));
  EXPECT_EQ(report.accepted, 2u);
  EXPECT_EQ(report.reject_reasons.at("not-utf8"), 1u);
}

TEST_F(InputTest, ReadsGb18030OfAnyLength) {
  // Texts whose characters fall across every boundary of the readers' buffers.
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::filesystem::remove(snapshot_path());
    auto text = many(200);
    text.insert(text.find('\n') + 1, std::string(shift, 'x') + "虚构有限公司,,,,,,,\n");
    EXPECT_EQ(imported(write("a.csv", converted(text, "GB18030"))).accepted, 201u) << shift;
  }
}

TEST_F(InputTest, BytesOfNoEncodingDoNotTakeForever) {
  auto text = converted(many(2), "GB18030");
  text += std::string(4u << 20, '\xFF') + "\n";
  const auto report = imported(write("a.csv", text));
  EXPECT_EQ(report.accepted, 2u);
  EXPECT_EQ(report.rejected, 1u);
}

TEST_F(InputTest, ARowOfAnotherEncodingIsRejectedAlone) {
  const auto report =
      imported(write("a.csv", many(20) + converted("虚构丁有限公司,,,,齿轮箱制造,,,\n", "GB18030") + rows));
  EXPECT_EQ(report.accepted, 23u);
  EXPECT_EQ(report.reject_reasons.at("not-utf8"), 1u);
}

// Compression

TEST_F(InputTest, ReadsZstdAndGzipOfSeveralMembers) {
  const auto half = header.size() + rows.size() / 2;
  const auto text = header + rows;
  EXPECT_EQ(imported(write("a.csv.zst", zstandard(text.substr(0, half)) + zstandard(text.substr(half)))).accepted,
            3u);
  EXPECT_EQ(imported(write("a.csv.gz", gzipped(text.substr(0, half)) + gzipped(text.substr(half)))).updated, 3u);
}

TEST_F(InputTest, RefusesTruncatedAndDamagedCompression) {
  imported(write("good.csv", header + rows));
  const auto text = many(3000);
  for (auto packed : {gzipped(text), zstandard(text)}) {
    EXPECT_THAT(failure(write("cut", packed.substr(0, packed.size() / 2))), HasSubstr("truncated"));
    packed[packed.size() / 2] = static_cast<char>(~packed[packed.size() / 2]);
    EXPECT_THAT(failure(write("bad", packed)), ::testing::AnyOf(HasSubstr("damaged"), HasSubstr("truncated")));
  }
}

TEST_F(InputTest, ATruncationInsideARecordLargerThanABlockIsSeen) {
  const auto packed = gzipped(header + "虚构甲有限公司,,,,\"" + std::string(200'000, 'x') + "\",,,\n");
  const auto path = write("a.csv.gz", packed.substr(0, packed.size() - 20));
  auto options = options_for(path);
  options.limits.block_bytes = 64;
  auto report = import(options);
  ASSERT_FALSE(report.ok());
  EXPECT_THAT(report.error().message, HasSubstr("truncated"));
}

TEST_F(InputTest, RefusesWhatUnpacksWithoutEnd) {
  auto options = options_for(write("a.csv.gz", gzipped(header + std::string(1u << 20, '\n'))));
  options.limits.expanded_bytes = 1000;
  auto report = import(options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kTooLarge);
  // A frame of four bytes that asks for a window of two gigabytes.
  EXPECT_THAT(failure(write("b.zst", std::string("\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00", 9))), HasSubstr("memory"));
}

// CSV

TEST_F(InputTest, RefusesHeadersMissingDoubledOrOpen) {
  imported(write("good.csv", header + rows));
  EXPECT_THAT(failure(write("a.csv", rows)), HasSubstr("no column with the firms' names"));
  EXPECT_THAT(failure(write("b.csv", "企业名称,名称\n甲,乙\n")), HasSubstr("two columns for 企业名称"));
  EXPECT_THAT(failure(write("c.csv", "企业名称,\"经营范围\n虚构甲有限公司,齿轮箱\n")), HasSubstr("quote"));
  EXPECT_THAT(failure(write("d.csv", std::string(1u << 20, 'x'))), HasSubstr("no header line"));
}

TEST_F(InputTest, RepeatedHeadersAreLeftOutWhereverTheyStand) {
  auto unended = header;
  unended.pop_back();
  const auto report = imported(write("a.csv", header + header + header + rows + header + header + unended));
  EXPECT_EQ(report.accepted, 3u);
  EXPECT_EQ(report.rejected, 5u);
  EXPECT_EQ(report.reject_reasons.at("repeated-header"), 5u);
}

TEST_F(InputTest, ShiftedColumnsAreRejectedWithTheReason) {
  const auto report =
      imported(write("a.csv", header + "2001-01-01,虚构甲有限公司,,,,,,\n91620900MA7123456X\n" + rows +
                                  "2001年1月1日,,,,,,,\n5000万元,,,,,,,\n***,,,,,,,\n3M中国有限公司,,,,,,,\n"));
  EXPECT_EQ(report.accepted, 4u);
  EXPECT_EQ(report.reject_reasons.at("name-not-a-name"), 4u);
  EXPECT_EQ(report.reject_reasons.at("field-count"), 1u);
  EXPECT_THAT(rejects(), HasSubstr("2001-01-01,虚构甲有限公司"));
}

TEST_F(InputTest, NulBytesAndBadValuesAreNamed) {
  const auto report = imported(write(
      "a.csv", header + std::string("虚构\0甲有限公司,,,,,,,\n", 30) + "虚构乙有限公司,123,2019-02-30,见章程,,,,\n"));
  EXPECT_EQ(report.accepted, 1u);
  EXPECT_EQ(report.reject_reasons.at("nul-byte"), 1u);
  // Line, reason, what it means in both languages, the value as it was.
  for (const auto* line : {"2,rejected,企业名称,\"nul-byte\",\"含有 NUL 字节 / .*\"",
                           "3,remark,,\"capital-not-understood\",\"注册资本不能识别.* / .*\",\"见章程\"",
                           "3,remark,,\"date-not-understood\",\"日期不能识别.* / .*\",\"2019-02-30\"",
                           "3,remark,,\"code-length\",\"统一社会信用代码不是 18 位.* / .*\",\"123\""}) {
    EXPECT_THAT(rejects(), testing::ContainsRegex(line));
  }
}

TEST(RejectReasons, EveryCodeHasWordsInBothLanguages) {
  std::vector<std::string_view> codes{"unterminated-quote", "record-too-long", "repeated-header", "cut-short",
                                      "bad-json"};
  for (int i = 1; i < static_cast<int>(RowFault::kCount); ++i) codes.push_back(fault_name(static_cast<RowFault>(i)));
  for (std::size_t i = 0; i < kRemarkCount; ++i) codes.push_back(remark_name(static_cast<Remark>(i)));
  for (const auto code : codes) {
    const auto reason = reject_reason(code);
    EXPECT_FALSE(reason.zh.empty() || reason.en.empty()) << code;
  }
  EXPECT_EQ(reject_reason("of-no-table").code, "of-no-table");
}

TEST_F(InputTest, MismatchedQuotesCostTheirOwnRecords) {
  const auto report =
      imported(write("a.csv", header + "\"虚构甲有限公司,,,,,,,\n虚构乙\"有限公司,,,,,,,\n" +
                                  "虚构丙有限公司,,,,\"齿轮箱\"制造,,,\n" + rows + "\"虚构丁,,,,,,,\n"));
  EXPECT_EQ(report.accepted, 5u);
  EXPECT_EQ(report.reject_reasons.at("unterminated-quote"), 2u);
}

TEST_F(InputTest, AFieldOfAHundredMegabytesCostsItsRowAndLittleMemory) {
  const auto path = write("a.csv", header + "虚构甲有限公司,,,,");
  {
    std::ofstream out(path, std::ios::binary | std::ios::app);
    const std::string piece(1u << 20, 'x');
    for (int i = 0; i < 100; ++i) out << piece;
    out << ",,,\n" << rows;
  }
  std::vector<BrokenRecord> broken;
  auto source = open_source(path, {}, [&](BrokenRecord record) { broken.push_back(std::move(record)); });
  ASSERT_TRUE(source.ok());
  std::size_t bytes = 0, largest = 0;
  for (;;) {
    auto block = (*source)->next();
    ASSERT_TRUE(block.ok()) << block.error().message;
    if (!*block) break;
    bytes += (*block)->size;
    largest = std::max(largest, (*block)->storage.capacity());
  }
  EXPECT_EQ(bytes, rows.size());
  EXPECT_LT(largest, 32u << 20);
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(broken[0].line, 2u);
  EXPECT_THAT(broken[0].reason, HasSubstr("record-too-long"));
  EXPECT_LE(broken[0].excerpt.size(), 200u);
  EXPECT_EQ(imported(path).accepted, 3u);
}

TEST_F(InputTest, ExcerptsAreValidText) {
  std::vector<BrokenRecord> broken;
  auto source = open_source(write("a.csv", many(20) + "\"\xFF\xFE虚构" + std::string(190, 'x') + "虚构\n"), {},
                            [&](BrokenRecord record) { broken.push_back(std::move(record)); });
  ASSERT_TRUE(source.ok());
  for (;;) {
    auto block = (*source)->next();
    ASSERT_TRUE(block.ok());
    if (!*block) break;
  }
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_TRUE(is_valid_utf8(broken[0].excerpt)) << broken[0].excerpt;
}

}  // namespace
}  // namespace lianzhao::registry
