#include "ledger/calendar/ical.h"

#include <fmt/format.h>

#include <chrono>

#include "base/folding.h"

namespace lianzhao::ledger {
namespace {

constexpr std::size_t kMostBytes = 75;  // of a line, without its end

std::string date(Day day) {
  const std::chrono::year_month_day at{std::chrono::sys_days{std::chrono::days{day.since_epoch}}};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(at.year()), static_cast<unsigned>(at.month()),
                     static_cast<unsigned>(at.day()));
}

// UTC. China Standard Time has no summer time, so that no table of time zones is needed.
std::string moment(Instant at) {
  constexpr std::int64_t kDay = 86'400'000'000;
  auto day = at.micros / kDay, rest = at.micros % kDay;
  if (rest < 0) --day, rest += kDay;  // before 1970
  const auto second = rest / 1'000'000;
  return fmt::format("{}T{:02}{:02}{:02}Z", date(Day{static_cast<std::int32_t>(day)}), second / 3600,
                     second / 60 % 60, second % 60);
}

Instant at_minute(Day day, int minute) {
  return Instant{static_cast<std::int64_t>(day.since_epoch) * 86'400'000'000} - hours(8) + minutes(minute);
}

// Without control characters (RFC 5545, 3.1). Of what is no UTF-8 only the ASCII is left, so that lines can be cut
// between characters.
std::string escaped(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\r') {
      if (i + 1 < value.size() && value[i + 1] == '\n') continue;
      out += "\\n";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      out += {'\\', c};
    } else if ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t') {
      out += c;
    }
  }
  if (!is_valid_utf8(out)) {
    std::erase_if(out, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
  }
  return out;
}

}  // namespace

CalendarText::CalendarText(std::string_view name, Instant now) : now_(moment(now)) {
  line("BEGIN", "VCALENDAR");
  line("VERSION", "2.0");
  line("PRODID", "-//Lianzhao//Calendar//ZH");
  line("CALSCALE", "GREGORIAN");
  line("METHOD", "PUBLISH");
  text("NAME", name);
  text("X-WR-CALNAME", name);
  line("X-WR-TIMEZONE", "Asia/Shanghai");
  line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
}

void CalendarText::line(std::string_view name, std::string_view value) {
  std::string whole = fmt::format("{}:{}", name, value);
  std::size_t in_line = 0;
  for (std::size_t i = 0; i < whole.size();) {
    std::size_t length = 1;  // of the character
    while (i + length < whole.size() && (static_cast<unsigned char>(whole[i + length]) & 0xc0) == 0x80) ++length;
    if (in_line + length > kMostBytes) {
      out_ += "\r\n ";
      in_line = 1;
    }
    out_.append(whole, i, length);
    in_line += length;
    i += length;
  }
  out_ += "\r\n";
}

void CalendarText::text(std::string_view name, std::string_view value) {
  if (!value.empty()) line(name, escaped(value));
}

void CalendarText::add(const CalendarEvent& event) {
  line("BEGIN", "VEVENT");
  text("UID", event.uid);
  line("DTSTAMP", now_);
  line("LAST-MODIFIED", moment(event.changed_at));
  line("SEQUENCE", fmt::format("{}", event.version - 1));
  if (event.begins && event.ends) {
    line("DTSTART", moment(at_minute(event.first, *event.begins)));
    line("DTEND", moment(at_minute(event.first, *event.ends)));
  } else {
    line("DTSTART;VALUE=DATE", date(event.first));
    line("DTEND;VALUE=DATE", date(Day{event.last.since_epoch + 1}));  // the day after
  }
  text("SUMMARY", event.summary);
  text("DESCRIPTION", event.description);
  text("LOCATION", event.location);
  text("CATEGORIES", event.category);
  line("STATUS", event.cancelled ? "CANCELLED" : "CONFIRMED");
  line("TRANSP", event.busy && !event.cancelled ? "OPAQUE" : "TRANSPARENT");
  line("END", "VEVENT");
}

std::string CalendarText::finish() {
  line("END", "VCALENDAR");
  return std::move(out_);
}

}  // namespace lianzhao::ledger
