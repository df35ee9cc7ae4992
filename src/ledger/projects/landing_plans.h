// Landing plans of projects: which template and options, the start, and what was changed in its tasks. What follows
// from that is computed (planning/landing), never stored.
#pragma once

#include "ledger/projects/project.h"

namespace lianzhao::ledger {

class LandingPlans : public Records<LandingPlanRecord> {
 public:
  explicit LandingPlans(const Tools& tools);
  // Of a project within reach, oldest first. Errors: kNotFound.
  Result<std::vector<LandingPlanRecord>> of_project(const Access& access, const std::string& project) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
