#include "registry/import/reject_reasons.h"

#include <algorithm>
#include <iterator>

namespace lianzhao::registry {
namespace {

constexpr RejectReason kReasons[] = {
    // Records that never became rows.
    {"unterminated-quote", "引号没有闭合；只略去该记录的第一行",
     "a quoted field is not closed; the record's first line is left out"},
    {"record-too-long", "记录超过长度上限", "the record is longer than the limit"},
    {"repeated-header", "表头在此重复出现", "the header line stands here again"},
    {"cut-short", "文件在记录中间结束", "the file ends within the record"},
    {"bad-json", "不是有效的 JSON 对象", "no valid JSON object"},
    // Rows (RowFault).
    {"field-count", "字段数与表头不同：缺少或多出分隔符，或引号不配对",
     "the record has another number of fields than the header: a separator is missing or too many, or quotes are "
     "unbalanced"},
    {"name-missing", "没有企业名称", "the row names no firm"},
    {"name-not-a-name", "企业名称列中不是名称，各列可能错位",
     "what stands in the name's column is no name: the columns may be shifted"},
    {"not-a-firm", "不是企业，而是合计、注释、页码或表头",
     "the row is no firm but a sum, a note, a page number or a header"},
    {"name-too-long", "企业名称超过 400 字节", "the name is longer than 400 bytes"},
    {"nul-byte", "含有 NUL 字节", "the row contains a NUL byte"},
    {"not-utf8", "含有不属于 UTF-8 的字节", "the row contains bytes that are not UTF-8"},
    {"text-too-long", "有字段超过 1 MB", "a text of the row is longer than 1 MB"},
    // Duplicates.
    {"same-firm", "本次导入前面的行已有这家企业，且内容不少于本行",
     "an earlier row of this import has the firm and states no less"},
    {"same-firm-joined", "本次导入前面的行已有这家企业；本行多出的内容已并入",
     "an earlier row of this import has the firm; what this row adds was taken over"},
    // Values of accepted rows (Remark).
    {"capital-not-understood", "注册资本不能识别，按未填处理",
     "the capital was not understood and counts as not stated"},
    {"date-not-understood", "日期不能识别，按未填处理", "the date was not understood and counts as not stated"},
    {"place-not-understood", "地区不能识别，按未填处理", "the place was not understood and counts as not stated"},
    {"place-contradiction", "省、市列与地址所说的城市不同，按证据较多的一方处理",
     "the columns and the address name different cities; the one with more evidence was taken"},
    {"code-length", "统一社会信用代码不是 18 位，按未填处理",
     "the credit code has not 18 characters and counts as not stated"},
    {"code-character", "统一社会信用代码含有不允许的字符，按未填处理",
     "the credit code has a character that none has, and counts as not stated"},
    {"code-check", "统一社会信用代码的校验位不符，按未填处理",
     "the credit code fails its check character and counts as not stated"},
    {"capital-unit-unsure", "注册资本的单位没有写明或可疑，金额按通常写法推断，请核对",
     "the capital's unit is not stated or doubtful; the amount follows the usual way of writing: check it"},
    {"status-not-understood", "经营状态不能识别，按未填处理",
     "the firm's status was not understood and counts as not stated"},
    {"listed-not-understood", "上市情况不能识别，按未上市处理",
     "what is said of the firm's listing was not understood, and counts as not listed"},
    {"scope-cut", "经营范围过长，只识别了前一部分", "the scope is too long; its first part was read"},
};

}  // namespace

RejectReason reject_reason(std::string_view code) {
  const auto* found = std::find_if(std::begin(kReasons), std::end(kReasons),
                                   [&](const RejectReason& reason) { return reason.code == code; });
  return found != std::end(kReasons) ? *found : RejectReason{code, {}, {}};
}

}  // namespace lianzhao::registry
