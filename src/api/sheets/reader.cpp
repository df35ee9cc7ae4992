#include "api/sheets/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/folding.h"
#include "registry/input/xlsx_sheet.h"
#include "registry/values/values.h"

namespace lianzhao::api::sheets {
namespace {

// Without blanks at its ends, those that cannot be broken (U+00A0) among them. A character may end in the same byte
// as that one does: 无 is E6 97 A0.
std::string trimmed(std::string_view text) {
  constexpr std::array<std::string_view, 5> kBlanks = {" ", "\t", "\r", "\n", "\xC2\xA0"};
  for (bool more = true; more;) {
    more = false;
    for (const auto blank : kBlanks) {
      if (text.starts_with(blank)) more = true, text.remove_prefix(blank.size());
      if (text.ends_with(blank)) more = true, text.remove_suffix(blank.size());
    }
  }
  return std::string(text);
}

// As headers and choices are compared: full-width forms and case do not matter, nor the star of what is required.
class Same {
 public:
  [[nodiscard]] std::u16string key(std::string_view text) const {
    auto folded = fold(table_, text);
    std::erase_if(folded, [](char16_t c) { return c == u'*' || c == u' ' || c == u'_'; });
    return folded;
  }

 private:
  FoldTable table_;
};

// A number as a sheet has it: digits, a point, an exponent; thousands may be parted by commas.
std::optional<double> number_in(std::string text) {
  std::erase(text, ',');
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

struct Cell {
  std::optional<Row::Value> value;
  Words fault;
};

Cell fault(std::string zh, std::string en) {
  return {std::nullopt, {std::move(zh), std::move(en)}};
}

template <class T>
Cell named(const std::vector<T>& found, const std::string& text) {
  if (found.size() == 1) return {found.front(), {}};
  if (found.empty()) return fault(fmt::format("没有找到“{}”。", text), fmt::format("There is no \"{}\".", text));
  return fault(fmt::format("“{}”有 {} 个，请改填编号。", text, found.size()),
               fmt::format("There are {} of the name \"{}\": put in the id.", found.size(), text));
}

// The texts of a cell, parted by signs or new lines. A comma parts them too, unless they are names of firms: "Co.,
// Ltd".
std::vector<std::string> parted(std::string_view text, bool commas) {
  std::vector<std::string_view> signs = {"、", "；", ";", "\n", "\r"};
  if (commas) signs.insert(signs.end(), {"，", ","});
  std::vector<std::string> out;
  const auto keep = [&](std::string_view part) {
    if (auto one = trimmed(part); !one.empty()) out.push_back(std::move(one));
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto sign = std::find_if(signs.begin(), signs.end(), [&](auto one) { return rest.starts_with(one); });
    if (sign == signs.end()) {
      ++at;
      continue;
    }
    keep(text.substr(begin, at - begin));
    begin = at += sign->size();
  }
  keep(text.substr(begin));
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; });
}

class CellReader {
 public:
  CellReader(const Same& same, const Lookup& lookup, Day today) : same_(same), lookup_(lookup), today_(today) {}

  [[nodiscard]] Cell read(const Column& column, const std::string& text) const {
    switch (column.kind) {
      case CellKind::kText:
      case CellKind::kTrip:
        return words(column, text);
      case CellKind::kDay:
        return day(text);
      case CellKind::kYuan:
        return yuan(text);
      case CellKind::kInteger:
        return integer(text);
      case CellKind::kNumber: {
        const auto value = number_in(text);
        if (!value) return fault(fmt::format("“{}”不是数字。", text), fmt::format("\"{}\" is no number.", text));
        return {*value, {}};
      }
      case CellKind::kYesNo:
        return yes_no(text);
      case CellKind::kChoice:
        return choice(column, text);
      case CellKind::kProject:
        return named(lookup_.project(text), text);
      case CellKind::kGroup:
        return named(lookup_.group(text), text);
      case CellKind::kUser:
        return named(lookup_.user(text), text);
      case CellKind::kUsers:
        return several<std::string>(parted(text, true), [&](const auto& one) { return lookup_.user(one); });
      case CellKind::kNode:
        return named(lookup_.node(text), text);
      case CellKind::kPlace:
        return named(lookup_.place(text), text);
      case CellKind::kPlaces:
        return several<std::int64_t>(parted(text, true), [&](const auto& one) { return lookup_.place(one); });
      case CellKind::kRegion:
        return named(lookup_.region(text), text);
      case CellKind::kTexts: {
        auto texts = parted(text, false);
        for (const auto& one : texts) {
          if (auto cell = words(column, one); !cell.value) return cell;
        }
        return {std::move(texts), {}};
      }
    }
    return {};
  }

