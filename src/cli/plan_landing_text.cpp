#include "cli/console.h"
#include "cli/plan_landing.h"
#include "cli/say.h"
#include "planning/landing/holiday_note.h"

namespace lianzhao::cli {
namespace {

using namespace planning;

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

std::string days_in_words(bool en, int days, DayKind kind) {
  if (kind == DayKind::kWorking) return fmt::format(fmt::runtime(en ? "{} working days" : "{} 个工作日"), days);
  return fmt::format(fmt::runtime(en ? "{} days" : "{} 天"), days);
}

// Of what is only known at second hand the degree is told with the figure.
std::string cited(bool en, const Citation& law) {
  return fmt::format(fmt::runtime(en ? "{} [{}]" : "{}〔{}〕"), words_of(law).in(en), words_of(law.degree).in(en));
}

void print_tasks(bool en, const LandingAnswer& answer) {
  using A = Table::Align;
  Table table({{en ? "task" : "任务", A::kLeft, 40},
               {en ? "owner" : "责任单位", A::kLeft, 24},
               {en ? "days" : "天数", A::kRight},
               {en ? "start" : "开始"},
               {en ? "finish" : "完成"},
               {en ? "slack" : "机动", A::kRight},
               {en ? "critical" : "关键"}});
  for (std::size_t i = 0; i < answer.plan.tasks.size(); ++i) {
    const auto& t = answer.plan.tasks[i];
    const auto& s = answer.schedule.slots[i];
    table.add({t.name.in(en), t.owner.in(en),
               fmt::format("{}{}", t.duration.likely, t.kind == DayKind::kWorking ? (en ? " wd" : " 工作日") : ""),
               to_string(s.start), to_string(last_day(s.start, s.finish)),
               s.before_day_zero ? "" : std::to_string(s.slack),
               s.before_day_zero ? (en ? "before day 0" : "第0日前")
               : s.critical      ? "*"
                                 : ""});
  }
  fmt::print("{}", table.text());
  say(en, "Finish: the last day of work.\n", "完成：最后一个工作当天。\n");
}

void print_target(bool en, const LandingAnswer& answer) {
  const auto& plan = answer.plan;
  const auto& check = *answer.check;
  say(en, "Target: {} days from \"{}\" to \"{}\": {}.\n", "目标：从“{}”起{}天内“{}”：{}。\n",
      en ? fmt::format("{}", check.days) : plan.tasks[plan.target->from].name.zh,
      en ? plan.tasks[plan.target->from].name.en : fmt::format("{}", check.days),
      plan.tasks[plan.target->to].name.in(en), verdict_in_words(en, check));
  say(en, "  likely {} days, at the shortest {}, by law at least {}; probability {:.0f} %\n",
      "  通常{}天，最短{}天，法定至少{}天；按期概率 {:.0f} %\n", check.likely_days, check.low_days, check.lawful_days,
      answer.simulation.probability_by(check.due) * 100);
  if (!check.binding.empty()) {
    say(en, "  These alone take {} days:\n", "  仅以下各项即需{}天：\n", check.binding_days);
    for (const auto& m : check.binding) {
      const auto& t = plan.tasks[m.lag ? plan.dependencies[m.index].to : m.index];
      std::string law;
      if (t.minimum) {
        law = fmt::format(" >= {}, {}", days_in_words(en, t.minimum->days, t.minimum->kind), cited(en, t.minimum->law));
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
    fmt::print("    {}  {} - {}\n", plan.tasks[r.task].name.in(en), to_string(r.start_by),
               to_string(last_day(r.start_by, r.finish_by)));
  }
}

void print_laws(bool en, const Plan& plan) {
  say(en, "Law in force on the day of each task:\n", "各任务当日施行的依据：\n");
  for (const auto& task : plan.tasks) {
    const auto line = [&](const Citation& law, const std::string& what) {
      fmt::print("  {}{}{}{}{}{}\n", task.name.in(en), en ? ": " : "：", what, cited(en, law),
                 law.note.zh.empty() ? "" : (en ? ": " : "："), law.note.in(en));
    };
    if (const auto& m = task.minimum) {
      line(m->law, fmt::format(fmt::runtime(en ? "at least {}, " : "不少于 {}，"), days_in_words(en, m->days, m->kind)));
    }
    if (const auto& l = task.limit) {
      auto limit = days_in_words(en, l->days, l->kind);
      if (l->extension > 0) limit += fmt::format(" (+{})", l->extension);
      line(l->law, fmt::format(fmt::runtime(en ? "within {}, " : "限 {} 内，"), limit));
    }
    for (const auto& rule : task.rules) line(rule, "");
  }
}

}  // namespace

void print_landing(bool en, const LandingAnswer& answer) {
  print_tasks(en, answer);
  if (answer.check) print_target(en, answer);
  say(en, "The case:\n", "按以下情形：\n");
  for (const auto& decision : answer.plan.decisions) fmt::print("  {}\n", words_of(decision).in(en));
  print_laws(en, answer.plan);
  const auto changes = answer.law_changes();
  if (!changes.empty()) say(en, "Replaced law:\n", "已被取代的依据：\n");
  for (const auto& change : changes) fmt::print("  {}\n", words_of(answer.plan, change).in(en));
  for (const auto& note : holiday_notes(answer.schedule.unannounced_years, answer.calendar)) {
    say(en, "Note: {}.\n", "注意：{}。\n", note.in(en));
  }
}

}  // namespace lianzhao::cli
