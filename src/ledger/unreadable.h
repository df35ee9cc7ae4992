// What is stored but cannot be read as what it should be (a list, a document): it is shown as it stands behind a mark
// instead of being left out, and stays stored when its record is saved.
#pragma once

#include <string>
#include <string_view>

namespace lianzhao::ledger {

inline constexpr std::string_view kUnreadable = "⚠无法读取 (unreadable) ";
std::string unreadable(std::string_view stored);  // the mark once, though it is there already
bool is_unreadable(std::string_view text);

}  // namespace lianzhao::ledger
