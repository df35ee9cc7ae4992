#include "api/handlers/accounts.h"
#include "api/handlers/records.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

struct MemberInput {
  std::string user;
  std::optional<Text<0, 60>> role;
};
BOOST_DESCRIBE_STRUCT(MemberInput, (), (user, role))

struct GroupInput {
  std::string kind;
  WordsInput name;
  std::optional<std::vector<std::string>> chains, regions;
  std::optional<Text<0, 120>> lead;
  std::optional<std::vector<MemberInput>> members;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(GroupInput, (), (kind, name, chains, regions, lead, members, note))

struct GroupPatch {
  std::optional<std::string> kind;
  std::optional<WordsInput> name;
  std::optional<std::vector<std::string>> chains, regions;
  std::optional<Text<0, 120>> lead;
  std::optional<std::vector<MemberInput>> members;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(GroupPatch, (), (kind, name, chains, regions, lead, members, note))

std::optional<Problem> check(const workspace::Engine& engine, const std::optional<std::vector<std::string>>& chains,
                             const std::optional<std::vector<std::string>>& regions) {
  for (const auto& id : chains.value_or(std::vector<std::string>())) {
    if (!engine.atlas().find_chain(id)) {
      return bad_field("/chains", "bad-choice", "没有产业链 " + id, "There is no chain " + id);
    }
  }
  for (const auto& id : regions.value_or(std::vector<std::string>())) {
    const auto& known = engine.zone().regions;
    if (std::none_of(known.begin(), known.end(), [&](const auto& region) { return region.id == id; })) {
      return bad_field("/regions", "bad-choice", "没有区域 " + id, "There is no region " + id);
    }
  }
  return std::nullopt;
}

template <class Input>
void apply(const Input& input, ledger::Group& group) {
  if (input.chains) group.chains = *input.chains;
  if (input.regions) group.regions = *input.regions;
  if (input.lead) group.lead_title = *input.lead;
  if (input.note) group.note = *input.note;
}

std::vector<ledger::Groups::Place> places_of(const std::vector<MemberInput>& members) {
  std::vector<ledger::Groups::Place> out;
  out.reserve(members.size());
  for (const auto& member : members) out.push_back({member.user, member.role ? std::string(*member.role) : ""});
  return out;
}

const Sheet& sheet() {
  static const Sheet kSheet{{"专班与部门", "Groups"},
                            {{{"名称", "Name"}, 30},
                             {{"类别", "Kind"}, 14},
                             {{"产业链", "Chains"}, 24},
                             {{"区域", "Regions"}, 24},
                             {{"包抓领导", "Lead"}, 30},
                             {{"成员", "Members"}, 40},
                             {{"备注", "Note"}, 40}}};
  return kSheet;
}

// Names for ids; an id that is known no more stands for itself.
std::vector<std::string> chain_names(const workspace::Engine& engine, std::vector<std::string> ids,
                                     Language language) {
  for (auto& id : ids) {
    if (const auto* chain = engine.atlas().find_chain(id)) {
      id = language == Language::kEnglish ? chain->name.en : chain->name.zh;
    }
  }
  return ids;
}
std::vector<std::string> region_names(const workspace::Engine& engine, std::vector<std::string> ids,
                                      Language language) {
  for (auto& id : ids) {
    for (const auto& region : engine.zone().regions) {
      if (region.id != id) continue;
      id = language == Language::kEnglish ? region.en : region.zh;
      break;
    }
  }
  return ids;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : "、") + text;
  return out;
}

}  // namespace

Reply list_groups(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"position", "name", "kind"}, "position");
  const auto kind = reader.choice("kind", {"industry", "dedicated", "department", "management"});
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(page, {{"position", "position"}, {"name", "name_zh"}, {"kind", "kind"}});
  if (kind) query.filters.emplace_back("kind", *kind);
  return list_records<ledger::Group>(
      context, desk->groups, desk.access, query, page.workbook,
      [&](const auto& group) { return to_json(view::group_of(desk.names, group)); }, sheet(),
      [&](const auto& group) -> std::vector<Workbook::Cell> {
        const auto shown = view::group_of(desk.names, group);
        std::vector<std::string> members;
        members.reserve(shown.members.size());
        for (const auto& member : shown.members) members.push_back(member.name);
        return {shown.name.in(context.language()),
                words_of(Listed::kGroupKind, shown.kind).in(context.language()),
                joined(chain_names(*desk.engine, shown.chains, context.language())),
                joined(region_names(*desk.engine, shown.regions, context.language())),
                shown.lead,
                joined(members),
                shown.note};
      });
}

Reply create_group(Context& context, const http::Request& request) {
  auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<GroupInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  if (auto problem = check(*desk.engine, input.chains, input.regions)) return *problem;
  ledger::Group draft;
  draft.slug = desk->tools.ids.next();  // those of the case have names; new ones need none
  draft.kind = input.kind;
  draft.name_zh = input.name.zh;
  draft.name_en = input.name.en;
  draft.position = 1000;
  apply(input, draft);
  auto made = ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::Group> {
    auto group = desk->groups.create_in(open, desk.access, draft);
    if (!group || !input.members) return group;
    if (auto put = desk->groups.set_members_in(open, desk.access, group->id, places_of(*input.members)); !put) {
      return put.error();
    }
    return desk->groups.clear(open.tx, desk.access, group->id);
  });
  context.services().rights_changed();
  if (!made) return made.error();
  if (auto loaded = reload_names(desk); !loaded) return loaded.error();
  return http::Response::json(201, to_json(view::group_of(desk.names, *made)))
      .with("ETag", etag_of(made->version))
      .with("Location", "/api/v1/groups/" + made->id);
}

Reply get_group(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto group = desk->groups.get(desk.access, std::string(context.part("id")));
  if (!group) return group.error();
  return http::Response::json(200, to_json(view::group_of(desk.names, *group))).with("ETag", etag_of(group->version));
}

Reply update_group(Context& context, const http::Request& request) {
  auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<GroupPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  if (auto problem = check(*desk.engine, input.chains, input.regions)) return *problem;
  const std::string id(context.part("id"));
  auto changed = ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::Group> {
    auto group = desk->groups.update_in(open, desk.access, id, expected.value, [&](ledger::Group& record) -> Status {
      if (input.kind) record.kind = *input.kind;
      if (input.name) {
        record.name_zh = input.name->zh;
        record.name_en = input.name->en;
      }
      apply(input, record);
      return {};
    });
    if (!group || !input.members) return group;
    if (auto put = desk->groups.set_members_in(open, desk.access, id, places_of(*input.members)); !put) {
      return put.error();
    }
    return desk->groups.clear(open.tx, desk.access, group->id);
  });
  context.services().rights_changed();
  context.services().views_changed();
  if (auto loaded = reload_names(desk); !loaded) return loaded.error();
  return one_record(
      200, changed, [&](const auto& group) { return to_json(view::group_of(desk.names, group)); },
      [&] { return desk->groups.get(desk.access, id); });
}

Reply delete_group(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = desk->groups.remove(desk.access, id, expected.value);
  context.services().rights_changed();
  return removed_record<ledger::Group>(
      removed, [&](const auto& group) { return to_json(view::group_of(desk.names, group)); },
      [&] { return desk->groups.get(desk.access, id); });
}

}  // namespace lianzhao::api::handlers
