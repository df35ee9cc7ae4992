// Whether every variant of a template is sound.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planning/landing/network.h"
#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

constexpr std::size_t kMaxVariants = 2048;

// Of each option the values that make a difference: one of those that no condition tells apart.
using Values = std::map<std::string, std::vector<std::string>>;

std::vector<const Condition*> conditions_of(const LandingTemplate::Content& content) {
  std::vector<const Condition*> out;
  for (const auto& task : content.tasks) {
    out.push_back(&task.when);
    for (const auto& other : task.instead) out.push_back(&other.when);
    for (const auto& link : task.after) out.push_back(&link.when);
  }
  for (const auto& target : content.targets) out.push_back(&target.when);
  return out;
}

Values values_that_differ(const LandingTemplate::Content& content, const std::vector<const Condition*>& conditions) {
  Values out;
  for (const auto& option : content.options) {
    if (option.is_figure()) continue;
    std::set<std::vector<bool>> seen;
    for (const auto& value : option.values) {
      std::vector<bool> told;
      for (const auto* condition : conditions) {
        const auto part = condition->find(option.id);
        if (part == condition->end()) continue;
        told.push_back(std::find(part->second.begin(), part->second.end(), value.id) != part->second.end());
      }
      if (seen.insert(told).second) out[option.id].push_back(value.id);
    }
  }
  return out;
}

// The next combination, counting like an odometer; false after the last.
bool advance(const Values& values, Choices& choices) {
  for (const auto& [option, each] : values) {
    auto& chosen = choices[option];
    const auto at = std::find(each.begin(), each.end(), chosen);
    if (at + 1 != each.end()) {
      chosen = *(at + 1);
      return true;
    }
    chosen = each.front();
  }
  return false;
}

std::string in_words(const Choices& choices) {
  std::string words;
  for (const auto& [option, value] : choices) {
    if (!value.empty()) words += fmt::format("{}{}={}", words.empty() ? "" : ", ", option, value);
  }
  return words;
}

Status too_many(const Values& values, const std::string& name) {
  std::size_t variants = 1;
  for (const auto& [option, each] : values) variants = std::min(variants * each.size(), kMaxVariants * 1000);
  if (variants <= kMaxVariants) return {};
  return Error{ErrorCode::kTooLarge, fmt::format("{}: the options allow {} variants, at most {} are supported", name,
                                                 variants, kMaxVariants)};
}

// The days on which the law of the task changes.
std::set<Day> changes_of(const TemplateTask& task, const LawBook& laws) {
  std::set<Day> days{*make_day(2000, 1, 1)};
  const auto follow = [&](const std::string& id) {
    for (const auto* at = laws.provision(id); at; at = laws.provision(at->replaced_by)) {
      if (at->from) days.insert(*at->from);
      if (at->until) days.insert(*at->until);
    }
  };
  follow(task.minimum);
  for (const auto& other : task.instead) {
    follow(other.minimum);
    if (const auto* law = laws.law(other.under)) {
      if (law->from) days.insert(*law->from);
      if (law->until) days.insert(*law->until);
    }
  }
  return days;
}

// No duration lies below a minimum, whatever the options and the day.
Status check_minima(const LandingTemplate::Content& content, const TemplateTask& task, const Choices& defaults,
                    const std::string& name) {
  std::vector<const Condition*> conditions;
  for (const auto& other : task.instead) conditions.push_back(&other.when);
  const auto values = values_that_differ(content, conditions);
  if (auto sound = too_many(values, name); !sound) return sound;
  const auto days = changes_of(task, content.laws);
  auto choices = defaults;
  do {
    for (const auto day : days) {
      const auto made = resolve(task, choices, content.laws, day);
      if (!made.minimum) continue;
      if (made.minimum->kind != made.kind) {
        return Error{ErrorCode::kBadInput, fmt::format("{}: {}: its minimum counts in other days than the task", name,
                                                       made.id)};
      }
      if (made.duration.low < made.minimum->days) {
        return Error{ErrorCode::kBadInput,
                     fmt::format("{}: {} ({}): {} days are below the statutory minimum of {} from {}", name, made.id,
                                 in_words(choices), made.duration.low, made.minimum->days, to_string(day))};
      }
    }
  } while (advance(values, choices));
  return {};
}

}  // namespace

Status check_variants(const LandingTemplate& made, const LandingTemplate::Content& content, const std::string& name) {
  const auto defaults = *made.complete({});
  for (const auto& task : content.tasks) {
    if (auto sound = check_minima(content, task, defaults, name); !sound) return sound;
  }
  const auto values = values_that_differ(content, conditions_of(content));
  if (auto sound = too_many(values, name); !sound) return sound;
  auto choices = defaults;
  do {
    auto plan = made.make_plan(choices, *make_day(2026, 1, 1));
    if (!plan) return plan.error().in(name);
    if (auto network = Network::make(*plan); !network) {
      return network.error().in(fmt::format("{} ({})", name, in_words(choices)));
    }
  } while (advance(values, choices));
  return {};
}

}  // namespace lianzhao::planning
