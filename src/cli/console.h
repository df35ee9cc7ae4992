// The terminal: tables with East Asian widths, a progress line, Ctrl-C.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lianzhao::cli {

// Columns of a terminal that a UTF-8 text takes: 2 for wide characters (East Asian Width W and F), 1 for others.
std::size_t display_width(std::string_view text);
std::string cut_to_width(std::string_view text, std::size_t width);  // with an ellipsis where it was cut

class Table {
 public:
  enum class Align : std::uint8_t { kLeft, kRight };
  struct Column {
    std::string title;
    Align align = Align::kLeft;
    std::size_t max_width = 60;
  };
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string csv() const;  // RFC 4180, UTF-8 with BOM

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

std::string grouped(std::uint64_t number);                    // "12,345,678"
std::string bytes_in_words(std::uint64_t bytes);              // "1.23 GB"
std::string duration_in_words(double seconds, bool english);  // "1 min 12 s", "1 分 12 秒"

// One line on stderr that is overwritten; silent when stderr is no terminal, but for a line every ten seconds.
class ProgressLine {
 public:
  explicit ProgressLine(bool english);
  ~ProgressLine();
  // `done` of `total` (0: unknown) in `seconds`; `what` such as "1.2 million rows".
  void show(std::string_view what, double done, double total, double seconds);

 private:
  bool english_, terminal_;
  bool shown_ = false;
  double last_ = 0;
};

// Set by Ctrl-C and SIGTERM once install_stop_signals() was called; a second Ctrl-C ends the program at once.
void install_stop_signals();
const std::atomic<bool>& stop_requested();

}  // namespace lianzhao::cli
