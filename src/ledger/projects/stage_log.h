// Rows beside a project that its steps write: the log, the days of its stages; and how a gate that is not met is
// told. Within a change.
#pragma once

#include "ledger/projects/projects.h"

namespace lianzhao::ledger {

Status append_stage_log(Change& open, const std::string& project, StageLogRow row);  // seq, at, by are set here
Status put_stage_day(Change& open, const std::string& project, ProjectStage stage, Day on);
Status forget_days_after(Change& open, const std::string& project, ProjectStage stage);

// kBadInput; data: {"code": "gate-unmet", "errors": [{"field", "code", "zh", "en"}]}.
Error gate_refusal(std::span<const GateItem> items, std::string_view why);
Json words_of(std::span<const GateItem> items);  // [{"zh", "en"}]
// The right to, and a reason of at least 10 characters.
Status may_override(const Access& overriding, const Project& project, const std::string& reason);

}  // namespace lianzhao::ledger
