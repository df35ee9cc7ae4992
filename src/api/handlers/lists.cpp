#include "api/handlers/lists.h"

#include "api/handlers/filters.h"
#include "api/handlers/named.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

struct ListInput {
  Text<1, 120> name;
  std::optional<Text<0, 80>> node;
  std::optional<Text<0, 40>> chain;
  std::optional<Text<0, 64>> group;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (name, node, chain, group, note))

struct ListPatch {
  std::optional<Text<1, 120>> name;
  Patched<Text<0, 64>> group;
  std::optional<Text<1, 20>> state;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(ListPatch, (), (name, group, state, note))

struct FirmInput {
  Text<1, 40> firm;
  std::optional<Text<0, 80>> node;
  std::optional<double> score;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(FirmInput, (), (firm, node, score, note))

struct FirmsInput {
  std::vector<FirmInput> firms;
};
BOOST_DESCRIBE_STRUCT(FirmsInput, (), (firms))

struct ItemPatch {
  std::optional<Text<1, 20>> status;
  Patched<Text<0, 64>> assignee;
  std::optional<Text<0, 2000>> note;
};
BOOST_DESCRIBE_STRUCT(ItemPatch, (), (status, assignee, note))

std::string list_json_of(const Desk& desk, const ledger::TargetList& list, std::int64_t firms) {
  return to_json(view::target_list(*desk.engine, desk.names, list, firms));
}

std::string item_json_of(const Desk& desk, const ledger::TargetItem& item) {
  return to_json(view::target_item(*desk.engine, desk.names, item));
}

Result<std::map<std::string, std::int64_t>> counts_of(const Desk& desk) {
  auto counts = desk->lists.counts(desk.access);
  if (!counts) return counts.error();
  std::map<std::string, std::int64_t> out;
  for (const auto& count : *counts) out[count.list_id] += count.items;
  return out;
}

// A list as it stands now; a stale version is answered with it.
Reply reply_of(const Desk& desk, int status, const Result<ledger::TargetList>& list, const std::string& id) {
  if (!list && list.error().code != ErrorCode::kConflict) return list.error();
  const auto now = list ? list : desk->lists.get(desk.access, id);
  if (!now) return now.error();
  const auto counts = counts_of(desk);
  if (!counts) return counts.error();
  const auto found = counts->find(now->id);
  auto json = list_json_of(desk, *now, found == counts->end() ? 0 : found->second);
  if (!list) return stale(list.error(), std::move(json));
  return http::Response::json(status, std::move(json)).with("ETag", etag_of(now->version));
}

Result<std::vector<ledger::TargetItem>> items_of(const Desk& desk, const std::string& list) {
  std::vector<ledger::TargetItem> out;
  ledger::ListQuery query;
  query.filters.emplace_back("list_id", list);
  auto done = desk->lists.items.each(desk.access, query, [&](const auto& item) {
    out.push_back(item);
    return true;
  });
  if (!done) return done.error();
  return out;
}

Reply detail(const Desk& desk, const ledger::TargetList& list) {
  const auto items = items_of(desk, list.id);
  if (!items) return items.error();
  std::string out =
      "{\"list\":" + list_json_of(desk, list, static_cast<std::int64_t>(items->size())) + ",\"items\":[";
  for (std::size_t i = 0; i < items->size(); ++i) out += (i > 0 ? "," : "") + item_json_of(desk, (*items)[i]);
  return http::Response::json(200, out + "]}").with("ETag", etag_of(list.version));
}

std::string chain_name(const Desk& desk, const std::string& id, Language language) {
  const auto* chain = desk.engine->atlas().find_chain(id);
  return !chain ? id : language == Language::kEnglish ? chain->name.en : chain->name.zh;
}

ledger::Notice assigned_notice(const ledger::TargetList& list, const std::string& by) {
  return {"",
          "",
          "list-assigned",
          fmt::format("{}把名单“{}”分派给您所在的组", by, list.name),
          fmt::format("{} gave the list \"{}\" to your group", by, list.name),
          "/lists/" + list.id,
          {},
          {}};
}

// A list is given to a group by those who may assign; the group is one of the zone.
std::optional<Problem> check_group_given(const Context& context, const Desk& desk,
                                         const std::optional<std::string>& group) {
  if (auto problem = check_group_named(desk, group)) return problem;
  const auto assigning = access_for(context, Permission::kListsAssign);
  if (auto allowed = ledger::check_group(assigning, group.value_or("")); !allowed) {
    return Problem::of(allowed.error());
  }
  return std::nullopt;
}

const Sheet& lists_sheet() {
  static const Sheet kSheet{{"目标名单", "Target lists"},
                            {{{"名单", "List"}, 30},
                             {{"环节", "Node"}, 20},
                             {{"产业链", "Chain"}, 12},
                             {{"所属组", "Group"}, 30},
                             {{"状态", "State"}, 10},
                             {{"企业数", "Firms"}, 8},
                             {{"备注", "Note"}, 40},
                             {{"创建人", "Created by"}, 14},
                             {{"创建时间", "Created"}, 26}}};
  return kSheet;
}

const Sheet& items_sheet() {
  static const Sheet kSheet{{"名单企业", "Firms of a list"},
                            {{{"企业", "Firm"}, 36},
                             {{"企业代码", "Key"}, 26},
                             {{"环节", "Node"}, 20},
                             {{"得分", "Score"}, 8},
                             {{"进展", "Status"}, 12},
                             {{"负责人", "Assignee"}, 14},
                             {{"备注", "Note"}, 40},
                             {{"加入时间", "Added"}, 26}}};
  return kSheet;
}

}  // namespace

Reply list_target_lists(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "created_at", "updated_at", "state"}, "-updated_at");
  const auto group = group_asked(reader, desk);
  const auto state = reader.choice("state", {"open", "closed"});
  const auto firm = firm_key_asked(reader, "firm");
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(
      page, {{"name", "name"}, {"created_at", "created_at"}, {"updated_at", "updated_at"}, {"state", "state"}});
  if (group) query.filters.emplace_back("group_id", *group);
  if (state) query.filters.emplace_back("state", *state);
  if (firm) query.conditions.push_back(ledger::TargetLists::with_firm(*firm));
  const auto counts = counts_of(desk);
  if (!counts) return counts.error();
  const auto firms = [&](const std::string& id) {
    const auto found = counts->find(id);
    return found == counts->end() ? std::int64_t{0} : found->second;
  };
  return list_records<ledger::TargetList>(
      context, desk->lists, desk.access, query, page.workbook,
      [&](const auto& list) { return list_json_of(desk, list, firms(list.id)); }, lists_sheet(),
      [&](const auto& list) -> std::vector<Workbook::Cell> {
        const auto shown = view::target_list(*desk.engine, desk.names, list, firms(list.id));
        const auto words = context.language();
        return {shown.name,
                shown.node ? shown.node->name.in(words) : std::string(),
                chain_name(desk, list.chain, words),
                shown.group ? shown.group->name.in(words) : std::string(),
                words_of(Listed::kListState, shown.state).in(words),
                shown.firms,
                shown.note,
                shown.created_by,
                shown.created_at};
      });
}

