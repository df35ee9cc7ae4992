// The ledger of a database: everything of this room put together, for those who serve it. Made once, used by all
// threads.
#pragma once

#include "ledger/attachments/attachments.h"
#include "ledger/calendar/calendars.h"
#include "ledger/capital/capital.h"
#include "ledger/documents.h"
#include "ledger/firm_records.h"
#include "ledger/jobs.h"
#include "ledger/leads/leads.h"
#include "ledger/lists.h"
#include "ledger/locals.h"
#include "ledger/notices.h"
#include "ledger/projects/escalation.h"
#include "ledger/projects/landing_plans.h"
#include "ledger/projects/problems.h"
#include "ledger/sessions.h"
#include "ledger/trips/group_targets.h"
#include "ledger/trips/trip_plan.h"
#include "ledger/trips/visits.h"

namespace lianzhao::ledger {

struct LedgerOptions {
  PasswordCost password_cost;
  SessionLimits sessions;
  ThrottleLimits throttle;
  NameReading names;  // for duplicates; without it firms are compared by key and name as written
};

class Ledger {
 public:
  // The schema must be up to date (store::migrate). `database`, `clock` and `random` outlive the ledger.
  Ledger(store::Database& database, const InstantClock& clock, RandomBytes& random,
         const LedgerOptions& options = {});
  Ledger(const Ledger&) = delete;

 private:
  IdSource ids_;
  Passwords passwords_;

 public:
  const Tools tools;
  const Throttle throttle;
  const Groups groups;
  const Users users;
  const Sessions sessions;
  const AuditLog audit;
  const TargetLists lists;
  const Records<FirmNote> notes;
  const Records<FirmCorrection> corrections;
  const FirmContacts contacts;
  const Records<LocalFirm> local_firms;
  const Records<PlannedProject> planned_projects;
  const Records<FirmTie> firm_ties;
  const Documents chains, weights;
  const Notices notices;
  const Jobs jobs;
  const FollowedRecords followed;
  const Projects projects;
  const Records<ProjectProblem> problems;
  const Escalation escalation;
  const Leads leads;
  const LandingPlans landing_plans;
  // Arrived capital.
  const Payments payments;
  const Capital capital;
  // Trips, visits, what was promised on them; targets of groups.
  const Trips trips;
  const FollowUps follow_ups;
  const Visits visits;
  const GroupTargets group_targets;
  const Records<TripPlanRecord> trip_plans;
  const Calendars calendars;
  const Attachments attachments;
};

}  // namespace lianzhao::ledger
