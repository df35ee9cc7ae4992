#include "api/handlers/capital.h"
#include "api/handlers/filters.h"
#include "api/handlers/records.h"
#include "api/json/capital.h"
#include "base/instant.h"

namespace lianzhao::api::handlers {
namespace {

namespace capital = ledger::capital;

struct PaymentInput {
  Text<36, 36> id;
  Text<1, 64> project;
  Day on;
  Bounded<1, ledger::kMostFen> amount_fen;
  std::optional<Text<3, 3>> currency;
  std::optional<double> rate;
  Text<1, 20> origin, use, evidence;
  std::optional<Text<0, 1000>> note;
  std::optional<Text<0, 500>> despite_reason;
};
BOOST_DESCRIBE_STRUCT(PaymentInput, (),
                      (id, project, on, amount_fen, currency, rate, origin, use, evidence, note, despite_reason))

struct ReverseInput {
  Day on;
  Text<2, 500> reason;
};
BOOST_DESCRIBE_STRUCT(ReverseInput, (), (on, reason))

struct AuditInput {
  Text<1, 20> state;
  Day on;
  std::optional<Text<0, 500>> reason;
};
BOOST_DESCRIBE_STRUCT(AuditInput, (), (state, on, reason))

const Sheet& sheet() {
  static const Sheet kSheet{{"到位资金台账", "Payments"},
                            {{{"项目", "Project"}, 30},
                             {{"专班", "Group"}, 20},
                             {{"到位日期", "Day"}, 12},
                             {{"金额（元）", "Amount"}, 18},
                             {{"币种", "Currency"}, 8},
                             {{"汇率", "Rate"}, 10},
                             {{"折人民币（元）", "Yuan"}, 18},
                             {{"资金来源", "Origin"}, 12},
                             {{"用途", "Use"}, 14},
                             {{"凭证", "Evidence"}, 12},
                             {{"审核", "Audit"}, 12},
                             {{"审核日期", "Audited"}, 12},
                             {{"计入", "Counts"}, 8},
                             {{"计入月份", "Month"}, 10},
                             {{"理由", "Why"}, 24},
                             {{"冲销", "Answers"}, 38},
                             {{"备注", "Note"}, 30},
                             {{"合成数据", "Synthetic"}, 10},
                             {{"编号", "Id"}, 38}}};
  return kSheet;
}

double yuan(std::int64_t fen) {
  return static_cast<double>(fen) / 100;
}

std::vector<Workbook::Cell> cells_of(Language language, const view::Payment& p) {
  const auto day = [](const std::optional<Day>& maybe) { return maybe ? Workbook::Cell(*maybe) : Workbook::Cell(); };
  return {p.project_name,
          p.group.name.in(language),
          p.on,
          yuan(p.amount_fen),
          p.currency,
          p.rate,
          yuan(p.yuan_fen),
          view::origin_words(p.origin).in(language),
          view::use_words(p.use).in(language),
          view::evidence_words(p.evidence).in(language),
          view::audit_state_words(p.state).in(language),
          day(p.audited_on),
          p.counted && p.counted->counts,
          p.counted ? p.counted->period.value_or("") : "",
          p.counted ? p.counted->why.in(language) : "",
          p.reverses.value_or(""),
          p.note,
          p.synthetic,
          p.id};
}

// The rule asked for, else the one in force today; none where the zone has none.
Result<std::optional<capital::Rule>> rule_asked(const Desk& desk, const std::string& id) {
  const auto today = day_in_china(desk->tools.clock.now());
  auto rule = desk->capital.rule(desk.access.actor.zone, id, today);
  if (rule) return std::optional(ledger::rule_of(*rule));
  if (id.empty() && rule.error().code == ErrorCode::kNotFound) return std::optional<capital::Rule>();
  return rule.error();
}

Status look_around(const Desk& desk, const std::vector<ledger::Payment>& payments, view::PaymentsAround& around) {
  std::vector<std::string> ids, projects;
  for (const auto& payment : payments) {
    ids.push_back(payment.id);
    projects.push_back(payment.project_id);
  }
  auto names = desk->payments.project_names(desk.access, projects);
  if (!names) return names.error();
  around.projects = *std::move(names);
  auto documents = desk->payments.documents(desk.access, ids);
  if (!documents) return documents.error();
  around.documents = *std::move(documents);
  auto closes = desk->capital.closed_months(desk.access.actor.zone);
  if (!closes) return closes.error();
  around.closes = *std::move(closes);
  return {};
}

Result<std::string> json_of(const Desk& desk, const ledger::Payment& payment) {
  view::PaymentsAround around;
  auto rule = rule_asked(desk, "");
  if (!rule) return rule.error();
  around.rule = *std::move(rule);
  if (auto looked = look_around(desk, {payment}, around); !looked) return looked.error();
  return to_json(view::payment_of(desk.names, around, payment));
}

Reply reply_of(int status, const Desk& desk, const Result<ledger::Payment>& payment) {
  if (!payment) return payment.error();
  const auto json = json_of(desk, *payment);
  if (!json) return json.error();
  return http::Response::json(status, *json).with("ETag", etag_of(payment->version));
}

// What stands in the way of a new payment, with the payment that does where it may be seen.
Reply refusal(const Desk& desk, const Error& error) {
  auto problem = Problem::of(error);
  boost::json::error_code bad;
  const auto data = boost::json::parse(error.data.empty() ? "null" : error.data, bad);
  if (error.code != ErrorCode::kExists || bad || !data.is_object() || !data.get_object().contains("id"))
    return problem;
  const auto other = desk->payments.get(desk.access, std::string(data.at("id").as_string()));
  if (!other && other.error().code != ErrorCode::kNotFound) return other.error();
  if (!other) return problem;  // of another group
  const auto json = json_of(desk, *other);
  if (!json) return json.error();
  problem.current = *json;
  return problem;
}

struct Months {
  std::optional<capital::Month> from, to;
};
std::optional<capital::Month> month_of(QueryReader& reader, std::string_view name) {
  const auto text = reader.text(name, 7);
  if (!text) return std::nullopt;
  const auto month = capital::parse_month(*text);
  if (!month) reader.fault(name, "bad-date", "应为 2023-01 这样的月份。", "A month such as 2023-01.");
  return month;
}

}  // namespace

Reply list_payments(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"on", "yuan_fen", "entered_at"}, "-on");
  auto query = query_of(page, {{"on", "on_day"}, {"yuan_fen", "yuan_fen"}, {"entered_at", "created_at"}});
  query.search.clear();
  if (!page.q.empty()) query.conditions.push_back(ledger::Payments::about(page.q));
  const auto filter = [&](const std::string& column, const std::optional<std::string>& value) {
    if (value) query.filters.emplace_back(column, *value);
  };
  filter("project_id", record_asked(reader, "project"));
  filter("credited_to", group_asked(reader, desk));
  filter("state", reader.choice("state", {"entered", "passed", "refused"}));
  filter("origin", reader.choice("origin", {"abroad", "other-province", "other-city", "local"}));
  filter("used_for", reader.choice("use", {"fixed-investment", "working-capital", "equity", "other"}));
  filter("evidence", reader.choice("evidence", {"bank-voucher", "invoice", "site-check", "none"}));
  if (const auto from = reader.day("from")) query.conditions.push_back({"t.on_day >= {}", {from->since_epoch}});
  if (const auto to = reader.day("to")) query.conditions.push_back({"t.on_day <= {}", {to->since_epoch}});
  const auto rule_id = reader.text("rule", 80).value_or("");
  const auto counted = reader.flag("counted");
  const Months months{month_of(reader, "counted_from"), month_of(reader, "counted_to")};
  if (auto problem = reader.done()) return *problem;

  view::PaymentsAround around;
  auto rule = rule_asked(desk, rule_id);
  if (!rule) return rule.error();
  around.rule = *std::move(rule);
  auto closes = desk->capital.closed_months(desk.access.actor.zone);
  if (!closes) return closes.error();
  if (counted || months.from || months.to) {
    if (!around.rule) {
      return Problem::of("not-found", "还没有统计口径，请先制定。", "There is no counting rule yet: make one first.");
    }
    auto condition = capital::counted_by(*around.rule);
    if (!counted.value_or(true)) condition.first = "NOT " + condition.first;
    query.conditions.push_back(std::move(condition));
    // What is in the figures of who asks: those of others who had the project are theirs.
    if (counted.value_or(true)) query.conditions.push_back(ledger::Payments::credited(desk.access));
    if (months.from) query.conditions.push_back(capital::counted_from(*around.rule, *closes, *months.from));
    if (months.to) query.conditions.push_back(capital::counted_to(*around.rule, *closes, *months.to));
  }
  if (page.workbook) {
    auto names = desk->payments.project_names(desk.access, std::nullopt);
    if (!names) return names.error();
    around.projects = *std::move(names);
    around.closes = *std::move(closes);
    return list_records<ledger::Payment>(
        context, desk->payments, desk.access, query, true, [](const auto&) { return std::string(); }, sheet(),
        [&](const ledger::Payment& payment) {
          return cells_of(context.language(), view::payment_of(desk.names, around, payment));
        });
  }
  auto found = desk->payments.page(desk.access, query);
  if (!found) return found.error();
  if (auto looked = look_around(desk, found->items, around); !looked) return looked.error();
  std::optional<std::int64_t> sum;
  if (query.total) {
    auto summed = desk->payments.sum_fen(desk.access, query);
    if (!summed) return summed.error();
    sum = *summed;
  }
  std::vector<std::string> items;
  for (const auto& payment : found->items) items.push_back(to_json(view::payment_of(desk.names, around, payment)));
  auto json = list_json(items, found->next.value_or(""), found->total);
  json.pop_back();
  return http::Response::json(200, json + ",\"sum_fen\":" + to_json(sum) + "}");
}

