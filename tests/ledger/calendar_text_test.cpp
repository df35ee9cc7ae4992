// Calendars by RFC 5545: folding between characters, escaping, whole days, times of the day.
#include <gmock/gmock.h>

#include "base/instant.h"
#include "ledger/calendar/ical.h"

namespace lianzhao::ledger {
namespace {

using ::testing::HasSubstr;

std::string text_of(const CalendarEvent& event) {
  CalendarText out("链招", Instant{0});
  out.add(event);
  return out.finish();
}

CalendarEvent event() {
  CalendarEvent out;
  out.uid = "trip-1@lianzhao";
  out.first = *make_day(2025, 2, 27);
  out.last = *make_day(2025, 2, 28);
  return out;
}

// Undoes folding.
std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
  return text;
}

TEST(CalendarText, LinesAreFoldedBetweenCharacters) {
  auto long_one = event();
  for (int i = 0; i < 60; ++i) long_one.summary += i % 3 == 0 ? "风" : i % 3 == 1 ? "a" : "𠮷";
  const auto text = text_of(long_one);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = text.find("\r\n", begin);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - begin, 75u);
    const auto first = static_cast<unsigned char>(text[begin + (text[begin] == ' ' ? 1 : 0)]);
    EXPECT_NE(first & 0xc0, 0x80) << "cut within a character";
    begin = end + 2;
  }
  EXPECT_THAT(unfolded(text), HasSubstr("\r\nSUMMARY:" + long_one.summary + "\r\n"));
}

TEST(CalendarText, TextsAreEscaped) {
  auto odd = event();
  odd.summary = "a,b;c\\d\r\ne\nf\x01g";
  EXPECT_THAT(text_of(odd), HasSubstr("SUMMARY:a\\,b\\;c\\\\d\\ne\\nfg\r\n"));
  odd.summary = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT";  // no line of its own
  const auto text = text_of(odd);
  EXPECT_EQ(text.find("BEGIN:VEVENT"), text.rfind("\r\nBEGIN:VEVENT") + 2);
}

TEST(CalendarText, NoTextBreaksALine) {
  auto odd = event();
  odd.summary =
      "a\x7f"
      "b";
  odd.location = std::string(200, '\x80') + "x";  // no UTF-8: nowhere to fold
  odd.uid = "u\r\nBEGIN:VEVENT";
  const auto text = text_of(odd);
  EXPECT_THAT(text, HasSubstr("SUMMARY:ab\r\n"));
  EXPECT_THAT(text, HasSubstr("LOCATION:x\r\n"));
  EXPECT_THAT(text, HasSubstr("UID:u\\nBEGIN:VEVENT\r\n"));
}

TEST(CalendarText, MomentsBefore1970) {
  auto old = event();
  old.first = old.last = *make_day(1970, 1, 1);
  old.begins = 60;  // in China
  old.ends = 9 * 60;
  EXPECT_THAT(text_of(old), HasSubstr("DTSTART:19691231T170000Z\r\nDTEND:19700101T010000Z\r\n"));
}

TEST(CalendarText, DaysAndTimes) {
  const auto days = text_of(event());
  EXPECT_THAT(days, HasSubstr("DTSTART;VALUE=DATE:20250227\r\nDTEND;VALUE=DATE:20250301\r\n"));  // the day after
  auto timed = event();
  timed.begins = 7 * 60 + 30;  // in China: the day before in UTC
  timed.ends = 9 * 60;
  EXPECT_THAT(text_of(timed), HasSubstr("DTSTART:20250226T233000Z\r\nDTEND:20250227T010000Z\r\n"));
  timed.cancelled = true;
  EXPECT_THAT(text_of(timed), HasSubstr("STATUS:CANCELLED"));
}

TEST(ChinaDay, BeginsAtFourInTheAfternoonUtc) {
  EXPECT_EQ(day_in_china(*parse_rfc3339("2025-02-27T15:59:59Z")), *make_day(2025, 2, 27));
  EXPECT_EQ(day_in_china(*parse_rfc3339("2025-02-27T16:00:00Z")), *make_day(2025, 2, 28));
  EXPECT_EQ(day_in_china(*parse_rfc3339("1969-12-31T15:00:00Z")), *make_day(1969, 12, 31));
}

}  // namespace
}  // namespace lianzhao::ledger
