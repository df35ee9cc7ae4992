// Options decided by figures against thresholds.
#include <algorithm>
#include <charconv>

#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

enum class Truth : std::uint8_t { kNo, kUnknown, kYes };

class Figures {
 public:
  Figures(const LandingTemplate::Content& content, const Choices& choices) {
    for (const auto& option : content.options) {
      if (!option.is_figure()) continue;
      Figure figure{option.id, option.name, *option.unit, std::nullopt};
      if (const auto said = choices.find(option.id); said != choices.end() && !said->second.empty()) {
        double value = 0;
        std::from_chars(said->second.data(), said->second.data() + said->second.size(), value);
        figure.value = value;
      }
      figures_.emplace(option.id, std::move(figure));
    }
  }
  [[nodiscard]] const Figure& at(const std::string& id) const { return figures_.find(id)->second; }

  // All lie below, and one of them reaches its threshold.
  [[nodiscard]] Truth holds(const DecisionRule& rule) const {
    auto truth = Truth::kYes;
    for (const auto& [id, threshold] : rule.below) {
      const auto& value = at(id).value;
      if (value && *value >= threshold) return Truth::kNo;
      if (!value) truth = Truth::kUnknown;
    }
    if (rule.from.empty()) return truth;
    auto reached = Truth::kNo;
    for (const auto& [id, threshold] : rule.from) {
      const auto& value = at(id).value;
      if (value && *value >= threshold) return truth;
      if (!value) reached = Truth::kUnknown;
    }
    return std::min(truth, reached);
  }
  // Those that the rule looks at.
  void collect(const DecisionRule& rule, bool known, std::vector<Figure>& into) const {
    for (const auto* side : {&rule.below, &rule.from}) {
      for (const auto& [id, threshold] : *side) {
        const auto& figure = at(id);
        const auto same = [&](const Figure& other) { return other.id == id; };
        if (figure.value.has_value() == known && std::none_of(into.begin(), into.end(), same)) into.push_back(figure);
      }
    }
  }

 private:
  std::map<std::string, Figure> figures_;
};

const Words& name_of_value(const TemplateOption& option, const std::string& value) {
  for (const auto& each : option.values) {
    if (each.id == value) return each.name;
  }
  return option.values.front().name;
}

}  // namespace

std::vector<Decision> decide(const LandingTemplate::Content& content, const Choices& said, const TaskDays& days,
                             Day day_zero, Choices& choices) {
  const Figures figures(content, choices);
  std::vector<Decision> out;
  for (const auto& option : content.options) {
    if (option.is_figure()) continue;
    Decision decision;
    decision.option = option.id;
    decision.name = option.name;
    decision.by = said.contains(option.id) ? DecidedBy::kChoice : DecidedBy::kDefault;
    if (const auto table = content.decisions.find(option.id); table != content.decisions.end()) {
      const auto found = days.find(table->second.task);
      const auto day = found == days.end() ? day_zero : found->second;
      for (const auto& rule : table->second.rules) {
        const auto* by = rule.by.empty() ? nullptr : content.laws.provision(rule.by);
        if ((by && !by->holds(day)) || !holds(rule.when, choices)) continue;
        const auto truth = figures.holds(rule);
        figures.collect(rule, true, decision.figures);
        if (truth == Truth::kNo) continue;
        if (truth == Truth::kUnknown) {
          figures.collect(rule, false, decision.missing);
        } else if (!decision.figures.empty()) {
          choices[option.id] = rule.value;
          decision.by = DecidedBy::kFigures;
          if (by) decision.law = content.laws.cite(*by);
        }
        break;
      }
    }
    if (decision.by != DecidedBy::kFigures) decision.figures.clear();
    decision.value = choices.find(option.id)->second;
    decision.value_name = name_of_value(option, decision.value);
    out.push_back(std::move(decision));
  }
  return out;
}

}  // namespace lianzhao::planning
