// Handlers of documents, one set for each kind of record that has them: the kind decides the permission.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

inline constexpr std::uint64_t kAttachmentBytes = 200u << 20;  // more is refused before it is sent

// In the order of ledger::kSubjectKinds.
enum class Subject : std::uint8_t { kVisit, kLead, kProject, kPayment, kProblem };

Reply list_attachments(Context& context, const http::Request& request, Subject subject);
Reply add_attachment(Context& context, const http::Request& request, Subject subject);
Reply get_attachment(Context& context, const http::Request& request, Subject subject);

template <Subject kSubject>
Reply list_attachments_of(Context& context, const http::Request& request) {
  return list_attachments(context, request, kSubject);
}
template <Subject kSubject>
Reply add_attachment_of(Context& context, const http::Request& request) {
  return add_attachment(context, request, kSubject);
}
template <Subject kSubject>
Reply get_attachment_of(Context& context, const http::Request& request) {
  return get_attachment(context, request, kSubject);
}

}  // namespace lianzhao::api::handlers
