#include "api/handlers/records.h"
#include "api/handlers/work.h"

namespace lianzhao::api::handlers {
namespace {

struct Unread {
  std::int64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(Unread, (), (unread))

}  // namespace

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

// Every page asks for it: names and engine are left alone.
Reply count_unread_notices(Context& context, const http::Request& request) {
  const auto* ledger = context.services().ledger;
  if (!ledger || !context.principal()) return Problem::of("unavailable");
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto count = ledger->notices.unread(actor_of(*context.principal()));
  if (!count) return count.error();
  return http::Response::json(200, to_json(Unread{*count}));
}

Reply read_notice(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto done = desk->notices.mark_read(desk.access.actor, std::string(context.part("id")));
  if (!done) return done.error();
  return http::Response::empty();
}

}  // namespace lianzhao::api::handlers
