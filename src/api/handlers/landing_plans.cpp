#include "api/handlers/landing_plans.h"

#include <boost/json.hpp>

#include "api/handlers/records.h"
#include "api/json/landing.h"
#include "api/landing_desk.h"
#include "base/instant.h"
#include "planning/landing/settle.h"

namespace lianzhao::api::handlers {
namespace {

namespace json = boost::json;
using ledger::LandingPlanRecord;

using Options = std::map<std::string, std::string>;

struct PlanInput {
  Text<1, 120> name;
  Text<1, 60> template_;
  Day start;
  Patched<Bounded<1, 3000>> target_days;
  std::optional<Options> options;
};
BOOST_DESCRIBE_STRUCT(PlanInput, (), (name, template_, start, target_days, options))

struct TaskPatch {
  Text<1, 60> id;
  Patched<Bounded<0, 3000>> days, low, high;
  Patched<Day> actual_start, actual_finish;
};
BOOST_DESCRIBE_STRUCT(TaskPatch, (), (id, days, low, high, actual_start, actual_finish))

struct PlanPatch {
  std::optional<Text<1, 120>> name;
  std::optional<Day> start;
  Patched<Bounded<1, 3000>> target_days;
  std::optional<Options> options;
  std::optional<std::vector<TaskPatch>> tasks;
};
BOOST_DESCRIBE_STRUCT(PlanPatch, (), (name, start, target_days, options, tasks))

constexpr std::size_t kMostEdits = 200;

std::vector<planning::TaskEdit> edits_of(const ledger::Json& document) {
  std::vector<planning::TaskEdit> out;
  json::error_code bad;
  const auto list = json::parse(document.text, bad);
  if (bad || !list.is_array()) return out;
  for (const auto& item : list.get_array()) {
    if (!item.is_object()) continue;
    const auto& object = item.get_object();
    planning::TaskEdit edit;
    const auto number = [&](const char* name, std::optional<int>& to) {
      if (const auto* value = object.if_contains(name); value && value->is_int64()) {
        to = static_cast<int>(value->get_int64());
      }
    };
    const auto day = [&](const char* name, std::optional<Day>& to) {
      if (const auto* value = object.if_contains(name); value && value->is_string()) {
        to = parse_iso_day(std::string_view(value->get_string().data(), value->get_string().size()));
      }
    };
    if (const auto* id = object.if_contains("id"); id && id->is_string()) edit.id = std::string(id->get_string());
    number("days", edit.days);
    number("low", edit.low);
    number("high", edit.high);
    day("actual_start", edit.started);
    day("actual_finish", edit.last_day);
    out.push_back(std::move(edit));
  }
  return out;
}

ledger::Json document_of(const std::vector<planning::TaskEdit>& edits) {
  json::array list;
  for (const auto& edit : edits) {
    json::object item{{"id", edit.id}};
    if (edit.days) item["days"] = *edit.days;
    if (edit.low) item["low"] = *edit.low;
    if (edit.high) item["high"] = *edit.high;
    if (edit.started) item["actual_start"] = to_string(*edit.started);
    if (edit.last_day) item["actual_finish"] = to_string(*edit.last_day);
    if (item.size() > 1) list.push_back(std::move(item));
  }
  return {json::serialize(list)};
}

planning::Choices choices_of(const ledger::Json& document) {
  planning::Choices out;
  json::error_code bad;
  const auto object = json::parse(document.text, bad);
  if (bad || !object.is_object()) return out;
  for (const auto& member : object.get_object()) {
    if (member.value().is_string()) out.emplace(member.key(), member.value().get_string());
  }
  return out;
}

ledger::Json document_of(const planning::Choices& choices) {
  json::object object;
  for (const auto& [option, value] : choices) object[option] = value;
  return {json::serialize(object)};
}

const planning::LandingTemplate* template_of(const Context& context, const std::string& id) {
  const auto* landing = context.services().landing;
  return landing ? landing->find(id) : nullptr;
}

struct Computed {
  const planning::LandingTemplate* from = nullptr;
  planning::Choices choices;
  Day today;
  bool forecast = false;  // something has happened: the rest is planned from today
  planning::Evaluation evaluated;
};

// A duration below what the law allows, named by the edit that asks for it.
std::optional<Problem> below_minimum(const planning::Plan& plan, const std::vector<planning::TaskEdit>& edits) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto at = planning::find_task(plan, edits[i].id);
    if (!at) continue;
    const auto& task = plan.tasks[*at];
    if (!task.minimum || task.duration.low >= task.minimum->days) continue;
    const auto law = words_of(task.minimum->law);
    return bad_field(
        fmt::format("/tasks/{}", edits[i].id), "out-of-range",
        fmt::format("“{}”不得少于 {} 天：{}。", task.name.zh, task.minimum->days, law.zh),
        fmt::format("\"{}\" may not take less than {} days: {}.", task.name.en, task.minimum->days, law.en));
  }
  return std::nullopt;
}