Reply create_payment(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<PaymentInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  ledger::Payment draft;
  draft.id = input.id;
  std::transform(draft.id.begin(), draft.id.end(), draft.id.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  draft.project_id = input.project;
  draft.on_day = input.on;
  draft.amount_fen = input.amount_fen;
  if (input.currency) draft.currency = *input.currency;
  if (draft.currency != "CNY" && !input.rate) {
    return bad_field("/rate", "missing", "外币须填写汇率（1 单位外币折合人民币元）。",
                     "Another currency needs its rate: yuan for one unit.");
  }
  draft.rate = input.rate.value_or(1);
  draft.origin = input.origin;
  draft.used_for = input.use;
  draft.evidence = input.evidence;
  draft.note = input.note ? std::string(*input.note) : "";
  draft.despite_reason = input.despite_reason ? std::string(*input.despite_reason) : "";
  const auto entered = desk->payments.enter(desk.access, draft);
  if (!entered) return refusal(desk, entered.error());
  const auto json = json_of(desk, entered->payment);
  if (!json) return json.error();
  return http::Response::json(entered->was_there ? 200 : 201, *json)
      .with("ETag", etag_of(entered->payment.version))
      .with("Location", "/api/v1/payments/" + entered->payment.id);
}

Reply get_payment(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  return reply_of(200, desk, desk->payments.get(desk.access, std::string(context.part("id"))));
}

Reply reverse_payment(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<ReverseInput>(request);
  if (!body.value) return body.problem;
  return reply_of(201, desk,
                  desk->payments.reverse(desk.access, access_for(context, Permission::kPaymentsAudit),
                                         std::string(context.part("id")), body.value->on, body.value->reason));
}

Reply audit_payment(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<AuditInput>(request);
  if (!body.value) return body.problem;
  if (body.value->state != "passed" && body.value->state != "refused") {
    return bad_field("/state", "bad-choice", "可用：passed、refused。", "One of passed, refused.");
  }
  return reply_of(200, desk,
                  desk->payments.audit(desk.access, std::string(context.part("id")), body.value->state == "passed",
                                       body.value->on, body.value->reason ? std::string(*body.value->reason) : ""));
}

}  // namespace lianzhao::api::handlers
