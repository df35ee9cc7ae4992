#include "ledger/permissions.h"

#include <algorithm>
#include <array>

namespace lianzhao::ledger {
namespace {

using R = Role;
using P = Permission;

struct RoleNames {
  std::string_view name, zh, en;
};
constexpr std::array<RoleNames, kRoles> kRoleNames{{{"administrator", "系统管理员", "Administrator"},
                                                    {"leader", "领导", "Leader"},
                                                    {"manager", "招商管理", "Manager"},
                                                    {"member", "招商专班成员", "Group member"},
                                                    {"department", "部门", "Department"},
                                                    {"auditor", "审计（只读）", "Auditor (read only)"},
                                                    {"enterprise", "企业", "Enterprise"}}};

constexpr std::array<std::string_view, kPermissions> kPermissionNames{
    "self",          "engine.read",   "lists.read",     "lists.edit",      "lists.assign",  "notes.read",
    "notes.edit",    "contacts.read", "contacts.edit",  "contacts.reveal", "chains.edit",   "locals.edit",
    "weights.edit",  "import",        "export",         "jobs.read",       "jobs.cancel",   "users.manage",
    "groups.read",   "groups.manage", "settings",       "audit.read",      "trips.read",    "trips.edit",
    "targets.edit",  "leads.read",    "leads.edit",     "projects.read",   "projects.edit", "projects.override",
    "payments.read", "payments.edit", "payments.audit", "capital.manage"};

constexpr auto kAll = Reach::kAll, kOwn = Reach::kOwn;

// The table. What is not here is not allowed.
constexpr Grant kGrants[] = {
    // Administrator: everything of the manager, and the running of the system.
    {R::kAdministrator, P::kSelf, kAll},
    {R::kAdministrator, P::kEngineRead, kAll},
    {R::kAdministrator, P::kListsRead, kAll},
    {R::kAdministrator, P::kListsEdit, kAll},
    {R::kAdministrator, P::kListsAssign, kAll},
    {R::kAdministrator, P::kNotesRead, kAll},
    {R::kAdministrator, P::kNotesEdit, kAll},
    {R::kAdministrator, P::kContactsRead, kAll},
    {R::kAdministrator, P::kContactsEdit, kAll},
    {R::kAdministrator, P::kContactsReveal, kAll},
    {R::kAdministrator, P::kChainsEdit, kAll},
    {R::kAdministrator, P::kLocalsEdit, kAll},
    {R::kAdministrator, P::kWeightsEdit, kAll},
    {R::kAdministrator, P::kImport, kAll},
    {R::kAdministrator, P::kExport, kAll},
    {R::kAdministrator, P::kJobsRead, kAll},
    {R::kAdministrator, P::kJobsCancel, kAll},
    {R::kAdministrator, P::kUsersManage, kAll},
    {R::kAdministrator, P::kGroupsRead, kAll},
    {R::kAdministrator, P::kGroupsManage, kAll},
    {R::kAdministrator, P::kSettings, kAll},
    {R::kAdministrator, P::kAuditRead, kAll},
    {R::kAdministrator, P::kTripsRead, kAll},
    {R::kAdministrator, P::kTripsEdit, kAll},
    {R::kAdministrator, P::kGroupTargetsEdit, kAll},
    {R::kAdministrator, P::kLeadsRead, kAll},
    {R::kAdministrator, P::kLeadsEdit, kAll},
    {R::kAdministrator, P::kProjectsRead, kAll},
    {R::kAdministrator, P::kProjectsEdit, kAll},
    {R::kAdministrator, P::kPaymentsRead, kAll},
    {R::kAdministrator, P::kPaymentsEdit, kAll},
    {R::kAdministrator, P::kPaymentsAudit, kAll},
    {R::kAdministrator, P::kCapitalManage, kAll},
    // Leader: reads all, edits lists and assigns, works on trips, leads and projects, may override a gate, reveals
    // contacts,
    // exports.
    {R::kLeader, P::kSelf, kAll},
    {R::kLeader, P::kEngineRead, kAll},
    {R::kLeader, P::kListsRead, kAll},
    {R::kLeader, P::kListsEdit, kAll},
    {R::kLeader, P::kListsAssign, kAll},
    {R::kLeader, P::kNotesRead, kAll},
    {R::kLeader, P::kNotesEdit, kAll},
    {R::kLeader, P::kContactsRead, kAll},
    {R::kLeader, P::kContactsReveal, kAll},
    {R::kLeader, P::kExport, kAll},
    {R::kLeader, P::kJobsRead, kAll},
    {R::kLeader, P::kJobsCancel, kOwn},
    {R::kLeader, P::kGroupsRead, kAll},
    {R::kLeader, P::kTripsRead, kAll},
    {R::kLeader, P::kTripsEdit, kAll},
    {R::kLeader, P::kGroupTargetsEdit, kAll},
    {R::kLeader, P::kLeadsRead, kAll},
    {R::kLeader, P::kLeadsEdit, kAll},
    {R::kLeader, P::kProjectsRead, kAll},
    {R::kLeader, P::kProjectsEdit, kAll},
    {R::kLeader, P::kProjectsOverride, kAll},
    {R::kLeader, P::kPaymentsRead, kAll},
    // Manager: edits chains, local firms, lists and the records of all groups; imports, exports, reveals.
    {R::kManager, P::kSelf, kAll},
    {R::kManager, P::kEngineRead, kAll},
    {R::kManager, P::kListsRead, kAll},
    {R::kManager, P::kListsEdit, kAll},
    {R::kManager, P::kListsAssign, kAll},
    {R::kManager, P::kNotesRead, kAll},
    {R::kManager, P::kNotesEdit, kAll},
    {R::kManager, P::kContactsRead, kAll},
    {R::kManager, P::kContactsEdit, kAll},
    {R::kManager, P::kContactsReveal, kAll},
    {R::kManager, P::kChainsEdit, kAll},
    {R::kManager, P::kLocalsEdit, kAll},
    {R::kManager, P::kWeightsEdit, kAll},
    {R::kManager, P::kImport, kAll},
    {R::kManager, P::kExport, kAll},
    {R::kManager, P::kJobsRead, kAll},
    {R::kManager, P::kJobsCancel, kAll},
    {R::kManager, P::kGroupsRead, kAll},
    {R::kManager, P::kTripsRead, kAll},
    {R::kManager, P::kTripsEdit, kAll},
    {R::kManager, P::kGroupTargetsEdit, kAll},
    {R::kManager, P::kLeadsRead, kAll},
    {R::kManager, P::kLeadsEdit, kAll},
    {R::kManager, P::kProjectsRead, kAll},
    {R::kManager, P::kProjectsEdit, kAll},
    {R::kManager, P::kPaymentsRead, kAll},
    {R::kManager, P::kPaymentsEdit, kAll},
    {R::kManager, P::kPaymentsAudit, kAll},
    {R::kManager, P::kCapitalManage, kAll},
    // Member: the engine's data; the records of the own groups.
    {R::kMember, P::kSelf, kAll},
    {R::kMember, P::kEngineRead, kAll},
    {R::kMember, P::kListsRead, kOwn},
    {R::kMember, P::kListsEdit, kOwn},
    {R::kMember, P::kListsAssign, kOwn},
    {R::kMember, P::kNotesRead, kOwn},
    {R::kMember, P::kNotesEdit, kOwn},
    {R::kMember, P::kContactsRead, kOwn},
    {R::kMember, P::kContactsEdit, kOwn},
    {R::kMember, P::kContactsReveal, kOwn},
    {R::kMember, P::kExport, kOwn},
    {R::kMember, P::kJobsRead, kOwn},
    {R::kMember, P::kJobsCancel, kOwn},
    {R::kMember, P::kGroupsRead, kAll},
    {R::kMember, P::kTripsRead, kOwn},
    {R::kMember, P::kTripsEdit, kOwn},
    {R::kMember, P::kLeadsRead, kOwn},
    {R::kMember, P::kLeadsEdit, kOwn},
    {R::kMember, P::kProjectsRead, kOwn},
    {R::kMember, P::kProjectsEdit, kOwn},
    {R::kMember, P::kPaymentsRead, kOwn},
    {R::kMember, P::kPaymentsEdit, kOwn},
    // Department: the engine's data and what is assigned to its group.
    {R::kDepartment, P::kSelf, kAll},
    {R::kDepartment, P::kEngineRead, kAll},
    {R::kDepartment, P::kListsRead, kOwn},
    {R::kDepartment, P::kNotesRead, kOwn},
    {R::kDepartment, P::kJobsRead, kOwn},
    {R::kDepartment, P::kGroupsRead, kAll},
    {R::kDepartment, P::kTripsRead, kOwn},
    {R::kDepartment, P::kTripsEdit, kOwn},
    {R::kDepartment, P::kLeadsRead, kOwn},
    {R::kDepartment, P::kProjectsRead, kOwn},
    {R::kDepartment, P::kProjectsEdit, kOwn},
    // Auditor: reads all, changes nothing, sees contacts masked.
    {R::kAuditor, P::kSelf, kAll},
    {R::kAuditor, P::kEngineRead, kAll},
    {R::kAuditor, P::kListsRead, kAll},
    {R::kAuditor, P::kNotesRead, kAll},
    {R::kAuditor, P::kContactsRead, kAll},
    {R::kAuditor, P::kJobsRead, kAll},
    {R::kAuditor, P::kGroupsRead, kAll},
    {R::kAuditor, P::kAuditRead, kAll},
    {R::kAuditor, P::kTripsRead, kAll},
    {R::kAuditor, P::kLeadsRead, kAll},
    {R::kAuditor, P::kProjectsRead, kAll},
    {R::kAuditor, P::kPaymentsRead, kAll},
    // Enterprise: itself.
    {R::kEnterprise, P::kSelf, kAll},
};

}  // namespace

std::string_view name_of(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)].name;
}
std::string_view name_zh(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)].zh;
}
std::string_view name_en(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)].en;
}
std::optional<Role> parse_role(std::string_view name) {
  for (std::size_t i = 0; i < kRoles; ++i) {
    if (kRoleNames[i].name == name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Permission permission) {
  return kPermissionNames[static_cast<std::size_t>(permission)];
}
std::string_view name_of(Reach reach) {
  return reach == Reach::kAll ? "all" : reach == Reach::kOwn ? "own" : "none";
}

std::span<const Grant> grants() {
  return kGrants;
}

Reach reach_of(const std::vector<std::string>& roles, Permission permission) {
  auto farthest = Reach::kNone;
  for (const auto& grant : kGrants) {
    if (grant.permission == permission && std::find(roles.begin(), roles.end(), name_of(grant.role)) != roles.end()) {
      farthest = std::max(farthest, grant.reach);
    }
  }
  return farthest;
}

}  // namespace lianzhao::ledger
