// What users write about firms: notes, corrections, contacts. Kept by firm key, apart from imported data.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_notes(Context& context, const http::Request& request);
Reply create_note(Context& context, const http::Request& request);
Reply update_note(Context& context, const http::Request& request);
Reply delete_note(Context& context, const http::Request& request);

Reply list_corrections(Context& context, const http::Request& request);
Reply create_correction(Context& context, const http::Request& request);
Reply delete_correction(Context& context, const http::Request& request);

Reply list_contacts(Context& context, const http::Request& request);
Reply create_contact(Context& context, const http::Request& request);
Reply update_contact(Context& context, const http::Request& request);
Reply delete_contact(Context& context, const http::Request& request);
Reply reveal_contact(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
