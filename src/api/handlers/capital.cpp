#include "api/handlers/capital.h"

#include "api/handlers/records.h"
#include "api/json/capital.h"
#include "base/instant.h"

namespace lianzhao::api::handlers {
namespace {

namespace capital = ledger::capital;

struct RuleInput {
  WordsInput name;
  Day valid_from;
  std::vector<std::string> origins, uses, evidence;
  Text<1, 20> clock;
  std::optional<Bounded<0, ledger::kMostFen>> minimum_fen;
  std::optional<bool> exclude_second_phase, base_restated;
  std::optional<Text<0, 1000>> note;
};
BOOST_DESCRIBE_STRUCT(RuleInput, (),
                      (name, valid_from, origins, uses, evidence, clock, minimum_fen, exclude_second_phase,
                       base_restated, note))

struct BaseInput {
  Bounded<1990, 2100> year;
  Bounded<1, 12> month;
  Text<1, 80> rule;
  Bounded<0, ledger::kMostFen * 100> yuan_fen;
  ProvenanceInput provenance;
};
BOOST_DESCRIBE_STRUCT(BaseInput, (), (year, month, rule, yuan_fen, provenance))

struct CloseInput {
  Bounded<1990, 2100> year;
  Bounded<1, 12> month;
};
BOOST_DESCRIBE_STRUCT(CloseInput, (), (year, month))

template <class Records, class JsonOf>
Reply items_of(const Records& records, JsonOf&& json_of) {
  if (!records) return records.error();
  std::string items;
  for (const auto& record : *records) items += (items.empty() ? "" : ",") + json_of(record);
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

// A desk for a request without parameters.
struct Asked {
  Desk desk;
  std::optional<Problem> problem;
};
Asked asked(const Context& context, const http::Request& request) {
  Asked out{desk_of(context), {}};
  if (!out.desk) out.problem = out.desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) out.problem = *problem;
  return out;
}

const Sheet& summary_sheet() {
  static const Sheet kSheet{{"到位资金", "Arrived capital"},
                            {{{"类别", "Kind"}, 12},
                             {{"项", "Item"}, 34},
                             {{"本年（元）", "This year"}, 20},
                             {{"上年同期（元）", "Same period"}, 20},
                             {{"增长", "Growth"}, 10},
                             {{"说明", "Remark"}, 30}}};
  return kSheet;
}

Workbook::Cell yuan(std::int64_t fen) {
  return static_cast<double>(fen) / 100;
}

Status write_summary(Workbook& book, Language language, const view::CapitalSummary& summary) {
  const auto say = [&](const char* zh, const char* en) {
    return std::string(language == Language::kEnglish ? en : zh);
  };
  const auto growth = [](const std::optional<double>& share) {
    return share ? Workbook::Cell(*share) : Workbook::Cell();
  };
  const auto synthetic = summary.synthetic ? say("含合成数据", "with synthetic data") : std::string();
  std::vector<std::vector<Workbook::Cell>> rows;
  rows.push_back({say("累计", "total"), fmt::format("{}-01..{:02}", summary.year, summary.month),
                  yuan(summary.cumulative_fen), yuan(summary.same_period_fen), growth(summary.growth),
                  summary.rule.name.in(language)});
  for (const auto& month : summary.months) {
    rows.push_back({say("月份", "month"), fmt::format("{}-{:02}", summary.year, month.month), yuan(month.this_fen),
                    yuan(month.last_fen), Workbook::Cell(),
                    month.last_from_base ? say("上年为调整后基数", "restated basis") : std::string()});
  }
  for (const auto& sum : summary.by_origin) {
    rows.push_back({say("来源", "origin"), view::origin_words(sum.key).in(language), yuan(sum.fen)});
  }
  for (const auto& sum : summary.by_group) {
    rows.push_back({say("专班", "group"), sum.group.name.in(language), yuan(sum.fen), yuan(sum.last_fen)});
  }
  for (const auto& sum : summary.by_project) rows.push_back({say("项目", "project"), sum.name, yuan(sum.fen)});
  if (summary.synthetic) rows.push_back({synthetic});
  for (const auto& row : rows) {
    if (auto written = book.row(row); !written) return written;
  }
  return {};
}

}  // namespace

Reply list_capital_rules(Context& context, const http::Request& request) {
  const auto [desk, problem] = asked(context, request);
  if (problem) return *problem;
  return items_of(desk->capital.rules(desk.access.actor.zone),
                  [](const auto& rule) { return to_json(view::rule_of(rule)); });
}

Reply create_capital_rule(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<RuleInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  ledger::CapitalRule draft;
  draft.name_zh = input.name.zh;
  draft.name_en = input.name.en;
  draft.valid_from = input.valid_from;
  draft.origins = input.origins;
  draft.uses = input.uses;
  draft.evidences = input.evidence;
  draft.clock = input.clock;
  draft.minimum_fen = input.minimum_fen ? input.minimum_fen->value : 0;
  draft.exclude_second_phase = input.exclude_second_phase.value_or(true);
  draft.base_restated = input.base_restated.value_or(true);
  draft.note = input.note ? std::string(*input.note) : "";
  const auto made = desk->capital.create_rule(desk.access, draft);
  if (!made) return made.error();
  return http::Response::json(201, to_json(view::rule_of(*made)));
}

Reply list_capital_bases(Context& context, const http::Request& request) {
  const auto [desk, problem] = asked(context, request);
  if (problem) return *problem;
  return items_of(desk->capital.bases(desk.access.actor.zone),
                  [](const auto& base) { return to_json(view::base_of(base)); });
}

Reply save_capital_base(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<BaseInput>(request);
  if (!body.value) return body.problem;
  ledger::CapitalBase draft;
  draft.year = body.value->year;
  draft.month = body.value->month;
  draft.rule_id = body.value->rule;
  draft.yuan_fen = body.value->yuan_fen;
  draft.source = body.value->provenance.source;
  draft.date = body.value->provenance.date;
  draft.source_status = body.value->provenance.status;
  const auto saved = desk->capital.save_base(desk.access, draft);
  if (!saved) return saved.error();
  return http::Response::json(200, to_json(view::base_of(*saved)));
}

Reply list_capital_closes(Context& context, const http::Request& request) {
  const auto [desk, problem] = asked(context, request);
  if (problem) return *problem;
  return items_of(desk->capital.closes(desk.access),
                  [&names = desk.names](const auto& close) { return to_json(view::close_of(names, close)); });
}

Reply close_capital_month(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<CloseInput>(request);
  if (!body.value) return body.problem;
  const auto closed = desk->capital.close(desk.access, static_cast<int>(body.value->year.value),
                                          static_cast<int>(body.value->month.value));
  if (!closed) return closed.error();
  return http::Response::json(201, to_json(view::close_of(desk.names, *closed)));
}

Reply get_capital_summary(Context& context, const http::Request& request) {
  auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto year = reader.integer("year", 1990, 2100), month = reader.integer("month", 1, 12);
  if (!year) reader.fault("year", "missing", "请给出年份。", "A year is needed.");
  if (!month) reader.fault("month", "missing", "请给出月份。", "A month is needed.");
  const auto rule_id = reader.text("rule", 80).value_or("");
  const bool workbook = wants_workbook(reader);
  if (auto problem = reader.done()) return *problem;
  if (workbook) {
    if (auto problem = may_export(context)) return *problem;
    desk.access.reach = std::min(desk.access.reach, access_for(context, Permission::kExport).reach);
  }
  const auto until = capital::make_month(static_cast<int>(*year), static_cast<int>(*month));
  const auto rule = desk->capital.rule(desk.access.actor.zone, rule_id, capital::last_day(until));
  if (!rule) return rule.error();
  const auto summary = desk->capital.summary(desk.access, *rule, until);
  if (!summary) return summary.error();
  const auto closes = desk->capital.closed_months(desk.access.actor.zone);
  if (!closes) return closes.error();
  std::vector<std::string> projects;
  for (const auto& [id, fen] : summary->by_project) projects.push_back(id);
  const auto names = desk->payments.project_names(desk.access, projects);
  if (!names) return names.error();
  const auto shown = view::summary_of(desk.names, *rule, *summary, until, *closes, *names);
  if (!workbook) return http::Response::json(200, to_json(shown));
  auto book = summary_sheet().create(context);
  if (!book) return book.error();
  if (auto written = write_summary(*book, context.language(), shown); !written) return written.error();
  return finish(context, summary_sheet(), book);
}

Reply get_capital_forecast(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto year = reader.integer("year", 1990, 2100), month = reader.integer("month", 1, 12);
  if (!year) reader.fault("year", "missing", "请给出年份。", "A year is needed.");
  const auto rule_id = reader.text("rule", 80).value_or("");
  if (auto problem = reader.done()) return *problem;
  const auto last = capital::last_day(capital::make_month(static_cast<int>(*year), 12));
  const auto today = day_in_china(desk->tools.clock.now());
  const auto rule = desk->capital.rule(desk.access.actor.zone, rule_id, std::min(last, today));
  if (!rule) return rule.error();
  const auto forecast = desk->capital.forecast(desk.access, *rule, static_cast<int>(*year),
                                               month ? std::optional(static_cast<int>(*month)) : std::nullopt);
  if (!forecast) return forecast.error();
  return http::Response::json(200, to_json(view::forecast_of(*rule, *forecast)));
}

}  // namespace lianzhao::api::handlers
