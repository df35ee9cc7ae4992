#include "api/handlers/accounts.h"
#include "api/handlers/records.h"

namespace lianzhao::api::handlers {
namespace {

struct Role {
  std::string id;
  Words name, summary;
  std::map<std::string, std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name, summary, permissions))

struct PermissionRow {
  std::string id;
  Words name;
};
BOOST_DESCRIBE_STRUCT(PermissionRow, (), (id, name))

struct Roles {
  std::vector<Role> roles;
  std::vector<PermissionRow> permissions;
};
BOOST_DESCRIBE_STRUCT(Roles, (), (roles, permissions))

// In the order of ledger::Role.
const Words kSummaries[ledger::kRoles] = {
    {"管理用户、组和系统设置；包含招商管理的全部权限", "Users, groups and settings, and all that a manager may"},
    {"查看全部；编辑并分派名单，查看联系人，导出", "Reads all; edits and assigns lists, reveals contacts, exports"},
    {"编辑产业链、本地企业和全部名单；导入、导出", "Edits chains, local firms and all lists; imports and exports"},
    {"查看数据；编辑本专班的名单、记录和洽谈", "Reads data; edits lists, notes and negotiations of own groups"},
    {"查看数据和分派给本部门的事项", "Reads data and what is assigned to the department"},
    {"查看全部和审计日志，不能修改，联系人掩码", "Reads all and the audit log, changes nothing, contacts masked"},
    {"仅限本企业的诉求", "Own requests only"},
};

// In the order of ledger::Permission.
const Words kPermissionWords[ledger::kPermissions] = {
    {"本人账户", "Own account"},
    {"查看产业链、目标和企业", "Read chains, targets and firms"},
    {"查看名单", "Read lists"},
    {"编辑名单", "Edit lists"},
    {"分派名单", "Assign lists"},
    {"查看记录和更正", "Read notes and corrections"},
    {"写记录和更正", "Write notes and corrections"},
    {"查看联系人（掩码）", "Read contacts, masked"},
    {"编辑联系人", "Edit contacts"},
    {"查看联系人原文（留痕）", "Reveal contacts, logged"},
    {"编辑产业链", "Edit chains"},
    {"编辑本地企业、项目和关联", "Edit local firms, projects and ties"},
    {"调整得分权重", "Set the weights of the score"},
    {"导入名录", "Import registries"},
    {"导出", "Export"},
    {"查看任务", "Read jobs"},
    {"取消任务", "Cancel jobs"},
    {"管理用户", "Manage users"},
    {"查看组和成员", "Read groups and members"},
    {"管理组", "Manage groups"},
    {"系统设置", "Settings"},
    {"查看审计日志", "Read the audit log"},
    {"查看外出、拜访、跟进和行程规划", "Read trips, visits, follow-ups and trip plans"},
    {"编辑外出、拜访、跟进和行程规划", "Edit trips, visits, follow-ups and trip plans"},
    {"下达专班指标", "Set targets of groups"},
    {"查看线索", "Read leads"},
    {"编辑线索", "Edit leads"},
    {"查看项目、难题和落地计划", "Read projects, problems and landing plans"},
    {"编辑项目、难题和落地计划", "Edit projects, problems and landing plans"},
    {"破例推进阶段（留痕）", "Override a stage gate, logged"},
    {"查看到位资金", "Read arrived capital"},
    {"登记到位资金", "Enter arrived capital"},
    {"审核到位资金", "Audit arrived capital"},
    {"统计口径、基数与月结", "Counting rules, bases and monthly close"},
};

}  // namespace

Reply list_roles(Context&, const http::Request& request) {
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  Roles out;
  for (std::size_t i = 0; i < ledger::kRoles; ++i) {
    const auto role = static_cast<ledger::Role>(i);
    Role row{std::string(name_of(role)), {std::string(name_zh(role)), std::string(name_en(role))}, kSummaries[i], {}};
    for (const auto& grant : ledger::grants()) {
      if (grant.role == role) row.permissions[std::string(name_of(grant.permission))] = name_of(grant.reach);
    }
    out.roles.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < ledger::kPermissions; ++i) {
    out.permissions.push_back({std::string(name_of(static_cast<Permission>(i))), kPermissionWords[i]});
  }
  return http::Response::json(200, to_json(out));
}

}  // namespace lianzhao::api::handlers
