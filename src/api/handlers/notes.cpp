#include "api/handlers/about_firm.h"
#include "api/handlers/firm_records.h"
#include "api/handlers/named.h"

namespace lianzhao::api::handlers {
namespace {

struct NoteInput {
  Text<1, 4000> text;
  std::optional<Text<1, 10>> visibility;
  std::optional<Text<0, 64>> group;
};
BOOST_DESCRIBE_STRUCT(NoteInput, (), (text, visibility, group))

struct CorrectionInput {
  Text<1, 20> field;
  Text<1, 1000> value;
  Text<2, 500> reason;
  ProvenanceInput provenance;
};
BOOST_DESCRIBE_STRUCT(CorrectionInput, (), (field, value, reason, provenance))

std::string json_of(const Desk& desk, const ledger::FirmNote& note) {
  return to_json(view::note_of(desk.names, note));
}

std::optional<Problem> set_group(const Desk& desk, const NoteInput& input, ledger::FirmNote& note) {
  note.group_id = owning_group(desk.access, input.group ? std::optional<std::string>(*input.group) : std::nullopt);
  if (auto problem = check_group_named(desk, note.group_id)) return problem;
  return std::nullopt;
}

// A note is its author's.
std::optional<Problem> check_author(const Desk& desk, const ledger::FirmNote& note) {
  if (note.created_by == desk.access.actor.user) return std::nullopt;
  return Problem::of("forbidden", "只能修改自己写的记录。", "Only the author may change a note.");
}

}  // namespace

Reply list_notes(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  auto query = about<ledger::FirmNote>(std::string(context.part("firm")));
  query.limit = static_cast<int>(reader.integer("limit", 1, 500).value_or(50));
  query.cursor = reader.text("cursor", 512).value_or("");
  query.total = query.cursor.empty();
  if (auto problem = reader.done()) return *problem;
  const auto page = desk->notes.page(desk.access, query);
  if (!page) return page.error();
  std::vector<std::string> items;
  for (const auto& note : page->items) items.push_back(json_of(desk, note));
  return list_reply(items, page->next, page->total);
}

Reply create_note(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto firm = firm_of_path(context, desk);
  if (firm.problem) return *firm.problem;
  const auto body = read_body<NoteInput>(request);
  if (!body.value) return body.problem;
  ledger::FirmNote draft;
  draft.firm_key = firm.key;
  draft.firm_name = firm.name;
  draft.text = body.value->text;
  draft.visibility = body.value->visibility ? std::string(*body.value->visibility) : "group";
  if (auto problem = set_group(desk, *body.value, draft)) return *problem;
  const auto made = desk->notes.create(desk.access, draft);
  if (!made) return made.error();
  return http::Response::json(201, json_of(desk, *made)).with("ETag", etag_of(made->version));
}

Reply update_note(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto known = read_about(desk->notes, desk.access, context);
  if (!known) return known.error();
  if (auto problem = check_author(desk, *known)) return *problem;
  const auto body = read_body<NoteInput>(request);
  if (!body.value) return body.problem;
  auto wanted = *known;
  if (body.value->group) {
    if (auto problem = set_group(desk, *body.value, wanted)) return *problem;
  }
  const auto changed = desk->notes.update(desk.access, known->id, expected.value, [&](ledger::FirmNote& note) {
    note.text = body.value->text;
    if (body.value->visibility) note.visibility = *body.value->visibility;
    if (body.value->group) note.group_id = wanted.group_id;
    return Status();
  });
  return one_record(
      200, changed, [&](const auto& note) { return json_of(desk, note); },
      [&] { return desk->notes.get(desk.access, known->id); });
}

Reply delete_note(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto known = read_about(desk->notes, desk.access, context);
  if (!known) return known.error();
  if (auto problem = check_author(desk, *known)) return *problem;
  return removed_record<ledger::FirmNote>(
      desk->notes.remove(desk.access, known->id, expected.value),
      [&](const auto& note) { return json_of(desk, note); }, [&] { return desk->notes.get(desk.access, known->id); });
}

Reply list_corrections(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  std::vector<view::Correction> items;
  auto done = desk->corrections.each(desk.access, about<ledger::FirmCorrection>(std::string(context.part("firm"))),
                                     [&](const auto& one) {
                                       items.push_back(view::correction_of(*desk.engine, desk.names, one));
                                       return true;
                                     });
  if (!done) return done.error();
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

Reply create_correction(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto firm = firm_of_path(context, desk);
  if (firm.problem) return *firm.problem;
  const auto body = read_body<CorrectionInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  ledger::FirmCorrection draft;
  draft.firm_key = firm.key;
  draft.firm_name = firm.name;
  draft.field = input.field;
  draft.value = input.value;
  draft.reason = input.reason;
  draft.source = input.provenance.source;
  draft.source_date = input.provenance.date;
  draft.source_status = input.provenance.status;
  draft.group_id = owning_group(desk.access, std::nullopt);
  const auto made = desk->corrections.create(desk.access, draft);
  if (!made) return made.error();
  context.services().views_changed();
  return http::Response::json(201, to_json(view::correction_of(*desk.engine, desk.names, *made)))
      .with("ETag", etag_of(made->version));
}

Reply delete_correction(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto known = read_about(desk->corrections, desk.access, context);
  if (!known) return known.error();
  const auto removed = desk->corrections.remove(desk.access, known->id, expected.value);
  context.services().views_changed();
  return removed_record<ledger::FirmCorrection>(
      removed, [&](const auto& one) { return to_json(view::correction_of(*desk.engine, desk.names, one)); },
      [&] { return desk->corrections.get(desk.access, known->id); });
}

}  // namespace lianzhao::api::handlers
