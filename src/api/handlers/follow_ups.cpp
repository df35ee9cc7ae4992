#include "api/handlers/filters.h"
#include "api/handlers/trip_parts.h"
#include "api/handlers/trips.h"

namespace lianzhao::api::handlers {
namespace {

struct FollowUpPatch {
  std::optional<Text<1, 500>> what;
  std::optional<Text<1, 64>> owner;
  std::optional<Day> due;
  Patched<Day> done_on;
};
BOOST_DESCRIBE_STRUCT(FollowUpPatch, (), (what, owner, due, done_on))

std::string json_of(const Desk& desk, const ledger::FollowUp& follow_up) {
  return to_json(view::follow_up_of(desk.names, follow_up, today(desk)));
}

const Sheet& sheet() {
  static const Sheet kSheet{{"跟进事项", "Follow-ups"},
                            {{{"事项", "What"}, 50},
                             {{"对象", "About"}, 36},
                             {{"负责人", "Owner"}, 14},
                             {{"期限", "Due"}, 12},
                             {{"完成", "Done"}, 12},
                             {{"超期", "Late"}, 8}}};
  return kSheet;
}

}  // namespace

Reply list_follow_ups(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"due", "done_on", "updated_at"}, "due");
  auto owner = reader.text("owner", 64);  // an id, or me
  if (owner && *owner != "me") owner = user_asked(reader, desk, "owner");
  const auto state = reader.choice("state", {"open", "due", "late", "done"});
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(page, {{"due", "due"}, {"done_on", "done_on"}, {"updated_at", "updated_at"}});
  if (owner) query.filters.emplace_back("owner", *owner == "me" ? desk.access.actor.user : *owner);
  if (state) query.conditions.push_back({*state == "done" ? "t.done_on IS NOT NULL" : "t.done_on IS NULL", {}});
  if (state && *state == "due") query.conditions.push_back({"t.due >= {}", {today(desk).since_epoch}});
  if (state && *state == "late") query.conditions.push_back({"t.due < {}", {today(desk).since_epoch}});
  return list_records<ledger::FollowUp>(
      context, desk->follow_ups, desk.access, query, page.workbook,
      [&](const auto& follow_up) { return json_of(desk, follow_up); }, sheet(),
      [&](const auto& follow_up) -> std::vector<Workbook::Cell> {
        const auto shown = view::follow_up_of(desk.names, follow_up, today(desk));
        return {shown.what,
                shown.subject_title,
                shown.owner.name,
                shown.due,
                shown.done_on ? Workbook::Cell(*shown.done_on) : Workbook::Cell(),
                shown.late};
      });
}

Reply update_follow_up(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<FollowUpPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string id(context.part("id"));
  if (input.owner) {
    if (auto problem = check_user_named(desk, *input.owner, "/owner")) return *problem;
  }
  const auto changed = desk->follow_ups.edit(
      desk.access, id, expected.value,
      [&](ledger::FollowUp& follow_up) -> Status {
        if (input.what) follow_up.what = *input.what;
        if (input.owner) follow_up.owner = *input.owner;
        if (input.due) follow_up.due = *input.due;
        if (input.done_on.given) follow_up.done_on = input.done_on.value;
        return {};
      },
      context.principal()->display_name);
  return one_record(
      200, changed, [&](const auto& follow_up) { return json_of(desk, follow_up); },
      [&] { return desk->follow_ups.get(desk.access, id); });
}

}  // namespace lianzhao::api::handlers
