// Workbooks of records: empty ones to fill in, filled-in ones read (all rows or none), the records that one may read
// taken out. A kind of sheet has its own permissions (sheets/kind.h), which the handlers ask for.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

inline constexpr std::uint64_t kSheetBytes = 32u << 20;

Reply get_sheet_template(Context& context, const http::Request& request);
Reply import_sheet(Context& context, const http::Request& request);
Reply export_sheet(Context& context, const http::Request& request);
Reply upload_sheet(Context& context, const http::Request& request);  // kept until it is read; its owner's alone

}  // namespace lianzhao::api::handlers
