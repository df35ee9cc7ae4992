// Landing plans of any shape: refused, or scheduled so that every task keeps what it waits for.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>

#include "fuzz/fuzz.h"
#include "planning/landing/evaluate.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::planning;
using fuzz::require;

const WorkCalendar& calendar() {
  static const WorkCalendar kCalendar = [] {
    auto loaded = WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
    require(loaded.ok(), "the calendar is at hand");
    return *std::move(loaded);
  }();
  return kCalendar;
}

class PlanMaker {
 public:
  explicit PlanMaker(FuzzedDataProvider& in) : in_(in) {}

  Plan make() {
    Plan plan;
    plan.day_zero = day();
    if (in_.ConsumeBool()) plan.today = Day{plan.day_zero.since_epoch + in_.ConsumeIntegralInRange(-400, 400)};
    plan.prepared = in_.ConsumeBool();
    const auto tasks = in_.ConsumeIntegralInRange<std::size_t>(1, 24);
    for (std::size_t i = 0; i < tasks; ++i) plan.tasks.push_back(task(plan, i));
    const auto arcs = in_.ConsumeIntegralInRange<std::size_t>(0, 40);
    for (std::size_t i = 0; i < arcs; ++i) {
      Dependency d;
      d.from = in_.ConsumeIntegralInRange<std::size_t>(0, tasks - 1);
      d.to = in_.ConsumeIntegralInRange<std::size_t>(0, tasks - 1);
      if (d.from > d.to && !in_.ConsumeBool()) std::swap(d.from, d.to);
      d.link = static_cast<Link>(in_.ConsumeIntegralInRange(0, 3));
      d.lag = in_.ConsumeBool() ? 0 : in_.ConsumeIntegralInRange(-60, 3700);
      d.lag_kind = kind();
      plan.dependencies.push_back(d);
    }
    if (in_.ConsumeBool()) {
      plan.target = {in_.ConsumeIntegralInRange<std::size_t>(0, tasks - 1),
                     in_.ConsumeIntegralInRange<std::size_t>(0, tasks - 1), in_.ConsumeIntegralInRange(0, 3700)};
    }
    return plan;
  }

 private:
  DayKind kind() { return in_.ConsumeBool() ? DayKind::kWorking : DayKind::kCalendar; }
  Statute statute(DayKind of) {
    return {in_.ConsumeIntegralInRange(0, 60), of, 0, {"x", {"法", "law"}, {}, {}, {}, {}, Degree::kGeneral}};
  }
  Day day() { return Day{in_.ConsumeIntegralInRange(10'900, 47'500)}; }  // 1999 to 2100
  Task task(const Plan& plan, std::size_t number) {
    Task task;
    task.id = "t" + std::to_string(number);
    task.kind = kind();
    task.duration.low = in_.ConsumeIntegralInRange(0, 60);
    task.duration.likely = task.duration.low + in_.ConsumeIntegralInRange(0, 60);
    task.duration.high = task.duration.likely + in_.ConsumeIntegralInRange(0, 3500);
    const auto bits = in_.ConsumeIntegral<std::uint8_t>();
    if ((bits & 1) != 0) task.minimum = statute(task.kind);
    if ((bits & 2) != 0) task.limit = statute(kind());
    task.permit = (bits & 0x0C) == 0x0C;
    task.works = (bits & 0x14) == 0x14;
    task.preparable = (bits & 0x28) == 0x28;
    if ((bits & 64) != 0) task.deadline = day();
    if ((bits & 128) != 0 && plan.today) {
      task.actual.started = Day{plan.today->since_epoch - in_.ConsumeIntegralInRange(0, 500)};
      if (in_.ConsumeBool())
        task.actual.finished = Day{task.actual.started->since_epoch + in_.ConsumeIntegralInRange(0, 500)};
    }
    return task;
  }
  FuzzedDataProvider& in_;
};

void check_schedule(const Plan& plan, const Network& network, const Schedule& schedule) {
  const Timing timing(calendar());
  Day end = plan.day_zero, last = plan.day_zero;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const auto& task = plan.tasks[i];
    const auto& slot = schedule.slots[i];
    require(slot.start <= slot.finish, "a task begins before it ends");
    if (is_prepared(plan, i)) {
      require(slot.finish <= plan.day_zero, "what is prepared is done on day 0");
      continue;
    }
    end = std::max(end, slot.finish);
    last = std::max(last, last_day(slot.start, slot.finish));
    require(last_day(slot.start, slot.finish) >= slot.start, "a task ends on or after the day it begins");
    require(slot.slack == slot.latest_finish.since_epoch - slot.finish.since_epoch, "slack is a difference");
    if (task.actual.started) {
      require(slot.start == *task.actual.started, "what has begun stays so");
      continue;
    }
    require(slot.start >= plan.day_zero, "nothing begins before day 0");
    for (const auto& arc : network.before(i)) {
      if (is_prepared(plan, arc.task)) continue;
      const auto& before = schedule.slots[arc.task];
      require(slot.start >= timing.earliest(arc, before.start, before.finish, task.duration.likely, task.kind),
              "a task waits");
    }
  }
  require(schedule.end == end && schedule.last == last, "the plan ends with its last task");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider in(data, size);
  const auto plan = PlanMaker(in).make();
  const auto network = Network::make(plan);
  SimulationOptions options;
  options.runs = 20;
  const auto evaluated = evaluate(plan, calendar(), options);
  require(evaluated.ok() == network.ok(), "a sound plan can be computed");
  if (!network) return 0;
  require(network->size() == plan.tasks.size(), "all tasks are in order");
  check_schedule(evaluated->plan, *network, evaluated->schedule);
  require(std::is_sorted(evaluated->simulation.finishes.begin(), evaluated->simulation.finishes.end()),
          "ends are in order");
  require(evaluated->probability >= 0 && evaluated->probability <= 1, "a chance is one");
  for (const double share : evaluated->simulation.criticality) require(share >= 0 && share <= 1, "a share is one");
  for (const auto& warning : evaluated->warnings) require(warning.task < plan.tasks.size(), "a warning has its task");
  require(evaluated->check.has_value() == plan.target.has_value(), "a promise is checked");
  if (evaluated->check) {
    const auto verdict = evaluated->check->verdict;
    require(evaluated->check->binding.empty() || verdict == Verdict::kImpossibleByLaw ||
                verdict == Verdict::kImpossibleInPractice,
            "what binds makes it impossible");
    for (const auto& ready : evaluated->check->ready)
      require(plan.tasks[ready.task].preparable, "it can be prepared");
  }
  return 0;
}
