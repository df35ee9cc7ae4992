#include "api/json/capital.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::api::view {
namespace {

namespace capital = ledger::capital;

struct Named {
  std::string_view key, zh, en;
};
constexpr Named kOrigins[] = {{"abroad", "境外", "abroad"},
                              {"other-province", "省外", "other province"},
                              {"other-city", "省内市外", "other city"},
                              {"local", "本地", "local"}};
constexpr Named kUses[] = {{"fixed-investment", "固定资产投资", "fixed investment"},
                           {"working-capital", "流动资金", "working capital"},
                           {"equity", "注册资本金", "equity"},
                           {"other", "其他", "other"}};
constexpr Named kEvidences[] = {{"bank-voucher", "银行凭证", "bank voucher"},
                                {"invoice", "发票", "invoice"},
                                {"site-check", "现场核查", "site check"},
                                {"none", "无", "none"}};
constexpr Named kStates[] = {
    {"entered", "待审核", "entered"}, {"passed", "审核通过", "passed"}, {"refused", "审核未通过", "refused"}};

template <std::size_t N>
Words words(const Named (&names)[N], std::string_view key) {
  const auto* found =
      std::find_if(std::begin(names), std::end(names), [&](const Named& name) { return name.key == key; });
  if (found == std::end(names)) return {std::string(key), std::string(key)};
  return {std::string(found->zh), std::string(found->en)};
}

GroupRef group_or_id(const Directory& names, const std::string& id) {
  if (auto group = group_ref(names, id)) return *std::move(group);
  return {id, {id, id}};
}

std::optional<double> growth(std::int64_t fen, const std::optional<std::int64_t>& last) {
  if (!last || *last <= 0) return std::nullopt;
  return static_cast<double>(fen) / static_cast<double>(*last) - 1;
}

template <class T>
void by_size(std::vector<T>& sums) {
  std::stable_sort(sums.begin(), sums.end(), [](const T& a, const T& b) { return a.fen > b.fen; });
}

}  // namespace

Words origin_words(std::string_view origin) {
  return words(kOrigins, origin);
}
Words use_words(std::string_view use) {
  return words(kUses, use);
}
Words evidence_words(std::string_view evidence) {
  return words(kEvidences, evidence);
}
Words audit_state_words(std::string_view state) {
  return words(kStates, state);
}

Payment payment_of(const Directory& names, const PaymentsAround& around, const ledger::Payment& from) {
  Payment out;
  out.id = from.id;
  out.project = from.project_id;
  if (const auto found = around.projects.find(from.project_id); found != around.projects.end()) {
    out.project_name = found->second;
  }
  out.group = group_or_id(names, from.credited_to);
  out.on = from.on_day;
  out.amount_fen = from.amount_fen;
  out.currency = from.currency;
  out.rate = from.rate;
  out.yuan_fen = from.yuan_fen;
  out.origin = from.origin;
  out.use = from.used_for;
  out.evidence = from.evidence;
  const auto [first, last] = around.documents.equal_range(from.id);
  for (auto at = first; at != last; ++at) {
    const auto& file = at->second;
    out.attachments.push_back({file.id, file.name, file.role, file.media_type, file.bytes, file.sha256, file.number,
                               to_rfc3339(file.created_at), names.name_of(file.created_by)});
  }
  out.state = from.state;
  out.audited_on = from.audited_on;
  out.reverses = from.reverses;
  out.reversed_by = from.reversed_by;
  out.second_phase = from.second_phase;
  out.synthetic = from.synthetic;
  out.note = from.note;
  out.despite_reason = from.despite_reason;
  out.audit_note = from.audit_note;
  out.entered_at = to_rfc3339(from.created_at);
  out.entered_by = names.name_of(from.created_by);
  if (around.rule) {
    const auto entry = ledger::entry_of(from);
    const auto verdict = capital::judge(*around.rule, entry);
    Counted counted{verdict.counts, {verdict.zh, verdict.en}, {}};
    if (verdict.counts) {
      if (const auto period = capital::period_of(*around.rule, entry, around.closes)) {
        counted.period = capital::to_string(*period);
      }
    }
    out.counted = std::move(counted);
  }
  return out;
}

CapitalRule rule_of(const ledger::CapitalRule& rule) {
  return {rule.id,
          rule.number,
          {rule.name_zh, rule.name_en},
          rule.valid_from,
          rule.origins,
          rule.uses,
          rule.evidences,
          rule.clock,
          rule.minimum_fen,
          rule.exclude_second_phase,
          rule.base_restated,
          rule.note};
}

CapitalBase base_of(const ledger::CapitalBase& base) {
  return {base.id, base.year, base.month, base.rule_id, base.yuan_fen, {base.source, base.date, base.source_status}};
}

CapitalClose close_of(const Directory& names, const ledger::CapitalClose& close) {
  return {close.year,     close.month,  to_rfc3339(close.closed_at), names.name_of(close.closed_by),
          close.yuan_fen, close.entries};
}

