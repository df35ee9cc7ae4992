#include "api/handlers/records.h"
#include "api/handlers/work.h"

namespace lianzhao::api::handlers {

Reply list_notices(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto limit = static_cast<int>(reader.integer("limit", 1, 500).value_or(50));
  const auto cursor = reader.text("cursor", 512).value_or("");
  if (auto problem = reader.done()) return *problem;
  const auto page = desk->notices.own(desk.access.actor, false, limit, cursor);
  if (!page) return page.error();
  std::vector<std::string> items;
  for (const auto& notice : page->items) items.push_back(to_json(view::notice_of(notice)));
  return list_reply(items, page->next);
}

Reply read_notice(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto done = desk->notices.mark_read(desk.access.actor, std::string(context.part("id")));
  if (!done) return done.error();
  return http::Response::empty();
}

}  // namespace lianzhao::api::handlers
