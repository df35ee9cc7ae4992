// fuzz_seeds FOLDER: writes FOLDER/TARGET/... , the inputs each target begins with, made from the tests' small files.
#include <iconv.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <sstream>

#include "api/routes.h"
#include "api/sheets/kind.h"
#include "atlas/chain_document.h"
#include "base/file.h"
#include "base/random.h"
#include "fuzz/fuzz.h"
#include "fuzz/little_server.h"
#include "fuzz/request_seeds.h"
#include "registry/import/csv_records.h"
#include "registry/import/importer.h"
#include "store/archive.h"
#include "support/xlsx_file.h"

namespace {

using namespace lianzhao;
using fuzz::require;
namespace fs = std::filesystem;

std::string data_file(const std::string& name) {
  auto content = read_file(std::string(LIANZHAO_TEST_DATA) + "/" + name, 1u << 20);
  require(content.ok(), name.c_str());
  return *content;
}

class Seeds {
 public:
  explicit Seeds(fs::path folder) : folder_(std::move(folder)) {}
  void add(const std::string& target, std::string_view content) {
    const auto path = folder_ / target / std::to_string(number_++);
    fs::create_directories(path.parent_path());
    require(write_file_atomically(path.string(), content).ok(), "a seed is written");
  }
  void add_lines(const std::string& target, const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) add(target, line);
  }

 private:
  fs::path folder_;
  int number_ = 0;
};

std::string converted(std::string utf8, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string out(utf8.size() * 2 + 16, '\0');
  char *from = utf8.data(), *to = out.data();
  std::size_t left = utf8.size(), room = out.size();
  require(iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1), "the text converts");
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

// The registry's records, the header first.
std::vector<std::vector<std::string>> records_of(std::string csv) {
  const auto size = csv.size();
  csv.resize(size + 64);
  registry::CsvRecords records(csv.data(), size, 1);
  std::vector<std::vector<std::string>> out;
  for (std::vector<std::string_view> fields; records.next(fields);) out.emplace_back(fields.begin(), fields.end());
  return out;
}

std::string replaced(const std::string& text, char sign, std::string_view with) {
  std::string out;
  for (const char c : text) c == sign ? out += with : out += c;
  return out;
}

std::string json_of(const std::vector<std::vector<std::string>>& records, bool lines) {
  std::string out = lines ? "" : "[";
  for (std::size_t r = 1; r < records.size(); ++r) {
    if (r > 1) out += lines ? "\n" : ",";
    for (std::size_t i = 0; i < records[r].size(); ++i)
      out += (i == 0 ? "{\"" : ",\"") + records[0][i] + "\":\"" + replaced(records[r][i], '"', "\\\"") + "\"";
    out += '}';
  }
  return out + (lines ? "\n" : "]");
}

std::string sheet_of(const std::vector<std::vector<std::string>>& records) {
  std::string out;
  for (std::size_t r = 0; r < records.size(); ++r) {
    out += "<row r=\"" + std::to_string(r + 1) + "\">";
    for (std::size_t i = 0; i < records[r].size(); ++i) {
      out += test::cell(static_cast<char>('A' + i) + std::to_string(r + 1), replaced(records[r][i], '&', "&amp;"));
    }
    out += "</row>";
  }
  return out;
}

std::string snapshot_of(const std::string& csv, const fs::path& folder) {
  const auto path = (folder / "seed.lzs").string();
  fs::create_directories(folder);
  const fuzz::MemoryFile file(csv);
  registry::Vocabulary vocabulary(fuzz::tools().table);
  for (const auto* term : {"齿轮箱", "联轴器", "光伏组件", "EVA"})
    require(vocabulary.add(term).ok(), "a term is good");
  registry::ImportOptions options;
  options.files = {file.path()};
  options.snapshot_path = path;
  options.reject_path = "/dev/null";
  options.keep_existing = false;
  options.threads = 1;
  const auto report = registry::import_files(
      options, vocabulary, {&fuzz::tools().table, &fuzz::tools().places, &fuzz::tools().names, &fuzz::tools().clock});
  require(report.ok(), "the small registry is imported");
  auto bytes = read_file(path, 1u << 20);
  require(bytes.ok(), "the snapshot is read");
  fs::remove(path);
  return *bytes;
}

std::string archive_of(const std::vector<std::pair<std::string, std::string>>& files, const std::string& folder) {
  const auto path = folder + "/archive";
  auto writer = store::ArchiveWriter::create(path, Instant{});
  require(writer.ok(), "an archive is begun");
  for (const auto& [name, content] : files) require(writer->add(name, content).ok(), "a file is added");
  require(writer->finish().ok(), "an archive is written");
  auto bytes = read_file(path, 1u << 20);
  require(bytes.ok(), "an archive is read");
  fs::remove(path);
  return *bytes;
}

std::string unpacked(const std::string& zstd) {
  std::string out(1u << 20, '\0');
  ZSTD_DStream* stream = ZSTD_createDStream();
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_inBuffer from{zstd.data(), zstd.size(), 0};
  while (from.pos < from.size) require(!ZSTD_isError(ZSTD_decompressStream(stream, &to, &from)), "it unpacks");
  ZSTD_freeDStream(stream);
  out.resize(to.pos);
  return out;
}

