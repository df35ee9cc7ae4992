// What backup.cpp and restore.cpp share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace lianzhao::ledger {

inline const std::string kTablesFolder = "tables/", kFilesFolder = "files/";
// A session must not come to life again by a restore, and throttling has no meaning later.
inline constexpr std::string_view kNotKept[] = {"login_throttle", "sessions"};

// Paths that are no files of the home folder, even where they lie in it.
std::vector<std::string> not_of_home(const store::Database& database, const std::string& archive);

}  // namespace lianzhao::ledger
