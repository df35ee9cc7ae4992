#include "ledger/capital/capital.h"

#include "base/instant.h"
#include "ledger/capital/forecast_data.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

using capital::Close;
using capital::Entry;
using capital::Month;

template <class T>
Result<std::vector<T>> select(store::Transaction& tx, std::string_view table, const std::string& rest,
                              const store::Values& values) {
  auto rows = tx.query(fmt::format("SELECT {} FROM {} t WHERE {}", columns_of<T>("t."), table, rest), values);
  if (!rows) return rows.error();
  std::vector<T> out;
  for (const auto row : *rows) out.push_back(from_row<T>(row));
  return out;
}

Result<std::vector<CapitalClose>> all_closes(store::Transaction& tx, const std::string& zone) {
  return select<CapitalClose>(tx, "capital_closes", "t.zone = $1 ORDER BY t.year DESC, t.month DESC", {zone});
}

std::vector<Close> months_of(const std::vector<CapitalClose>& closes) {
  std::vector<Close> out;
  out.reserve(closes.size());
  for (const auto& close : closes) {
    out.push_back(
        {capital::make_month(static_cast<int>(close.year), static_cast<int>(close.month)), close.closed_at});
  }
  return out;
}

Result<CapitalRule> rule_in(store::Transaction& tx, const std::string& zone, const std::string& id, Day on) {
  auto found = id.empty() ? select<CapitalRule>(tx, "capital_rules",
                                                "t.zone = $1 AND t.valid_from <= $2 ORDER BY t.valid_from DESC, "
                                                "t.number DESC LIMIT 1",
                                                {zone, on.since_epoch})
                          : select<CapitalRule>(tx, "capital_rules", "t.zone = $1 AND t.id = $2", {zone, id});
  if (!found) return found.error();
  if (!found->empty()) return found->front();
  return id.empty()
             ? told(ErrorCode::kNotFound, fmt::format("{} 尚无有效的统计口径，请先制定。", to_string(on)),
                    fmt::format("no counting rule is in force on {}", to_string(on)))
             : told(ErrorCode::kNotFound, "没有这个统计口径。", fmt::format("there is no capital-rule {}", id));
}

Status check_each(std::string_view field, const Strings& values, std::initializer_list<std::string_view> words) {
  if (values.empty()) return refusal(field, fmt::format("{} 不能为空。", field), fmt::format("{} is empty", field));
  for (const auto& value : values) {
    if (auto good = check_word(field, value, words); !good) return good;
  }
  return {};
}

template <class E, class Parse>
std::vector<E> parsed(const Strings& names, Parse&& parse) {
  std::vector<E> out;
  for (const auto& name : names) {
    if (const auto value = parse(name)) out.push_back(*value);
  }
  return out;
}

// What counts in one month.
struct MonthFigure {
  std::int64_t yuan_fen = 0, entries = 0;
};
MonthFigure figure_of(const std::vector<Entry>& entries) {
  MonthFigure out;
  for (const auto& entry : entries) out.yuan_fen += entry.yuan_fen;
  out.entries = static_cast<std::int64_t>(entries.size());
  return out;
}

}  // namespace

