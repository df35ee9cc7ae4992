#include "planning/landing/citation.h"

#include <array>

namespace lianzhao::planning {

std::string_view name_of(DayKind kind) {
  return kind == DayKind::kCalendar ? "calendar" : "working";
}

std::string_view name_of(Degree degree) {
  static constexpr std::array<std::string_view, 3> kNames = {"read", "secondary", "general"};
  return kNames[static_cast<std::size_t>(degree)];
}

Words words_of(Degree degree) {
  switch (degree) {
    case Degree::kRead:
      return {"已读原文", "read in the text"};
    case Degree::kSecondary:
      return {"二手资料，待核对原文", "from secondary sources, to be checked"};
    case Degree::kGeneral:
      return {"一般知识，待核实", "general knowledge, to be confirmed"};
  }
  return {};
}

Words words_of(const Citation& citation) {
  const auto& en = citation.title.in(true);
  return {"《" + citation.title.zh + "》" + citation.article.zh,
          citation.article.en.empty() ? en : en + ", " + citation.article.en};
}

}  // namespace lianzhao::planning
