#include "api/landing_desk.h"

#include <algorithm>
#include <filesystem>

namespace lianzhao::api {

Result<LandingDesk> LandingDesk::load(const workspace::Folders& folders) {
  LandingDesk desk;
  auto calendar = WorkCalendar::load(folders.in_share("calendar/cn.tsv"));
  if (!calendar) return calendar.error();
  desk.calendar_ = *std::move(calendar);
  // A zone's own table of laws takes the place of the program's.
  const auto own = folders.in_home("landing/laws.yaml");
  std::error_code absent;
  auto laws = planning::LawBook::load(std::filesystem::exists(own, absent) ? own : folders.in_share("landing/laws.yaml"));
  if (!laws) return laws.error();
  for (const auto& folder : {folders.in_home("landing"), folders.in_share("landing")}) {
    std::error_code none;
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder, none)) {
      if (file.path().extension() == ".yaml" && file.path().filename() != "laws.yaml") files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (desk.templates_.contains(file.stem().string())) continue;
      auto made = planning::LandingTemplate::load(file.string(), *laws);
      if (!made) return made.error();
      desk.templates_.emplace(file.stem().string(), *std::move(made));
    }
  }
  return desk;
}

const planning::LandingTemplate* LandingDesk::find(const std::string& id) const {
  const auto found = templates_.find(id);
  return found == templates_.end() ? nullptr : &found->second;
}

}  // namespace lianzhao::api
