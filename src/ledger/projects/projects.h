// Projects with what is around them: made, edited, moved from stage to stage by the table of gates (gates.h).
//
// Stage, activity and the mark of an override change by step() and set_activity() alone, whoever writes: page, import
// or program. An edit may not take away what a gate asked for that the project has passed, where it had it.
#pragma once

#include "ledger/projects/project_facts.h"

namespace lianzhao::ledger {

struct StageStep {
  ProjectStage to = ProjectStage::kLead;
  Day on;
  std::string note;
  std::optional<std::string> override_reason;  // passes gates that are not met
};

struct StageLogRow {
  std::int64_t seq = 0;
  std::string from_stage, to_stage;  // stages; or activities, where it was paused, dropped or taken up again
  Day on_day;                        // when it was so
  Instant at;                        // when it was entered
  std::string by_user, note, override_reason;
  Json unmet;  // [{"zh", "en"}]: what the override passed over
};
BOOST_DESCRIBE_STRUCT(StageLogRow, (), (seq, from_stage, to_stage, on_day, at, by_user, note, override_reason, unmet))

class FollowedRecords;  // leads/followed.h

class Projects : public Records<Project> {
 public:
  Projects(const Tools& tools, const FollowedRecords& followed);
  Projects(const Projects&) = delete;  // its checks look here

  // At the stage lead; `since`: when it became one, where that is known.
  Result<Project> create(const Access& access, Project draft) const;
  Result<Project> create_in(Change& change, const Access& access, Project draft, std::optional<Day> since = {}) const;

  // Forward checks every gate up to the new stage; back (a correction) needs a note and forgets the days of the
  // stages after; to the same stage corrects its day, with a note. `overriding`: the reach of projects.override.
  // Errors beside those of Records: kForbidden (who may pass; override without the right), kBadInput (gates: data has
  // "errors" with field, zh, en; dates).
  Result<Project> step(const Access& access, const Access& overriding, const std::string& id, std::int64_t version,
                       const StageStep& step) const;
  // active | paused | dropped, with the reason.
  Result<Project> set_activity(const Access& access, const std::string& id, std::int64_t version,
                               const std::string& to, const std::string& reason) const;

  Result<std::vector<StageLogRow>> log(const Access& access, const std::string& id) const;  // oldest first
  Result<std::map<std::string, ProjectDetails>> details(const Access& access,
                                                        std::span<const Project> projects) const;
  [[nodiscard]] Day today() const { return day_in_china(tools_.clock.now()); }

 private:
  Status check_new(const Project& project, Change& open, const Access& access) const;
  Status check_edit(const Project& before, const Project& after, Change& open, const Access& access) const;
  Status check_phase(const Project& project, Change& open, const Access& access) const;
  const Tools tools_;
  const FollowedRecords& followed_;
  const Records<Project> stepped_;  // without the check that stages change by steps alone
};

}  // namespace lianzhao::ledger