Reply create_target_list(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<ListInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  ledger::TargetList draft;
  draft.name = input.name;
  if (input.note) draft.note = *input.note;
  if (input.chain && !input.chain->empty()) {
    if (!desk.engine->atlas().find_chain(*input.chain)) {
      return bad_field("/chain", "bad-choice", "没有这条产业链。", "There is no such chain.");
    }
    draft.chain = *input.chain;
  }
  if (input.node && !input.node->empty()) {
    const auto node = desk.engine->atlas().find_node(*input.node);
    if (!node) return bad_field("/node", "bad-choice", "没有这个环节。", "There is no such node.");
    draft.node = desk.engine->atlas().node(*node).id;
    if (draft.chain.empty()) draft.chain = desk.engine->atlas().chains()[node->chain].id;
  }
  draft.group_id = owning_group(desk.access, input.group ? std::optional<std::string>(*input.group) : std::nullopt);
  if (auto problem = check_group_named(desk, draft.group_id)) return *problem;
  const auto made =
      ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::TargetList> {
        auto list = desk->lists.create_in(open, desk.access, draft);
        if (!list || !list->group_id) return list;
        auto told = desk->notices.post_to_group(open.tx, desk.access.actor.zone, *list->group_id,
                                                assigned_notice(*list, context.principal()->display_name),
                                                desk.access.actor.user);
        if (!told) return told.error();
        return list;
      });
  if (!made) return made.error();
  context.services().views_changed();
  return http::Response::json(201, list_json_of(desk, *made, 0))
      .with("ETag", etag_of(made->version))
      .with("Location", "/api/v1/target-lists/" + made->id);
}

