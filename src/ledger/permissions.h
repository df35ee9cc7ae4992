// Who may do what: one table of role, permission and reach (permissions.cpp is the data). A route names its
// permission; the reach it gives goes into every query.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lianzhao::ledger {

enum class Role : std::uint8_t { kAdministrator, kLeader, kManager, kMember, kDepartment, kAuditor, kEnterprise };
inline constexpr std::size_t kRoles = 7;
std::string_view name_of(Role role);  // "administrator"
std::string_view name_zh(Role role);  // "系统管理员"
std::string_view name_en(Role role);  // "Administrator"
std::optional<Role> parse_role(std::string_view name);

enum class Permission : std::uint8_t {
  kSelf,        // own session, password, notices: every role
  kEngineRead,  // chains, diagnosis, targets, firms, local firms
  kListsRead,   // target lists
  kListsEdit,
  kListsAssign,  // give a list or an item to a group or person
  kNotesRead,    // notes on firms, and corrections
  kNotesEdit,
  kContactsRead,  // masked
  kContactsEdit,
  kContactsReveal,  // clear, logged
  kChainsEdit,
  kLocalsEdit,  // firms of the zone, projects, ties
  kWeightsEdit,
  kImport,
  kExport,
  kJobsRead,
  kJobsCancel,
  kUsersManage,
  kGroupsRead,  // names of groups and of their members
  kGroupsManage,
  kSettings,
  kAuditRead,
  kTripsRead,  // trips, visits, follow-ups, trip plans, rates; targets of groups
  kTripsEdit,
  kGroupTargetsEdit,
  kLeadsRead,
  kLeadsEdit,
  kProjectsRead,  // with stages, problems, documents, landing plans
  kProjectsEdit,
  kProjectsOverride,  // pass a stage with a gate unmet, with a written reason
  kPaymentsRead,
  kPaymentsEdit,
  kPaymentsAudit,  // pass or refuse
  kCapitalManage,  // counting rules, restated bases, monthly close
};
inline constexpr std::size_t kPermissions = 34;
std::string_view name_of(Permission permission);  // "lists.edit"

// How far a permission goes: own is the user's groups (for jobs: what the user began).
enum class Reach : std::uint8_t { kNone, kOwn, kAll };
std::string_view name_of(Reach reach);

struct Grant {
  Role role;
  Permission permission;
  Reach reach;
};
std::span<const Grant> grants();  // the table, for documents, tests and the page of roles

// The farthest that any of the roles gives. Names that are no role give nothing.
Reach reach_of(const std::vector<std::string>& roles, Permission permission);

}  // namespace lianzhao::ledger