 private:
  static Cell words(const Column& column, std::string text) {
    std::erase(text, '\r');  // a new line within a cell may be two signs
    if (has_control(text)) return fault("含有控制字符。", "It has control characters.");
    if (column.most > 0 && characters(text) > column.most) {
      return fault(fmt::format("最多 {} 个字符。", column.most), fmt::format("At most {} characters.", column.most));
    }
    return {std::move(text), {}};
  }
  // Each once, in their order.
  template <class T, class Find>
  static Cell several(const std::vector<std::string>& texts, const Find& find) {
    std::vector<T> out;
    for (const auto& one : texts) {
      auto cell = named(find(one), one);
      if (!cell.value) return cell;
      const auto& value = std::get<T>(*cell.value);
      if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
    }
    return {std::move(out), {}};
  }
  [[nodiscard]] Cell day(const std::string& text) const {
    const auto parsed = registry::parse_date(text, Day{today_.since_epoch + 36'525});
    if (parsed.state != registry::ValueState::kUnderstood) {
      return fault(fmt::format("“{}”不是日期，应如 2023-03-31。", text),
                   fmt::format("\"{}\" is no date such as 2023-03-31.", text));
    }
    return {parsed.day, {}};
  }
  static Cell yuan(const std::string& text) {
    const auto value = number_in(text);
    if (!value) return fault(fmt::format("“{}”不是金额。", text), fmt::format("\"{}\" is no amount.", text));
    const double fen = *value * 100;
    if (std::abs(fen) > 9e15) return fault("金额过大。", "The amount is too large.");
    // What a double of this size can tell apart is far below a tenth of a fen.
    if (std::abs(fen - std::round(fen)) > 0.01) {
      return fault("金额最多两位小数。", "An amount has at most two decimals.");
    }
    return {static_cast<std::int64_t>(std::llround(fen)), {}};
  }
  static Cell integer(const std::string& text) {
    const auto value = number_in(text);
    if (!value || std::abs(*value) > 9e15 || *value != std::floor(*value)) {
      return fault(fmt::format("“{}”不是整数。", text), fmt::format("\"{}\" is no whole number.", text));
    }
    return {static_cast<std::int64_t>(*value), {}};
  }
  [[nodiscard]] Cell yes_no(const std::string& text) const {
    const auto key = same_.key(text);
    for (const auto* yes : {"是", "yes", "true", "1"}) {
      if (key == same_.key(yes)) return {true, {}};
    }
    for (const auto* no : {"否", "no", "false", "0"}) {
      if (key == same_.key(no)) return {false, {}};
    }
    return fault("请填“是”或“否”。", "Put in yes or no.");
  }
  [[nodiscard]] Cell choice(const Column& column, const std::string& text) const {
    const auto key = same_.key(text);
    std::string zh, en;
    for (const auto& one : column.choices) {
      if (key == same_.key(one.key) || key == same_.key(one.words.zh) || key == same_.key(one.words.en)) {
        return {one.key, {}};
      }
      zh += (zh.empty() ? "" : "、") + one.words.zh;
      en += (en.empty() ? "" : ", ") + one.words.en;
    }
    return fault(fmt::format("“{}”无效，可用：{}。", text, zh), fmt::format("\"{}\" is none of: {}.", text, en));
  }

  const Same& same_;
  const Lookup& lookup_;
  Day today_;
};

class SheetRows {
 public:
  SheetRows(const Kind& kind, const Lookup& lookup, Day today) : kind_(kind), cells_(same_, lookup, today) {}

  // false: no more is wanted.
  bool take(std::uint64_t number, const std::vector<std::string>& cells, bool too_long) {
    const bool empty =
        std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return trimmed(cell).empty(); });
    if (empty && !too_long) return true;
    const auto row = static_cast<std::int64_t>(number);
    if (columns_.empty()) {
      take_header(row, cells);
      return header_good_;
    }
    if (out.lines.size() >= kind_.most_rows) {
      too_many = true;
      return false;
    }
    Filled::Line line{row, {}, !too_long};
    if (too_long) add(row, "", {"单元格内容过长。", "A cell is too long."});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto* column = columns_[i];
      if (!column) continue;
      const auto text = i < cells.size() ? trimmed(cells[i]) : std::string();
      if (text.empty()) {
        if (column->required) line.good = add(row, out.headers[column->field], {"必填。", "Needed."});
        continue;
      }
      auto cell = cells_.read(*column, text);
      if (cell.value) {
        line.row.set(column->field, *std::move(cell.value));
      } else {
        line.good = add(row, out.headers[column->field], cell.fault);
      }
    }
    out.lines.push_back(std::move(line));
    return true;
  }

