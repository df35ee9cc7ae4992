// Target lists: firms picked for a node or chain, given to a group to work on.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct TargetList : Stamp {
  std::string name;
  std::string chain, node;              // "wind", "wind.gearbox"; may be empty
  std::optional<std::string> group_id;  // none: of the whole zone, seen by those who reach all
  std::string state = "open";           // open | closed
  std::string note;
};
BOOST_DESCRIBE_STRUCT(TargetList, (Stamp), (name, chain, node, group_id, state, note))
template <>
struct RecordTraits<TargetList> : RecordTraitsBase {
  static constexpr std::string_view table = "target_lists", kind = "target-list", zh = "这份名单",
                                    group = "t.group_id";
  static constexpr std::string_view searched[] = {"name", "note"};
  static std::string owner(const TargetList& list) { return list.group_id.value_or(""); }
  static Status rules(const TargetList& list);
};

struct TargetItem : Stamp {
  std::string list_id;
  std::string firm_key, firm_name;  // the name as it was when it was put on the list
  std::string node;
  std::optional<double> score;
  std::string note;
  std::optional<std::string> assignee;  // user id
  std::string status = "new";           // new | contacting | visited | negotiating | dropped
};
BOOST_DESCRIBE_STRUCT(TargetItem, (Stamp), (list_id, firm_key, firm_name, node, score, note, assignee, status))
template <>
struct RecordTraits<TargetItem> : RecordTraitsBase {
  static constexpr std::string_view table = "target_items", kind = "target-item", zh = "这家名单企业";
  static constexpr std::string_view group =
      "(SELECT l.group_id FROM target_lists l WHERE l.zone = t.zone AND l.id = t.list_id)";
  static constexpr std::string_view sort = "-score";
  static constexpr bool by_parent = true;
  static constexpr std::string_view searched[] = {"firm_name", "note"};
  static Status rules(const TargetItem& item);
};

// A list goes with its items when it is removed. A firm is on a list once (kExists).
class TargetLists : public Records<TargetList> {
 public:
  explicit TargetLists(const Tools& tools);
  TargetLists(const TargetLists&) = delete;  // items look up their list here
  Records<TargetItem> items;
  // Puts firms on the list in one transaction; those that are on it already stay. Returns how many were new.
  Result<int> add_firms(const Access& access, const std::string& list, const std::vector<TargetItem>& firms) const;
  Status remove(const Access& access, const std::string& id, std::int64_t version) const;
  struct Count {
    std::string list_id, status;
    std::int64_t items = 0;
  };
  Result<std::vector<Count>> counts(const Access& access) const;  // items of each list by status
  // A condition of ListQuery: the lists that the firm is on.
  static std::pair<std::string, store::Values> with_firm(const std::string& key);

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
