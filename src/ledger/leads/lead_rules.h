// What a lead must state, its clocks and the steps it may take. Pure; sources in docs/leads.md.
#pragma once

#include <span>

#include "base/work_calendar.h"
#include "ledger/leads/lead.h"
#include "ledger/leads/plausibility.h"

namespace lianzhao::ledger {

struct LeadFact {
  std::string_view field, zh, en;  // a field of the contract's LeadFacts
  bool (*stated)(const Lead& lead);
};
std::span<const LeadFact> lead_facts();  // asked for before it is sorted
std::vector<const LeadFact*> missing_facts(const Lead& lead);

// Times of other cities' rules (DOMAIN 6): the firm is answered within a working day, the lead sorted within three,
// the introducer told within a week, a report made every two weeks while it is followed; in working days.
enum class ClockState : std::uint8_t { kRunning, kMet, kLate, kMissed };
std::string_view name_of(ClockState state);
struct LeadClock {
  std::string_view rule, zh, en;
  Day due;
  std::optional<Day> done_on;
  ClockState state = ClockState::kRunning;
};
std::vector<LeadClock> clocks_of(const Lead& lead, const WorkCalendar& calendar, Day today);

bool may_go(std::string_view from, std::string_view to);
PlausibleFacts plausible_facts(const Lead& lead);

}  // namespace lianzhao::ledger
