// Landing templates: refused with line and reason, or sound in every combination of their options.
#include "base/folding.h"
#include "fuzz/fuzz.h"
#include "planning/landing/network.h"
#include "planning/landing/schedule.h"
#include "planning/landing/template.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  using fuzz::require;
  const auto parsed = planning::LandingTemplate::parse(fuzz::view_of(data, size), "t.yaml");
  if (!parsed) {
    require(!parsed.error().message.empty(), "an error is told");
    return 0;
  }
  static const WorkCalendar kCalendar;
  // Odometer over the options: the first 64 combinations.
  const auto& options = parsed->options();
  std::vector<std::size_t> at(options.size());
  for (int count = 0; count < 64; ++count) {
    planning::Choices choices;
    for (std::size_t i = 0; i < options.size(); ++i) choices[options[i].id] = options[i].values[at[i]].id;
    const auto plan = parsed->make_plan(choices, *make_day(2026, 3, 2));
    require(plan.ok(), "each combination makes a plan");
    const auto network = planning::Network::make(*plan);
    if (!network) std::fprintf(stderr, "%s\n", network.error().message.c_str());
    require(network.ok(), "each plan is sound");
    const auto schedule = planning::make_schedule(*plan, *network, kCalendar);
    require(schedule.slots.size() == plan->tasks.size(), "each task has its days");
    std::size_t digit = 0;
    while (digit < at.size() && ++at[digit] == options[digit].values.size()) at[digit++] = 0;
    if (digit == at.size()) break;
  }
  return 0;
}
