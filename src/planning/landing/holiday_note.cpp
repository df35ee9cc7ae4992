#include "planning/landing/holiday_note.h"

#include <fmt/format.h>

#include <string>

namespace lianzhao::planning {
namespace {

// 2018-2019, 2027, in order; runs of years are drawn together.
std::string listed(const std::vector<int>& years, bool en) {
  std::string out;
  for (std::size_t i = 0; i < years.size();) {
    std::size_t end = i;
    while (end + 1 < years.size() && years[end + 1] == years[end] + 1) ++end;
    if (!out.empty()) out += en ? ", " : "、";
    out += end == i ? fmt::format("{}", years[i])
                    : fmt::format(fmt::runtime(en ? "{} to {}" : "{}至{}"), years[i], years[end]);
    i = end + 1;
  }
  return out;
}

}  // namespace

std::vector<Words> holiday_notes(const std::vector<int>& years, const WorkCalendar& calendar) {
  std::vector<int> before, expected, weekends;
  const int first = calendar.first_announced_year();
  for (const int year : years) {
    if (first != 0 && year < first) {
      before.push_back(year);
    } else if (calendar.notice_of(year) == HolidayNotice::kExpected) {
      expected.push_back(year);
    } else {
      weekends.push_back(year);
    }
  }
  std::vector<Words> out;
  if (!before.empty()) {
    out.push_back({fmt::format("本程序的日历自 {} 年起，没有 {} 年的放假安排，这些年份的工作日只按周末推算", first,
                               listed(before, false)),
                   fmt::format("the calendar begins with {} and has no holidays of {}: working days of these years "
                               "are counted by weekends alone",
                               first, listed(before, true))});
  }
  if (!expected.empty()) {
    out.push_back({fmt::format("日历中没有 {} 年的放假安排（尚未公布），只计法定节日，调休未计", listed(expected, false)),
                   fmt::format("the holidays of {} are not announced: the statutory days alone are counted, without "
                               "exchanged days",
                               listed(expected, true))});
  }
  if (!weekends.empty()) {
    out.push_back({fmt::format("日历中没有 {} 年的放假安排（尚未公布），工作日只按周末推算", listed(weekends, false)),
                   fmt::format("the holidays of {} are not announced: working days are counted by weekends alone",
                               listed(weekends, true))});
  }
  return out;
}

}  // namespace lianzhao::planning
