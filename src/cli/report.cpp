// lianzhao report capital: arrived capital of a year up to a month beside the same period, and the forecast.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/console.h"
#include "cli/ledger_desk.h"
#include "cli/say.h"
#include "ledger/directory.h"

namespace lianzhao::cli {
namespace {

namespace capital = ledger::capital;

struct CapitalRequest {
  int year = 0, month = 0;
  std::string rule;
};

struct Report {
  ledger::CapitalRule rule;
  capital::Summary summary;
  ledger::YearForecast forecast;
  ledger::Directory names;
  std::map<std::string, std::string> projects;
};

Result<Report> make_report(const ledger::Ledger& ledger, const ledger::Access& access,
                           const CapitalRequest& request) {
  const auto until = capital::make_month(request.year, request.month);
  Report out;
  auto rule = ledger.capital.rule(access.actor.zone, request.rule, capital::last_day(until));
  if (!rule) return rule.error();
  out.rule = *std::move(rule);
  auto summary = ledger.capital.summary(access, out.rule, until);
  if (!summary) return summary.error();
  out.summary = *std::move(summary);
  auto forecast = ledger.capital.forecast(access, out.rule, request.year, request.month);
  if (!forecast) return forecast.error();
  out.forecast = *std::move(forecast);
  auto names = ledger::Directory::load(ledger.tools.database, access.actor.zone);
  if (!names) return names.error();
  out.names = *std::move(names);
  auto projects = ledger.payments.project_names(access, std::nullopt);
  if (!projects) return projects.error();
  out.projects = *std::move(projects);
  return out;
}

std::string in_yuan(std::int64_t fen) {
  const auto size = static_cast<std::uint64_t>(fen < 0 ? -fen : fen);
  return fmt::format("{}{}.{:02}", fen < 0 ? "-" : "", grouped(size / 100), size % 100);
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:+.2f} %", *share * 100) : "-";
}

std::optional<double> over(std::int64_t fen, const std::optional<std::int64_t>& last) {
  if (!last || *last <= 0) return std::nullopt;
  return static_cast<double>(fen) / static_cast<double>(*last) - 1;
}

boost::json::value number(const std::optional<double>& share) {
  return share ? boost::json::value(*share) : boost::json::value();
}

template <class Map>
boost::json::object sums(const Map& map) {
  boost::json::object out;
  for (const auto& [key, fen] : map) out[std::string(key)] = fen;
  return out;
}

boost::json::object to_json(const CapitalRequest& request, const Report& report) {
  const auto& summary = report.summary;
  boost::json::array months;
  for (std::size_t i = 0; i < 12; ++i) {
    months.push_back(boost::json::object{{"month", i + 1},
                                         {"this_fen", summary.this_year[i]},
                                         {"last_fen", summary.last_year[i]},
                                         {"last_from_base", summary.from_base[i]}});
  }
  boost::json::object origins;
  for (const auto& [origin, fen] : summary.by_origin) origins[std::string(capital::name_of(origin))] = fen;
  const auto& figures = report.forecast.figures;
  const auto& last = report.forecast.last_year_fen;
  return {{"year", request.year},
          {"month", request.month},
          {"rule", boost::json::object{{"id", report.rule.id},
                                       {"number", report.rule.number},
                                       {"zh", report.rule.name_zh},
                                       {"en", report.rule.name_en}}},
          {"cumulative_fen", summary.cumulative_fen},
          {"same_period_fen", summary.same_period_fen},
          {"growth", number(summary.growth())},
          {"entries", summary.entries.size()},
          {"synthetic", summary.synthetic},
          {"months", months},
          {"by_origin", origins},
          {"by_group", sums(summary.by_group)},
          {"by_project", sums(summary.by_project)},
          {"forecast", boost::json::object{{"low_fen", figures.low_fen},
                                           {"middle_fen", figures.middle_fen},
                                           {"high_fen", figures.high_fen},
                                           {"growth_low", number(over(figures.low_fen, last))},
                                           {"growth_middle", number(over(figures.middle_fen, last))},
                                           {"growth_high", number(over(figures.high_fen, last))},
                                           {"projects", report.forecast.projects},
                                           {"signed_fen", number(figures.by_projects_fen)},
                                           {"not_signed_fen", number(figures.by_unsigned_fen)},
                                           {"season_fen", number(figures.by_season_fen)},
                                           {"not_signed_projects", report.forecast.unsigned_projects},
                                           {"without_likelihood", report.forecast.without_likelihood}}}};
}

void print(bool en, const CapitalRequest& request, const Report& report) {
  const auto& summary = report.summary;
  say(en, "Arrived capital, {}-01 to {}-{:02}, by \"{}\"\n", "到位资金 {}-01 至 {}-{:02}，口径“{}”\n", request.year,
      request.year, request.month, en && !report.rule.name_en.empty() ? report.rule.name_en : report.rule.name_zh);
  using A = Table::Align;
  Table table({{en ? "" : "项", A::kLeft, 40},
               {en ? "this year (CNY)" : "本年（元）", A::kRight},
               {en ? "same period (CNY)" : "上年同期（元）", A::kRight},
               {en ? "growth" : "增长", A::kRight}});
  table.add({en ? "total" : "累计", in_yuan(summary.cumulative_fen), in_yuan(summary.same_period_fen),
             percent(summary.growth())});
  for (int month = 1; month <= request.month; ++month) {
    const auto i = static_cast<std::size_t>(month - 1);
    table.add({fmt::format("{}-{:02}", request.year, month), in_yuan(summary.this_year[i]),
               in_yuan(summary.last_year[i]) + (summary.from_base[i] ? (en ? " (restated)" : "（调整基数）") : ""),
               ""});
  }
  for (const auto& [id, fen] : summary.by_group) {
    const auto* group = report.names.group(id);
    const auto last = summary.last_by_group.find(id);
    table.add({group ? (en && !group->en.empty() ? group->en : group->zh) : id, in_yuan(fen),
               last == summary.last_by_group.end() ? "" : in_yuan(last->second), ""});
  }
  for (const auto& [id, fen] : summary.by_project) {
    const auto name = report.projects.find(id);
    table.add({name == report.projects.end() ? id : name->second, in_yuan(fen), "", ""});
  }
  fmt::print("{}", table.text());
  const auto& figures = report.forecast.figures;
  const auto& last = report.forecast.last_year_fen;
  say(en, "Forecast of {} as of the end of month {}: {} (10 %) - {} - {} (90 %), growth {} - {} - {}\n",
      "{} 年全年预测（截至 {} 月底）：{}（10%）– {} – {}（90%），增长 {} – {} – {}\n", request.year, request.month,
      in_yuan(figures.low_fen), in_yuan(figures.middle_fen), in_yuan(figures.high_fen),
      percent(over(figures.low_fen, last)), percent(over(figures.middle_fen, last)),
      percent(over(figures.high_fen, last)));
  if (figures.by_unsigned_fen) {
    say(en, "  of it by {} projects not signed yet, with their likelihood: {}\n",
        "  其中 {} 个尚未签约的项目按签约可能性预计：{}\n", report.forecast.unsigned_projects,
        in_yuan(*figures.by_unsigned_fen));
  }
  if (summary.synthetic) say(en, "Note: some payments are synthetic.\n", "注意：含合成数据。\n");
}

int report_capital(const Globals& globals, const CapitalRequest& request) {
  auto zone = zone_id(globals);
  if (!zone) return report_error(zone.error());
  auto desk = LedgerDesk::open(globals);
  if (!desk) return report_error(desk.error());
  auto report = make_report((*desk)->ledger(), ledger::Access::system(*zone, "command line"), request);
  if (!report) return report_error(report.error());
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(to_json(request, *report)));
  } else {
    print(globals.english, request, *report);
  }
  return report->summary.entries.empty() ? kNothing : kDone;
}

}  // namespace

void add_report(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("report", "figures of the zone");
  command->require_subcommand(1);
  auto* of_capital = command->add_subcommand("capital", "arrived capital beside the same period, and its forecast");
  auto request = std::make_shared<CapitalRequest>();
  of_capital->add_option("--year", request->year)->required()->check(CLI::Range(1990, 2100));
  of_capital->add_option("--month", request->month, "up to and with")->required()->check(CLI::Range(1, 12));
  of_capital->add_option("--rule", request->rule, "id of a counting rule (default: the one in force then)");
  of_capital->callback([&globals, &exit_code, request] { exit_code = report_capital(globals, *request); });
}

}  // namespace lianzhao::cli
