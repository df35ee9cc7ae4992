// lianzhao plan landing | trips
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/console.h"
#include "cli/plan_trips.h"
#include "cli/say.h"
#include "cli/workspace.h"
#include "planning/landing/simulation.h"
#include "planning/landing/target.h"
#include "planning/landing/template.h"

namespace lianzhao::cli {
namespace {

using namespace planning;

struct LandingRequest {
  std::string file, start;
  int target = -1;
  std::vector<std::string> choices;
  std::uint64_t seed = 1;
};

std::string verdict_in_words(bool en, const TargetCheck& check) {
  switch (check.verdict) {
    case Verdict::kMet:
      return en ? "can be kept" : "可以实现";
    case Verdict::kOnlyInHaste:
      return en ? "only when the tasks below run faster than likely" : "仅当下列任务快于通常工期时可以实现";
    case Verdict::kImpossibleInPractice:
      return en ? "impossible: even the shortest durations take longer" : "不可能：按最短工期也超过";
    case Verdict::kImpossibleByLaw:
      return en ? "impossible: the statutory minima alone take longer" : "不可能：法定最短期限已超过";
  }
  return {};
}

boost::json::object law_json(const Law& law) {
  return {{"zh", law.title.zh},
          {"en", law.title.en},
          {"article", law.article},
          {"status", law.verified ? "verified" : "unverified"}};
}

boost::json::object to_json(const Plan& plan, const Schedule& schedule, const TargetCheck* check,
                            const Simulation& simulation) {
  boost::json::array tasks;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const auto& t = plan.tasks[i];
    const auto& s = schedule.slots[i];
    boost::json::array deferrable;
    for (const auto& d : t.deferrable) deferrable.push_back(boost::json::object{{"zh", d.zh}, {"en", d.en}});
    boost::json::value minimum = nullptr;
    if (t.minimum) {
      auto law = law_json(t.minimum->law);
      law["days"] = t.minimum->days;
      law["figure"] = t.minimum->reported ? "reported" : "unverified";
      minimum = law;
    }
    tasks.push_back(
        boost::json::object{{"id", t.id},
                            {"zh", t.name.zh},
                            {"en", t.name.en},
                            {"owner", t.owner.zh},
                            {"owner_en", t.owner.en},
                            {"day_kind", name_of(t.kind)},
                            {"days", boost::json::array{t.duration.low, t.duration.likely, t.duration.high}},
                            {"start", to_string(s.start)},
                            {"finish", to_string(s.finish)},
                            {"latest_start", to_string(s.latest_start)},
                            {"latest_finish", to_string(s.latest_finish)},
                            {"slack", s.slack},
                            {"critical", s.critical},
                            {"before_day_zero", s.before_day_zero},
                            {"criticality", simulation.criticality[i]},
                            {"minimum", minimum},
                            {"deferrable", deferrable}});
  }
  boost::json::object json{{"day_zero", to_string(plan.day_zero)},
                           {"end", to_string(schedule.end)},
                           {"expected_holidays", schedule.expected_days},
                           {"tasks", tasks}};
  if (check) {
    boost::json::array binding, ready;
    for (const auto& m : check->binding) {
      const auto& t = plan.tasks[m.lag ? plan.dependencies[m.index].to : m.index];
      binding.push_back(boost::json::object{{"task", t.id}, {"lag", m.lag}});
    }
    for (const auto& r : check->ready) {
      ready.push_back(boost::json::object{{"task", plan.tasks[r.task].id},
                                          {"start_by", to_string(r.start_by)},
                                          {"finish_by", to_string(r.finish_by)}});
    }
    json["target"] = boost::json::object{{"days", check->days},
                                         {"verdict", name_of(check->verdict)},
                                         {"likely_days", check->likely_days},
                                         {"low_days", check->low_days},
                                         {"lawful_days", check->lawful_days},
                                         {"due", to_string(check->due)},
                                         {"binding", binding},
                                         {"binding_days", check->binding_days},
                                         {"ready_before_day_zero", ready},
                                         {"probability", simulation.probability_by(check->due)}};
  }
  json["simulation"] = boost::json::object{{"runs", simulation.runs},
                                           {"task", plan.tasks[simulation.task].id},
                                           {"p10", to_string(simulation.percentile(0.1))},
                                           {"p50", to_string(simulation.percentile(0.5))},
                                           {"p90", to_string(simulation.percentile(0.9))}};
  return json;
}

void print_target(bool en, const Plan& plan, const TargetCheck& check, const Simulation& simulation) {
  say(en, "Target: {} days from \"{}\" to \"{}\": {}.\n", "目标：从“{}”起{}天内“{}”：{}。\n",
      en ? fmt::format("{}", check.days) : plan.tasks[plan.target->from].name.zh,
      en ? plan.tasks[plan.target->from].name.en : fmt::format("{}", check.days),
      plan.tasks[plan.target->to].name.in(en), verdict_in_words(en, check));
  say(en, "  likely {} days, at the shortest {}, by law at least {}; probability {:.0f} %\n",
      "  通常{}天，最短{}天，法定至少{}天；按期概率 {:.0f} %\n", check.likely_days, check.low_days, check.lawful_days,
      simulation.probability_by(check.due) * 100);
  if (!check.binding.empty()) {
    say(en, "  These alone take {} days:\n", "  仅以下各项即需{}天：\n", check.binding_days);
    for (const auto& m : check.binding) {
      const auto& t = plan.tasks[m.lag ? plan.dependencies[m.index].to : m.index];
      std::string law;
      if (t.minimum) {
        law = fmt::format(" >= {}, {}{} ({})", t.minimum->days, t.minimum->law.title.in(en), t.minimum->law.article,
                          t.minimum->law.verified ? (en ? "verified" : "已核实") : (en ? "unverified" : "待核实"));
      }
      fmt::print("    {}{}\n", t.name.in(en), law);
    }
  }
  for (const auto task : check.to_hurry) {
    const auto& t = plan.tasks[task];
    fmt::print("    {} {} -> {}\n", t.name.in(en), t.duration.likely, t.duration.low);
  }
  if (!check.ready.empty()) say(en, "  Ready before day 0:\n", "  第0日前须就绪：\n");
  for (const auto& r : check.ready) {
    fmt::print("    {}  {} - {}\n", plan.tasks[r.task].name.in(en), to_string(r.start_by), to_string(r.finish_by));
  }
}

int landing(const Globals& globals, const LandingRequest& request) {
  Workspace workspace(globals);
  const bool en = globals.english;
  const auto day_zero = request.start.empty() ? workspace.clock().today() : parse_iso_day(request.start);
  if (!day_zero) {
    return report_error(
        told(ErrorCode::kBadArgument, "--start 须是 2026-03-02 这样的日期", "--start needs a date like 2026-03-02"));
  }
  Choices choices;
  for (const auto& choice : request.choices) {
    const auto at = choice.find('=');
    if (at == std::string::npos) {
      return report_error(told(ErrorCode::kBadArgument, "--with 须写成 选项=值", "--with needs OPTION=VALUE"));
    }
    choices[choice.substr(0, at)] = choice.substr(at + 1);
  }
  auto made = LandingTemplate::load(request.file.empty() ? workspace.share("landing/standard.yaml") : request.file);
  if (!made) return report_error(made.error());
  auto calendar = WorkCalendar::load(workspace.share("calendar/cn.tsv"));
  if (!calendar) return report_error(calendar.error());
  auto plan = made->make_plan(choices, *day_zero);
  if (!plan) return report_error(plan.error());
  if (request.target >= 0) {
    if (!plan->target) {
      return report_error(told(ErrorCode::kBadArgument, "模板的这一种情形没有承诺期限",
                               "this variant of the template has no target"));
    }
    plan->target->days = request.target;
  }
  auto network = Network::make(*plan);
  if (!network) return report_error(network.error());
  const auto schedule = make_schedule(*plan, *network, *calendar);
  std::optional<TargetCheck> check;
  if (plan->target) {
    auto checked = check_target(*plan, *network, *calendar);
    if (!checked) return report_error(checked.error());
    check = *std::move(checked);
  }
  const auto end = plan->target ? plan->target->to : plan->tasks.size() - 1;
  auto simulation = simulate(*plan, *network, *calendar, end, {10'000, request.seed});
  if (!simulation) return report_error(simulation.error());
  const bool possible = !check || check->verdict == Verdict::kMet || check->verdict == Verdict::kOnlyInHaste;
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(to_json(*plan, schedule, check ? &*check : nullptr, *simulation)));
    return possible ? kDone : kNothing;
  }
  using A = Table::Align;
  Table table({{en ? "task" : "任务", A::kLeft, 40},
               {en ? "owner" : "责任单位", A::kLeft, 24},
               {en ? "days" : "天数", A::kRight},
               {en ? "start" : "开始"},
               {en ? "finish" : "完成"},
               {en ? "slack" : "机动", A::kRight},
               {en ? "critical" : "关键"}});
  for (std::size_t i = 0; i < plan->tasks.size(); ++i) {
    const auto& t = plan->tasks[i];
    const auto& s = schedule.slots[i];
    table.add({t.name.in(en), t.owner.in(en),
               fmt::format("{}{}", t.duration.likely, t.kind == DayKind::kWorking ? (en ? " wd" : " 工作日") : ""),
               to_string(s.start), to_string(s.finish), s.before_day_zero ? "" : std::to_string(s.slack),
               s.before_day_zero ? (en ? "before day 0" : "第0日前")
               : s.critical      ? "*"
                                 : ""});
  }
  fmt::print("{}", table.text());
  if (check) print_target(en, *plan, *check, *simulation);
  if (schedule.expected_days) {
    say(en, "Note: the plan reaches beyond {}, where holidays are not announced.\n",
        "注意：计划超出 {}，其后的放假安排尚未公布。\n", to_string(calendar->announced_until()));
  }
  return possible ? kDone : kNothing;
}

}  // namespace

