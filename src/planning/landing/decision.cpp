#include "planning/landing/decision.h"

#include <fmt/format.h>

#include <array>

namespace lianzhao::planning {
namespace {

std::string listed(const std::vector<Figure>& figures, bool en, bool with_values) {
  std::string out;
  for (const auto& figure : figures) {
    if (!out.empty()) out += en ? ", " : "、";
    out += figure.name.in(en);
    if (with_values && figure.value) {
      out += fmt::format(" {} {}", *figure.value, figure.unit.in(en));
    } else {
      out += fmt::format(fmt::runtime(en ? " ({})" : "（{}）"), figure.unit.in(en));
    }
  }
  return out;
}

std::string sentence(const Decision& decision, bool en) {
  const auto head = en ? fmt::format("{}: {}", decision.name.in(en), decision.value_name.in(en))
                       : fmt::format("{}：{}", decision.name.zh, decision.value_name.zh);
  if (decision.by == DecidedBy::kFigures) {
    auto out = head + (en ? ". " : "。") + listed(decision.figures, en, true);
    if (!decision.law) return out;
    const auto& law = *decision.law;
    out += (en ? "; " : "；") + words_of(law).in(en);
    if (!law.note.zh.empty()) out += (en ? ": " : "：") + law.note.in(en);
    return out + (en ? " (" : "（") + words_of(law.degree).in(en) + (en ? ")" : "）");
  }
  auto out = head + (decision.by == DecidedBy::kDefault ? (en ? " (not stated, the usual case)" : "（未说明，按通常情形）")
                                                        : (en ? " (as chosen)" : "（按所选）"));
  if (decision.missing.empty()) return out;
  return out + (en ? "; to decide it by the law's thresholds, fill in: " : "；要按法定标准判定，请填写：") +
         listed(decision.missing, en, false);
}

}  // namespace

std::string_view name_of(DecidedBy by) {
  static constexpr std::array<std::string_view, 3> kNames = {"figures", "choice", "default"};
  return kNames[static_cast<std::size_t>(by)];
}

Words words_of(const Decision& decision) {
  return {sentence(decision, false), sentence(decision, true)};
}

}  // namespace lianzhao::planning
