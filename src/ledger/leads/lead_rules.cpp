#include "ledger/leads/lead_rules.h"

#include <array>

namespace lianzhao::ledger {
namespace {

constexpr int kAnswer = 1, kSort = 3, kIntroducer = 5, kReport = 10;  // working days

constexpr std::array<LeadFact, 8> kFacts = {{
    {"node", "产业链环节", "chain node", [](const Lead& lead) { return !lead.node.empty(); }},
    {"process", "工艺与产品", "process and product", [](const Lead& lead) { return !lead.process.empty(); }},
    {"investment", "投资额", "investment", [](const Lead& lead) { return lead.investment_fen.value_or(0) > 0; }},
    {"land_mu", "用地", "land", [](const Lead& lead) { return lead.land_mu.has_value(); }},
    {"energy_tce", "年综合能耗", "energy a year", [](const Lead& lead) { return lead.energy_tce.has_value(); }},
    {"environment", "环境容量", "environment", [](const Lead& lead) { return !lead.environment.empty(); }},
    {"output", "年产值", "output a year", [](const Lead& lead) { return lead.output_fen.has_value(); }},
    {"tax", "年税收", "tax a year", [](const Lead& lead) { return lead.tax_fen.has_value(); }},
}};

constexpr std::pair<std::string_view, std::string_view> kSteps[] = {
    {"new", "sorted"},      {"new", "rejected"},        {"sorted", "following"},   {"sorted", "converted"},
    {"sorted", "rejected"}, {"following", "converted"}, {"following", "rejected"}, {"rejected", "new"}};

std::optional<double> yuan(const std::optional<std::int64_t>& fen) {
  return fen ? std::optional(static_cast<double>(*fen) / 100) : std::nullopt;
}

// The last day on which it is still in time.
Day due_after(const WorkCalendar& calendar, Day from, int working_days) {
  return calendar.next(calendar.plus(Day{from.since_epoch + 1}, working_days - 1));
}

}  // namespace

std::span<const LeadFact> lead_facts() {
  return kFacts;
}

std::vector<const LeadFact*> missing_facts(const Lead& lead) {
  std::vector<const LeadFact*> out;
  for (const auto& fact : kFacts) {
    if (!fact.stated(lead)) out.push_back(&fact);
  }
  return out;
}

std::string_view name_of(ClockState state) {
  constexpr std::array<std::string_view, 4> kNames = {"running", "met", "late", "missed"};
  return kNames[static_cast<std::size_t>(state)];
}

std::vector<LeadClock> clocks_of(const Lead& lead, const WorkCalendar& calendar, Day today) {
  std::vector<LeadClock> out;
  const auto add = [&](std::string_view rule, std::string_view zh, std::string_view en, Day from, int days,
                       std::optional<Day> done) {
    LeadClock clock{rule, zh, en, due_after(calendar, from, days), done, ClockState::kRunning};
    if (done) {
      clock.state = *done <= clock.due ? ClockState::kMet : ClockState::kLate;
    } else if (today > clock.due) {
      clock.state = ClockState::kMissed;
    }
    out.push_back(clock);
  };
  const bool over = lead.state == "rejected" || lead.state == "converted";
  // Who is refused has been answered; who has been sorted need not be sorted again.
  add("answer", "1 个工作日内答复企业", "answer the firm within 1 working day", lead.received_on, kAnswer,
      lead.answered_on);
  add("sort", "3 个工作日内研判分类", "sort within 3 working days", lead.received_on, kSort, lead.sorted_on);
  if (!lead.introducer.empty()) {
    add("introducer", "一周内答复引荐人", "tell the introducer within a week", lead.received_on, kIntroducer,
        lead.introducer_answered_on);
  }
  if (!over && lead.sorted_on) {
    add("report", "每两周报告进展", "report every two weeks", lead.reported_on.value_or(*lead.sorted_on), kReport,
        std::nullopt);
  }
  return out;
}

bool may_go(std::string_view from, std::string_view to) {
  for (const auto& [before, after] : kSteps) {
    if (before == from && after == to) return true;
  }
  return false;
}

PlausibleFacts plausible_facts(const Lead& lead) {
  return {lead.node,     yuan(lead.investment_fen), lead.land_mu,
          lead.capacity, yuan(lead.output_fen),     yuan(lead.tax_fen)};
}

}  // namespace lianzhao::ledger
