// Workbooks that are filled in: each kind of record, through reader, names and rules of the ledger on a database. The
// first byte chooses the kind; the second whether it is a rehearsal (1) and whether the headers are the right ones
// (2); then lines of cells parted by tabs: "#" begins a number, "@" a date, a vertical tab is a new line within a
// cell.
#include "api/sheets/kind.h"
#include "base/file.h"
#include "fuzz/little_server.h"
#include "support/xlsx_file.h"

namespace {

using namespace lianzhao;
using api::http::Method;
using fuzz::require;
enum : std::uint8_t { kRehearsal = 1, kRightHeaders = 2 };

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '\v') {
      out += '\n';
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    }
  }
  return out;
}

class SheetText {
 public:
  void row(std::string_view line) {
    xml += "<row r=\"" + std::to_string(++rows_) + "\">";
    for (char column = 'A'; column <= 'Z'; ++column) {
      const auto end = line.find('\t');
      const auto text = line.substr(0, end);
      const auto at = column + std::to_string(rows_);
      if (text.starts_with('#') || text.starts_with('@')) {
        xml += "<c r=\"" + at + "\"" + (text[0] == '@' ? " s=\"1\"" : "") + "><v>" + escaped(text.substr(1)) +
               "</v></c>";
      } else if (!text.empty()) {
        xml += test::cell(at, escaped(text));
      }
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + 1);
    }
    xml += "</row>";
  }
  std::string xml;

 private:
  int rows_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return -1;
  auto& server = fuzz::little_server();
  static const auto kKinds = api::sheets::all_kinds();
  const auto& kind = kKinds[data[0] % kKinds.size()];
  const bool rehearsal = (data[1] & kRehearsal) != 0;
  const auto text = server.filled(fuzz::view_of(data, size).substr(2));
  SheetText sheet;
  if ((data[1] & kRightHeaders) != 0) {
    std::string headers;
    for (const auto& column : kind.columns) headers += (headers.empty() ? "" : "\t") + column.header.zh;
    sheet.row(headers);
  }
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    sheet.row(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  static const fuzz::MemoryFile kFile;
  require(test::write_zip(kFile.path(), test::workbook(sheet.xml), 0), "a package is written");
  const auto package = read_file(kFile.path(), 1u << 22);
  require(package.ok(), "a package is read");
  const auto upload = server.keep_upload(*package);
  const auto target = "/api/v1/sheets/" + kind.name + (rehearsal ? "?dry_run=true" : "");
  const auto ask = fuzz::Ask{Method::kPost, target, "{\"upload\":\"" + upload + "\"}", ""};
  const auto sent = server.send(ask);
  if (sent.status == 200) {
    const auto& body = sent.body.as_object();
    const auto number = [&](const char* name) { return body.at(name).as_int64(); };
    const auto& problems = body.at("problems").as_array();
    require(number("rows") == number("good") + number("bad"), "a row is good or bad");
    require(problems.empty() == (number("bad") == 0) || number("rows") == 0, "what is bad has its reason");
    for (const auto& problem : problems) require(problem.at("row").as_int64() >= 1, "a problem has its row");
    const bool written = body.at("written").as_bool();
    require(!written || (!rehearsal && problems.empty()), "only what is all good is written");
    if (written) {
      server.send(ask);  // once more
      const auto list = kind.name == "group-targets" ? std::string("?year=2026") : std::string();
      require(server.send({Method::kGet, "/api/v1/" + kind.name + list, "", ""}).status == 200, "and can be read");
      server.restore();
    }
  }
  server.forget_uploads();
  return 0;
}
