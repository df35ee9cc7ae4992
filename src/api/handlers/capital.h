// Arrived capital: payments, counting rules, restated bases, closes, figures.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

Reply list_payments(Context& context, const http::Request& request);
Reply create_payment(Context& context, const http::Request& request);
Reply get_payment(Context& context, const http::Request& request);
Reply reverse_payment(Context& context, const http::Request& request);
Reply audit_payment(Context& context, const http::Request& request);

Reply list_capital_rules(Context& context, const http::Request& request);
Reply create_capital_rule(Context& context, const http::Request& request);
Reply list_capital_bases(Context& context, const http::Request& request);
Reply save_capital_base(Context& context, const http::Request& request);
Reply list_capital_closes(Context& context, const http::Request& request);
Reply close_capital_month(Context& context, const http::Request& request);
Reply get_capital_summary(Context& context, const http::Request& request);
Reply get_capital_forecast(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