  Filled out;
  bool too_many = false;

 private:
  bool add(std::int64_t row, const std::string& column, Words detail) {
    if (out.faults.size() < kMostFaults) out.faults.push_back({row, column, std::move(detail)});
    return false;
  }
  void take_header(std::int64_t row, const std::vector<std::string>& cells) {
    for (const auto& cell : cells) {
      const auto header = trimmed(cell);
      const Column* found = nullptr;
      for (const auto& column : kind_.columns) {
        const auto key = same_.key(header);
        if (key == same_.key(column.header.zh) || key == same_.key(column.header.en) ||
            key == same_.key(column.field)) {
          found = &column;
        }
      }
      columns_.push_back(header.empty() ? nullptr : found);
      if (header.empty()) continue;
      if (!found) {
        header_good_ =
            add(row, header,
                {"没有这一列，请使用模板的表头。", "There is no such column: use the headers of the template."});
      } else if (!out.headers.emplace(found->field, header).second) {
        header_good_ = add(row, header, {"这一列重复。", "The column is there twice."});
      }
    }
    for (const auto& column : kind_.columns) {
      if (!column.required || out.headers.contains(column.field)) continue;
      header_good_ = add(row, column.header.zh, {"缺少这一列。", "The column is missing."});
    }
  }

  const Kind& kind_;
  Same same_;
  CellReader cells_;
  std::vector<const Column*> columns_;  // of the file's columns
  bool header_good_ = true;
};

}  // namespace

Result<Filled> read_filled(const std::string& path, const Kind& kind, const Lookup& lookup, Day today) {
  registry::XlsxLimits limits;
  limits.cell_bytes = 64u << 10;
  limits.columns = 100;
  limits.expanded_bytes = 256u << 20;
  limits.shared_bytes = 64u << 20;
  auto sheet = registry::XlsxSheet::open(path, limits);
  if (!sheet) return sheet.error();
  SheetRows rows(kind, lookup, today);
  const registry::XlsxSheet::RowSink sink = [&](std::uint64_t number, std::vector<std::string>& cells,
                                                bool too_long) { return rows.take(number, cells, too_long); };
  while (!(*sheet)->ended()) {
    if (auto read = (*sheet)->read(sink); !read) return read.error();
  }
  if (rows.too_many) {
    return told(ErrorCode::kTooLarge, fmt::format("一份表格最多 {} 行，请分开导入。", kind.most_rows),
                fmt::format("a sheet may have at most {} rows: part it", kind.most_rows));
  }
  return std::move(rows.out);
}

}  // namespace lianzhao::api::sheets
