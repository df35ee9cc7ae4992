// Target lists and the firms on them.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_target_lists(Context& context, const http::Request& request);
Reply create_target_list(Context& context, const http::Request& request);
Reply get_target_list(Context& context, const http::Request& request);
Reply update_target_list(Context& context, const http::Request& request);
Reply delete_target_list(Context& context, const http::Request& request);
Reply add_to_target_list(Context& context, const http::Request& request);
Reply update_target_item(Context& context, const http::Request& request);
Reply remove_from_target_list(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
