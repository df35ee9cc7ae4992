#include "base/work_calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/random.h"

namespace lianzhao {
namespace {

Day day(const char* text) {
  return *parse_iso_day(text);
}

WorkCalendar china() {
  auto loaded = WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
  EXPECT_TRUE(loaded) << loaded.error().message;
  return *std::move(loaded);
}

TEST(WorkCalendar, KnowsHolidaysAndMakeUpDays) {
  const auto calendar = china();
  EXPECT_FALSE(calendar.works(day("2023-10-06")));  // Friday, National Day
  EXPECT_TRUE(calendar.works(day("2023-10-07")));   // Saturday, worked
  EXPECT_TRUE(calendar.works(day("2023-10-09")));
  EXPECT_FALSE(calendar.works(day("2026-02-20")));  // Friday, Spring Festival
  EXPECT_FALSE(calendar.works(day("2022-12-31")));
  EXPECT_TRUE(calendar.announced(day("2026-12-31")));
  EXPECT_FALSE(calendar.announced(day("2027-01-01")));
  EXPECT_FALSE(calendar.announced(day("2019-12-31")));
  // 250 or so working days a year; 2025 has 248 (two days off more by the regulation of 2024).
  EXPECT_EQ(calendar.between(day("2025-01-01"), day("2026-01-01")), 248);
  EXPECT_EQ(calendar.between(day("2024-01-01"), day("2025-01-01")), 251);
}

TEST(WorkCalendar, CountsBoundaries) {
  const auto calendar = china();
  // Thursday 28 September 2023 works, then eight days off, then Saturday and Sunday worked.
  EXPECT_EQ(calendar.plus(day("2023-09-28"), 1), day("2023-09-29"));
  EXPECT_EQ(calendar.plus(day("2023-09-29"), 1), day("2023-10-08"));
  EXPECT_EQ(calendar.plus(day("2023-09-28"), 3), day("2023-10-09"));
  EXPECT_EQ(calendar.next(day("2023-09-29")), day("2023-10-07"));
  EXPECT_EQ(calendar.plus(day("2023-10-09"), -3), day("2023-09-28"));
  EXPECT_EQ(calendar.plus(day("2023-10-01"), 0), day("2023-10-01"));
}

// The inverses are the greatest and the least days that do, found by trying all.
TEST(WorkCalendar, InversesAreExact) {
  const auto calendar = china();
  Random random(7);
  for (int trial = 0; trial < 3000; ++trial) {
    const Day limit{day("2022-12-01").since_epoch + static_cast<int>(random.below(500))};
    const int days = static_cast<int>(random.below(13)) - 6;
    const auto latest = calendar.latest_before(limit, days);
    EXPECT_LE(calendar.plus(latest, days), limit);
    EXPECT_GT(calendar.plus(Day{latest.since_epoch + 1}, days), limit);
    if (days > 0) {
      const auto earliest = calendar.earliest_reaching(limit, days);
      EXPECT_TRUE(calendar.works(earliest));
      EXPECT_GE(calendar.plus(earliest, days), limit);
      Day before = earliest;
      do --before.since_epoch;
      while (!calendar.works(before));
      EXPECT_LT(calendar.plus(before, days), limit);
    }
  }
}

TEST(WorkCalendar, HoldsAtItsEnds) {
  const WorkCalendar calendar;
  EXPECT_GE(calendar.plus(WorkCalendar::kLast, 100'000), day("2149-12-01"));
  EXPECT_LE(calendar.plus(WorkCalendar::kFirst, -100'000), day("1990-01-05"));
}

TEST(WorkCalendar, RefusesWhatIsWrongWithItsLine) {
  auto path = (std::filesystem::temp_directory_path() / "lianzhao-calendar-XXXXXX").string();
  const int file = ::mkstemp(path.data());
  ASSERT_GE(file, 0) << path;
  ::close(file);
  const auto load = [&](const char* row) {
    std::ofstream(path) << "类型\t起\t止\t节日\t状态\t依据\n" << row << "\n";
    auto loaded = WorkCalendar::load(path);
    return loaded ? std::string() : loaded.error().message;
  };
  EXPECT_EQ(load("休\t2026-10-01\t2026-10-07\t国庆节\tannounced\tx"), "");
  EXPECT_THAT(load("休\t2026-10-07\t2026-10-01\t国庆节\tannounced\tx"), testing::HasSubstr(":2: "));
  EXPECT_NE(load("假\t2026-10-01\t2026-10-07\t国庆节\tannounced\tx"), "");
  EXPECT_NE(load("休\t2026-02-30\t2026-10-07\t国庆节\tannounced\tx"), "");
  EXPECT_NE(load("休\t2026-10-01\t2026-10-07\t国庆节\tmaybe\tx"), "");
  EXPECT_NE(load("休\t2026-10-01\t2026-10-07\tx\tannounced\tx\n班\t2026-10-07\t2026-10-07\tx\tannounced\tx"), "");
  std::filesystem::remove(path);
}

// Beside another compilation of the same notices, where one is at hand. Its dates were known when cn.tsv was written,
// so that agreement finds slips of the pen only.
TEST(WorkCalendar, AgreesWithAnotherCompilation) {
  const char* folder = std::getenv("LIANZHAO_EVALUATION_DATA");
  const auto base = std::filesystem::path(folder ? folder : "") / "holiday-cn";
  if (!folder || !std::filesystem::exists(base)) {
    GTEST_SKIP() << "LIANZHAO_EVALUATION_DATA names no folder with holiday-cn/";
  }
  const auto calendar = china();
  const WorkCalendar weekdays;
  int compared = 0;
  for (int year = 2020; year <= 2026; ++year) {
    std::ifstream file(base / (std::to_string(year) + ".json"));
    std::stringstream content;
    content << file.rdbuf();
    const auto text = content.str();
    std::vector<bool> listed(400);
    for (auto at = text.find("\"date\": \""); at != std::string::npos; at = text.find("\"date\": \"", at + 1)) {
      const auto date = day(text.substr(at + 9, 10).c_str());
      const bool off = text.compare(text.find("\"isOffDay\": ", at) + 12, 4, "true") == 0;
      EXPECT_EQ(calendar.works(date), !off) << to_string(date);
      if (date.year() == year) {
        listed[static_cast<std::size_t>(date.since_epoch - make_day(year, 1, 1)->since_epoch)] = true;
      }
      ++compared;
    }
    for (auto date = *make_day(year, 1, 1); date.year() == year; ++date.since_epoch) {
      if (listed[static_cast<std::size_t>(date.since_epoch - make_day(year, 1, 1)->since_epoch)]) continue;
      if (to_string(date) == "2022-12-31") continue;  // in the file of 2023
      EXPECT_EQ(calendar.works(date), weekdays.works(date)) << to_string(date);
    }
  }
  EXPECT_GT(compared, 200);
}

}  // namespace
}  // namespace lianzhao
