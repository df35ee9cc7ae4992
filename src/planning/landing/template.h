// Landing templates (data/landing/*.yaml; the format is in docs/landing-plan.md): options, and tasks that depend on
// them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

inline constexpr std::size_t kMaxTemplateBytes = 1u << 20;

struct OptionValue {
  std::string id;
  Words name;
};
struct TemplateOption {
  std::string id;
  Words name;
  std::vector<OptionValue> values;  // the first is the default
};

using Choices = std::map<std::string, std::string, std::less<>>;  // option -> value

class LandingTemplate {
 public:
  // Every task, link and option is checked, those of other variants too: each combination of options makes a sound
  // plan. Errors: kNotFound, kIo; kBadInput with file, line and what is wrong, unknown ids and fields among it.
  static Result<LandingTemplate> load(const std::string& path);
  static Result<LandingTemplate> parse(std::string_view text, const std::string& name);
  LandingTemplate(LandingTemplate&&) noexcept;
  LandingTemplate& operator=(LandingTemplate&&) noexcept;
  ~LandingTemplate();

  [[nodiscard]] const Words& name() const;
  [[nodiscard]] Day version() const;
  [[nodiscard]] const std::vector<TemplateOption>& options() const;
  // `choices` completed by the defaults. Errors: kBadArgument for an unknown option or value, with those there are.
  [[nodiscard]] Result<Choices> complete(const Choices& choices) const;
  // Tasks, links and target of a variant; what waits for a task that the variant lacks no longer waits for it.
  // Prepared tasks count as done before day 0. Errors: as complete.
  [[nodiscard]] Result<Plan> make_plan(const Choices& choices, Day day_zero) const;

  struct Content;  // of the file; see template.cpp

 private:
  explicit LandingTemplate(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace lianzhao::planning