void add_requests(Seeds& seeds) {
  const auto& routes = fuzz::fuzzed_routes();
  const auto add = [&](api::http::Method method, std::string_view pattern, std::string_view text) {
    for (std::size_t i = 0; i < routes.size(); ++i) {
      const auto& route = api::routes()[routes[i]];
      if (route.method != method || route.pattern != pattern) continue;
      for (const char how : {'\0', '\x08'})
        seeds.add("requests", std::string{static_cast<char>(i), how} + std::string(text));
    }
  };
  require(routes.size() <= 256, "a byte chooses a route");
  for (const auto& seed : fuzz::request_seeds()) add(seed.method, seed.pattern, seed.text);
  for (const auto index : routes) add(api::routes()[index].method, api::routes()[index].pattern, "");
}

// Rows of each kind by the Chinese headers of its columns; what is missing stays empty.
void add_sheets(Seeds& seeds) {
  using Line = std::map<std::string, std::string>;
  const std::map<std::string, std::vector<Line>> lines = {
      {"visits",
       {{{"类型", "拜访"},
         {"日期", "2026-11-04"},
         {"企业", "杭州虚构传动有限公司"},
         {"专班", "wind"},
         {"所属外出", "长三角外出招商"},
         {"会见人", "赵某某 总经理 13800005678；钱某"},
         {"主题", "齿轮箱扩产"},
         {"意向", "较强"},
         {"跟进事项", "寄送地块资料"},
         {"跟进负责人", "chief"},
         {"跟进期限", "2026-12-20"},
         {"编号", "2"},
         {"合成数据", "是"}},
        {{"类型", "考察接待"},
         {"日期", "@46340"},
         {"企业", "91330100ma2kcx3t0j"},
         {"专班", "wind"},
         {"源于哪天的拜访", "2026-11-04"},
         {"地点", "济南"}}}},
      {"trips",
       {{{"名称", "珠三角外出招商"},
         {"专班", "wind"},
         {"开始", "@46330"},
         {"结束", "2026-11-07"},
         {"城市", "南京、浙江省杭州市"},
         {"参加人", "chief，other"},
         {"拟访企业", "杭州虚构传动有限公司；南京虚构齿轮箱制造有限公司\vFictive Gears Co., Ltd"},
         {"费用（元）", "#12345.67"},
         {"状态", "已完成"}},
        {{"名称", "山东外出"}, {"专班", "wind"}, {"开始", "2026-12-01"}, {"结束", "2026-12-02"}, {"区域", "山东"}}}},
      {"payments",
       {{{"项目", "虚构齿轮箱项目"},
         {"到位日期", "@44965"},
         {"金额", "#1000000.5"},
         {"资金来源", "省外"},
         {"用途", "固定资产投资"},
         {"凭证", "银行凭证"}},
        {{"项目", "@project"},
         {"到位日期", "2023年2月1日"},
         {"金额", "2,000,000"},
         {"资金来源", "abroad"},
         {"用途", "Fixed investment"},
         {"凭证", "invoice"}}}},
      {"leads",
       {{{"线索", "虚构齿轮箱基地二期"},
         {"企业", "杭州虚构传动有限公司"},
         {"专班", "wind"},
         {"来源", "以商招商推荐"},
         {"收到", "2026-11-02"},
         {"环节", "wind.gearbox"},
         {"投资额（元）", "2,800,000,000"},
         {"用地（亩）", "#187.55"}}}},
      {"projects",
       {{{"项目", "虚构联轴器项目"},
         {"企业", "南京虚构齿轮箱制造有限公司"},
         {"牵头组", "wind"},
         {"线索日期", "2026-11-02"},
         {"环节", "wind.gearbox"},
         {"总投资（元）", "#2800000000"},
         {"投资方来自", "省外"},
         {"可能性", "60"},
         {"协议日期", "@46330"}}}},
      {"group-targets",
       {{{"专班", "wind"}, {"年度", "#2026"}, {"季度", "四季度"}, {"指标", "拜访企业（次）"}, {"目标", "#12"}}}},
  };
  const auto kinds = api::sheets::all_kinds();
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    std::string headers, body;
    for (const auto& column : kinds[k].columns) headers += (headers.empty() ? "" : "\t") + column.header.zh;
    for (const auto& line : lines.at(kinds[k].name)) {
      bool first = true;
      for (const auto& column : kinds[k].columns) {
        const auto found = line.find(column.header.zh);
        body += (std::exchange(first, false) ? "" : "\t") + (found == line.end() ? "" : found->second);
      }
      body += '\n';
    }
    const auto kind = static_cast<char>(k);
    for (const char how : {2, 3}) seeds.add("sheets", std::string{kind, how} + body);
    seeds.add("sheets", std::string{kind, '\0'} + headers + "\n" + body);
  }
}