Reply get_target_list(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const bool workbook = wants_workbook(reader);
  if (auto problem = reader.done()) return *problem;
  const auto list = desk->lists.get(desk.access, std::string(context.part("id")));
  if (!list) return list.error();
  if (!workbook) return detail(desk, *list);
  if (auto problem = may_export(context)) return *problem;
  // As far as reading and exporting both reach.
  const auto exported = desk->lists.get(access_for(context, Permission::kExport), list->id);
  if (!exported && exported.error().code != ErrorCode::kNotFound) return exported.error();
  if (!exported) return Problem::of("forbidden");
  const auto items = items_of(desk, list->id);
  if (!items) return items.error();
  auto book = items_sheet().create(context);
  if (!book) return book.error();
  for (const auto& item : *items) {
    const auto shown = view::target_item(*desk.engine, desk.names, item);
    auto written =
        book->row({shown.name, shown.firm, shown.node ? shown.node->name.in(context.language()) : std::string(),
                   shown.score ? Workbook::Cell(*shown.score) : Workbook::Cell(),
                   words_of(Listed::kItemStatus, shown.status).in(context.language()),
                   shown.assignee ? shown.assignee->name : std::string(), shown.note, shown.added_at});
    if (!written) return written.error();
  }
  return finish(context, items_sheet(), book);
}

Reply update_target_list(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<ListPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string id(context.part("id"));
  std::optional<std::string> group;
  if (input.group.value && !input.group.value->empty()) group = *input.group.value;
  if (input.group.given) {
    if (auto problem = check_group_given(context, desk, group)) return *problem;
  }
  const auto changed =
      ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::TargetList> {
        auto before = desk->lists.clear(open.tx, desk.access, id);
        if (!before) return before.error();
        auto list = desk->lists.update_in(open, desk.access, id, expected.value, [&](ledger::TargetList& record) {
          if (input.name) record.name = *input.name;
          if (input.note) record.note = *input.note;
          if (input.state) record.state = *input.state;
          if (input.group.given) record.group_id = group;
          return Status();
        });
        if (!list || list->group_id == before->group_id || !list->group_id) return list;
        auto told = desk->notices.post_to_group(open.tx, desk.access.actor.zone, *list->group_id,
                                                assigned_notice(*list, context.principal()->display_name),
                                                desk.access.actor.user);
        if (!told) return told.error();
        return list;
      });
  context.services().views_changed();
  return reply_of(desk, 200, changed, id);
}

Reply delete_target_list(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = desk->lists.remove(desk.access, id, expected.value);
  context.services().views_changed();
  return removed ? Reply(http::Response::empty()) : reply_of(desk, 0, removed.error(), id);
}

