#include "api/workbook.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>

namespace lianzhao::api {
namespace {

constexpr std::uint32_t kMostRows = 1'048'575;  // of the format, without the header

// The format takes at most 32767 units of UTF-16 in a cell, and 31 in the name of a sheet, without some signs. What
// was cut ends in an ellipsis.
std::string cut(std::string_view text, std::size_t most) {
  std::size_t units = 0, fits = 0;  // `fits`: bytes before which an ellipsis has its place
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) continue;
    if (units < most) fits = i;
    units += byte >= 0xf0 ? 2 : 1;
  }
  return units <= most ? std::string(text) : std::string(text.substr(0, fits)) + "…";
}

std::string sheet_name(std::string_view name) {
  std::string out = cut(name, 31);
  for (auto& c : out) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  return out.empty() ? "Sheet1" : out;
}

// Days of the 1900 date system, in which 1970-01-01 is 25569.
constexpr double kSerialOf1970 = 25569;

}  // namespace

struct Workbook::State {
  std::shared_ptr<http::TemporaryFile> file;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* day = nullptr;
  std::string folder;
  std::uint32_t rows = 0;
  ~State() {
    if (book) workbook_close(book);
  }
};

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

Result<Workbook> Workbook::create(const std::string& folder, const std::string& sheet, std::vector<Column> columns) {
  auto state = std::make_unique<State>();
  std::string path = folder + "/workbook-XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) return io_error("cannot make a workbook in " + folder, errno);
  ::close(fd);
  state->file = std::make_shared<http::TemporaryFile>(path);
  state->folder = folder;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = state->folder.data();
  state->book = workbook_new_opt(path.c_str(), &options);
  if (!state->book) return Error{ErrorCode::kIo, "cannot begin a workbook in " + folder};
  state->sheet = workbook_add_worksheet(state->book, sheet_name(sheet).c_str());
  auto* title = workbook_add_format(state->book);
  state->day = workbook_add_format(state->book);
  if (!state->sheet || !title || !state->day) return Error{ErrorCode::kIo, "cannot begin a sheet in " + folder};
  format_set_bold(title);
  format_set_bottom(title, LXW_BORDER_THIN);
  format_set_num_format(state->day, "yyyy-mm-dd");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(state->sheet, column, column, columns[i].width, nullptr);
  }
  worksheet_freeze_panes(state->sheet, 1, 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    worksheet_write_string(state->sheet, 0, static_cast<lxw_col_t>(i), cut(columns[i].title, 32767).c_str(), title);
  }
  return Workbook(std::move(state));
}

Status Workbook::row(const std::vector<Cell>& cells) {
  if (state_->rows >= kMostRows)
    return told(ErrorCode::kTooLarge, "一张工作表最多 1,048,575 行，请缩小范围。",
                "a sheet holds at most 1,048,575 rows: narrow the list");
  const auto row = ++state_->rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    auto* sheet = state_->sheet;
    if (const auto* text = std::get_if<std::string>(&cells[i])) {
      // As a string whatever it begins with: '=' makes no formula of it.
      worksheet_write_string(sheet, row, column, cut(*text, 32767).c_str(), nullptr);
    } else if (const auto* number = std::get_if<double>(&cells[i])) {
      if (std::isfinite(*number)) worksheet_write_number(sheet, row, column, *number, nullptr);
    } else if (const auto* whole = std::get_if<std::int64_t>(&cells[i])) {
      worksheet_write_number(sheet, row, column, static_cast<double>(*whole), nullptr);
    } else if (const auto* day = std::get_if<Day>(&cells[i])) {
      worksheet_write_number(sheet, row, column, day->since_epoch + kSerialOf1970, state_->day);
    } else if (const auto* truth = std::get_if<bool>(&cells[i])) {
      worksheet_write_boolean(sheet, row, column, *truth, nullptr);
    }
  }
  return {};
}

Result<http::Response> Workbook::response(std::string_view name) {
  auto* book = std::exchange(state_->book, nullptr);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR) {
    return Error{ErrorCode::kIo, std::string("cannot write the workbook: ") + lxw_strerror(error)};
  }
  return http::Response::download({state_->file->path(), state_->file},
                                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
}

}  // namespace lianzhao::api
