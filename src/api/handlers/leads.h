// Leads: list, one, new, edit, steps, the check before saving; the public form.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_leads(Context& context, const http::Request& request);
Reply create_lead(Context& context, const http::Request& request);
Reply get_lead(Context& context, const http::Request& request);
Reply update_lead(Context& context, const http::Request& request);
Reply step_lead(Context& context, const http::Request& request);
Reply check_lead(Context& context, const http::Request& request);

Reply send_public_lead(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
