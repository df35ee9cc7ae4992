#include "base/work_calendar.h"

#include <fmt/format.h>

#include <map>

#include "base/tsv.h"

namespace lianzhao {
namespace {

constexpr int kMaxRange = 31;

std::vector<bool> weekdays() {
  std::vector<bool> works;
  works.reserve(static_cast<std::size_t>(WorkCalendar::kLast.since_epoch - WorkCalendar::kFirst.since_epoch) + 1);
  for (auto day = WorkCalendar::kFirst.since_epoch; day <= WorkCalendar::kLast.since_epoch; ++day) {
    const int weekday = (day + 3) % 7;  // 1970-01-01 was a Thursday; 0 is Monday
    works.push_back(weekday < 5);
  }
  return works;
}

}  // namespace

WorkCalendar::WorkCalendar() {
  index(weekdays());
}

void WorkCalendar::index(const std::vector<bool>& works) {
  counts_.clear();
  working_.clear();
  for (std::size_t i = 0; i < works.size(); ++i) {
    counts_.push_back(static_cast<std::int32_t>(working_.size()));
    if (works[i]) working_.push_back(kFirst.since_epoch + static_cast<std::int32_t>(i));
  }
}

Result<WorkCalendar> WorkCalendar::load(const std::string& path) {
  auto table = TsvTable::load(path, {"类型", "起", "止", "节日", "状态", "依据"});
  if (!table) return table.error();
  auto works = weekdays();
  std::map<Day, std::string> said;
  WorkCalendar calendar;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto cell = [&](std::string_view name) { return table->at(row, table->column(name)); };
    const auto wrong = [&](std::string_view what) {
      return Error{ErrorCode::kBadInput, fmt::format("{}: {}", table->where(row), what)};
    };
    const auto kind = cell("类型"), status = cell("状态");
    if (kind != "休" && kind != "班") return wrong(fmt::format("类型 '{}' must be 休 or 班", kind));
    if (status != "announced" && status != "expected") {
      return wrong(fmt::format("状态 '{}' must be announced or expected", status));
    }
    const auto from = parse_iso_day(cell("起")), to = parse_iso_day(cell("止"));
    if (!from || !to) return wrong("起 and 止 must be dates like 2026-10-01");
    if (*to < *from || to->since_epoch - from->since_epoch >= kMaxRange || *from < kFirst || *to >= kLast) {
      return wrong(fmt::format("起 {} to 止 {} is no range of up to {} days", cell("起"), cell("止"), kMaxRange));
    }
    for (auto day = *from; day <= *to; ++day.since_epoch) {
      if (!said.emplace(day, kind).second) return wrong(fmt::format("{} is listed twice", to_string(day)));
      works[static_cast<std::size_t>(day.since_epoch - kFirst.since_epoch)] = kind == "班";
    }
    // A range that begins in December belongs to the notice of the year in which it ends.
    auto& notice = calendar.notices_.try_emplace(to->year(), HolidayNotice::kExpected).first->second;
    if (status == "announced") notice = HolidayNotice::kAnnounced;
  }
  calendar.index(works);
  for (const auto& [year, notice] : calendar.notices_) {
    if (notice != HolidayNotice::kAnnounced) continue;
    if (calendar.first_announced_ == 0) calendar.first_announced_ = year;
    calendar.last_announced_ = year;
  }
  return calendar;
}

}  // namespace lianzhao
