// Working days of China: weekdays, less the days off and plus the make-up days of data/calendar/cn.tsv.
//
// Arithmetic is on day boundaries: a Day stands for its beginning, so that an interval [from, to) has whole days, a
// task that fills the 1st to the 20th goes from the 1st to the 21st, and lengths add up. Immutable, thread-safe; all
// arithmetic is O(1). Days outside kFirst..kLast are held at these ends.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"

namespace lianzhao {

// What the calendar knows of a year's days off.
enum class HolidayNotice : std::uint8_t {
  kAnnounced,  // the yearly notice
  kExpected,   // only the days that the regulation itself grants, without the exchanged ones
  kNone,       // nothing: weekends alone
};

class WorkCalendar {
 public:
  static constexpr Day kFirst{7305};  // 1990-01-01
  static constexpr Day kLast{65744};  // 2150-01-01

  // Weekdays only.
  WorkCalendar();
  // Errors: of the file; kBadInput for dates, a day that is both 休 and 班, ranges beyond 31 days.
  static Result<WorkCalendar> load(const std::string& path);

  [[nodiscard]] bool works(Day day) const { return count(day) != count(Day{day.since_epoch + 1}); }
  // Whether the day's year is settled by a notice: else holidays are expected ones or weekends alone.
  [[nodiscard]] bool announced(Day day) const { return notice_of(day.year()) == HolidayNotice::kAnnounced; }
  [[nodiscard]] HolidayNotice notice_of(int year) const {
    const auto found = notices_.find(year);
    return found == notices_.end() ? HolidayNotice::kNone : found->second;
  }
  // The first and the last year with a notice; 0 where there is none.
  [[nodiscard]] int first_announced_year() const { return first_announced_; }
  [[nodiscard]] int last_announced_year() const { return last_announced_; }

  // The last working day that is not after `day`.
  [[nodiscard]] Day last(Day day) const { return nth(count(Day{day.since_epoch + 1}) - 1); }
  // Working days in [from, to); negative where to < from.
  [[nodiscard]] int between(Day from, Day to) const { return count(to) - count(from); }
  // The first working day that is not before `day`.
  [[nodiscard]] Day next(Day day) const { return nth(count(day)); }
  // days >= 0: the least boundary b with between(from, b) = days; days < 0: the greatest with between(b, from) =
  // -days.
  [[nodiscard]] Day plus(Day from, int days) const {
    if (days == 0) return from;
    return days > 0 ? Day{nth(count(from) + days - 1).since_epoch + 1} : nth(count(from) + days);
  }
  // The greatest boundary b with plus(b, days) <= limit: the inverse that a backward pass needs.
  [[nodiscard]] Day latest_before(Day limit, int days) const {
    if (days == 0) return limit;
    if (days > 0) return nth(count(limit) - days);
    return nth(count(Day{limit.since_epoch + 1}) - 1 - days);
  }
  // The first working day b with plus(b, days) >= limit, days > 0: when work must begin at the earliest to end no
  // sooner.
  [[nodiscard]] Day earliest_reaching(Day limit, int days) const {
    return nth(count(Day{limit.since_epoch - 1}) - days + 1);
  }

 private:
  void index(const std::vector<bool>& works);
  [[nodiscard]] int count(Day day) const {
    return counts_[static_cast<std::size_t>(std::clamp(day, kFirst, kLast).since_epoch - kFirst.since_epoch)];
  }
  [[nodiscard]] Day nth(int n) const {
    return Day{working_[static_cast<std::size_t>(std::clamp(n, 0, static_cast<int>(working_.size()) - 1))]};
  }
  std::vector<std::int32_t> counts_;   // working days in [kFirst, day)
  std::vector<std::int32_t> working_;  // all working days
  std::map<int, HolidayNotice> notices_;  // by year
  int first_announced_ = 0, last_announced_ = 0;
};

}  // namespace lianzhao
