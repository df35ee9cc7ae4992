#include "api/json/records.h"

#include "api/json/firms.h"
#include "ledger/unreadable.h"

namespace lianzhao::api::view {
namespace {

template <class T>
Provenance provenance_from(const T& record) {
  return {record.source, record.date, record.source_status};
}

// As it is stored; what is no JSON is a text that says so.
std::string stored_json(const ledger::Json& stored) {
  boost::json::error_code bad;
  boost::json::stream_parser parser;
  parser.write(stored.text, bad);
  if (!bad) parser.finish(bad);
  return bad ? to_json(ledger::unreadable(stored.text)) : stored.text;
}

// A short text of what the entry is about: the name in the record, then the reason.
std::string summary_of(const ledger::AuditEntry& entry) {
  std::string out;
  for (const auto* side : {&entry.after, &entry.before}) {
    if (!*side) continue;
    const auto value = ledger::detail::to_json(**side);
    if (!value.is_object()) continue;
    for (const auto* field : {"name", "title", "display_name", "name_zh", "firm_name", "local", "text", "kind"}) {
      const auto* text = value.get_object().if_contains(field);
      if (!text || !text->is_string() || text->get_string().empty()) continue;
      out = std::string(text->get_string());
      break;
    }
    if (!out.empty()) break;
  }
  if (!entry.note.empty()) out += (out.empty() ? "" : "：") + entry.note;
  return out;
}

// What the registry says of a field that may be corrected.
std::string imported_value(const Engine& engine, const ledger::FirmCorrection& correction) {
  const auto firm = engine.firm(correction.firm_key);
  if (!firm) return {};
  const auto known = firm_of(engine, *firm);
  if (!known) return {};
  const auto& field = correction.field;
  if (field == "name") return known->name;
  if (field == "place") return known->place.name.zh;
  if (field == "address") return known->address;
  if (field == "capital") return known->capital_text;
  if (field == "registered") return known->registered ? to_string(*known->registered) : "";
  if (field == "status") return known->status;
  if (field == "listed") return known->listed;
  for (const auto& evidence : known->evidence) {
    if (field == "products" && evidence.field == "products") return evidence.text;
  }
  return {};
}

}  // namespace

std::optional<GroupRef> group_ref(const Directory& names, const std::optional<std::string>& id) {
  if (!id) return std::nullopt;
  const auto* group = names.group(*id);
  return group ? GroupRef{*id, {group->zh, group->en.empty() ? group->zh : group->en}} : GroupRef{*id, {*id, *id}};
}

std::vector<GroupRef> group_refs(const Directory& names, const std::vector<std::string>& ids) {
  std::vector<GroupRef> out;
  out.reserve(ids.size());
  for (const auto& id : ids) out.push_back(*group_ref(names, id));
  return out;
}

NodeRef node_ref_of(const Engine& engine, const std::string& id) {
  const auto node = engine.atlas().find_node(id);
  return node ? node_ref(engine, *node) : NodeRef{id, {id, id}, ""};
}

User user_of(const Directory& names, const ledger::User& user) {
  User out{user.id,
           user.version,
           user.login,
           user.display_name,
           user.roles,
           {},
           user.phone,
           user.email,
           user.active,
           user.must_change_password,
           to_rfc3339(user.created_at),
           {}};
  out.groups = group_refs(names, names.groups_of(user.id));
  if (user.last_sign_in_at) out.last_seen_at = to_rfc3339(*user.last_sign_in_at);
  return out;
}

Group group_of(const Directory& names, const ledger::Group& group) {
  Group out{group.id,     group.version, group.kind,       {group.name_zh, group.name_en},
            group.chains, group.regions, group.lead_title, {},
            group.note};
  if (out.name.en.empty()) out.name.en = out.name.zh;
  for (const auto& place : names.members_of(group.id)) {
    out.members.push_back({place.user, names.name_of(place.user), place.function});
  }
  return out;
}

AuditEntry audit_entry(const Directory& names, const ledger::AuditEntry& entry) {
  AuditEntry out;
  out.seq = entry.seq;
  out.at = to_rfc3339(entry.at);
  if (!entry.actor.empty()) out.actor = entry.actor;
  out.actor_name = entry.actor.empty() ? entry.login : names.name_of(entry.actor);
  out.action = entry.action;
  out.kind = entry.kind;
  out.subject = entry.subject;
  out.summary = summary_of(entry);
  if (entry.before) out.before.json = stored_json(*entry.before);
  if (entry.after) out.after.json = stored_json(*entry.after);
  out.hash = entry.hash;
  return out;
}

LocalFirm local_firm_of(const Engine& engine, const ledger::LocalFirm& firm) {
  const auto node = engine.atlas().find_node(firm.node);
  return {firm.id,
          firm.version,
          firm.name,
          firm.brand,
          node_ref_of(engine, firm.node),
          firm.capacity,
          node ? words_of(engine.atlas().node(*node).unit) : Words{firm.unit, firm.unit},
          firm.status,
          firm.anchor,
          firm.whole_place,
          firm.note,
          provenance_from(firm)};
}

PlannedProject planned_project_of(const Engine& engine, const ledger::PlannedProject& project) {
  const auto node = engine.atlas().find_node(project.node);
  return {project.id,
          project.version,
          project.name,
          node_ref_of(engine, project.node),
          project.quantity,
          node ? words_of(engine.atlas().node(*node).unit) : Words{project.unit, project.unit},
          static_cast<int>(project.from_year),
          static_cast<int>(project.to_year),
          project.note,
          provenance_from(project)};
}

Tie tie_of(const ledger::FirmTie& tie) {
  return {tie.id, tie.version, tie.local, tie.outside, tie.relation, tie.note, provenance_from(tie)};
}

TargetList target_list(const Engine& engine, const Directory& names, const ledger::TargetList& list,
                       std::int64_t firms) {
  TargetList out{list.id,
                 list.version,
                 list.name,
                 {},
                 {},
                 group_ref(names, list.group_id),
                 list.state,
                 firms,
                 list.note,
                 to_rfc3339(list.created_at),
                 names.name_of(list.created_by),
                 to_rfc3339(list.updated_at)};
  if (!list.node.empty()) out.node = node_ref_of(engine, list.node);
  if (!list.chain.empty()) out.chain = list.chain;
  return out;
}

TargetItem target_item(const Engine& engine, const Directory& names, const ledger::TargetItem& item) {
  TargetItem out{item.id,
                 item.version,
                 item.firm_key,
                 item.firm_name,
                 {},
                 item.score,
                 item.status,
                 {},
                 item.note,
                 to_rfc3339(item.created_at),
                 names.name_of(item.created_by)};
  if (!item.node.empty()) out.node = node_ref_of(engine, item.node);
  if (item.assignee) out.assignee = Person{*item.assignee, names.name_of(*item.assignee)};
  return out;
}

Note note_of(const Directory& names, const ledger::FirmNote& note) {
  return {note.id,
          note.version,
          note.text,
          note.visibility,
          group_ref(names, note.group_id),
          names.name_of(note.created_by),
          note.created_by,
          to_rfc3339(note.created_at),
          to_rfc3339(note.updated_at)};
}

Correction correction_of(const Engine& engine, const Directory& names, const ledger::FirmCorrection& correction) {
  return {correction.id,
          correction.version,
          correction.field,
          correction.value,
          correction.reason,
          {correction.source, correction.source_date.value_or(Day{0}), correction.source_status},
          names.name_of(correction.created_by),
          to_rfc3339(correction.created_at),
          imported_value(engine, correction)};
}

Contact contact_of(const Directory& names, const ledger::FirmContact& contact, bool masked) {
  return {contact.id,    contact.version, contact.name,
          contact.title, contact.phone,   contact.email,
          contact.note,  masked,          group_ref(names, contact.group_id)};
}

Notice notice_of(const ledger::Notice& notice) {
  Notice out{notice.id,
             notice.kind,
             {notice.text_zh, notice.text_en},
             {},
             to_rfc3339(notice.created_at),
             notice.read_at.has_value()};
  if (!notice.link.empty()) out.path = notice.link;
  return out;
}

}  // namespace lianzhao::api::view
