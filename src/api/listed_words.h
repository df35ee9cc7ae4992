// The words of a reader for the values that the contract enumerates, for workbooks: the pages say the same.
#pragma once

#include <string_view>

#include "api/problem.h"

namespace lianzhao::api {

enum class Listed : std::uint8_t {
  kVisitKind,
  kInterest,
  kTripState,
  kLeadSource,
  kLeadState,
  kActivity,
  kProblemLevel,
  kListState,
  kItemStatus,
  kIndicator,
  kFirmStage,
  kTieKind,
  kSourceStatus,
  kGroupKind,
  kProblemState,
  kAuditAction,
  kAuditKind,
};

// A value without words (written by another version of the program) is shown as it is.
Words words_of(Listed list, std::string_view value);

}  // namespace lianzhao::api
