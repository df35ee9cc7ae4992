// What is cited for a task, and how well it is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "planning/words.h"

namespace lianzhao::planning {

enum class DayKind : std::uint8_t { kCalendar, kWorking };
std::string_view name_of(DayKind kind);  // "calendar"

// How well a citation is known. Nothing is certain but what was read in the text itself.
enum class Degree : std::uint8_t {
  kRead,       // in the text of the law or regulation
  kSecondary,  // in copies and reports of others that agree
  kGeneral,    // general knowledge, to be confirmed
};
std::string_view name_of(Degree degree);  // "read"
Words words_of(Degree degree);

// A provision as cited for a task: see laws.h for the table that it comes from.
struct Citation {
  std::string id;                  // of the provision
  Words title, article;            // 招标拍卖挂牌出让国有建设用地使用权规定, 第十八条; the article may be empty
  Words note;                      // what it says, and what is to be known of the source; may be empty
  std::optional<Day> from, until;  // in force in [from, until)
  Degree degree = Degree::kGeneral;
};
Words words_of(const Citation& citation);  // 《…》第十八条; ..., Art. 18

}  // namespace lianzhao::planning
