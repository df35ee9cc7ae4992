#include "api/handlers/records.h"

#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {

Desk desk_of(const Context& context) {
  Desk desk;
  const auto& services = context.services();
  if (!services.ledger || !services.engines || !context.principal()) {
    desk.problem = Problem::of("unavailable", "这台服务器没有数据库。", "This server has no store.");
    return desk;
  }
  desk.engine = services.engines->get();
  desk.access.actor = actor_of(*context.principal(), context.request_id(), context.client());
  desk.access.reach = context.scope() == Scope::kAll   ? ledger::Reach::kAll
                      : context.scope() == Scope::kOwn ? ledger::Reach::kOwn
                                                       : ledger::Reach::kNone;
  desk.ledger = services.ledger;
  if (auto loaded = reload_names(desk); !loaded) {
    desk.problem = Problem::of(loaded.error());
    desk.ledger = nullptr;
  }
  return desk;
}

Status reload_names(Desk& desk) {
  auto names = ledger::Directory::load(desk->tools.database, desk.access.actor.zone);
  if (!names) return names.error();
  desk.names = *std::move(names);
  return {};
}

ledger::Access access_for(const Context& context, Permission permission) {
  return access_of(*context.principal(), permission, context.request_id(), context.client());
}

std::optional<std::string> owning_group(const ledger::Access& access, const std::optional<std::string>& given) {
  if (given && !given->empty()) return given;
  if (access.reach == ledger::Reach::kOwn && !access.actor.groups.empty()) return access.actor.groups.front();
  return std::nullopt;
}

std::string etag_of(std::int64_t version) {
  return fmt::format("\"{}\"", version);
}

Problem stale(const Error& conflict, std::string current) {
  auto problem = Problem::of(conflict);
  problem.code = "conflict";
  problem.current = std::move(current);
  return problem;
}

Reply list_reply(const std::vector<std::string>& items, const std::optional<std::string>& next,
                 std::optional<std::int64_t> total) {
  return http::Response::json(200, list_json(items, next.value_or(""), total));
}

Result<Workbook> Sheet::create(const Context& context) const {
  std::vector<Workbook::Column> out;
  out.reserve(columns.size());
  for (const auto& [words, width] : columns) out.push_back({words.in(context.language()), width});
  return Workbook::create(context.services().temporary_folder, title.in(context.language()), out);
}

Reply finish(const Context& context, const Sheet& sheet, Result<Workbook>& book) {
  auto response = book->response(sheet.title.in(context.language()) + ".xlsx");
  if (!response) return response.error();
  return *std::move(response);
}

ledger::ListQuery query_of(const Page& page, const std::map<std::string, std::string>& columns) {
  ledger::ListQuery query;
  query.search = page.q;
  query.cursor = page.cursor;
  query.limit = page.limit;
  query.total = page.cursor.empty();
  if (const auto column = columns.find(page.sort); column != columns.end()) {
    query.sort = (page.descending ? "-" : "") + column->second;
  }
  return query;
}

Problem bad_field(std::string pointer, std::string code, std::string zh, std::string en) {
  auto problem = Problem::of("bad-fields", zh, en);
  problem.errors.push_back({std::move(pointer), std::move(code), {std::move(zh), std::move(en)}});
  return problem;
}

std::optional<Problem> too_many(std::string pointer, std::size_t count, std::size_t most) {
  if (count <= most) return std::nullopt;
  return bad_field(std::move(pointer), "out-of-range", fmt::format("最多 {} 个。", most),
                   fmt::format("At most {}.", most));
}

}  // namespace lianzhao::api::handlers