Status RecordTraits<CapitalRule>::rules(const CapitalRule& rule) {
  if (rule.minimum_fen < 0 || rule.minimum_fen > kMostFen)
    return refusal("minimum_fen", "最低金额不能为负数，且不超过 9 万亿元。",
                   "minimum_fen must not be negative, and is at most 9 trillion yuan");
  if (rule.valid_from < *make_day(1990, 1, 1) || rule.valid_from > *make_day(2100, 12, 31)) {
    return refusal("valid_from", "年份应在 1990 到 2100 之间。", "the years must be 1990 to 2100");
  }
  return all_of({check_text("name", rule.name_zh, 400), check_size("name", rule.name_en, 400),
                 check_each("origins", rule.origins, {"abroad", "other-province", "other-city", "local"}),
                 check_each("uses", rule.uses, {"fixed-investment", "working-capital", "equity", "other"}),
                 check_each("evidence", rule.evidences, {"bank-voucher", "invoice", "site-check", "none"}),
                 check_word("clock", rule.clock, {"paid", "audited"}), check_size("note", rule.note, 4'000)});
}

Status RecordTraits<CapitalBase>::rules(const CapitalBase& base) {
  if (base.year < 1990 || base.year > 2100)
    return refusal("year", "年份应在 1990 到 2100 之间。", "the years must be 1990 to 2100");
  if (base.month < 1 || base.month > 12) return refusal("month", "月份应为 1 到 12。", "a month is 1 to 12");
  if (base.yuan_fen < 0 || base.yuan_fen > 100 * kMostFen)
    return refusal("yuan_fen", "基数不能为负数，且不超过 900 万亿元。",
                   "yuan_fen must not be negative, and is at most 900 trillion yuan");
  return all_of({check_text("source", base.source, 1'000), check_source_status(base.source_status)});
}

capital::Rule rule_of(const CapitalRule& record) {
  capital::Rule rule;
  rule.id = record.id;
  rule.origins = parsed<capital::Origin>(record.origins, capital::parse_origin);
  rule.uses = parsed<capital::Use>(record.uses, capital::parse_use);
  rule.evidences = parsed<capital::Evidence>(record.evidences, capital::parse_evidence);
  rule.clock = capital::parse_clock(record.clock).value_or(capital::ClockDate::kAudited);
  rule.minimum_fen = record.minimum_fen;
  rule.exclude_second_phase = record.exclude_second_phase;
  rule.base_restated = record.base_restated;
  return rule;
}

Capital::Capital(const Tools& tools) : tools_(tools), rules_(tools), bases_(tools) {}

Result<std::vector<CapitalRule>> Capital::rules(const std::string& zone) const {
  return tools_.database.read([&](store::Transaction& tx) {
    return select<CapitalRule>(tx, "capital_rules", "t.zone = $1 ORDER BY t.number DESC", {zone});
  });
}

Result<CapitalRule> Capital::create_rule(const Access& access, CapitalRule draft) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<CapitalRule> {
    auto last =
        open.tx.query("SELECT coalesce(max(number), 0) FROM capital_rules WHERE zone = $1", {access.actor.zone});
    if (!last) return last.error();
    draft.id.clear();
    draft.number = (*last)[0].integer(0) + 1;
    return rules_.create_in(open, access, draft);
  });
}

Result<CapitalRule> Capital::rule(const std::string& zone, const std::string& id, Day on) const {
  return tools_.database.read([&](store::Transaction& tx) { return rule_in(tx, zone, id, on); });
}

Status Capital::seed_rule(const std::string& zone) const {
  const auto access = Access::system(zone, "seed");
  return change(tools_, access.actor, [&](Change& open) -> Status {
    auto known = open.tx.query("SELECT 1 FROM capital_rules WHERE zone = $1 LIMIT 1", {zone});
    if (!known) return known.error();
    if (!known->empty()) return {};
    CapitalRule usual;
    usual.number = 1;
    usual.name_zh = "固定资产投资口径";
    usual.name_en = "Fixed investment from outside the city";
    usual.valid_from = *make_day(2000, 1, 1);
    usual.origins = {"abroad", "other-province", "other-city"};
    usual.uses = {"fixed-investment"};
    usual.evidences = {"bank-voucher", "invoice", "site-check"};
    usual.note = "通行做法，待本地核定";
    auto made = rules_.create_in(open, access, usual);
    if (!made) return made.error();
    return {};
  });
}

Result<std::vector<CapitalBase>> Capital::bases(const std::string& zone) const {
  return tools_.database.read([&](store::Transaction& tx) {
    return select<CapitalBase>(tx, "capital_bases", "t.zone = $1 ORDER BY t.year DESC, t.month DESC, t.rule_id",
                               {zone});
  });
}

Result<CapitalBase> Capital::save_base(const Access& access, const CapitalBase& draft) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<CapitalBase> {
    if (auto good = RecordTraits<CapitalBase>::rules(draft); !good) return good.error();
    if (auto found = rule_in(open.tx, access.actor.zone, draft.rule_id, {}); draft.rule_id.empty() || !found) {
      return refusal("rule", "没有这个统计口径。", fmt::format("there is no capital-rule {}", draft.rule_id));
    }
    const auto month = capital::make_month(static_cast<int>(draft.year), static_cast<int>(draft.month));
    if (capital::first_day(month) > day_in_china(open.now))
      return refusal("month", "该月尚未开始。", "the month has not begun yet");
    auto known = select<CapitalBase>(open.tx, "capital_bases",
                                     "t.zone = $1 AND t.rule_id = $2 AND t.year = $3 AND t.month = $4",
                                     {access.actor.zone, draft.rule_id, draft.year, draft.month});
    if (!known) return known.error();
    if (known->empty()) return bases_.create_in(open, access, draft);
    const auto& old = known->front();
    return bases_.update_in(open, access, old.id, old.version, [&](CapitalBase& base) -> Status {
      base = draft;
      return {};
    });
  });
}

Result<std::vector<Close>> Capital::closed_months(const std::string& zone) const {
  auto closes = tools_.database.read([&](store::Transaction& tx) { return all_closes(tx, zone); });
  if (!closes) return closes.error();
  return months_of(*closes);
}

Result<std::vector<CapitalClose>> Capital::closes(const Access& access) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<CapitalClose>> {
    auto closes = all_closes(tx, access.actor.zone);
    if (!closes || access.reach == Reach::kAll) return closes;
    const auto months = months_of(*closes);
    for (std::size_t i = 0; i < closes->size(); ++i) {
      const auto month = months[i].month;
      auto rule = rule_in(tx, access.actor.zone, "", capital::last_day(month));
      if (!rule) return rule.error();
      auto counted = entries(tx, access, rule_of(*rule), months, month, month);
      if (!counted) return counted.error();
      const auto own = figure_of(*counted);
      (*closes)[i].yuan_fen = own.yuan_fen;
      (*closes)[i].entries = own.entries;
    }
    return closes;
  });
}

