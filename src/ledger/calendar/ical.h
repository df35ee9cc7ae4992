// Calendars as text by RFC 5545: lines folded at 75 bytes between characters, texts escaped, all-day events by date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/instant.h"

namespace lianzhao::ledger {

struct CalendarEvent {
  std::string uid;  // the same for the same thing, always
  std::string summary, description, location, category;
  // All day, both days included; or at a time of the first day, in minutes of China Standard Time.
  Day first, last;
  std::optional<int> begins, ends;
  std::int64_t version = 1;
  Instant changed_at;
  bool cancelled = false;
  bool busy = true;  // takes the day; a deadline does not
};

class CalendarText {
 public:
  // `name` is shown by the reader. `now` is the moment it is made.
  CalendarText(std::string_view name, Instant now);
  void add(const CalendarEvent& event);
  std::string finish();  // ends it; not to be used afterwards

 private:
  void line(std::string_view name, std::string_view value);  // as it is
  void text(std::string_view name, std::string_view value);  // escaped; left out where empty
  std::string out_, now_;
};

}  // namespace lianzhao::ledger
