#include "registry/input/xlsx_sheet.h"

#include <expat.h>
#include <fmt/format.h>
#include <minizip/unzip.h>

#include <charconv>
#include <cstring>
#include <set>
#include <utility>

#include "base/day.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kRead = 1u << 16;

// A part of the package, unpacked piece by piece into an XML parser.
class ZipPart {
 public:
  static Result<ZipPart> open(const std::string& path, const std::string& part) {
    unzFile zip = unzOpen64(path.c_str());
    if (!zip) {
      return told(ErrorCode::kBadInput, "文件不完整：XLSX 末尾缺少目录，请重新获取完整文件。",
                  "truncated: the XLSX file has no table of contents at its end; get it again whole");
    }
    ZipPart opened(zip);
    if (unzLocateFile(zip, part.c_str(), 2) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK) {
      return told(ErrorCode::kNotFound, fmt::format("XLSX 文件缺少 {}。", part),
                  fmt::format("the XLSX file has no part {}", part));
    }
    return opened;
  }
  ZipPart(ZipPart&& other) noexcept : zip_(std::exchange(other.zip_, nullptr)) {}
  ZipPart& operator=(ZipPart&&) = delete;
  ~ZipPart() {
    if (zip_) unzCloseCurrentFile(zip_), unzClose(zip_);
  }
  Result<std::size_t> read(char* to, std::size_t size) {
    const int n = unzReadCurrentFile(zip_, to, static_cast<unsigned>(size));
    // The checksum is compared when a part that was read to its end is closed.
    if (n < 0 || (n == 0 && unzCloseCurrentFile(zip_) == UNZ_CRCERROR))
      return told(ErrorCode::kBadInput, "XLSX 文件已损坏，请重新获取。",
                  "the XLSX file is damaged: get it again whole");
    return static_cast<std::size_t>(n);
  }

 private:
  explicit ZipPart(unzFile zip) : zip_(zip) {}
  unzFile zip_;
};

