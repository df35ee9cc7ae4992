// Chains with their diagnosis, nodes, pictures; documents: checked, saved, taken up again.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply list_chains(Context& context, const http::Request& request);
Reply get_chain(Context& context, const http::Request& request);
Reply get_node(Context& context, const http::Request& request);
Reply get_picture(Context& context, const http::Request& request);

Reply get_document(Context& context, const http::Request& request);
Reply save_document(Context& context, const http::Request& request);
Reply check_document(Context& context, const http::Request& request);
Reply list_versions(Context& context, const http::Request& request);
Reply restore_version(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
