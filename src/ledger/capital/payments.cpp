#include "ledger/capital/payments.h"

#include <cmath>
#include <set>

#include "base/instant.h"
#include "base/money.h"
#include "ledger/projects/holders.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

constexpr Day kFirstDay = *make_day(1990, 1, 1);

// What a payment needs of its project.
struct ProjectFacts {
  std::string group;
  std::optional<Day> agreement;
  std::optional<std::int64_t> investment_fen;
  bool second_phase = false;
};

Result<ProjectFacts> facts_of(store::Transaction& tx, const Access& access, const std::string& project) {
  store::Where where;
  where.add("t.zone = {} AND t.id = {}", {access.actor.zone, project});
  restrict_to(access, "t.group_id", "", where);
  auto rows = tx.query(
      "SELECT t.group_id, t.agreement_on, t.investment_fen, CASE WHEN o.id IS NOT NULL AND (t.agreement_on IS NULL "
      "OR "
      "t.agreement_on = o.agreement_on) THEN 1 ELSE 0 END FROM projects t "
      "LEFT JOIN projects o ON o.zone = t.zone AND o.id = t.phase_of" +
          where.sql(),
      where.values());
  if (!rows) return rows.error();
  if (rows->empty()) return refusal("project", "没有这个项目。", fmt::format("there is no project {}", project));
  const auto row = (*rows)[0];
  ProjectFacts facts{std::string(row.text(0)), {}, {}, false};
  detail::from_cell(row, 1, facts.agreement);
  detail::from_cell(row, 2, facts.investment_fen);
  facts.second_phase = row.truth(3);
  return facts;
}

Result<std::vector<Payment>> select(store::Transaction& tx, const std::string& condition,
                                    const store::Values& values) {
  auto rows =
      tx.query(fmt::format("SELECT {} FROM payments WHERE {} ORDER BY id", columns_of<Payment>(), condition), values);
  if (!rows) return rows.error();
  std::vector<Payment> found;
  for (const auto row : *rows) found.push_back(from_row<Payment>(row));
  return found;
}

bool same_entry(const Payment& a, const Payment& b) {
  return a.project_id == b.project_id && a.on_day == b.on_day && a.amount_fen == b.amount_fen &&
         a.currency == b.currency && a.rate == b.rate && a.origin == b.origin && a.used_for == b.used_for &&
         a.evidence == b.evidence && a.note == b.note;
}

Error stale_id(const Payment& other, bool within_reach) {
  return {ErrorCode::kExists, "another payment has this id already",
          within_reach ? boost::json::serialize(to_json(other)) : std::string(), "这个编号已用于另一笔到位资金。"};
}

// A day that may be named for an entry or its audit.
Status check_day(std::string_view field, Day day, Day least, Day today) {
  if (day < kFirstDay) return refusal(field, "日期不能早于 1990 年。", "the day must not be before 1990");
  if (day > today) return refusal(field, "日期不能晚于今天。", "the day lies in the future");
  if (day < least)
    return refusal(field, fmt::format("日期不能早于 {}。", to_string(least)),
                   fmt::format("the day must not be before {}", to_string(least)));
  return {};
}

// Rows of the zone whose column is one of the ids.
store::Where among(std::string_view column, const std::string& zone, const std::vector<std::string>& ids) {
  store::Where where;
  where.add("t.zone = {}", {zone});
  std::string list;
  store::Values values;
  for (const auto& id : std::set<std::string>(ids.begin(), ids.end())) {
    list += list.empty() ? fmt::format("{} IN ({{}}", column) : ", {}";
    values.emplace_back(id);
  }
  where.add(list + ")", values);
  return where;
}

}  // namespace

capital::Entry entry_of(const Payment& payment) {
  capital::Entry entry;
  entry.id = payment.id;
  entry.project = payment.project_id;
  entry.group = payment.credited_to;
  entry.paid = payment.on_day;
  entry.entered_at = payment.created_at;
  entry.state = capital::parse_audit_state(payment.state).value_or(capital::AuditState::kRefused);
  entry.audited = payment.audited_on;
  entry.audited_at = payment.audited_at;
  entry.yuan_fen = payment.yuan_fen;
  entry.origin = capital::parse_origin(payment.origin).value_or(capital::Origin::kLocal);
  entry.use = capital::parse_use(payment.used_for).value_or(capital::Use::kOther);
  entry.evidence = capital::parse_evidence(payment.evidence).value_or(capital::Evidence::kNone);
  entry.second_phase = payment.second_phase;
  entry.synthetic = payment.synthetic;
  return entry;
}

