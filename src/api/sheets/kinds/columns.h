// Columns that several kinds have.
#pragma once

#include "api/sheets/kind.h"

namespace lianzhao::api::sheets {

inline Column firm_column() {
  return {.field = "firm",
          .header = {"企业", "Firm"},
          .required = true,
          .width = 36,
          .note = {"名称或统一社会信用代码；名录中有同名企业的自动对应",
                   "Name or credit code; matched with the registry"},
          .most = 120};
}
inline Column group_column() {
  return {.field = "group", .header = {"专班", "Group"}, .kind = CellKind::kGroup, .required = true, .width = 24};
}
inline Column node_column() {
  return {.field = "node",
          .header = {"环节", "Node"},
          .kind = CellKind::kNode,
          .width = 20,
          .note = {"环节编号或名称", "Id or name of a chain node"}};
}
inline Column synthetic_column() {
  return {.field = "synthetic",
          .header = {"合成数据", "Synthetic"},
          .kind = CellKind::kYesNo,
          .width = 10,
          .note = {"合成数据填“是”", "Yes for data made up as an example"}};
}

}  // namespace lianzhao::api::sheets
