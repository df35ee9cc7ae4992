#include "planning/landing/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

// A figure as it is written in choices: decimal, not negative.
bool is_figure(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 1e12;
}

std::optional<Statute> statute_of(const std::string& id, const LawBook& laws, Day day) {
  const auto* provision = id.empty() ? nullptr : laws.in_force(id, day);
  return provision ? laws.statute(*provision) : std::nullopt;
}

std::vector<Citation> citations_of(const std::vector<std::string>& ids, const LawBook& laws, Day day) {
  std::vector<Citation> out;
  for (const auto& id : ids) {
    if (const auto* provision = laws.in_force(id, day)) out.push_back(laws.cite(*provision));
  }
  return out;
}

}  // namespace

bool holds(const Condition& condition, const Choices& choices) {
  return std::all_of(condition.begin(), condition.end(), [&](const auto& part) {
    const auto& chosen = choices.find(part.first)->second;
    return std::find(part.second.begin(), part.second.end(), chosen) != part.second.end();
  });
}

Task resolve(const TemplateTask& from, const Choices& choices, const LawBook& laws, Day day) {
  auto task = from.task;
  const auto* minimum = &from.minimum;
  const auto* limit = &from.limit;
  const auto* rules = &from.rules;
  for (const auto& other : from.instead) {
    if (!holds(other.when, choices) || (!other.under.empty() && !laws.law_in_force(other.under, day))) continue;
    if (other.name) task.name = *other.name;
    if (other.note) task.note = *other.note;
    if (other.duration) task.duration = *other.duration;
    if (!other.minimum.empty()) minimum = &other.minimum;
    if (!other.limit.empty()) limit = &other.limit;
    if (other.rules) rules = &*other.rules;
  }
  task.minimum = statute_of(*minimum, laws, day);
  task.limit = statute_of(*limit, laws, day);
  task.rules = citations_of(*rules, laws, day);
  return task;
}

LandingTemplate::LandingTemplate(std::unique_ptr<Content> content) : content_(std::move(content)) {}
LandingTemplate::LandingTemplate(LandingTemplate&&) noexcept = default;
LandingTemplate& LandingTemplate::operator=(LandingTemplate&&) noexcept = default;
LandingTemplate::~LandingTemplate() = default;

const Words& LandingTemplate::name() const {
  return content_->name;
}
Day LandingTemplate::version() const {
  return content_->version;
}
const std::vector<TemplateOption>& LandingTemplate::options() const {
  return content_->options;
}

const LawBook& LandingTemplate::laws() const {
  return content_->laws;
}
bool LandingTemplate::decides(std::string_view option) const {
  return content_->decisions.contains(std::string(option));
}

Result<LandingTemplate> LandingTemplate::load(const std::string& path, const LawBook& laws) {
  auto text = read_file(path, kMaxTemplateBytes);
  if (!text) return text.error();
  return parse(*text, path, laws);
}

Result<LandingTemplate> LandingTemplate::parse(std::string_view text, const std::string& name, const LawBook& laws) {
  auto content = read_template(text, name, laws);
  if (!content) return content.error();
  LandingTemplate made(std::make_unique<Content>(*std::move(content)));
  if (auto sound = check_variants(made, *made.content_, name); !sound) return sound.error();
  return made;
}

Result<Choices> LandingTemplate::complete(const Choices& choices) const {
  Choices completed;
  for (const auto& option : content_->options) {
    completed[option.id] = option.is_figure() ? std::string() : option.values.front().id;
  }
  for (const auto& [id, value] : choices) {
    std::vector<std::string> known;
    const auto option = std::find_if(content_->options.begin(), content_->options.end(),
                                     [&](const TemplateOption& o) { return o.id == id; });
    if (option == content_->options.end()) {
      for (const auto& o : content_->options) known.push_back(o.id);
      return told(ErrorCode::kBadArgument, fmt::format("模板没有选项“{}”，可用：{}。", id, fmt::join(known, "、")),
                  fmt::format("the template has no option '{}'; there are {}", id, fmt::join(known, ", ")));
    }
    if (option->is_figure()) {
      if (!value.empty() && !is_figure(value)) {
        return told(ErrorCode::kBadArgument,
                    fmt::format("“{}”（{}，{}）须是不小于 0 的数，如 12.5，不能是“{}”。", option->name.zh, id,
                                option->unit->zh, value),
                    fmt::format("option '{}' ({}, {}) is a number that is not negative, such as 12.5, not '{}'", id,
                                option->name.en, option->unit->en, value));
      }
      completed[id] = value;
      continue;
    }
    for (const auto& v : option->values) known.push_back(v.id);
    if (std::find(known.begin(), known.end(), value) == known.end()) {
      return told(ErrorCode::kBadArgument,
                  fmt::format("选项“{}”没有“{}”这个值，可用：{}。", id, value, fmt::join(known, "、")),
                  fmt::format("option '{}' has no value '{}'; there are {}", id, value, fmt::join(known, ", ")));
    }
    completed[id] = value;
  }
  return completed;
}

Result<Plan> LandingTemplate::make_plan(const Choices& choices, Day day_zero, const TaskDays& days) const {
  auto completed = complete(choices);
  if (!completed) return completed.error();
  Plan plan;
  plan.name = content_->name;
  plan.day_zero = day_zero;
  plan.prepared = true;
  plan.decisions = decide(*content_, choices, days, day_zero, *completed);
  const auto day_of = [&](const std::string& task) {
    const auto found = days.find(task);
    return found == days.end() ? day_zero : found->second;
  };
  std::map<std::string_view, std::size_t> index;
  for (const auto& each : content_->tasks) {
    if (!holds(each.when, *completed)) continue;
    index.emplace(each.task.id, plan.tasks.size());
    plan.tasks.push_back(resolve(each, *completed, content_->laws, day_of(each.task.id)));
  }
  for (const auto& each : content_->tasks) {
    const auto to = index.find(each.task.id);
    if (to == index.end()) continue;
    for (const auto& link : each.after) {
      const auto from = index.find(link.from);
      if (from == index.end() || !holds(link.when, *completed)) continue;
      auto dependency = link.dependency;
      dependency.from = from->second;
      dependency.to = to->second;
      if (const auto* law = link.law.empty() ? nullptr : content_->laws.in_force(link.law, day_of(each.task.id))) {
        dependency.law = content_->laws.cite(*law);
      }
      plan.dependencies.push_back(std::move(dependency));
    }
  }
  for (const auto& target : content_->targets) {
    const auto from = index.find(target.from), to = index.find(target.to);
    if (plan.target || from == index.end() || to == index.end() || !holds(target.when, *completed)) continue;
    plan.target = Target{from->second, to->second, target.days};
  }
  return plan;
}

}  // namespace lianzhao::planning
