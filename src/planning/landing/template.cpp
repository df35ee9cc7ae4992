#include "planning/landing/template.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "planning/landing/network.h"
#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

constexpr std::size_t kMaxVariants = 1024;

bool holds(const Condition& condition, const Choices& choices) {
  return std::all_of(condition.begin(), condition.end(), [&](const auto& part) {
    const auto& chosen = choices.find(part.first)->second;
    return std::find(part.second.begin(), part.second.end(), chosen) != part.second.end();
  });
}

// The next combination of values, counting like an odometer; false after the last.
bool advance(const std::vector<TemplateOption>& options, Choices& choices) {
  for (const auto& option : options) {
    auto& chosen = choices[option.id];
    const auto at = std::find_if(option.values.begin(), option.values.end(),
                                 [&](const OptionValue& value) { return value.id == chosen; });
    if (at + 1 != option.values.end()) {
      chosen = (at + 1)->id;
      return true;
    }
    chosen = option.values.front().id;
  }
  return false;
}

std::string in_words(const Choices& choices) {
  std::string words;
  for (const auto& [option, value] : choices)
    words += fmt::format("{}{}={}", words.empty() ? "" : ", ", option, value);
  return words;
}

Status check_variants(const LandingTemplate& made, const std::string& name) {
  std::size_t variants = 1;
  for (const auto& option : made.options()) variants *= option.values.size();
  if (variants > kMaxVariants) {
    return Error{ErrorCode::kTooLarge, fmt::format("{}: the options allow {} variants, at most {} are supported",
                                                   name, variants, kMaxVariants)};
  }
  auto choices = *made.complete({});
  do {
    auto plan = made.make_plan(choices, *make_day(2026, 1, 1));
    if (!plan) return plan.error().in(name);
    if (auto network = Network::make(*plan); !network) {
      return network.error().in(fmt::format("{} ({})", name, in_words(choices)));
    }
  } while (advance(made.options(), choices));
  return {};
}

}  // namespace

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

Result<LandingTemplate> LandingTemplate::load(const std::string& path) {
  auto text = read_file(path, kMaxTemplateBytes);
  if (!text) return text.error();
  return parse(*text, path);
}

Result<LandingTemplate> LandingTemplate::parse(std::string_view text, const std::string& name) {
  auto content = read_template(text, name);
  if (!content) return content.error();
  LandingTemplate made(std::make_unique<Content>(*std::move(content)));
  if (auto sound = check_variants(made, name); !sound) return sound.error();
  return made;
}

Result<Choices> LandingTemplate::complete(const Choices& choices) const {
  Choices completed;
  for (const auto& option : content_->options) completed[option.id] = option.values.front().id;
  for (const auto& [id, value] : choices) {
    std::vector<std::string> known;
    const auto option = std::find_if(content_->options.begin(), content_->options.end(),
                                     [&](const TemplateOption& o) { return o.id == id; });
    if (option == content_->options.end()) {
      for (const auto& o : content_->options) known.push_back(o.id);
      return told(ErrorCode::kBadArgument, fmt::format("模板没有选项“{}”，可用：{}。", id, fmt::join(known, "、")),
                  fmt::format("the template has no option '{}'; there are {}", id, fmt::join(known, ", ")));
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

Result<Plan> LandingTemplate::make_plan(const Choices& choices, Day day_zero) const {
  auto completed = complete(choices);
  if (!completed) return completed.error();
  Plan plan;
  plan.name = content_->name;
  plan.day_zero = day_zero;
  plan.prepared = true;
  std::map<std::string_view, std::size_t> index;
  for (const auto& each : content_->tasks) {
    if (!holds(each.when, *completed)) continue;
    auto task = each.task;
    for (const auto& other : each.instead) {
      if (!holds(other.when, *completed)) continue;
      if (other.duration) task.duration = *other.duration;
      if (other.minimum) task.minimum = other.minimum;
      if (other.limit) task.limit = other.limit;
    }
    index.emplace(each.task.id, plan.tasks.size());
    plan.tasks.push_back(std::move(task));
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