struct XmlDeleter {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Xml = std::unique_ptr<std::remove_pointer_t<XML_Parser>, XmlDeleter>;

std::string_view local(const char* name) {
  const std::string_view text(name);
  const auto colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

const char* attribute(const char** attributes, std::string_view name) {
  for (; *attributes; attributes += 2) {
    if (local(attributes[0]) == name) return attributes[1];
  }
  return nullptr;
}

// Document types are refused: spreadsheets have none, and they are the way of entity bombs.
void refuse_doctype(void* parser, const char*, const char*, const char*, int) {
  XML_StopParser(static_cast<XML_Parser>(parser), false);
}

Xml make_parser(void* user, XML_StartElementHandler start, XML_EndElementHandler end, XML_CharacterDataHandler text) {
  Xml parser(XML_ParserCreate("UTF-8"));
  XML_UseParserAsHandlerArg(parser.get());
  XML_SetStartDoctypeDeclHandler(parser.get(), refuse_doctype);
  XML_SetUserData(parser.get(), user);
  XML_SetElementHandler(parser.get(), start, end);
  XML_SetCharacterDataHandler(parser.get(), text);
  return parser;
}

template <class State>
State& state_of(void* parser) {
  return *static_cast<State*>(XML_GetUserData(static_cast<XML_Parser>(parser)));
}

Status parse_part(ZipPart& part, XML_Parser parser, std::uint64_t most) {
  std::vector<char> buffer(kRead);
  for (std::uint64_t total = 0;;) {
    auto n = part.read(buffer.data(), buffer.size());
    if (!n) return n.error();
    total += *n;
    if (total > most)
      return told(ErrorCode::kTooLarge, fmt::format("XLSX 文件解压后超过 {} 字节。", most),
                  fmt::format("a part of the XLSX file unpacks to more than {} bytes", most));
    if (XML_Parse(parser, buffer.data(), static_cast<int>(*n), *n == 0) != XML_STATUS_OK) {
      const auto* why = XML_ErrorString(XML_GetErrorCode(parser));
      return told(ErrorCode::kBadInput, fmt::format("XLSX 文件内的 XML 有误：{}。", why),
                  fmt::format("the XLSX file has broken XML: {}", why));
    }
    if (*n == 0) return {};
  }
}

struct SharedStrings {
  std::vector<std::string> texts;
  std::uint64_t memory = 0, most = 0;  // about, bytes
  bool in_text = false, phonetic = false;
};

Result<std::vector<std::string>> read_shared_strings(const std::string& path, std::uint64_t most) {
  auto part = ZipPart::open(path, "xl/sharedStrings.xml");
  if (!part) return std::vector<std::string>{};
  SharedStrings strings;
  strings.most = most;
  const auto parser = make_parser(
      &strings,
      [](void* p, const char* name, const char**) {
        auto& s = state_of<SharedStrings>(p);
        if (local(name) == "si") {
          s.texts.emplace_back();
          s.memory += sizeof(std::string);
          if (s.memory > s.most) XML_StopParser(static_cast<XML_Parser>(p), false);
        }
        if (local(name) == "rPh") s.phonetic = true;
        s.in_text = local(name) == "t" && !s.phonetic;
      },
      [](void* p, const char* name) {
        auto& s = state_of<SharedStrings>(p);
        if (local(name) == "rPh") s.phonetic = false;
        s.in_text = false;
      },
      [](void* p, const char* text, int size) {
        auto& s = state_of<SharedStrings>(p);
        if (s.in_text && !s.texts.empty()) s.texts.back().append(text, static_cast<std::size_t>(size));
      });
  if (auto parsed = parse_part(*part, parser.get(), most); !parsed) return parsed.error();
  return std::move(strings.texts);
}

// Which cell styles show dates: number formats 14-22, 27-36, 45-47, 50-58 (the built-in ones, East Asian ones
// included) and formats of the file with y and d (or 年) in them.
struct Styles {
  std::set<int> date_formats;
  std::vector<bool> is_date;  // by cell style
  bool in_cell_styles = false;
};

Result<std::vector<bool>> read_date_styles(const std::string& path) {
  auto part = ZipPart::open(path, "xl/styles.xml");
  if (!part) return std::vector<bool>{};
  Styles styles;
  const auto parser = make_parser(
      &styles,
      [](void* p, const char* name, const char** attributes) {
        auto& s = state_of<Styles>(p);
        if (local(name) == "cellXfs") s.in_cell_styles = true;
        const char* id = attribute(attributes, "numFmtId");
        const int format = id ? std::atoi(id) : 0;
        if (local(name) == "numFmt") {
          const char* code = attribute(attributes, "formatCode");
          const std::string_view text = code ? code : "";
          if ((text.find('y') != text.npos && text.find('d') != text.npos) || text.find("年") != text.npos)
            s.date_formats.insert(format);
        }
        if (local(name) == "xf" && s.in_cell_styles) {
          const bool built_in = (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
                                (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
          s.is_date.push_back(built_in || s.date_formats.contains(format));
        }
      },
      [](void* p, const char* name) {
        if (local(name) == "cellXfs") state_of<Styles>(p).in_cell_styles = false;
      },
      [](void*, const char*, int) {});
  if (auto parsed = parse_part(*part, parser.get(), 64u << 20); !parsed) return parsed.error();
  return std::move(styles.is_date);
}

// "AB12" -> 27
std::size_t column_of(const char* reference) {
  std::size_t column = 0;
  for (; *reference >= 'A' && *reference <= 'Z' && column < 100'000; ++reference) {
    column = column * 26 + static_cast<std::size_t>(*reference - 'A' + 1);
  }
  return column == 0 ? 0 : column - 1;
}

}  // namespace

struct XlsxSheet::State {
  State(ZipPart part, std::vector<std::string> texts, std::vector<bool> dates, const XlsxLimits& most)
      : sheet(std::move(part)),
        strings(std::move(texts)),
        date_styles(std::move(dates)),
        limits(most),
        buffer(kRead),
        parser(make_parser(
            this,
            [](void* p, const char* name, const char** attributes) {
              state_of<State>(p).start(local(name), attributes);
            },
            [](void* p, const char* name) { state_of<State>(p).end(local(name)); },
            [](void* p, const char* text, int size) {
              state_of<State>(p).text(text, static_cast<std::size_t>(size));
            })) {}

  void start(std::string_view name, const char** attributes) {
    if (name == "row") {
      const char* number = attribute(attributes, "r");
      row = number ? std::strtoull(number, nullptr, 10) : row + 1;
      cells.clear();
      next_column = 0;
      too_long = false;
    } else if (name == "c") {
      const char* reference = attribute(attributes, "r");
      column = reference ? column_of(reference) : next_column;
      next_column = column + 1;
      const char* type_of_cell = attribute(attributes, "t");
      type = type_of_cell ? type_of_cell : "";
      const char* style = attribute(attributes, "s");
      const auto index = style ? static_cast<std::size_t>(std::strtoul(style, nullptr, 10)) : 0;
      date = index < date_styles.size() && date_styles[index];
      value.clear();
    } else if (name == "v" || name == "t") {
      in_value = true;
    } else if (name == "rPh") {
      phonetic = true;
    }
  }

  void text(const char* text, std::size_t size) {
    if (!in_value || phonetic) return;
    if (value.size() + size > limits.cell_bytes)
      too_long = true;
    else
      value.append(text, size);
  }

  void end(std::string_view name) {
    if (name == "v" || name == "t") in_value = false;
    if (name == "rPh") phonetic = false;
    if (name == "c" && column < limits.columns && !value.empty()) {
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = cell();
    }
    if (name == "row" && sink && !(*sink)(row, cells, too_long)) {
      stopped = true;
      XML_StopParser(parser.get(), false);
    }
  }

  std::string cell() const {
    if (type == "s") {
      std::size_t index = 0;
      const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), index);
      return code == std::errc{} && index < strings.size() ? strings[index] : std::string();
    }
    if (date && (type.empty() || type == "n")) {
      constexpr std::int32_t kExcelZero = make_day(1899, 12, 30)->since_epoch;
      const double serial = std::strtod(value.c_str(), nullptr);
      if (serial >= 1 && serial < 200'000) return to_string(Day{kExcelZero + static_cast<std::int32_t>(serial)});
    }
    return value;
  }

  ZipPart sheet;
  std::vector<std::string> strings;
  std::vector<bool> date_styles;
  XlsxLimits limits;
  std::vector<char> buffer;
  Xml parser;
  const RowSink* sink = nullptr;  // while read() runs
  std::vector<std::string> cells;
  std::string type, value;
  std::size_t column = 0, next_column = 0;
  std::uint64_t row = 0, unpacked = 0;
  bool in_value = false, phonetic = false, date = false, too_long = false, ended = false, stopped = false;
};

XlsxSheet::XlsxSheet(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxSheet::~XlsxSheet() = default;

Result<std::unique_ptr<XlsxSheet>> XlsxSheet::open(const std::string& path, const XlsxLimits& limits) {
  auto strings = read_shared_strings(path, limits.shared_bytes);
  if (!strings) return strings.error();
  auto styles = read_date_styles(path);
  if (!styles) return styles.error();
  auto sheet = ZipPart::open(path, "xl/worksheets/sheet1.xml");
  if (!sheet) return sheet.error();
  return std::unique_ptr<XlsxSheet>(
      new XlsxSheet(std::make_unique<State>(*std::move(sheet), *std::move(strings), *std::move(styles), limits)));
}

Status XlsxSheet::read(const RowSink& sink) {
  auto& s = *state_;
  if (s.ended) return {};
  auto n = s.sheet.read(s.buffer.data(), s.buffer.size());
  if (!n) return n.error();
  s.unpacked += *n;
  if (s.unpacked > s.limits.expanded_bytes)
    return told(ErrorCode::kTooLarge, "工作表解压后超过限制。", "the sheet unpacks to more than the limit");
  s.sink = &sink;
  const auto parsed = XML_Parse(s.parser.get(), s.buffer.data(), static_cast<int>(*n), *n == 0);
  s.sink = nullptr;
  if (s.stopped) {
    s.ended = true;
    return {};
  }
  if (parsed != XML_STATUS_OK) {
    return Error{ErrorCode::kBadInput,
                 fmt::format("the sheet has broken XML: {}", XML_ErrorString(XML_GetErrorCode(s.parser.get())))};
  }
  s.ended = *n == 0;
  return {};
}

bool XlsxSheet::ended() const {
  return state_->ended;
}
std::uint64_t XlsxSheet::row() const {
  return state_->row;
}
std::uint64_t XlsxSheet::unpacked() const {
  return state_->unpacked;
}

}  // namespace lianzhao::registry
