// What gates and pages look at beside a project's own row, read for many projects at once: days of its stages, roles
// of its documents, its phases, open problems, arrived capital.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "ledger/access.h"
#include "ledger/projects/gates.h"
#include "ledger/projects/project.h"

namespace lianzhao::ledger {

struct ProjectRef {
  std::string id, name, stage;
};

struct ProjectDetails {
  std::map<ProjectStage, Day> dates;
  std::set<std::string, std::less<>> documents;  // roles
  std::vector<ProjectRef> phases;                // within the reach
  std::optional<ProjectRef> phase_of;            // without a name where it lies outside the reach
  std::int64_t problems_open = 0;
  std::int64_t arrived_fen = 0;  // by the counting rule in force
};

// By id of the project.
Result<std::map<std::string, ProjectDetails>> project_details(store::Transaction& tx, const Access& access,
                                                              std::span<const Project> projects, Day today);

// Days and documents alone: what a gate needs.
Result<ProjectDetails> project_evidence(store::Transaction& tx, const std::string& zone, const std::string& id);

// Holds copies of both.
GateFacts gate_facts(const Project& project, const ProjectDetails& details);

}  // namespace lianzhao::ledger