Result<CapitalClose> Capital::close(const Access& access, int year, int month_of_year) const {
  if (auto allowed = check_group(access, ""); !allowed) return allowed.error();
  if (year < 1990 || year > 2100)
    return refusal("year", "年份应在 1990 到 2100 之间。", "the years must be 1990 to 2100");
  if (month_of_year < 1 || month_of_year > 12) return refusal("month", "月份应为 1 到 12。", "a month is 1 to 12");
  const auto month = capital::make_month(year, month_of_year);
  return change(tools_, access.actor, [&](Change& open) -> Result<CapitalClose> {
    const auto& zone = access.actor.zone;
    if (capital::last_day(month) >= day_in_china(open.now))
      return refusal("month", "该月尚未结束，不能结账。", "the month is not over yet");
    auto closes = all_closes(open.tx, zone);
    if (!closes) return closes.error();
    const auto months = months_of(*closes);
    if (!months.empty() && months.front().month >= month) {
      return told(ErrorCode::kExists, fmt::format("截至 {} 的月份均已结账。", to_string(months.front().month)),
                  fmt::format("the months are closed up to {} already", to_string(months.front().month)));
    }
    auto rule = rule_in(open.tx, zone, "", capital::last_day(month));
    if (!rule) return rule.error();
    auto counted = entries(open.tx, access, rule_of(*rule), months, month, month);
    if (!counted) return counted.error();
    const auto figure = figure_of(*counted);
    const CapitalClose made{year, month_of_year, open.now, access.actor.user, figure.yuan_fen, figure.entries};
    auto inserted = open.tx.execute(
        "INSERT INTO capital_closes (zone, year, month, closed_at, closed_by, yuan_fen, entries) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {zone, made.year, made.month, made.closed_at, made.closed_by, made.yuan_fen, made.entries});
    if (!inserted) return inserted.error();
    auto noted = open.audit({"close", "capital-close", to_string(month), {}, to_json(made), ""});
    if (!noted) return noted.error();
    return made;
  });
}

Result<std::vector<Entry>> Capital::entries(store::Transaction& tx, const Access& access, const capital::Rule& rule,
                                            const std::vector<Close>& closes, Month from, Month to) const {
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  for (const auto& [sql, values] : {Payments::credited(access), counted_by(rule), counted_from(rule, closes, from),
                                    counted_to(rule, closes, to)}) {
    where.add(sql, values);
  }
  auto rows = tx.query(
      "SELECT t.id, t.project_id, t.credited_to, t.on_day, t.created_at, t.state, t.audited_on, t.audited_at, "
      "t.yuan_fen, "
      "t.origin, t.used_for, t.evidence, t.second_phase, t.synthetic FROM payments t" +
          where.sql() + " ORDER BY t.id",
      where.values());
  if (!rows) return rows.error();
  std::vector<Entry> out;
  for (const auto row : *rows) {
    Payment payment;
    payment.id = row.text(0);
    payment.project_id = row.text(1);
    payment.credited_to = row.text(2);
    detail::from_cell(row, 3, payment.on_day);
    payment.created_at = row.instant(4);
    payment.state = row.text(5);
    detail::from_cell(row, 6, payment.audited_on);
    detail::from_cell(row, 7, payment.audited_at);
    payment.yuan_fen = row.integer(8);
    payment.origin = row.text(9);
    payment.used_for = row.text(10);
    payment.evidence = row.text(11);
    payment.second_phase = row.truth(12);
    payment.synthetic = row.truth(13);
    out.push_back(entry_of(payment));
  }
  return out;
}

Result<capital::Summary> Capital::summary(const Access& access, const CapitalRule& record, Month until) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<capital::Summary> {
    auto closes = all_closes(tx, access.actor.zone);
    if (!closes) return closes.error();
    const auto months = months_of(*closes);
    const auto rule = rule_of(record);
    auto counted = entries(tx, access, rule, months, capital::make_month(until.year() - 1, 1), until);
    if (!counted) return counted.error();
    std::vector<capital::Base> stated;
    if (access.reach == Reach::kAll) {
      auto bases = select<CapitalBase>(tx, "capital_bases", "t.zone = $1 AND t.rule_id = $2 AND t.year = $3",
                                       {access.actor.zone, rule.id, until.year() - 1});
      if (!bases) return bases.error();
      for (const auto& base : *bases) {
        stated.push_back({capital::make_month(static_cast<int>(base.year), static_cast<int>(base.month)),
                          base.rule_id, base.yuan_fen});
      }
    }
    return capital::summarise(rule, *counted, months, stated, until);
  });
}

