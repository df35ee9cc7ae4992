#include "ledger/lists.h"

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

// An item may be written by those who may write its list, and stays on it.
RecordCheck<TargetItem> by_list(const TargetLists& lists) {
  return [&lists](Change& open, const Access& access, const TargetItem* before, const TargetItem& after) -> Status {
    if (before && before->list_id != after.list_id) {
      return told(ErrorCode::kBadInput, "名单企业不能换名单。", "an item stays on its list", "list_id");
    }
    auto list = lists.clear(open.tx, access, after.list_id, TargetLists::Purpose::kEdit);
    if (!list) return list.error();
    return {};
  };
}

}  // namespace

Status RecordTraits<TargetList>::rules(const TargetList& list) {
  return all_of({check_text("name", list.name, 200), check_size("note", list.note, 10'000),
                 check_size("chain", list.chain, 60), check_size("node", list.node, 120),
                 check_word("state", list.state, {"open", "closed"})});
}

Status RecordTraits<TargetItem>::rules(const TargetItem& item) {
  return all_of({check_text("firm_key", item.firm_key, 40), check_text("firm_name", item.firm_name, 400),
                 check_size("node", item.node, 120), check_size("note", item.note, 10'000),
                 check_word("status", item.status, {"new", "contacting", "visited", "negotiating", "dropped"})});
}

TargetLists::TargetLists(const Tools& tools) : Records(tools), items(tools, by_list(*this)), tools_(tools) {}

Result<int> TargetLists::add_firms(const Access& access, const std::string& list,
                                   const std::vector<TargetItem>& firms) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<int> {
    if (auto found = clear(open.tx, access, list, Purpose::kEdit); !found) return found.error();
    int added = 0;
    for (auto item : firms) {
      item.list_id = list;
      auto known = open.tx.query("SELECT 1 FROM target_items WHERE zone = $1 AND list_id = $2 AND firm_key = $3",
                                 {access.actor.zone, list, item.firm_key});
      if (!known) return known.error();
      if (!known->empty()) continue;
      if (auto created = items.create_in(open, access, item); !created) return created.error();
      ++added;
    }
    return added;
  });
}

std::pair<std::string, store::Values> TargetLists::with_firm(const std::string& key) {
  return {"EXISTS (SELECT 1 FROM target_items i WHERE i.zone = t.zone AND i.list_id = t.id AND i.firm_key = {})",
          {key}};
}

Status TargetLists::remove(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) -> Status {
    if (auto found = clear(open.tx, access, id, Purpose::kEdit); !found) return found.error();
    auto rows = open.tx.query(fmt::format("SELECT {} FROM target_items WHERE zone = $1 AND list_id = $2 ORDER BY id",
                                          columns_of<TargetItem>()),
                              {access.actor.zone, id});
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      const auto item = from_row<TargetItem>(row);
      if (auto removed = items.remove_in(open, access, item.id, item.version); !removed) return removed;
    }
    return remove_in(open, access, id, version);
  });
}

Result<std::vector<TargetLists::Count>> TargetLists::counts(const Access& access) const {
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, RecordTraits<TargetItem>::group, "", where);
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<Count>> {
    auto rows = tx.query(fmt::format("SELECT t.list_id, t.status, count(*) FROM target_items t{} "
                                     "GROUP BY t.list_id, t.status ORDER BY t.list_id, t.status",
                                     where.sql()),
                         where.values());
    if (!rows) return rows.error();
    std::vector<Count> counts;
    for (const auto row : *rows)
      counts.push_back({std::string(row.text(0)), std::string(row.text(1)), row.integer(2)});
    return counts;
  });
}

template class Records<TargetList>;
template class Records<TargetItem>;

}  // namespace lianzhao::ledger
