// Projects (项目), their problems (难题), documents and landing plans as records. Stages change only by step_project
// (project_steps.h), which checks the gates.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct Project : Stamp {
  std::string name, firm_key, firm_name, group_id;
  std::string stage = "lead";  // ProjectStage
  Day stage_since;
  std::string activity = "active";  // active | paused | dropped
  std::string activity_reason;
  std::string node;
  std::optional<std::string> phase_of, lead_id;
  std::optional<std::int64_t> investment_fen;
  std::string foreign_origin;  // abroad | other-province | other-city | local; "" not stated
  std::optional<double> land_mu, capacity;
  std::optional<std::int64_t> output_fen, tax_fen, jobs;
  std::string process, environment;
  std::optional<double> energy_tce;
  std::optional<Day> agreement_on;
  std::string registered_firm, project_code, lead_official;
  Strings team;         // user ids
  Strings competitors;  // places that compete
  std::optional<std::int64_t> likelihood;
  std::optional<Day> expected_start, expected_production;
  bool overridden = false;
  std::string note;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Project, (Stamp),
                      (name, firm_key, firm_name, group_id, stage, stage_since, activity, activity_reason, node,
                       phase_of, lead_id, investment_fen, foreign_origin, land_mu, capacity, output_fen, tax_fen,
                       jobs, process, environment, energy_tce, agreement_on, registered_firm, project_code,
                       lead_official, team, competitors, likelihood, expected_start, expected_production, overridden,
                       note, synthetic))
template <>
struct RecordTraits<Project> : RecordTraitsBase {
  static constexpr std::string_view table = "projects", kind = "project", zh = "这个项目", group = "t.group_id",
                                    sort = "-updated_at";
  static constexpr std::string_view searched[] = {"name", "firm_name", "registered_firm"};
  static std::string owner(const Project& project) { return project.group_id; }
  static Status rules(const Project& project);
};

inline constexpr std::string_view kGroupOfProject =
    "(SELECT p.group_id FROM projects p WHERE p.zone = t.zone AND p.id = t.project_id)";

struct ProjectProblem : Stamp {
  std::string project_id, title, detail;
  std::string owner;  // user id
  Day due;
  std::string level = "group";  // group | leader | committee: where it stands after escalation
  std::string state = "open";   // open | solved
  std::string solution;
  Day raised_on;
  std::optional<Day> solved_on;
};
BOOST_DESCRIBE_STRUCT(ProjectProblem, (Stamp),
                      (project_id, title, detail, owner, due, level, state, solution, raised_on, solved_on))
template <>
struct RecordTraits<ProjectProblem> : RecordTraitsBase {
  static constexpr std::string_view table = "problems", kind = "problem", zh = "这个难题", group = kGroupOfProject,
                                    sort = "due";
  static constexpr bool by_parent = true;
  static constexpr std::string_view searched[] = {"title", "detail", "solution"};
  static Status rules(const ProjectProblem& problem);
};

// A document of a record. The bytes lie in the home folder's attachments/ under their SHA-256.
struct Attachment : Stamp {
  std::string subject_kind;  // visit | lead | project | payment | problem
  std::string subject_id;
  std::string group_id;  // of the subject
  std::string name;      // a file name without any path
  std::int64_t number = 1;
  std::string role;  // which evidence of a gate it is; "" for none
  std::string media_type;
  std::int64_t bytes = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Attachment, (Stamp),
                      (subject_kind, subject_id, group_id, name, number, role, media_type, bytes, sha256))
template <>
struct RecordTraits<Attachment> : RecordTraitsBase {
  static constexpr std::string_view table = "attachments", kind = "attachment", zh = "这份附件", group = "t.group_id";
  static constexpr std::string_view searched[] = {"name"};
  static std::string owner(const Attachment& attachment) { return attachment.group_id; }
  static Status rules(const Attachment& attachment);
};

struct LandingPlanRecord : Stamp {
  std::string project_id, name, template_id;
  Day start;
  std::optional<std::int64_t> target_days;
  Json choices{"{}"};  // {option: value}: the variant of the template
  Json tasks{"[]"};    // [{"id", "days", "low", "high", "actual_start", "actual_finish"}]: what differs from it
};
BOOST_DESCRIBE_STRUCT(LandingPlanRecord, (Stamp), (project_id, name, template_id, start, target_days, choices, tasks))
template <>
struct RecordTraits<LandingPlanRecord> : RecordTraitsBase {
  static constexpr std::string_view table = "landing_plans", kind = "landing-plan", zh = "这份落地计划",
                                    group = kGroupOfProject;
  static constexpr bool by_parent = true;
  static constexpr std::string_view searched[] = {"name"};
  static Status rules(const LandingPlanRecord& plan);
};

}  // namespace lianzhao::ledger