Result<YearForecast> Capital::forecast(const Access& access, const CapitalRule& record, int year,
                                       std::optional<int> as_of) const {
  const auto today = day_in_china(tools_.clock.now());
  if (year > today.year()) return told(ErrorCode::kBadArgument, "该年尚未开始。", "the year has not begun yet");
  const bool running = year == today.year();
  // The month that is running has not all its money yet: what counts is what whole months have, but in January.
  const auto now = capital::month_of(today);
  const auto latest =
      running ? std::max(capital::make_month(year, 1), Month{now.value - 1}) : capital::make_month(year, 12);
  const auto until = as_of ? std::min(capital::make_month(year, *as_of), std::max(latest, now)) : latest;
  const auto begin_of_rest = std::min(today, capital::last_day(until));
  // Of the running year without a month: projects as they stand today, signed in the running month or not.
  const auto as_of_day = running && !as_of ? today : begin_of_rest;
  auto summed = summary(access, record, until);
  if (!summed) return summed.error();
  auto data = tools_.database.read([&](store::Transaction& tx) -> Result<capital::ForecastData> {
    auto closes = all_closes(tx, access.actor.zone);
    if (!closes) return closes.error();
    return read_forecast_data(tx, access, rule_of(record), months_of(*closes), until, as_of_day);
  });
  if (!data) return data.error();
  YearForecast out;
  out.until = until;
  out.projects = data->signed_count;
  out.unsigned_projects = data->unsigned_count;
  out.without_likelihood = data->without_likelihood;
  out.planned_fen = data->planned_fen;
  out.weighted_fen = data->weighted_fen;
  out.figures = capital::forecast(*summed, until, begin_of_rest, data->projects);
  // What the running month has brought already is beyond doubt.
  if (running && !as_of) {
    auto known = summary(access, record, capital::make_month(year, 12));
    if (!known) return known.error();
    for (auto* figure : {&out.figures.low_fen, &out.figures.middle_fen, &out.figures.high_fen}) {
      *figure = std::max(*figure, known->cumulative_fen);
    }
  }
  std::int64_t last_year = 0;
  bool known = true;
  for (std::size_t i = 0; i < 12; ++i) {
    last_year += summed->last_year[i];
    known = known && (record.base_restated || summed->from_base[i]);
  }
  if (known && last_year > 0) out.last_year_fen = last_year;
  return out;
}

template class Records<CapitalRule>;
template class Records<CapitalBase>;

}  // namespace lianzhao::ledger