Reply add_to_target_list(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<FirmsInput>(request);
  if (!body.value) return body.problem;
  const auto& firms = body.value->firms;
  if (firms.empty() || firms.size() > 500) {
    return bad_field("/firms", "out-of-range", "一次 1 到 500 家企业。", "1 to 500 firms at a time.");
  }
  const std::string id(context.part("id"));
  auto list = desk->lists.get(desk.access, id);
  if (!list) return list.error();
  std::vector<ledger::TargetItem> items;
  auto faults = Problem::of("bad-fields");
  for (std::size_t i = 0; i < firms.size(); ++i) {
    const auto& input = firms[i];
    ledger::TargetItem item;
    item.firm_key = input.firm;
    item.node = input.node ? std::string(*input.node) : list->node;
    item.score = input.score;
    if (input.note) item.note = *input.note;
    const auto firm = desk.engine->firm(item.firm_key);
    if (!firm) {
      faults.errors.push_back({fmt::format("/firms/{}/firm", i),
                               "bad-choice",
                               {"名录里没有这家企业。", "The registry has no such firm."}});
      continue;
    }
    if (!item.node.empty() && !desk.engine->atlas().find_node(item.node)) {
      faults.errors.push_back(
          {fmt::format("/firms/{}/node", i), "bad-choice", {"没有这个环节。", "There is no such node."}});
      continue;
    }
    const auto name = desk.engine->snapshot()->name(*firm);
    if (!name) return name.error();
    item.firm_name = *name;
    items.push_back(std::move(item));
  }
  if (!faults.errors.empty()) return faults;
  const auto added = desk->lists.add_firms(desk.access, id, items);
  if (!added) return added.error();
  context.services().views_changed();
  return detail(desk, *list);
}

Reply update_target_item(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<ItemPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string list_id(context.part("id")), id(context.part("item"));
  std::optional<std::string> assignee;
  if (input.assignee.value && !input.assignee.value->empty()) assignee = *input.assignee.value;
  if (assignee) {
    const auto* person = desk.names.person(*assignee);
    if (!person || !person->active) {
      return bad_field("/assignee", "bad-choice", "没有这位用户，或已停用。", "There is no such active user.");
    }
  }
  auto known = desk->lists.items.get(desk.access, id);
  if (known && known->list_id != list_id) return Problem::of("not-found");
  if (!known) return known.error();
  if (input.assignee.given && assignee != known->assignee &&
      access_for(context, Permission::kListsAssign).reach == ledger::Reach::kNone) {
    return Problem::of("forbidden", "没有分派权限。", "You may not assign.");
  }
  const auto changed =
      ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::TargetItem> {
        auto before = desk->lists.items.clear(open.tx, desk.access, id);
        if (!before) return before.error();
        auto item =
            desk->lists.items.update_in(open, desk.access, id, expected.value, [&](ledger::TargetItem& record) {
              if (input.status) record.status = *input.status;
              if (input.note) record.note = *input.note;
              if (input.assignee.given) record.assignee = assignee;
              return Status();
            });
        if (!item || !item->assignee || item->assignee == before->assignee ||
            *item->assignee == desk.access.actor.user) {
          return item;
        }
        const auto& by = context.principal()->display_name;
        ledger::Notice notice;
        notice.user_id = *item->assignee;
        notice.kind = "item-assigned";
        notice.text_zh = fmt::format("{}请您负责“{}”", by, item->firm_name);
        notice.text_en = fmt::format("{} made you responsible for \"{}\"", by, item->firm_name);
        notice.link = "/lists/" + list_id;
        auto told = desk->notices.post(open.tx, desk.access.actor.zone, notice);
        if (!told) return told.error();
        return item;
      });
  context.services().views_changed();
  return one_record(
      200, changed, [&](const auto& item) { return item_json_of(desk, item); },
      [&] { return desk->lists.items.get(desk.access, id); });
}

Reply remove_from_target_list(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("item"));
  const auto known = desk->lists.items.get(desk.access, id);
  if (!known) return known.error();
  if (known->list_id != context.part("id")) return Problem::of("not-found");
  const auto removed = desk->lists.items.remove(desk.access, id, expected.value);
  context.services().views_changed();
  return removed_record<ledger::TargetItem>(
      removed, [&](const auto& item) { return item_json_of(desk, item); },
      [&] { return desk->lists.items.get(desk.access, id); });
}

}  // namespace lianzhao::api::handlers
