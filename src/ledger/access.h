// Who asks, and how far the permission of the route reaches. The condition that keeps records of other groups out is
// made here and nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/permissions.h"
#include "store/paging.h"

namespace lianzhao::ledger {

struct Actor {
  std::string zone;
  std::string user;   // id; "system" for the program itself
  std::string login;  // for the audit log
  std::vector<std::string> roles;
  std::vector<std::string> groups;  // ids
  std::string request;              // id of the request, for the audit log
  std::string address;              // of the client

  [[nodiscard]] bool in_group(std::string_view group) const;
};

// The program itself: seeding, command line, jobs.
Actor system_actor(std::string zone, std::string request = "");

struct Access {
  Actor actor;
  Reach reach = Reach::kNone;

  // kForbidden where no role of the actor has the permission.
  static Result<Access> of(const Actor& actor, Permission permission);
  // The system's own, everything.
  static Access system(std::string zone, std::string request = "");
};

// The condition, with a {} for each value: records whose `group` (an SQL expression for the id of the owning group;
// "" for records that belong to the whole zone) is one of the actor's, or which `open` (an SQL condition, may be "")
// opens to all, or which are the actor's own by `person` (an SQL expression for the id of a user, may be "").
std::pair<std::string, store::Values> within_reach(const Access& access, std::string_view group,
                                                   std::string_view open = "", std::string_view person = "");
// Adds it to a query, where the access does not reach all.
void restrict_to(const Access& access, std::string_view group, std::string_view open, store::Where& where,
                 std::string_view person = "");

// May this actor put a record into the group ("": none)? kForbidden, with the way out.
Status check_group(const Access& access, std::string_view group);

}  // namespace lianzhao::ledger
