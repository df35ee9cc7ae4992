#include "api/sheets/template.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

namespace lianzhao::api::sheets {
namespace {

constexpr lxw_row_t kLastRow = kMostRows;

Words kind_words(CellKind kind) {
  switch (kind) {
    case CellKind::kText:
      return {"文本", "text"};
    case CellKind::kDay:
      return {"日期", "date"};
    case CellKind::kYuan:
      return {"金额（元）", "amount in yuan"};
    case CellKind::kInteger:
      return {"整数", "whole number"};
    case CellKind::kNumber:
      return {"数字", "number"};
    case CellKind::kYesNo:
      return {"是/否", "yes/no"};
    case CellKind::kChoice:
      return {"选项", "choice"};
    case CellKind::kProject:
      return {"项目名称或编号", "name or id of a project"};
    case CellKind::kGroup:
      return {"专班名称", "name of a group"};
    case CellKind::kUser:
      return {"登录名或姓名", "login or name"};
    case CellKind::kUsers:
      return {"登录名或姓名，多人用顿号隔开", "logins or names, parted by commas"};
    case CellKind::kNode:
      return {"环节编号或名称", "id or name of a node"};
    case CellKind::kPlace:
      return {"地名或 GB/T 2260 代码", "name of a place, or its GB/T 2260 code"};
    case CellKind::kPlaces:
      return {"地名或 GB/T 2260 代码，多个用顿号隔开", "names of places or GB/T 2260 codes, parted by commas"};
    case CellKind::kRegion:
      return {"区域名称", "name of a region"};
    case CellKind::kTrip:
      return {"外出名称或编号", "name or id of a trip"};
    case CellKind::kTexts:
      return {"文本，多项用顿号或分号隔开", "texts, parted by semicolons"};
  }
  return {};
}

// A column of such cells is one of texts, so that no long number loses its digits.
bool holds_text(CellKind kind) {
  return kind == CellKind::kText || kind == CellKind::kTexts || kind == CellKind::kTrip || kind == CellKind::kUsers ||
         kind == CellKind::kPlace || kind == CellKind::kPlaces;
}

struct Closer {
  void operator()(lxw_workbook* book) const { workbook_close(book); }
};

class TemplateWriter {
 public:
  TemplateWriter(lxw_workbook* book, const Kind& kind, const Lookup& lookup, Language language)
      : book_(book), kind_(kind), lookup_(lookup), language_(language) {}

  bool write() {
    sheet_ = workbook_add_worksheet(book_, say("填写", "Fill in"));
    notes_ = workbook_add_worksheet(book_, say("说明", "Notes"));
    lists_ = workbook_add_worksheet(book_, "lists");
    required_ = workbook_add_format(book_);
    title_ = workbook_add_format(book_);
    day_ = workbook_add_format(book_);
    text_ = workbook_add_format(book_);
    if (!sheet_ || !notes_ || !lists_ || !required_ || !title_ || !day_ || !text_) return false;
    for (auto* format : {required_, title_}) {
      format_set_bold(format);
      format_set_bottom(format, LXW_BORDER_THIN);
    }
    format_set_font_color(required_, 0xB00020);
    format_set_num_format(day_, "yyyy-mm-dd");
    format_set_num_format(text_, "@");
    worksheet_hide(lists_);
    worksheet_freeze_panes(sheet_, 1, 0);
    const char* heads[] = {say("列", "Column"), say("必填", "Needed"), say("填什么", "What"), say("说明", "Remark")};
    for (lxw_col_t i = 0; i < 4; ++i) {
      worksheet_set_column(notes_, i, i, i == 3 ? 60 : 18, nullptr);
      worksheet_write_string(notes_, 0, i, heads[i], title_);
    }
    for (std::size_t i = 0; i < kind_.columns.size(); ++i) write_column(static_cast<lxw_col_t>(i), kind_.columns[i]);
    return true;
  }

 private:
  [[nodiscard]] const char* say(const char* zh, const char* en) const {
    return language_ == Language::kEnglish ? en : zh;
  }

