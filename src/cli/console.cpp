#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace lianzhao::cli {
namespace {

std::atomic<bool> stop{false};

extern "C" void on_signal(int signal) {
  if (stop.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

// Bytes of the character that begins at text[0].
std::size_t character_bytes(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(bytes, text.size());
}

// The characters that occur here: CJK (3 bytes from U+2E80 on) and full-width forms are wide; four-byte ones as well.
std::size_t character_width(std::string_view character) {
  if (character.size() < 3) return 1;
  if (character.size() == 4) return 2;
  const auto b0 = static_cast<unsigned char>(character[0]), b1 = static_cast<unsigned char>(character[1]);
  const unsigned point = (b0 & 0x0Fu) << 12 | (b1 & 0x3Fu) << 6 | (static_cast<unsigned char>(character[2]) & 0x3Fu);
  return (point >= 0x2E80 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                 (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF01 && point <= 0xFF60) ||
                 (point >= 0xFFE0 && point <= 0xFFE6)
             ? 2
             : 1;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto bytes = character_bytes(text);
    width += character_width(text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto bytes = character_bytes(text);
    const auto wide = character_width(text.substr(0, bytes));
    if (used + wide + 1 > width) break;
    out += text.substr(0, bytes);
    used += wide;
    text.remove_prefix(bytes);
  }
  return out + "…";
}

std::string Table::text() const {
  std::vector<std::size_t> widths;
  widths.reserve(columns_.size());
  for (const auto& column : columns_) widths.push_back(display_width(column.title));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns_.size() && i < row.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(display_width(row[i]), columns_[i].max_width));
    }
  }
  std::string out;
  const auto line = [&](const auto& cell_of) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string cell = cut_to_width(cell_of(i), widths[i]);
      const std::string gap(widths[i] - display_width(cell), ' ');
      text += columns_[i].align == Align::kRight ? gap + cell : cell + gap;
      if (i + 1 < columns_.size()) text += "  ";
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  line([&](std::size_t i) -> std::string_view { return columns_[i].title; });
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    for (std::size_t k = 0; k < widths[i]; ++k) rule += "─";
    if (i + 1 < widths.size()) rule += "  ";
  }
  out += rule + "\n";
  for (const auto& row : rows_) {
    line([&](std::size_t i) -> std::string_view {
      return i < row.size() ? std::string_view(row[i]) : std::string_view();
    });
  }
  return out;
}

std::string Table::csv() const {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns_.size(); ++i) out += (i ? "," : "") + csv_field(columns_[i].title);
  out += "\r\n";
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i ? "," : "") + csv_field(row[i]);
    out += "\r\n";
  }
  return out;
}

ProgressLine::ProgressLine(bool english) : english_(english), terminal_(::isatty(STDERR_FILENO) == 1) {}
ProgressLine::~ProgressLine() {
  if (terminal_ && shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(std::string_view what, double done, double total, double seconds) {
  if (!terminal_ && seconds - last_ < 10) return;
  last_ = seconds;
  shown_ = true;
  std::string line(what);
  if (total > 0 && done > 0) {
    const double share = std::min(done / total, 1.0);
    const auto filled = static_cast<std::size_t>(share * 24);
    std::string bar;
    for (std::size_t i = 0; i < 24; ++i) bar += i < filled ? "█" : "░";
    const auto left = duration_in_words(seconds / share - seconds, english_);
    line = english_ ? fmt::format("{} {:3.0f} %  {}  {} left", bar, share * 100, what, left)
                    : fmt::format("{} {:3.0f} %  {}  还需 {}", bar, share * 100, what, left);
  }
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
  } else {
    fmt::print(stderr, "{}\n", line);
  }
}

void install_stop_signals() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes shows as an error of the write
}
const std::atomic<bool>& stop_requested() {
  return stop;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string bytes_in_words(std::uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (value >= 1e9) return fmt::format("{:.2f} GB", value / 1e9);
  if (value >= 1e6) return fmt::format("{:.1f} MB", value / 1e6);
  return fmt::format("{:.1f} kB", value / 1e3);
}

std::string duration_in_words(double seconds, bool english) {
  if (seconds < 60) return fmt::format("{:.0f} {}", seconds, english ? "s" : "秒");
  if (seconds < 3600) {
    return fmt::format("{} {} {} {}", static_cast<int>(seconds) / 60, english ? "min" : "分",
                       static_cast<int>(seconds) % 60, english ? "s" : "秒");
  }
  return fmt::format("{:.1f} {}", seconds / 3600, english ? "h" : "小时");
}

}  // namespace lianzhao::cli
