#include "ledger/ledger.h"

namespace lianzhao::ledger {

Ledger::Ledger(store::Database& database, const InstantClock& clock, RandomBytes& random,
               const LedgerOptions& options)
    : ids_(clock, random),
      passwords_(options.password_cost),
      tools{database, clock, random, ids_},
      throttle(tools, options.throttle),
      groups(tools),
      users(tools, passwords_),
      sessions(tools, passwords_, throttle, options.sessions),
      audit(database),
      lists(tools),
      notes(tools),
      corrections(tools),
      contacts(tools),
      local_firms(tools),
      planned_projects(tools),
      firm_ties(tools),
      chains(tools, "chain"),
      weights(tools, "weights"),
      notices(tools),
      jobs(tools),
      followed(options.names),
      projects(tools, followed),
      problems(tools, problem_check(projects)),
      escalation(tools, notices),
      leads(tools, projects, followed),
      landing_plans(tools),
      payments(tools),
      capital(tools),
      trips(tools),
      follow_ups(tools, notices),
      visits(tools, follow_ups),
      group_targets(tools),
      trip_plans(tools),
      calendars(tools),
      attachments(tools) {}

}  // namespace lianzhao::ledger