struct Outcome {
  std::optional<Computed> computed;
  Problem problem;
};

Outcome compute(const Context& context, const Desk& desk, const LandingPlanRecord& record) {
  Outcome out;
  const auto* from = template_of(context, record.template_id);
  if (!from) {
    out.problem = bad_field("/template", "bad-choice", "没有模板 " + record.template_id + "。",
                            "There is no template " + record.template_id + ".");
    return out;
  }
  Computed computed;
  computed.from = from;
  auto choices = from->complete(choices_of(record.choices));
  if (!choices) {
    const auto words = words_of(choices.error());
    out.problem = bad_field("/options", "bad-choice", words.zh, words.en);
    return out;
  }
  computed.choices = *std::move(choices);
  const auto edits = edits_of(record.tasks);
  computed.today = day_in_china(desk->tools.clock.now());
  // Once something has happened the rest is forecast from today; a plan on paper begins on its day 0.
  const auto bare = from->make_plan(computed.choices, record.start);
  if (!bare) {
    out.problem = Problem::of(bare.error());
    return out;
  }
  computed.forecast = std::any_of(edits.begin(), edits.end(), [&](const auto& edit) {
    return (edit.started || edit.last_day) && planning::find_task(*bare, edit.id);
  });
  auto plan = planning::settle(*from, choices_of(record.choices), record.start, edits,
                               computed.forecast ? std::optional(computed.today) : std::nullopt,
                               context.services().landing->calendar());
  if (!plan) {
    out.problem = Problem::of(plan.error());
    return out;
  }
  if (!record.target_days) {
    plan->target.reset();
  } else if (plan->target) {
    plan->target->days = static_cast<int>(*record.target_days);
  } else {
    out.problem =
        bad_field("/target_days", "bad-choice", "这个模板没有可承诺的目标。", "This template has no target.");
    return out;
  }
  if (auto problem = below_minimum(*plan, edits)) {
    out.problem = *std::move(problem);
    return out;
  }
  auto evaluated = planning::evaluate(*std::move(plan), context.services().landing->calendar());
  if (!evaluated) {
    const auto words = words_of(evaluated.error());
    out.problem = bad_field("/tasks", "bad-input", words.zh, words.en);
    return out;
  }
  computed.evaluated = *std::move(evaluated);
  out.computed = std::move(computed);
  return out;
}

std::string json_of(const Context& context, const LandingPlanRecord& record, const Computed& computed) {
  return to_json(view::landing_plan_of(record, *computed.from, computed.choices, computed.evaluated,
                                       context.services().landing->calendar(), computed.today, computed.forecast));
}

Reply reply_of(int status, const Context& context, const Desk& desk, const Result<LandingPlanRecord>& record) {
  if (!record) return record.error();
  const auto outcome = compute(context, desk, *record);
  if (!outcome.computed) return outcome.problem;
  return http::Response::json(status, json_of(context, *record, *outcome.computed))
      .with("ETag", etag_of(record->version));
}

void merge(std::vector<planning::TaskEdit>& edits, const TaskPatch& patch) {
  auto at =
      std::find_if(edits.begin(), edits.end(), [&](const auto& edit) { return edit.id == std::string(patch.id); });
  if (at == edits.end()) {
    edits.push_back({patch.id, {}, {}, {}, {}, {}});
    at = std::prev(edits.end());
  }
  const auto number = [](const Patched<Bounded<0, 3000>>& from, std::optional<int>& to) {
    if (from.given) to = from.value ? std::optional(static_cast<int>(from.value->value)) : std::nullopt;
  };
  number(patch.days, at->days);
  number(patch.low, at->low);
  number(patch.high, at->high);
  if (patch.actual_start.given) at->started = patch.actual_start.value;
  if (patch.actual_finish.given) at->last_day = patch.actual_finish.value;
}

