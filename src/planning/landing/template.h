// Landing templates (data/landing/*.yaml; the format is in docs/landing-plan.md): options, figures, and tasks that
// depend on them and on the law of their day.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "planning/landing/laws.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

inline constexpr std::size_t kMaxTemplateBytes = 1u << 20;

struct OptionValue {
  std::string id;
  Words name;
};
// A choice, or a figure of the project in a unit.
struct TemplateOption {
  std::string id;
  Words name;
  std::vector<OptionValue> values;  // of a choice: the first is the default
  std::optional<Words> unit;        // of a figure, which has no values
  [[nodiscard]] bool is_figure() const { return unit.has_value(); }
};

// Option -> value; of figures a decimal number, not negative; empty: not known.
using Choices = std::map<std::string, std::string, std::less<>>;
// Task -> the day whose law counts.
using TaskDays = std::map<std::string, Day, std::less<>>;

class LandingTemplate {
 public:
  // Every task, link and option is checked, those of other variants too: each combination of options makes a sound
  // plan. `laws`: what the template cites beside its own. Errors: kNotFound, kIo; kBadInput with file, line and what
  // is wrong, unknown ids and fields among it.
  static Result<LandingTemplate> load(const std::string& path, const LawBook& laws);
  static Result<LandingTemplate> parse(std::string_view text, const std::string& name, const LawBook& laws = {});
  LandingTemplate(LandingTemplate&&) noexcept;
  LandingTemplate& operator=(LandingTemplate&&) noexcept;
  ~LandingTemplate();

  [[nodiscard]] const Words& name() const;
  [[nodiscard]] Day version() const;
  [[nodiscard]] const std::vector<TemplateOption>& options() const;
  [[nodiscard]] const LawBook& laws() const;
  // Whether figures decide the option where they are known.
  [[nodiscard]] bool decides(std::string_view option) const;
  // `choices` completed by the defaults. Errors: kBadArgument for an unknown option or value, with those there are,
  // and for what is no figure.
  [[nodiscard]] Result<Choices> complete(const Choices& choices) const;
  // Tasks, links and target of a variant; what waits for a task that the variant lacks no longer waits for it.
  // Prepared tasks count as done before day 0. The law is that of `days`, of day 0 for tasks that are not in there;
  // settle.h finds the days. Errors: as complete.
  [[nodiscard]] Result<Plan> make_plan(const Choices& choices, Day day_zero, const TaskDays& days = {}) const;

  struct Content;  // of the file; see template_content.h

 private:
  explicit LandingTemplate(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace lianzhao::planning
