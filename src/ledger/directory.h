// Names of the users and groups of a zone, and who is in which group: read at once, for pages that show names beside
// ids.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/record.h"
#include "store/database.h"

namespace lianzhao::ledger {

class Directory {
 public:
  struct Person {
    std::string login, name;
    bool active = true;
  };
  struct GroupName {
    std::string zh, en;
  };
  struct Place {
    std::string group, user, function;
  };
  static Result<Directory> load(store::Database& database, const std::string& zone);

  [[nodiscard]] const Person* person(const std::string& id) const;
  [[nodiscard]] std::string name_of(const std::string& user) const;  // "system" -> "系统"; an id that is gone: itself
  [[nodiscard]] const GroupName* group(const std::string& id) const;
  [[nodiscard]] std::vector<Place> members_of(const std::string& group) const;  // in the order of logins
  [[nodiscard]] Strings groups_of(const std::string& user) const;

 private:
  std::map<std::string, Person> people_;
  std::map<std::string, GroupName> groups_;
  std::vector<Place> places_;
};

}  // namespace lianzhao::ledger
