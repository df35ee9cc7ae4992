// An empty workbook to fill in: headers, notes, lists to choose from; and a second sheet that says what goes where.
#pragma once

#include "api/http/message.h"
#include "api/sheets/kind.h"
#include "api/sheets/lookup.h"

namespace lianzhao::api::sheets {

// Errors: kIo, kNoSpace.
Result<http::Response> empty_workbook(const std::string& folder, const Kind& kind, const Lookup& lookup,
                                      Language language);

}  // namespace lianzhao::api::sheets
