#include "api/trip_plans/desk.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>
#include <thread>

#include "api/trip_plans/output.h"
#include "ledger/directory.h"

namespace lianzhao::api {
namespace {

using trip_plans::Candidate;

constexpr std::size_t kMostFirms = 600;  // the best; more would not be met in two weeks
constexpr double kSeconds = 5;
constexpr int kVisitMinutes = 90;
constexpr Span kHandingOver = seconds(30);  // between the saving of a plan and of its job, at most

struct Params {
  std::string plan;
};
BOOST_DESCRIBE_STRUCT(Params, (), (plan))

void drop_nulls(boost::json::value& value) {
  if (auto* array = value.if_array()) {
    for (auto& item : *array) drop_nulls(item);
  }
  if (auto* object = value.if_object()) {
    for (auto field = object->begin(); field != object->end();) {
      if (field->value().is_null()) {
        field = object->erase(field);
      } else {
        drop_nulls(field->value());
        ++field;
      }
    }
  }
}

template <class T>
Result<T> read_text(const std::string& text) {
  boost::json::error_code code;
  const auto value = boost::json::parse(text, code);
  JsonFaults faults;
  T out{};
  if (!code) read_json(value, out, faults);
  if (code || !faults.none()) return Error{ErrorCode::kCorrupt, "the trip plan is damaged"};
  return out;
}

// Stops the planner when the job is stopped, and tells how long it has left.
class Watch {
 public:
  Watch(JobContext& job, double seconds, std::size_t firms)
      : thread_([this, &job, seconds, firms] {
          const auto begin = std::chrono::steady_clock::now();
          for (int tick = 0; !over; ++tick) {
            if (job.stopped()) stop = true;
            if (tick % 10 == 0) {
              const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
              job.progress(
                  fmt::format(R"({{"done":{},"total":{},"unit":"seconds","rate":null,"seconds_left":{},"words":{}}})",
                              static_cast<int>(std::min(took, seconds)), std::lround(seconds),
                              to_json(std::max(0.0, seconds - took)),
                              to_json(Words{fmt::format("在 {} 家企业中安排行程", firms),
                                            fmt::format("Planning among {} firms", firms)})));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
          }
        }) {}
  ~Watch() {
    over = true;
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  std::atomic<bool> stop{false}, over{false};

 private:
  std::thread thread_;
};

planning::TripFirm firm_of(const Candidate& from, const trip_plans::Input& input) {
  planning::TripFirm firm;
  firm.id = from.key.empty() ? "name:" + from.name : from.key;
  firm.name = from.name;
  firm.city = from.city;
  firm.value = from.value();
  firm.chain = from.chain;
  firm.visit_minutes = input.visit_minutes ? static_cast<int>(input.visit_minutes->value) : kVisitMinutes;
  if (input.bans) firm.banned = std::find(input.bans->begin(), input.bans->end(), firm.id) != input.bans->end();
  for (const auto& pin : input.pins.value_or(std::vector<trip_plans::Pin>())) {
    if (pin.firm != from.key) continue;
    firm.must = true;
    if (pin.group) firm.group = *pin.group;
    if (pin.day) firm.day = Day{input.start.since_epoch + static_cast<std::int32_t>(pin.day->value) - 1};
  }
  return firm;
}

}  // namespace

TripPlanDesk::TripPlanDesk(const ledger::Ledger& ledger, workspace::EngineHolder& engines, JobRunner& jobs,
                           IdSource& ids, std::string zone)
    : ledger_(ledger), engines_(engines), jobs_(jobs), ids_(ids), zone_(std::move(zone)) {}

void TripPlanDesk::add_jobs() {
  jobs_.add("trip-plan", [this](const std::string& params, JobContext& job) { return run(params, job); });
}

Result<trip_plans::Input> TripPlanDesk::input_of(const ledger::TripPlanRecord& plan) {
  return read_text<trip_plans::Input>(plan.input.text);
}

ledger::Json TripPlanDesk::json_of(const trip_plans::Input& input) {
  auto stated = input;  // what a plan was made with stays with it
  if (!stated.buffer_minutes) stated.buffer_minutes.emplace().value = planning::kBufferMinutes;
  auto value = boost::json::parse(to_json(stated));
  drop_nulls(value);
  return {ledger::canonical(value)};
}

ledger::TripPlanRecord TripPlanDesk::settled(const ledger::TripPlanRecord& plan) const {
  if (plan.state != "computing" || !plan.job_id) return plan;
  const auto job = jobs_.find(*plan.job_id);
  if (!job || (*job && !is_over((*job)->state))) return plan;
  // The job may have saved its result after the plan was read.
  auto now = ledger_.trip_plans.get(ledger::Access::system(zone_), plan.id);
  if (!now) return plan;
  const bool handed_over = *job || ledger_.tools.clock.now() - now->updated_at > kHandingOver;
  if (now->state == "computing" && now->job_id == plan.job_id && handed_over) now->state = "failed";
  return *std::move(now);
}

Status TripPlanDesk::submit(const ledger::Access& access, const ledger::TripPlanRecord& plan) {
  const auto job = jobs_.submit(*plan.job_id, zone_, "trip-plan", to_json(Params{plan.id}), access.actor.user);
  return job ? Status() : job.error();
}

Result<ledger::TripPlanRecord> TripPlanDesk::create(const ledger::Access& access, const trip_plans::Input& input) {
  ledger::TripPlanRecord draft;
  draft.name = input.name;
  draft.input = json_of(input);
  draft.job_id = ids_.next();
  auto made = ledger_.trip_plans.create(access, draft);
  if (!made) return made.error();
  if (auto begun = submit(access, *made); !begun) return begun.error();
  return made;
}

Result<ledger::TripPlanRecord> TripPlanDesk::replan(const ledger::Access& access, const std::string& id,
                                                    std::int64_t version, const trip_plans::Input& input) {
  std::optional<std::string> earlier;
  auto changed = ledger_.trip_plans.update(access, id, version, [&](ledger::TripPlanRecord& plan) -> Status {
    if (plan.state == "adopted")
      return told(ErrorCode::kExists, "这份规划已采用，请新建一份。", "the plan was adopted: make a new one");
    if (plan.state == "computing") earlier = plan.job_id;
    plan.name = input.name;
    plan.input = json_of(input);
    plan.state = "computing";
    plan.job_id = ids_.next();
    return {};
  });
  if (!changed) return changed.error();
  if (earlier) {
    if (auto stopped = jobs_.cancel(*earlier); !stopped) return stopped.error();
  }
  if (auto begun = submit(access, *changed); !begun) return begun.error();
  return changed;
}

Status TripPlanDesk::give_up(const ledger::TripPlanRecord& plan, const std::string& job) const {
  auto failed = ledger_.trip_plans.update(ledger::Access::system(zone_, "job " + job), plan.id, plan.version,
                                          [](ledger::TripPlanRecord& record) -> Status {
                                            record.state = "failed";
                                            return {};
                                          });
  if (failed || failed.error().code == ErrorCode::kConflict) return {};
  return failed.error();
}

Result<std::string> TripPlanDesk::run(const std::string& params, JobContext& job) {
  auto wanted = read_text<Params>(params);
  if (!wanted) return wanted.error();
  const auto system = ledger::Access::system(zone_, "job " + job.job().id);
  const auto result = to_json(*wanted);
  auto plan = ledger_.trip_plans.get(system, wanted->plan);
  if (!plan && plan.error().code == ErrorCode::kNotFound) return result;  // removed meanwhile
  if (!plan) return plan.error();
  if (plan->job_id != job.job().id || plan->state != "computing") return result;  // asked for anew
  auto input = input_of(*plan);
  if (!input) return input.error();
  // With the rights that who asked has now.
  auto actor = ledger::actor_of_user(ledger_.tools.database, zone_, job.job().owner);
  auto output = actor ? compute(*actor, *input, job) : Result<std::string>(actor.error());
  if (!output) {
    if (output.error().code != ErrorCode::kInterrupted) {
      if (auto noted = give_up(*plan, job.job().id); !noted) return noted.error();
    }
    return output.error();
  }
  auto saved =
      ledger_.trip_plans.update(system, plan->id, plan->version, [&](ledger::TripPlanRecord& record) -> Status {
        record.output.text = *output;
        record.state = "ready";
        return {};
      });
  if (!saved && saved.error().code != ErrorCode::kConflict && saved.error().code != ErrorCode::kNotFound) {
    return saved.error();
  }
  return result;
}

Result<std::string> TripPlanDesk::compute(const ledger::Actor& actor, const trip_plans::Input& input,
                                          JobContext& job) const {
  const auto engine = engines_.get();
  auto model = planning::TravelModel::load(engines_.options().folders.in_share("travel/cn.yaml"));
  if (!model) return model.error();
  const auto calendar = WorkCalendar::load(engines_.options().folders.in_share("calendar/cn.tsv"));
  if (!calendar) return calendar.error();
  auto names = ledger::Directory::load(ledger_.tools.database, zone_);
  if (!names) return names.error();
  auto found = trip_plans::candidates(ledger_, *engine, actor, input);
  if (!found) return found.error();

  planning::TripInput asked;
  if (input.buffer_minutes) asked.buffer_minutes = static_cast<int>(input.buffer_minutes->value);
  std::vector<Candidate> firms, homeless;
  std::set<std::string> pinned;
  for (const auto& pin : input.pins.value_or(std::vector<trip_plans::Pin>())) pinned.insert(pin.firm);
  for (auto& one : *found) {
    if (!one.city.known()) {
      homeless.push_back(std::move(one));
    } else if (firms.size() < kMostFirms || pinned.contains(one.key)) {
      asked.firms.push_back(firm_of(one, input));
      firms.push_back(std::move(one));
    }
  }
  for (const auto& wanted : input.groups) {
    const auto group = ledger_.groups.get(ledger::Access::system(zone_), wanted.group);
    if (!group) return group.error();
    planning::TripGroup team;
    team.id = group->id;
    team.name = group->name_zh;
    team.base = engine->zone().place;
    team.first = input.start;
    team.last = Day{input.start.since_epoch + static_cast<std::int32_t>(input.days.value) - 1};
    team.chains = {group->chains.begin(), group->chains.end()};
    team.size = wanted.people ? static_cast<int>(wanted.people->value) : 2;
    for (const auto& region : wanted.regions.value_or(group->regions)) {
      for (const auto& known : engine->zone().regions) {
        if (known.id == region) team.regions.insert(team.regions.end(), known.places.begin(), known.places.end());
      }
    }
    asked.groups.push_back(std::move(team));
  }
  planning::SolveOptions options;
  options.seconds = input.seconds.value_or(kSeconds);
  Watch watch(job, options.seconds, firms.size());
  options.stop = &watch.stop;
  auto plan = planning::plan_trips(asked, engine->places(), *model, *calendar, options);
  if (!plan) return plan.error();
  if (watch.stop) return Error{ErrorCode::kInterrupted, "the plan was stopped"};
  return trip_plans::output_json(*engine, *names, asked, *plan, firms, homeless);
}

}  // namespace lianzhao::api
