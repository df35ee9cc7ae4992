#include "registry/input/xlsx_source.h"

#include <expat.h>
#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

#include "base/day.h"
#include "registry/input/excerpt.h"
#include "registry/input/record_writer.h"

namespace lianzhao::registry {
namespace {

constexpr std::uint64_t kMostSharedBytes = 1ull << 30;
constexpr std::size_t kRead = 1u << 16;

// A part of the package, unpacked piece by piece into an XML parser.
class ZipPart {
 public:
  static Result<ZipPart> open(const std::string& path, const std::string& part) {
    unzFile zip = unzOpen64(path.c_str());
    if (!zip) {
      return Error{ErrorCode::kBadInput,
                   "truncated: the XLSX file has no table of contents at its end; get it again whole"};
    }
    ZipPart opened(zip);
    if (unzLocateFile(zip, part.c_str(), 2) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK) {
      return Error{ErrorCode::kNotFound, fmt::format("the XLSX file has no part {}", part)};
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
      return Error{ErrorCode::kBadInput, "the XLSX file is damaged: get it again whole"};
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
      return Error{ErrorCode::kTooLarge, fmt::format("a part of the XLSX file unpacks to more than {} bytes", most)};
    if (XML_Parse(parser, buffer.data(), static_cast<int>(*n), *n == 0) != XML_STATUS_OK) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("the XLSX file has broken XML: {}", XML_ErrorString(XML_GetErrorCode(parser)))};
    }
    if (*n == 0) return {};
  }
}

struct SharedStrings {
  std::vector<std::string> texts;
  std::uint64_t memory = 0;  // about, bytes
  bool in_text = false, phonetic = false;
};

Result<std::vector<std::string>> read_shared_strings(const std::string& path) {
  auto part = ZipPart::open(path, "xl/sharedStrings.xml");
  if (!part) return std::vector<std::string>{};
  SharedStrings strings;
  const auto parser = make_parser(
      &strings,
      [](void* p, const char* name, const char**) {
        auto& s = state_of<SharedStrings>(p);
        if (local(name) == "si") {
          s.texts.emplace_back();
          s.memory += sizeof(std::string);
          if (s.memory > kMostSharedBytes) XML_StopParser(static_cast<XML_Parser>(p), false);
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
  if (auto parsed = parse_part(*part, parser.get(), kMostSharedBytes); !parsed) return parsed.error();
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

class XlsxSource final : public BlockSource {
 public:
  XlsxSource(ZipPart sheet, std::vector<std::string> strings, std::vector<bool> date_styles,
             const SourceLimits& limits, BrokenRecordSink broken)
      : sheet_(std::move(sheet)),
        strings_(std::move(strings)),
        date_styles_(std::move(date_styles)),
        limits_(limits),
        broken_(std::move(broken)),
        columns_(canonical_columns()),
        writer_(limits.block_bytes),
        buffer_(kRead) {
    parser_ = make_parser(
        this,
        [](void* p, const char* name, const char** attributes) {
          state_of<XlsxSource>(p).start(local(name), attributes);
        },
        [](void* p, const char* name) { state_of<XlsxSource>(p).end(local(name)); },
        [](void* p, const char* text, int size) {
          state_of<XlsxSource>(p).text(text, static_cast<std::size_t>(size));
        });
  }

  Status begin() {
    while (!header_ && !ended_) {
      if (auto read = read_some(); !read) return read;
    }
    if (fault_) return *fault_;
    if (!header_) return Error{ErrorCode::kBadInput, "the sheet is empty: it needs a header row and rows"};
    return {};
  }
  [[nodiscard]] const ColumnMap& columns() const override { return columns_; }
  [[nodiscard]] std::uint64_t input_bytes() const override { return 0; }
  [[nodiscard]] std::string describe() const override { return "XLSX"; }
  Result<std::optional<Block>> next() override {
    while (!writer_.has_block() && !ended_) {
      if (auto read = read_some(); !read) return read.error().in(fmt::format("near row {}", row_));
    }
    if (!writer_.has_block()) return std::optional<Block>{};
    return std::optional<Block>(writer_.take(unpacked_));
  }

 private:
  Status read_some() {
    auto n = sheet_.read(buffer_.data(), buffer_.size());
    if (!n) return n.error();
    unpacked_ += *n;
    if (unpacked_ > limits_.expanded_bytes)
      return Error{ErrorCode::kTooLarge, "the sheet unpacks to more than the limit"};
    if (XML_Parse(parser_.get(), buffer_.data(), static_cast<int>(*n), *n == 0) != XML_STATUS_OK) {
      if (fault_) return *fault_;
      return Error{ErrorCode::kBadInput,
                   fmt::format("the sheet has broken XML: {}", XML_ErrorString(XML_GetErrorCode(parser_.get())))};
    }
    if (fault_) return *fault_;
    if (*n == 0) {
      ended_ = true;
      writer_.finish();
    }
    return {};
  }

  void start(std::string_view name, const char** attributes) {
    if (name == "row") {
      const char* number = attribute(attributes, "r");
      row_ = number ? std::strtoull(number, nullptr, 10) : row_ + 1;
      cells_.clear();
      next_column_ = 0;
      too_long_ = false;
    } else if (name == "c") {
      const char* reference = attribute(attributes, "r");
      column_ = reference ? column_of(reference) : next_column_;
      next_column_ = column_ + 1;
      const char* type = attribute(attributes, "t");
      type_ = type ? type : "";
      const char* style = attribute(attributes, "s");
      const auto index = style ? static_cast<std::size_t>(std::strtoul(style, nullptr, 10)) : 0;
      date_ = index < date_styles_.size() && date_styles_[index];
      value_.clear();
    } else if (name == "v" || name == "t") {
      in_value_ = true;
    } else if (name == "rPh") {
      phonetic_ = true;
    }
  }

  void text(const char* text, std::size_t size) {
    if (!in_value_ || phonetic_) return;
    if (value_.size() + size > limits_.xlsx_cell_bytes)
      too_long_ = true;
    else
      value_.append(text, size);
  }

  void end(std::string_view name) {
    if (name == "v" || name == "t") in_value_ = false;
    if (name == "rPh") phonetic_ = false;
    if (name == "c" && column_ < limits_.header_fields && !value_.empty()) {
      if (cells_.size() <= column_) cells_.resize(column_ + 1);
      cells_[column_] = cell();
    }
    if (name == "row") end_row();
  }

  std::string cell() const {
    if (type_ == "s") {
      std::size_t index = 0;
      const auto [end, code] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
      return code == std::errc{} && index < strings_.size() ? strings_[index] : std::string();
    }
    if (date_ && (type_.empty() || type_ == "n")) {
      constexpr std::int32_t kExcelZero = make_day(1899, 12, 30)->since_epoch;
      const double serial = std::strtod(value_.c_str(), nullptr);
      if (serial >= 1 && serial < 200'000) return to_string(Day{kExcelZero + static_cast<std::int32_t>(serial)});
    }
    return value_;
  }

  void end_row() {
    const bool empty = std::all_of(cells_.begin(), cells_.end(), [](const auto& c) { return c.empty(); });
    if (too_long_) {
      broken_({row_, "record-too-long: a cell is longer than the limit",
               cells_.empty() ? "" : excerpt_of(cells_.front())});
    } else if (!empty && !header_) {
      auto columns = match_columns(cells_, limits_.columns);
      if (!columns) {
        fault_ = columns.error();
        XML_StopParser(parser_.get(), false);
        return;
      }
      header_ = *columns;
      columns_.ignored = columns->ignored;
      columns_.headers = columns->headers;
    } else if (!empty) {
      std::array<std::string, kColumnCount> fields;
      for (std::size_t i = 0; i < kColumnCount; ++i) {
        const int from = header_->field_of[i];
        if (from >= 0 && static_cast<std::size_t>(from) < cells_.size())
          fields[i] = cells_[static_cast<std::size_t>(from)];
      }
      writer_.add(fields, row_);
    }
  }

  // "AB12" -> 27
  static std::size_t column_of(const char* reference) {
    std::size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column < 100'000; ++reference) {
      column = column * 26 + static_cast<std::size_t>(*reference - 'A' + 1);
    }
    return column == 0 ? 0 : column - 1;
  }

  ZipPart sheet_;
  std::vector<std::string> strings_;
  std::vector<bool> date_styles_;
  SourceLimits limits_;
  BrokenRecordSink broken_;
  ColumnMap columns_;
  RecordWriter writer_;
  std::vector<char> buffer_;
  Xml parser_;
  std::optional<ColumnMap> header_;
  std::optional<Error> fault_;
  std::vector<std::string> cells_;
  std::string type_, value_;
  std::size_t column_ = 0, next_column_ = 0;
  std::uint64_t row_ = 0, unpacked_ = 0;
  bool in_value_ = false, phonetic_ = false, date_ = false, too_long_ = false, ended_ = false;
};

}  // namespace

Result<std::unique_ptr<BlockSource>> open_xlsx(const std::string& path, const SourceLimits& limits,
                                               BrokenRecordSink broken) {
  auto strings = read_shared_strings(path);
  if (!strings) return strings.error();
  auto styles = read_date_styles(path);
  if (!styles) return styles.error();
  auto sheet = ZipPart::open(path, "xl/worksheets/sheet1.xml");
  if (!sheet) return sheet.error();
  auto source = std::make_unique<XlsxSource>(*std::move(sheet), *std::move(strings), *std::move(styles), limits,
                                             std::move(broken));
  if (auto begun = source->begin(); !begun) return begun.error();
  return std::unique_ptr<BlockSource>(std::move(source));
}

}  // namespace lianzhao::registry
