// Verbs at the ends of a node's terms. A term names the thing ('变压器'); what is done with it stands in the business
// scope ('变压器制造', '变压器销售'), and a term that swallowed the verb would hide who makes it.
#pragma once

#include <string_view>

#include "atlas/atlas.h"

namespace lianzhao::atlas {

// The verb that a term of a node of this kind must not end in, or begin with; empty where there is none. Terms of
// services and projects may end in what is the service itself (运维, 检测, 安装, 建设), never in making, processing
// or selling. A verb that is part of a thing's name is none: '铸造生铁', '加工中心', '检测设备'.
std::string_view verb_of_term(std::string_view term, Kind kind);

// The term without its verbs of making, processing and selling: '变压器'; at least two characters stay.
std::string_view without_verbs(std::string_view term);

// What becomes of verbs in terms: a problem where a chain is edited or checked, taken off where one that was kept is
// loaded.
enum class TermVerbs : std::uint8_t { kRefuse, kTakeOff };
std::optional<Chain> read_chain(std::string_view text, const std::string& path, std::vector<Problem>& problems,
                                TermVerbs verbs);

}  // namespace lianzhao::atlas
