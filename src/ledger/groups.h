// Groups of the zone's staff: industry groups and dedicated groups for promotion, departments, the management.
// Members have a function in a group. docs: what a member sees is what its groups own.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct Group : Stamp {
  std::string slug;  // stable short name, unique: "wind"
  std::string kind;  // industry | dedicated | department | management
  std::string name_zh, name_en;
  Strings chains;             // chains it works on
  Strings regions;            // regions of the zone's file it works in
  std::string lead_title;     // office of its leader, not a person: 分管副主任
  std::int64_t position = 0;  // order in lists
  bool active = true;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Group, (Stamp),
                      (slug, kind, name_zh, name_en, chains, regions, lead_title, position, active, note))

template <>
struct RecordTraits<Group> : RecordTraitsBase {
  static constexpr std::string_view table = "groups", kind = "group", zh = "这个组", sort = "position";
  static constexpr std::string_view searched[] = {"name_zh", "name_en", "slug"};
  static Status rules(const Group& group);
};

struct Member {
  std::string group_id, user_id, login, display_name;
  std::string function;  // lead | member | secretary ...: free text
};
BOOST_DESCRIBE_STRUCT(Member, (), (group_id, user_id, login, display_name, function))

class Groups : public Records<Group> {
 public:
  explicit Groups(const Tools& tools);
  Result<std::vector<Member>> members(const Access& access, const std::string& group) const;
  // Makes the members of a group those given, within a change: who is not among them leaves.
  struct Place {
    std::string user, function;
  };
  Status set_members_in(Change& change, const Access& access, const std::string& group,
                        const std::vector<Place>& members) const;
  // A group that owns nothing, with its members. kExists where records are its own.
  Status remove(const Access& access, const std::string& id, std::int64_t version) const;
  // Puts the user in, or changes the function. Removing one who is not in it is no error. Audited.
  Status put_member(const Access& access, const std::string& group, const std::string& user,
                    const std::string& function) const;
  Status remove_member(const Access& access, const std::string& group, const std::string& user) const;
  Result<std::vector<Group>> of_user(const std::string& zone, const std::string& user) const;

 private:
  const Tools tools_;
};

// Reads groups.yaml of a case and puts in those whose slug is not there yet; returns how many. Others stay as they
// are.
Result<int> seed_groups(const Tools& tools, const std::string& zone, const std::string& path);

}  // namespace lianzhao::ledger