void add_plan(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("plan", "landing plans and trips");
  command->require_subcommand(1);
  auto* landing_command =
      command->add_subcommand("landing", "from draft agreement to production: schedule and target");
  auto request = std::make_shared<LandingRequest>();
  landing_command->add_option("--template", request->file, "a landing template (default: the standard one)");
  landing_command->add_option("--target", request->target, "promised days")->check(CLI::Range(0, 3660));
  landing_command->add_option("--start", request->start, "day 0, such as 2026-03-02 (default: today)");
  landing_command->add_option("--with", request->choices, "OPTION=VALUE of the template, such as eia=report");
  landing_command->add_option("--seed", request->seed, "of the simulation");
  landing_command->callback([&globals, &exit_code, request] { exit_code = landing(globals, *request); });
  auto* trips_command = command->add_subcommand("trips", "which groups meet which firms on which days");
  auto trips = std::make_shared<TripRequest>();
  trips_command->add_option("--input", trips->file, "firms and groups as JSON; see docs/trip-planner.md")->required();
  trips_command->add_option("--seconds", trips->seconds, "of planning (default 10)")->check(CLI::Range(0.01, 3600.0));
  trips_command->add_option("--seed", trips->seed, "of the search");
  trips_command->callback([&globals, &exit_code, trips] { exit_code = plan_trips(globals, *trips); });
}

}  // namespace lianzhao::cli