CapitalSummary summary_of(const Directory& names, const ledger::CapitalRule& rule, const capital::Summary& summary,
                          capital::Month until, const std::vector<capital::Close>& closes,
                          const std::map<std::string, std::string>& projects) {
  const auto closed = [&](capital::Month month) {
    return std::any_of(closes.begin(), closes.end(), [&](const auto& close) { return close.month >= month; });
  };
  CapitalSummary out;
  out.year = until.year();
  out.month = until.month();
  out.rule = view::rule_of(rule);
  out.cumulative_fen = summary.cumulative_fen;
  out.same_period_fen = summary.same_period_fen;
  out.growth = summary.growth();
  out.entries = static_cast<std::int64_t>(summary.entries.size());
  for (int month = 1; month <= 12; ++month) {
    const auto i = static_cast<std::size_t>(month - 1);
    out.months.push_back({month, summary.this_year[i], summary.last_year[i],
                          closed(capital::make_month(until.year(), month)), summary.from_base[i]});
  }
  for (const auto& [origin, fen] : summary.by_origin) {
    out.by_origin.push_back({std::string(capital::name_of(origin)), fen});
  }
  std::map<std::string, GroupSum> groups;
  for (const auto& [id, fen] : summary.by_group) groups[id].fen = fen;
  for (const auto& [id, fen] : summary.last_by_group) groups[id].last_fen = fen;
  for (auto& [id, sum] : groups) {
    sum.group = group_or_id(names, id);
    out.by_group.push_back(std::move(sum));
  }
  by_size(out.by_group);
  std::int64_t elsewhere = 0;
  for (const auto& [id, fen] : summary.by_project) {
    const auto name = projects.find(id);
    if (name == projects.end()) {
      elsewhere += fen;
    } else {
      out.by_project.push_back({id, name->second, fen});
    }
  }
  by_size(out.by_project);
  // Credited to the group, of projects that others have now: no more than their sum.
  if (elsewhere != 0)
    out.by_project.push_back({"", "已移交其他专班的项目 / projects that other groups have now", elsewhere});
  out.closed = closed(until);
  out.synthetic = summary.synthetic;
  return out;
}

CapitalForecast forecast_of(const ledger::CapitalRule& rule, const ledger::YearForecast& forecast) {
  const auto& figures = forecast.figures;
  CapitalForecast out;
  out.year = forecast.until.year();
  out.month = forecast.until.month();
  out.cumulative_fen = figures.cumulative_fen;
  out.low_fen = figures.low_fen;
  out.middle_fen = figures.middle_fen;
  out.high_fen = figures.high_fen;
  out.growth_low = growth(figures.low_fen, forecast.last_year_fen);
  out.growth_middle = growth(figures.middle_fen, forecast.last_year_fen);
  out.growth_high = growth(figures.high_fen, forecast.last_year_fen);
  out.parts.push_back({"arrived", {"已到位", "arrived"}, figures.cumulative_fen});
  if (figures.by_projects_fen) {
    out.parts.push_back({"signed",
                         {fmt::format("余下月份，按 {} 个已签约项目的到位规律", forecast.projects),
                          fmt::format("rest of the year, by {} signed projects", forecast.projects)},
                         *figures.by_projects_fen});
  }
  out.not_signed = {forecast.unsigned_projects, forecast.without_likelihood, forecast.planned_fen,
                    forecast.weighted_fen};
  if (figures.by_unsigned_fen) {
    out.parts.push_back(
        {"not-signed",
         {fmt::format("余下月份，{} 个尚未签约的项目（签约可能性 × 计划投资 × 到位规律）",
                      forecast.unsigned_projects),
          fmt::format("rest of the year, {} projects not signed yet (likelihood x planned investment x curve)",
                      forecast.unsigned_projects)},
         *figures.by_unsigned_fen});
  }
  if (figures.by_season_fen) {
    out.parts.push_back({"season",
                         {"余下月份，按上年同期占全年的比重", "rest of the year, by the season of the year before"},
                         *figures.by_season_fen});
  }
  out.method = {
      fmt::format("口径“{}”。签约项目未到位的投资按签约后月数的到位曲线（2 个月 12.6%、13 个月 32.9%、26 个月 "
                  "45.6%）乘阶段系数估计；"
                  "另按上年同期占全年的比重推算；两法轮流抽样 4000 次，取 10%、50%、90% "
                  "分位。尚未签约的项目按其落地把握抽样是否签约（在谈约 3 个月后、线索约 6 "
                  "个月后签约，或按预计开工日提前），签约后按同一规律到位；未填把握的不计。",
                  rule.name_zh),
      fmt::format(
          "Rule \"{}\". What signed projects still owe arrives by the curve of months since signing (12.6 % after 2, "
          "32.9 % after 13, 45.6 % after 26) times a factor of the stage; beside it, the share of the year before "
          "that had come by then. 4,000 runs take the two in turn; 10 %, 50 % and 90 % quantiles. Projects not "
          "signed yet are signed with their likelihood (3 months on from negotiations, 6 from a lead, or by their "
          "expected start) and then pay by the same curve; those without a likelihood are left out.",
          rule.name_en.empty() ? rule.name_zh : rule.name_en)};
  return out;
}

}  // namespace lianzhao::api::view