void add_attachments(Seeds& seeds) {
  const auto package = [](const test::ZipParts& parts) {
    const fuzz::MemoryFile file;
    require(test::write_zip(file.path(), parts), "a package is written");
    const auto bytes = read_file(file.path(), 1u << 20);
    require(bytes.ok(), "a package is read");
    return *bytes;
  };
  seeds.add("attachment", "纪要.pdf\n%PDF-1.7\n");
  seeds.add("attachment", "照片.JPG\n\xff\xd8\xff\xe0");
  seeds.add("attachment", "图.png\n\x89PNG\r\n\x1a\n");
  seeds.add("attachment", "说明.txt\n中文说明\n" + converted("中文说明", "GB18030"));
  seeds.add("attachment", "表.csv\n" + converted("企业,名称\n", "GB18030"));
  seeds.add("attachment", "包.zip\n" + package({{"a.txt", "x"}}));
  for (const auto& [name, part] : {std::pair{"合同.docx", "word/document.xml"},
                                   {"表.xlsx", "xl/workbook.xml"},
                                   {"片.pptx", "ppt/presentation.xml"}})
    seeds.add("attachment", std::string(name) + "\n" + package({{"[Content_Types].xml", "<a/>"}, {part, "<b/>"}}));
}

}  // namespace

int main(int argc, char** argv) {
  require(argc == 2, "one argument: the folder");
  fs::remove_all(argv[1]);
  Seeds seeds(argv[1]);
  const auto csv = data_file("registry-small.csv");
  const auto records = records_of(csv);

  auto semicolons = csv;
  for (char& c : semicolons) c = c == ',' ? ';' : c;
  for (const auto& text : {csv, "\xEF\xBB\xBF" + csv, converted(csv, "GB18030"), converted(csv, "UTF-16LE"),
                           "\xFE\xFF" + converted(csv, "UTF-16BE"), semicolons, csv + csv}) {
    seeds.add("csv", text);
  }
  const std::string sample =
      R"({"kind":"large","number":7,"day":"2026-11-24","elements":[{"name":"风机","share":0.25}],"counts":{"a":1},"flag":true})";
  for (const auto& request :
       {std::string(
            "GET /problems/not-found?limit=10&sort=-name&year=2020&from=2026-01-02 HTTP/1.1\r\nHost: localhost\r\n"
            "Accept-Encoding: br, gzip;q=0.5\r\nAccept-Language: en;q=0.8\r\nRange: bytes=1-9\r\n\r\n"),
        "POST /api/v1/%E9%A3%8E HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: " + std::to_string(sample.size()) +
            "\r\n\r\n" + sample,
        "PUT http://zone.example/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" +
            std::string()}) {
    seeds.add("http", "\x80" + request);
  }
  for (const bool lines : {false, true}) seeds.add("json", json_of(records, lines));

  const auto parts = test::workbook(sheet_of(records), "<si><t>企业</t><rPh><t>q</t></rPh><r><t>名称</t></r></si>");
  seeds.add("xlsx", parts[0].second + "\n%%\n" + parts[1].second + "\n%%\n" + parts[2].second);
  {
    const fuzz::MemoryFile file;
    require(test::write_zip(file.path(), parts), "a package is written");
    const auto package = read_file(file.path(), 1u << 20);
    require(package.ok(), "a package is read");
    seeds.add("xlsx", *package);
  }

  std::string zstd(ZSTD_compressBound(csv.size()), '\0');
  zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), csv.data(), csv.size(), 3));
  seeds.add("packed", std::string(1, '\0') + zstd);
  for (const char kind : {1, 2}) {
    seeds.add("packed", std::string(1, kind) + std::string(5, '\0') + csv);
    seeds.add("packed", std::string(1, kind) + std::string("\x40\0\0\0\0", 5) + csv);
    seeds.add("packed", std::string(1, kind) + std::string("\0\0\x40\0\1", 5) + csv);
  }
  seeds.add_lines("values", data_file("values-small.txt"));
  seeds.add_lines("scope", data_file("scopes-small.txt"));
  seeds.add_lines("name", data_file("names-small.txt"));
  const auto snapshot = snapshot_of(csv, argv[1]);
  seeds.add("snapshot", snapshot);
  seeds.add("update", snapshot);
  const auto chain_file = data_file("chain-small.yaml");
  seeds.add("atlas", chain_file);
  std::vector<atlas::Problem> problems;
  const auto chain = atlas::read_chain(chain_file, "chain-small.yaml", problems);
  require(chain.has_value(), "the little chain is read");
  seeds.add("document", atlas::document_of(*chain));

  add_requests(seeds);
  add_sheets(seeds);
  add_attachments(seeds);
  seeds.add("template", data_file("landing-small.yaml"));
  // Bytes that targets of structured inputs read as numbers and texts.
  Random random(7);
  for (const auto* target : {"calendar", "landing", "trips"}) {
    for (const std::size_t size : {64u, 512u, 2048u}) {
      std::string bytes;
      while (bytes.size() < size) bytes += static_cast<char>(random.next());
      seeds.add(target, bytes);
    }
  }

  const auto archive = archive_of({{"header.json", "{}"}, {"tables/users.tsv", records.front().front()}}, argv[1]);
  seeds.add("archive", std::string(1, '\0') + archive);
  seeds.add("archive", "\x01" + unpacked(archive));
  return 0;
}