// The record with the patch in it, or why not: the tasks named are those of the variant.
std::optional<Problem> apply(const Context& context, const PlanPatch& patch, LandingPlanRecord& record) {
  if (patch.name) record.name = *patch.name;
  if (patch.start) record.start = *patch.start;
  if (patch.target_days.given) {
    record.target_days = patch.target_days.value ? std::optional(patch.target_days.value->value) : std::nullopt;
  }
  auto choices = choices_of(record.choices);
  if (patch.options) {
    for (const auto& [option, value] : *patch.options) choices[option] = value;
    record.choices = document_of(choices);
  }
  if (!patch.tasks) return std::nullopt;
  if (patch.tasks->size() > kMostEdits) return bad_field("/tasks", "too-long", "任务过多。", "Too many tasks.");
  const auto* from = template_of(context, record.template_id);
  const auto plan = from ? from->make_plan(choices, record.start) : Error{ErrorCode::kNotFound, "no template"};
  auto edits = edits_of(record.tasks);
  for (std::size_t i = 0; i < patch.tasks->size(); ++i) {
    const auto& task = (*patch.tasks)[i];
    if (plan && !planning::find_task(*plan, task.id)) {
      return bad_field(fmt::format("/tasks/{}/id", i), "bad-choice", "计划中没有任务 " + task.id,
                       "The plan has no task " + task.id);
    }
    merge(edits, task);
  }
  record.tasks = document_of(edits);
  return std::nullopt;
}

}  // namespace

Reply list_landing_templates(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  std::string items;
  if (const auto* landing = context.services().landing) {
    for (const auto& [id, from] : landing->templates()) {
      const auto plan = from.make_plan({}, Day{});
      if (!plan) return plan.error();
      view::PlanTemplate shown{id,
                               {from.name().zh, from.name().en},
                               static_cast<std::int64_t>(plan->tasks.size()),
                               plan->target ? std::optional(plan->target->days) : std::nullopt,
                               view::options_of(from, {})};
      items += (items.empty() ? "" : ",") + to_json(shown);
    }
  }
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

Reply list_landing_plans(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto plans = desk->landing_plans.of_project(desk.access, std::string(context.part("id")));
  if (!plans) return plans.error();
  std::string items;
  for (const auto& plan : *plans) {
    const auto outcome = compute(context, desk, plan);
    if (!outcome.computed) return outcome.problem;
    items += (items.empty() ? "" : ",") + json_of(context, plan, *outcome.computed);
  }
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

Reply create_landing_plan(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<PlanInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  LandingPlanRecord draft;
  draft.project_id = context.part("id");
  draft.name = input.name;
  draft.template_id = input.template_;
  draft.start = input.start;
  if (input.options) draft.choices = document_of(planning::Choices(input.options->begin(), input.options->end()));
  if (input.target_days.given) {
    if (input.target_days.value) draft.target_days = input.target_days.value->value;
  } else if (const auto* from = template_of(context, draft.template_id)) {
    const auto plan = from->make_plan(choices_of(draft.choices), draft.start);
    if (plan && plan->target) draft.target_days = plan->target->days;
  }
  const auto outcome = compute(context, desk, draft);
  if (!outcome.computed) return outcome.problem;
  return reply_of(201, context, desk, desk->landing_plans.create(desk.access, draft));
}

Reply get_landing_plan(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  return reply_of(200, context, desk, desk->landing_plans.get(desk.access, std::string(context.part("id"))));
}

Reply update_landing_plan(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<PlanPatch>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  std::optional<Problem> refused;
  const auto changed =
      desk->landing_plans.update(desk.access, id, expected.value, [&](LandingPlanRecord& record) -> Status {
        refused = apply(context, *body.value, record);
        if (!refused) {
          // What is written can be computed: a plan that the law or its own order forbids is never kept.
          auto outcome = compute(context, desk, record);
          if (!outcome.computed) refused = std::move(outcome.problem);
        }
        if (refused) return Error{ErrorCode::kBadInput, "the plan does not hold"};
        return {};
      });
  if (refused) return *refused;
  if (changed || changed.error().code != ErrorCode::kConflict) return reply_of(200, context, desk, changed);
  const auto now = desk->landing_plans.get(desk.access, id);
  if (!now) return now.error();
  const auto outcome = compute(context, desk, *now);
  if (!outcome.computed) return outcome.problem;
  return stale(changed.error(), json_of(context, *now, *outcome.computed));
}

Reply delete_landing_plan(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = desk->landing_plans.remove(desk.access, id, expected.value);
  if (removed) return http::Response::empty();
  if (removed.error().code != ErrorCode::kConflict) return removed.error();
  const auto now = desk->landing_plans.get(desk.access, id);
  if (!now) return now.error();
  const auto outcome = compute(context, desk, *now);
  if (!outcome.computed) return outcome.problem;
  return stale(removed.error(), json_of(context, *now, *outcome.computed));
}

}  // namespace lianzhao::api::handlers
