// Groups and people that a body names: they must be there.
#pragma once

#include "api/handlers/records.h"

namespace lianzhao::api::handlers {

Problem no_such_group();
// One of the zone's groups.
std::optional<Problem> check_group_named(const Desk& desk, const std::string& group);
// An active user.
std::optional<Problem> check_user_named(const Desk& desk, const std::string& user, const std::string& pointer);

}  // namespace lianzhao::api::handlers