std::optional<std::int64_t> to_yuan(std::int64_t amount_fen, double rate) {
  __extension__ using Wide = __int128;  // the product of two numbers of 64 bits
  constexpr std::int64_t kScale = 100'000'000;
  if (!(rate > 0) || rate > 10'000) return std::nullopt;
  const Wide scaled = static_cast<Wide>(amount_fen) * std::llround(rate * static_cast<double>(kScale));
  const Wide half = kScale / 2;
  const Wide yuan = scaled >= 0 ? (scaled + half) / kScale : -((-scaled + half) / kScale);
  if (yuan > kMostFen || yuan < -kMostFen) return std::nullopt;
  return static_cast<std::int64_t>(yuan);
}

Status RecordTraits<Payment>::rules(const Payment& payment) {
  if (!is_uuid(payment.id)) return refusal("id", "编号不是有效的 UUID。", "the id is no UUID");
  if (payment.amount_fen == 0 || std::abs(payment.amount_fen) > kMostFen) {
    return refusal("amount_fen", "金额应大于零，且不超过 9 万亿。",
                   "the amount must be more than nothing, and at most 9 trillion");
  }
  if (!payment.reverses && payment.amount_fen < 0) {
    return refusal("amount_fen", "金额不能为负：记错的请用冲销更正。",
                   "the amount must not be negative: a mistake is answered by a counter-entry");
  }
  const bool letters = payment.currency.size() == 3 &&
                       payment.currency.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  if (!letters)
    return refusal("currency", "币种应为三个大写字母，如 USD。", "a currency is three capital letters, such as USD");
  if (payment.currency == "CNY" && payment.rate != 1)
    return refusal("rate", "人民币的汇率为 1。", "yuan have the rate 1");
  return all_of({check_word("origin", payment.origin, {"abroad", "other-province", "other-city", "local"}),
                 check_word("use", payment.used_for, {"fixed-investment", "working-capital", "equity", "other"}),
                 check_word("evidence", payment.evidence, {"bank-voucher", "invoice", "site-check", "none"}),
                 check_word("state", payment.state, {"entered", "passed", "refused"}),
                 check_size("note", payment.note, 4'000), check_size("audit_note", payment.audit_note, 2'000),
                 check_size("despite_reason", payment.despite_reason, 2'000)});
}

Payments::Payments(const Tools& tools) : Records(tools), tools_(tools) {}

Result<Payments::Entered> Payments::enter(const Access& access, const Payment& draft) const {
  return change(tools_, access.actor, [&](Change& open) { return enter_in(open, access, draft); });
}

Result<Payments::Entered> Payments::enter_in(Change& open, const Access& access, Payment draft) const {
  const auto& zone = access.actor.zone;
  auto known = select(open.tx, "zone = $1 AND id = $2", {zone, draft.id});
  if (!known) return known.error();
  if (!known->empty()) {
    const bool mine = check_group(access, known->front().group_id).ok();
    if (mine && same_entry(known->front(), draft)) return Entered{known->front(), true};
    return stale_id(known->front(), mine);
  }
  auto facts = facts_of(open.tx, access, draft.project_id);
  if (!facts) return facts.error();
  if (!facts->agreement) {
    return refusal("project", "项目尚未签订协议，不能登记到位资金：请先填写协议签订日期。",
                   "the project has no agreement yet: enter the day of its agreement first");
  }
  const auto today = day_in_china(open.now);
  if (*facts->agreement > draft.on_day) {
    return refusal("on", fmt::format("到位日期早于协议签订日期 {}。", to_string(*facts->agreement)),
                   fmt::format("the day is before the agreement of {}", to_string(*facts->agreement)));
  }
  if (auto good = check_day("on", draft.on_day, kFirstDay, today); !good) return good.error();
  const auto yuan = to_yuan(draft.amount_fen, draft.rate);
  if (!yuan)
    return refusal("amount_fen", "金额或汇率超出范围（最多 9 万亿元）。",
                   "the amount or its rate is out of range: at most 9 trillion yuan");
  draft.yuan_fen = *yuan;
  draft.group_id = facts->group;
  auto holder = holder_on(open.tx, zone, draft.project_id, draft.on_day, facts->group);
  if (!holder) return holder.error();
  draft.credited_to = *std::move(holder);
  draft.second_phase = facts->second_phase;
  draft.state = "entered";
  draft.audited_on.reset();
  draft.audited_at.reset();
  draft.audit_note.clear();
  draft.reverses.reset();
  draft.reversed_by.reset();
  if (draft.despite_reason.empty()) {
    auto same = select(open.tx,
                       "zone = $1 AND project_id = $2 AND on_day = $3 AND amount_fen = $4 AND currency = $5 AND "
                       "reversed_by IS NULL AND state <> 'refused'",
                       {zone, draft.project_id, draft.on_day.since_epoch, draft.amount_fen, draft.currency});
    if (!same) return same.error();
    if (!same->empty()) {
      return Error{ErrorCode::kExists,
                   "the project has a payment of this day and amount already: give a reason if this is another one",
                   boost::json::serialize(to_json(same->front())),
                   "该项目当日已有同额到位资金：如确为另一笔，请说明理由。"};
    }
    auto sum = open.tx.query(
        "SELECT CAST(coalesce(sum(yuan_fen), 0) AS BIGINT) FROM payments WHERE zone = $1 AND project_id = $2 AND "
        "state <> 'refused'",
        {zone, draft.project_id});
    if (!sum) return sum.error();
    if (facts->investment_fen && (*sum)[0].integer(0) > *facts->investment_fen - draft.yuan_fen) {
      return refusal("amount_fen",
                     fmt::format("累计到位将超过项目总投资 {} 元：如属实，请说明理由。",
                                 to_string(Money{*facts->investment_fen})),
                     fmt::format("the payments would come to more than the investment of {} yuan: give a "
                                 "reason if that is so",
                                 to_string(Money{*facts->investment_fen})));
    }
  }
  auto made = create_in(open, access, std::move(draft));
  if (!made) return made.error();
  return Entered{*std::move(made), false};
}

Result<Payment> Payments::reverse(const Access& access, const Access& auditing, const std::string& id, Day on,
                                  const std::string& reason) const {
  if (auto good = check_text("reason", reason, 2'000); !good) return good.error();
  return change(tools_, access.actor, [&](Change& open) -> Result<Payment> {
    auto payment = clear(open.tx, access, id, Purpose::kEdit);
    if (!payment) return payment.error();
    if (payment->reverses) {
      return told(ErrorCode::kExists, "这是冲销记录，请重新登记到位资金。",
                  "this is a counter-entry itself: enter the payment anew instead");
    }
    if (payment->reversed_by)
      return told(ErrorCode::kExists, "这笔到位资金已经冲销。", "the payment has its counter-entry already");
    if (payment->state == "refused") {
      return told(ErrorCode::kExists, "这笔到位资金未通过审核，无需冲销。",
                  "the audit refused the payment: there is nothing to take back");
    }
    const bool passed = payment->state == "passed";
    if (passed && !check_group(auditing, payment->group_id)) {
      return told(ErrorCode::kForbidden, "这笔到位资金已通过审核，只有审核人员可以冲销。",
                  "the audit has passed this payment: only those who audit may take it back");
    }
    const auto least = std::max(payment->on_day, payment->audited_on.value_or(payment->on_day));
    if (auto good = check_day("on", on, least, day_in_china(open.now)); !good) return good.error();
    Payment counter = *payment;
    counter.id = tools_.ids.next();
    counter.on_day = on;
    counter.amount_fen = -payment->amount_fen;
    counter.yuan_fen = -payment->yuan_fen;
    counter.reverses = payment->id;
    counter.note = reason;
    counter.despite_reason.clear();
    counter.audit_note.clear();
    if (passed) {
      counter.audited_on = on;
      counter.audited_at = open.now;
    }
    auto made = create_in(open, access, counter);
    if (!made) return made.error();
    auto linked = update_in(open, access, payment->id, payment->version, [&](Payment& record) {
      record.reversed_by = counter.id;
      return Status();
    });
    if (!linked) return linked.error();
    return made;
  });
}

Result<Payment> Payments::audit(const Access& access, const std::string& id, bool passed, Day on,
                                const std::string& reason) const {
  if (auto good = passed ? check_size("reason", reason, 2'000) : check_text("reason", reason, 2'000); !good) {
    return good.error();
  }
  return change(tools_, access.actor, [&](Change& open) -> Result<Payment> {
    auto payment = clear(open.tx, access, id, Purpose::kEdit);
    if (!payment) return payment.error();
    if (payment->reverses || payment->reversed_by) {
      return told(ErrorCode::kExists, "这笔到位资金与其冲销记录已相互抵消，无需审核。",
                  "the payment and its counter-entry cancel each other: there is nothing to audit");
    }
    if (payment->state != "entered")
      return told(ErrorCode::kExists, "这笔到位资金已经审核。", "the payment was audited already");
    if (auto good = check_day("on", on, payment->on_day, day_in_china(open.now)); !good) return good.error();
    return update_in(open, access, id, payment->version, [&](Payment& record) {
      record.state = passed ? "passed" : "refused";
      record.audited_on = on;
      record.audited_at = open.now;
      record.audit_note = reason;
      return Status();
    });
  });
}

Result<std::int64_t> Payments::sum_fen(const Access& access, const ListQuery& query) const {
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, RecordTraits<Payment>::group, "", where);
  for (const auto& [name, value] : query.filters) where.add(fmt::format("t.{} = {{}}", name), {value});
  for (const auto& [sql, values] : query.conditions) where.add(sql, values);
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::int64_t> {
    auto rows =
        tx.query(fmt::format("SELECT CAST(coalesce(sum(t.yuan_fen), 0) AS BIGINT) FROM payments t{}", where.sql()),
                 where.values());
    if (!rows) return rows.error();
    return (*rows)[0].integer(0);
  });
}

std::pair<std::string, store::Values> Payments::about(const std::string& words) {
  const auto pattern = store::contains_pattern(detail::lower_ascii(words));
  return {
      "(lower(t.note) LIKE {} ESCAPE '\\' OR EXISTS (SELECT 1 FROM projects p WHERE p.zone = t.zone AND "
      "p.id = t.project_id AND (lower(p.name) LIKE {} ESCAPE '\\' OR lower(p.firm_name) LIKE {} ESCAPE '\\')))",
      {pattern, pattern, pattern}};
}

std::pair<std::string, store::Values> Payments::credited(const Access& access) {
  return within_reach(access, "t.credited_to");
}

Result<std::multimap<std::string, Attachment>> Payments::documents(const Access& access,
                                                                   const std::vector<std::string>& ids) const {
  std::multimap<std::string, Attachment> out;
  if (ids.empty()) return out;
  auto where = among("t.subject_id", access.actor.zone, ids);
  where.add("t.subject_kind = 'payment'");
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::multimap<std::string, Attachment>> {
    auto rows = tx.query(fmt::format("SELECT {} FROM attachments t{} ORDER BY t.name, t.number",
                                     columns_of<Attachment>("t."), where.sql()),
                         where.values());
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      auto document = from_row<Attachment>(row);
      auto subject = document.subject_id;
      out.emplace(std::move(subject), std::move(document));
    }
    return out;
  });
}

Result<std::map<std::string, std::string>> Payments::project_names(
    const Access& access, const std::optional<std::vector<std::string>>& ids) const {
  std::map<std::string, std::string> names;
  if (ids && ids->empty()) return names;
  store::Where where;
  if (ids) {
    where = among("t.id", access.actor.zone, *ids);
  } else {
    where.add("t.zone = {}", {access.actor.zone});
  }
  restrict_to(access, RecordTraits<Project>::group, "", where);
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::map<std::string, std::string>> {
    auto rows = tx.query("SELECT t.id, t.name FROM projects t" + where.sql(), where.values());
    if (!rows) return rows.error();
    for (const auto row : *rows) names.emplace(row.text(0), row.text(1));
    return names;
  });
}

template class Records<Payment>;

}  // namespace lianzhao::ledger
