// Rows of published lists that name no firm: sums, notes, page numbers, headers that stand again.
#pragma once

#include <string_view>

namespace lianzhao::registry {

// Whether the text of a name column is such a line: '合计', '本页小计', '总计：35户', '注：数据来源于...',
// '说明：...', '备注', '单位：万元', '第 1 页 共 3 页', '以下空白', 'Total', 'Note: ...', '企业名称'. A firm whose
// name begins with such a word is one: '合计（北京）科技有限公司'.
bool is_not_a_firm(std::string_view name);

}  // namespace lianzhao::registry
