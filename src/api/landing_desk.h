// What landing plans are made from: the templates of the program and of the home folder (landing/NAME.yaml, the
// latter first), the table of laws (landing/laws.yaml, likewise) and the work calendar. Read once when the server starts, immutable.
#pragma once

#include <map>
#include <string>

#include "base/work_calendar.h"
#include "planning/landing/template.h"
#include "workspace/folders.h"

namespace lianzhao::api {

class LandingDesk {
 public:
  // Errors: of the files.
  static Result<LandingDesk> load(const workspace::Folders& folders);
  [[nodiscard]] const std::map<std::string, planning::LandingTemplate>& templates() const { return templates_; }
  [[nodiscard]] const planning::LandingTemplate* find(const std::string& id) const;
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }

 private:
  std::map<std::string, planning::LandingTemplate> templates_;  // by the name of the file
  WorkCalendar calendar_;
};

}  // namespace lianzhao::api
