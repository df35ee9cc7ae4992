// Groups, people and firms that a body names.
#pragma once

#include <span>

#include "api/firm_kept.h"
#include "api/handlers/records.h"

namespace lianzhao::api::handlers {

Problem no_such_group(std::string pointer = "/group");
// One of the zone's groups.
std::optional<Problem> check_group_named(const Desk& desk, const std::string& group);
// Or none.
std::optional<Problem> check_group_named(const Desk& desk, const std::optional<std::string>& group);
// An active user.
std::optional<Problem> check_user_named(const Desk& desk, const std::string& user, const std::string& pointer);

struct FirmSent {
  std::optional<Text<0, 40>> firm;
  Text<2, 120> name;
};
BOOST_DESCRIBE_STRUCT(FirmSent, (), (firm, name))

// As firm_kept; `before`: keys that the record had, "" is none; `pointer` is that of the key.
std::optional<Problem> read_firm(const Desk& desk, const FirmSent& sent, std::string pointer, Unlisted unlisted,
                                 std::span<const std::string> before, FirmKept& kept);

}  // namespace lianzhao::api::handlers
