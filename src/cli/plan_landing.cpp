#include "cli/plan_landing.h"

#include "cli/say.h"
#include "cli/workspace.h"
#include "planning/landing/settle.h"

namespace lianzhao::cli {
namespace {

using namespace planning;

Result<Choices> choices_of(const LandingRequest& request) {
  Choices choices;
  for (const auto& choice : request.choices) {
    const auto at = choice.find('=');
    if (at == std::string::npos) {
      return told(ErrorCode::kBadArgument, "--with 须写成 选项=值", "--with needs OPTION=VALUE");
    }
    choices[choice.substr(0, at)] = choice.substr(at + 1);
  }
  return choices;
}

}  // namespace

int plan_landing(const Globals& globals, const LandingRequest& request) {
  Workspace workspace(globals);
  const auto today = workspace.clock().today();
  const auto day_zero = request.start.empty() ? today : parse_iso_day(request.start);
  if (!day_zero) {
    return report_error(
        told(ErrorCode::kBadArgument, "--start 须是 2026-03-02 这样的日期", "--start needs a date like 2026-03-02"));
  }
  const auto choices = choices_of(request);
  if (!choices) return report_error(choices.error());
  const auto laws = LawBook::load(workspace.share("landing/laws.yaml"));
  if (!laws) return report_error(laws.error());
  const auto made =
      LandingTemplate::load(request.file.empty() ? workspace.share("landing/standard.yaml") : request.file, *laws);
  if (!made) return report_error(made.error());
  const auto calendar = WorkCalendar::load(workspace.share("calendar/cn.tsv"));
  if (!calendar) return report_error(calendar.error());
  auto plan = settle(*made, *choices, *day_zero, {}, std::nullopt, *calendar);
  if (!plan) return report_error(plan.error());
  if (request.target >= 0) {
    if (!plan->target) {
      return report_error(told(ErrorCode::kBadArgument, "模板的这一种情形没有承诺期限",
                               "this variant of the template has no target"));
    }
    plan->target->days = request.target;
  }
  const auto network = Network::make(*plan);
  if (!network) return report_error(network.error());
  const auto schedule = make_schedule(*plan, *network, *calendar);
  std::optional<TargetCheck> check;
  if (plan->target) {
    auto checked = check_target(*plan, *network, *calendar);
    if (!checked) return report_error(checked.error());
    check = *std::move(checked);
  }
  const auto end = plan->target ? plan->target->to : plan->tasks.size() - 1;
  const auto simulation = simulate(*plan, *network, *calendar, end, {10'000, request.seed});
  if (!simulation) return report_error(simulation.error());
  const LandingAnswer answer{*made, *plan, schedule, check ? &*check : nullptr, *simulation, *calendar, today};
  if (globals.json) {
    fmt::print("{}\n", landing_json(answer));
  } else {
    print_landing(globals.english, answer);
  }
  const bool possible = !check || check->verdict == Verdict::kMet || check->verdict == Verdict::kOnlyInHaste;
  return possible ? kDone : kNothing;
}

}  // namespace lianzhao::cli