  void write_column(lxw_col_t at, const Column& column) {
    const auto& header = column.header.in(language_);
    auto* format = column.kind == CellKind::kDay ? day_ : holds_text(column.kind) ? text_ : nullptr;
    worksheet_set_column(sheet_, at, at, column.width, format);
    worksheet_write_string(sheet_, 0, at, (header + (column.required ? "*" : "")).c_str(),
                           column.required ? required_ : title_);
    const auto row = static_cast<lxw_row_t>(at + 1);
    worksheet_write_string(notes_, row, 0, header.c_str(), nullptr);
    worksheet_write_string(notes_, row, 1, column.required ? say("是", "yes") : "", nullptr);
    worksheet_write_string(notes_, row, 2, kind_words(column.kind).in(language_).c_str(), nullptr);
    worksheet_write_string(notes_, row, 3, column.note.in(language_).c_str(), nullptr);
    if (!column.note.in(language_).empty()) worksheet_write_comment(sheet_, 0, at, column.note.in(language_).c_str());
    add_list(at, column);
  }

  // Lists lie in a sheet of their own: written into a rule, they would have to fit into 255 characters.
  void add_list(lxw_col_t at, const Column& column) {
    std::vector<std::string> values;
    const bool english = language_ == Language::kEnglish;
    if (column.kind == CellKind::kChoice) {
      for (const auto& choice : column.choices) values.push_back(choice.words.in(language_));
    } else if (column.kind == CellKind::kYesNo) {
      values = {say("是", "yes"), say("否", "no")};
    } else if (column.kind == CellKind::kProject) {
      values = lookup_.project_names();
    } else if (column.kind == CellKind::kGroup) {
      values = lookup_.group_names(english);
    } else if (column.kind == CellKind::kUser) {
      values = lookup_.user_names();
    } else if (column.kind == CellKind::kTrip) {
      values = lookup_.trip_names();
    } else if (column.kind == CellKind::kRegion) {
      values = lookup_.region_names(english);
    }
    if (values.empty()) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
      worksheet_write_string(lists_, static_cast<lxw_row_t>(i), at, values[i].c_str(), nullptr);
    }
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(first, 0, at, 1, 1);
    lxw_rowcol_to_cell_abs(last, static_cast<lxw_row_t>(values.size() - 1), at, 1, 1);
    auto range = fmt::format("=lists!{}:{}", first, last);
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = range.data();
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.dropdown = LXW_VALIDATION_ON;
    // An id is as good as a name: the list helps, it does not bind.
    const bool binds = column.kind == CellKind::kChoice || column.kind == CellKind::kYesNo;
    rule.show_error = binds ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
    worksheet_data_validation_range(sheet_, 1, at, kLastRow, at, &rule);
  }

  lxw_workbook* book_;
  const Kind& kind_;
  const Lookup& lookup_;
  Language language_;
  lxw_worksheet *sheet_ = nullptr, *notes_ = nullptr, *lists_ = nullptr;
  lxw_format *required_ = nullptr, *title_ = nullptr, *day_ = nullptr, *text_ = nullptr;
};

}  // namespace

Result<http::Response> empty_workbook(const std::string& folder, const Kind& kind, const Lookup& lookup,
                                      Language language) {
  std::string path = folder + "/template-XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) return io_error("cannot make a workbook in " + folder, errno);
  ::close(fd);
  auto file = std::make_shared<http::TemporaryFile>(path);
  std::string temporary = folder;
  lxw_workbook_options options{};
  options.tmpdir = temporary.data();
  std::unique_ptr<lxw_workbook, Closer> book(workbook_new_opt(path.c_str(), &options));
  if (!book || !TemplateWriter(book.get(), kind, lookup, language).write()) {
    return Error{ErrorCode::kIo, "cannot begin a workbook in " + folder};
  }
  if (const auto error = workbook_close(book.release()); error != LXW_NO_ERROR) {
    return Error{ErrorCode::kIo, std::string("cannot write the workbook: ") + lxw_strerror(error)};
  }
  const auto name = kind.title.in(language) + (language == Language::kEnglish ? " template.xlsx" : "模板.xlsx");
  return http::Response::download({file->path(), file},
                                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
}

}  // namespace lianzhao::api::sheets
