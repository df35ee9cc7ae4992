#include "api/handlers/negotiation_input.h"
#include "api/handlers/project_json.h"
#include "api/handlers/projects.h"

namespace lianzhao::api::handlers {
namespace {

struct StageInput {
  Text<1, 40> to;
  Day on;
  std::optional<Text<0, 1000>> note;
  std::optional<Text<10, 1000>> override_reason;
};
BOOST_DESCRIBE_STRUCT(StageInput, (), (to, on, note, override_reason))

struct ActivityInput {
  Text<1, 20> to;
  Text<2, 1000> reason;
};
BOOST_DESCRIBE_STRUCT(ActivityInput, (), (to, reason))

std::string activity_zh(const std::string& activity) {
  return activity == "paused" ? "暂停" : activity == "dropped" ? "退出" : "恢复推进";
}

// The step is done and stays so; should the notice fail, that is no reason to refuse it.
void tell(const Desk& desk, const ledger::Project& project, const std::string& zh, const std::string& en) {
  auto told =
      desk->tools.database.write([&](store::Transaction& tx) { return tell_group(desk, tx, project, zh, en); });
  if (!told) fmt::print(stderr, "lianzhao: a notice was not sent: {}\n", told.error().message);
}

Reply gates_reply(const std::vector<view::Gate>& gates) {
  return http::Response::json(200, "{\"items\":" + to_json(gates) + "}");
}

}  // namespace

Result<std::string> project_json(const Desk& desk, const ledger::Project& project) {
  auto details = desk->projects.details(desk.access, std::span(&project, 1));
  if (!details) return details.error();
  return to_json(view::project_of(*desk.engine, desk.names, project, (*details)[project.id]));
}

Reply project_reply(const Desk& desk, int status, const Result<ledger::Project>& project, const std::string& id) {
  if (!project && project.error().code != ErrorCode::kConflict) return project.error();
  const auto shown = project ? project : desk->projects.get(desk.access, id);
  if (!shown) return shown.error();
  auto json = project_json(desk, *shown);
  if (!json) return json.error();
  if (!project) return stale(project.error(), *std::move(json));
  return http::Response::json(status, *std::move(json)).with("ETag", etag_of(project->version));
}

Status tell_group(const Desk& desk, store::Transaction& tx, const ledger::Project& project, std::string zh,
                  std::string en) {
  const auto& actor = desk.access.actor;
  const ledger::Notice notice{"", "", "project", std::move(zh), std::move(en), "/projects/" + project.id, {}, {}};
  return desk->notices.post_to_group(tx, actor.zone, project.group_id, notice, actor.user);
}

Reply step_project(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<StageInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const auto to = ledger::parse_project_stage(input.to);
  if (!to) return bad_field("/to", "bad-choice", "没有这个阶段。", "There is no such stage.");
  ledger::StageStep step{*to, input.on, text_of(input.note), std::nullopt};
  if (input.override_reason) step.override_reason = *input.override_reason;
  const std::string id(context.part("id"));
  const auto overriding = access_for(context, Permission::kProjectsOverride);
  const auto moved = desk->projects.step(desk.access, overriding, id, expected.value, step);
  if (moved && moved->version != expected.value) {
    const auto by = desk.names.name_of(desk.access.actor.user);
    tell(desk, *moved, fmt::format("{}将项目“{}”推进到“{}”", by, moved->name, name_zh(*to)),
         fmt::format("{} put the project \"{}\" at the stage {}", by, moved->name, name_en(*to)));
  }
  return project_reply(desk, 200, moved, id);
}

Reply set_project_activity(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<ActivityInput>(request);
  if (!body.value) return body.problem;
  const auto& [to, reason] = *body.value;
  const std::string id(context.part("id"));
  const auto changed = desk->projects.set_activity(desk.access, id, expected.value, to, reason);
  if (changed) {
    const auto by = desk.names.name_of(desk.access.actor.user);
    tell(desk, *changed, fmt::format("{}将项目“{}”{}：{}", by, changed->name, activity_zh(to), std::string(reason)),
         fmt::format("{} set the project \"{}\" to {}: {}", by, changed->name, std::string(to), std::string(reason)));
  }
  return project_reply(desk, 200, changed, id);
}

Reply get_project_log(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto rows = desk->projects.log(desk.access, std::string(context.part("id")));
  if (!rows) return rows.error();
  std::vector<view::StageLog> items;
  for (const auto& row : *rows) items.push_back(view::stage_log_of(desk.names, row));
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

Reply list_gates(Context& context, const http::Request&) {
  return gates_reply(view::gates_of(nullptr, std::nullopt, context.scope() == Scope::kAll));
}

Reply get_project_gates(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto project = desk->projects.get(desk.access, std::string(context.part("id")));
  if (!project) return project.error();
  auto details = desk->projects.details(desk.access, std::span(&*project, 1));
  if (!details) return details.error();
  const auto facts = gate_facts(*project, (*details)[project->id]);
  const bool all = access_for(context, Permission::kProjectsEdit).reach == ledger::Reach::kAll;
  return gates_reply(view::gates_of(&facts, ledger::parse_project_stage(project->stage), all));
}

}  // namespace lianzhao::api::handlers
