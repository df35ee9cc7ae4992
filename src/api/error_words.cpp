#include "api/error_words.h"

#include <optional>
#include <utility>

namespace lianzhao::api {
namespace {

// "*" stands for any text, which "*" in the Chinese repeats in order.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"login or password is wrong", "登录名或密码不正确。"},
    {"you are not signed in, or your session has ended", "尚未登录，或登录已失效。"},
    {"too many failed logins; try again in * seconds", "登录失败次数过多，请 * 秒后再试。"},
    {"too many failed logins; try again in * minutes", "登录失败次数过多，请 * 分钟后再试。"},
    {"there is no such upload: it was never sent, or is older than a week",
     "没有这个上传文件：从未上传，或已超过一周。"},
    {"the old password is wrong", "原密码不正确。"},
    {"the new password is the old one", "新密码与原密码相同。"},
    {"the password is not UTF-8", "密码不是有效的 UTF-8。"},
    {"the password has fewer than 10 characters", "密码少于 10 个字符。"},
    {"the password is longer than 256 bytes", "密码超过 256 字节。"},
    {"the password contains the login", "密码不能包含登录名。"},
    {"this password is one that many use", "这个密码太常见。"},
    {"the password repeats the same few characters", "密码总在重复少数几个字符。"},
    {"this is the last administrator: make another one first", "这是最后一名管理员，请先设置另一名管理员。"},
    {"choose one of your groups: the record must belong to one", "请选择所属专班：记录必须归属其中之一。"},
    {"you are not a member of this group", "您不是该组成员。"},
    {"your role does not include *", "您的角色没有权限：*。"},
    {"the group still owns records: give them to another group first", "该组仍有名下记录，请先转给其他组。"},
    {"figures of the past are the group's: make it inactive instead", "该组名下仍有历史统计数，请改为停用。"},
    {"a user is named twice among the members", "成员名单中有重复的用户。"},
    {"there is no user *", "没有用户 *。"},
    {"there is no group *", "没有组 *。"},
    {"there is no role '*'", "没有角色“*”。"},
    {"there is a user '*' already", "已有用户“*”。"},
    {"a login has no spaces", "登录名不能含空格。"},
    {"there is no such notice", "没有这条通知。"},
    {"there is no such session", "没有这个登录会话。"},
    {"there is no job *", "没有这个任务。"},
    {"there is no target-list *", "没有这份名单。"},
    {"there is no target-item *", "名单上没有这家企业。"},
    {"there is no firm-note *", "没有这条记录。"},
    {"there is no firm-correction *", "没有这条更正。"},
    {"there is no firm-contact *", "没有这位联系人。"},
    // Landing plans.
    {"there is no landing-plan *", "没有这份落地计划。"},
    {"the start must lie between 2000 and 2100", "起始日期应在 2000 到 2100 年之间。"},
    // Sheets.
    {"this payment was entered already", "这笔到位资金已经登记。"},
    {"another currency needs its rate", "外币须填写汇率。"},
    {"the group has a project of this name and firm already", "该组已有同名同企业的项目。"},
    {"a sheet may have at most * rows: part it", "一份表格最多 * 行，请分开导入。"},
    // Arrived capital.
    {"there is no payment *", "没有这笔到位资金。"},
    {"there is no capital-rule *", "没有这个统计口径。"},
    {"there is no project *", "没有这个项目。"},
    {"no counting rule is in force on *", "* 尚无有效的统计口径，请先制定。"},
    {"another payment has this id already", "这个编号已用于另一笔到位资金。"},
    {"the project has no agreement yet: enter the day of its agreement first",
     "项目尚未签订协议，不能登记到位资金：请先填写协议签订日期。"},
    {"the day is before the agreement of *", "到位日期早于协议签订日期 *。"},
    {"the day must not be before *", "日期不能早于 *。"},
    {"the day lies in the future", "日期不能晚于今天。"},
    {"the amount or its rate is out of range: at most 9 trillion yuan", "金额或汇率超出范围（最多 9 万亿元）。"},
    {"the amount must be more than nothing, and at most 9 trillion", "金额应大于零，且不超过 9 万亿。"},
    {"the amount must not be negative: a mistake is answered by a counter-entry",
     "金额不能为负：记错的请用冲销更正。"},
    {"a currency is three capital letters, such as USD", "币种应为三个大写字母，如 USD。"},
    {"yuan have the rate 1", "人民币的汇率为 1。"},
    {"the id is no UUID", "编号不是有效的 UUID。"},
    {"the project has a payment of this day and amount already: give a reason if this is another one",
     "该项目当日已有同额到位资金：如确为另一笔，请说明理由。"},
    {"the payments would come to more than the investment of * yuan: give a reason if that is so",
     "累计到位将超过项目总投资 * 元：如属实，请说明理由。"},
    {"this is a counter-entry itself: enter the payment anew instead", "这是冲销记录，请重新登记到位资金。"},
    {"the payment has its counter-entry already", "这笔到位资金已经冲销。"},
    {"the audit refused the payment: there is nothing to take back", "这笔到位资金未通过审核，无需冲销。"},
    {"the audit has passed this payment: only those who audit may take it back",
     "这笔到位资金已通过审核，只有审核人员可以冲销。"},
    {"the payment and its counter-entry cancel each other: there is nothing to audit",
     "这笔到位资金与其冲销记录已相互抵消，无需审核。"},
    {"the payment was audited already", "这笔到位资金已经审核。"},
    {"the month has not begun yet", "该月尚未开始。"},
    {"the month is not over yet", "该月尚未结束，不能结账。"},
    {"the months are closed up to * already", "截至 * 的月份均已结账。"},
    {"the year has not begun yet", "该年尚未开始。"},
    {"a month is 1 to 12", "月份应为 1 到 12。"},
    {"the years must be 1990 to 2100", "年份应在 1990 到 2100 之间。"},
    // Trips, visits, follow-ups, documents.
    {"there is no trip *", "没有这次外出。"},
    {"there is no visit *", "没有这条拜访记录。"},
    {"there is no trip-plan *", "没有这份行程规划。"},
    {"the plan was adopted: make a new one", "这份规划已采用，请新建一份。"},
    {"only a plan that is ready can be adopted", "规划完成后才能采用。"},
    {"trips were made of this plan: it stays", "已按这份规划生成外出，不能删除。"},
    {"the plan has no visits: there is nothing to adopt", "这份规划没有拜访，无可采用。"},
    {"there is no such calendar", "没有这个日历。"},
    {"there is no follow-up *", "没有这项跟进。"},
    {"there is no attachment *", "没有这份附件。"},
    {"the last day is before the first", "结束日期早于开始日期。"},
    {"a trip takes at most * days", "一次外出最多 * 天。"},
    {"a trip that lies ahead can be neither under way nor done", "尚未开始的外出不能是进行中或已完成。"},
    {"the trip has visits of its group: it stays with it", "这次外出已有拜访记录，不能换组。"},
    {"the trip has visits: it took place", "这次外出已有拜访记录，不能取消。"},
    {"the trip has visits before this day", "已有拜访早于这一天。"},
    {"the trip has visits after this day", "已有拜访晚于这一天。"},
    {"visits were logged on this trip: it cannot be removed", "这次外出已有拜访记录，不能删除。"},
    {"a visit is logged once it took place: its day is yet to come", "拜访发生后才能记录，日期不能在将来。"},
    {"the day is before the year 2000", "日期早于 2000 年。"},
    {"a visit that followed from this one lies before this day", "由此引出的拜访早于这一天。"},
    {"there is no such trip of this group", "该组没有这次外出。"},
    {"the trip was cancelled", "这次外出已取消。"},
    {"the day of the visit lies outside the days of the trip", "拜访日期不在这次外出的日期之内。"},
    {"a visit cannot follow from itself", "拜访不能由自身引出。"},
    {"there is no such visit that it followed from", "没有所指的前次拜访。"},
    {"the visit that it followed from was later", "所指的前次拜访反而更晚。"},
    {"this id is taken", "这个编号已被使用。"},
    {"a visit with this id and other content was logged before", "同一编号已记录过内容不同的拜访。"},
    {"this visit was logged before, and removed", "这条拜访记录过，后来已删除。"},
    {"another visit or a lead followed from this visit", "已有拜访或线索由它引出，不能删除。"},
    {"documents belong to this visit: it stays", "这条拜访有附件，不能删除。"},
    {"a masked name or phone is none of those that were shown", "遮盖的姓名或电话与原来的不符。"},
    {"several people look alike when masked: read them unmasked first", "遮盖后有几人无法区分，请先查看完整信息。"},
    {"the owner is no active user", "负责人不是有效用户。"},
    {"a follow-up cannot be done on a day to come", "完成日期不能在将来。"},
    {"a follow-up is named twice", "同一跟进事项出现了两次。"},
    {"the id is no UUID", "编号不是 UUID。"},
    {"the name of a document has no path in it", "附件名称不能含路径。"},
    {"the name of a document has no control characters", "附件名称不能含控制字符。"},
    {"the name of a document does not begin with a dot", "附件名称不能为空或以点开头。"},
    {"name is longer than * characters", "名称超过 * 个字符。"},
    {"files ending in '*' are not kept: *", "不接受“.*”文件，可用：pdf、docx、xlsx、pptx、jpg、png、zip、txt、csv。"},
    {"files ending in '' are not kept: *",
     "文件名没有扩展名，可用：pdf、docx、xlsx、pptx、jpg、png、zip、txt、csv。"},
    {"the content is not that of a * file", "文件内容与扩展名 * 不符。"},
    {"the file is empty", "文件为空。"},
    {"* is out of its range", "* 超出范围。"},
    {"there is no *", "没有找到：*。"},
    {"this * belongs to another group: it can be read, not changed", "该记录属于其他组，只能查看。"},
    {"the * was changed meanwhile: it is version * now, not *", "内容已被他人修改：现为第 * 版。"},
    {"only the newest finished import can be rolled back", "只能撤回最近一次完成的导入。"},
    {"there was no registry before this import", "这次导入之前没有名录。"},
    {"the years must be 1980 to 2100, the first not after the last",
     "年份应在 1980 到 2100 之间，且起始不晚于结束。"},
    {"the cursor is not one of this list", "cursor 不属于这份列表。"},
    {"* must not be negative", "* 不能为负数。"},
    {"* is empty", "* 不能为空。"},
    {"* is longer than * bytes", "* 过长（最多 * 字节）。"},
    {"* is '*', but must be one of *", "* 的值“*”无效，可用：*。"},
};

// What the stars of the pattern stand for; nullopt where it does not match.
std::optional<std::vector<std::string_view>> match(std::string_view pattern, std::string_view text) {
  std::vector<std::string_view> found;
  for (;;) {
    const auto star = pattern.find('*');
    const auto literal = pattern.substr(0, star);
    if (!text.starts_with(literal)) return std::nullopt;
    text.remove_prefix(literal.size());
    if (star == std::string_view::npos) return text.empty() ? std::optional(found) : std::nullopt;
    pattern.remove_prefix(star + 1);
    const auto next = pattern.substr(0, pattern.find('*'));
    const auto at = next.empty() ? text.size() : text.find(next);
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    found.push_back(text.substr(0, at));
    text.remove_prefix(at);
  }
}

std::string filled(std::string_view chinese, const std::vector<std::string_view>& parts) {
  std::string out;
  std::size_t next = 0;
  for (const char c : chinese) {
    if (c == '*' && next < parts.size()) {
      out += parts[next++];
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

Words words_of(const Error& error) {
  for (const auto& [english, chinese] : kWords) {
    if (const auto parts = match(english, error.message)) {
      // Of "the KIND was changed: version N" only the number is told.
      if (english.starts_with("the * was changed")) return {filled(chinese, {(*parts)[1]}), error.message};
      if (english.starts_with("this * belongs")) return {std::string(chinese), error.message};
      return {filled(chinese, *parts), error.message};
    }
  }
  return {std::string(problem_kind(name_of(error.code)).zh) + "：" + error.message, error.message};
}

}  // namespace lianzhao::api
