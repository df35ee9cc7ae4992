#include "api/handlers/audit.h"

#include "api/handlers/filters.h"
#include "api/handlers/records.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

// A day of the zone begins at midnight of China Standard Time.
Instant begin_of(Day day) {
  return Instant{static_cast<std::int64_t>(day.since_epoch) * 86'400'000'000} - hours(8);
}

const Sheet& sheet() {
  static const Sheet kSheet{{"审计日志", "Audit log"},
                            {{{"序号", "No."}, 8},
                             {{"时间", "Time"}, 26},
                             {{"操作人", "By"}, 16},
                             {{"操作", "Action"}, 16},
                             {{"类别", "Kind"}, 16},
                             {{"对象", "Subject"}, 38},
                             {{"说明", "Summary"}, 40},
                             {{"修改前", "Before"}, 40},
                             {{"修改后", "After"}, 40},
                             {{"哈希", "Hash"}, 66}}};
  return kSheet;
}

}  // namespace

Reply list_audit(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  ledger::AuditQuery query;
  query.limit = static_cast<int>(reader.integer("limit", 1, 500).value_or(50));
  query.cursor = reader.text("cursor", 512).value_or("");
  query.kind = word_asked(reader, "kind").value_or("");
  query.subject = reader.text("subject", 80).value_or("");
  query.actor = user_asked(reader, desk, "actor").value_or("");
  query.action = word_asked(reader, "action").value_or("");
  if (const auto from = reader.day("from")) query.from = begin_of(*from);
  if (const auto to = reader.day("to")) query.to = begin_of(Day{to->since_epoch + 1});  // that day too
  const bool workbook = wants_workbook(reader);
  if (auto problem = reader.done()) return *problem;
  if (!workbook) {
    const auto page = desk->audit.page(desk.access, query);
    if (!page) return page.error();
    std::vector<std::string> items;
    for (const auto& entry : page->items) items.push_back(to_json(view::audit_entry(desk.names, entry)));
    return list_reply(items, page->next);
  }
  if (auto problem = may_export(context)) return *problem;
  auto book = sheet().create(context);
  if (!book) return book.error();
  query.limit = 500;
  for (;;) {
    const auto page = desk->audit.page(desk.access, query);
    if (!page) return page.error();
    for (const auto& entry : page->items) {
      const auto shown = view::audit_entry(desk.names, entry);
      const auto language = context.language();
      auto written =
          book->row({shown.seq, shown.at, shown.actor_name, words_of(Listed::kAuditAction, shown.action).in(language),
                     words_of(Listed::kAuditKind, shown.kind).in(language), shown.subject, shown.summary,
                     shown.before.json, shown.after.json, shown.hash});
      if (!written) return written.error();
    }
    if (!page->next) break;
    query.cursor = *page->next;
  }
  return finish(context, sheet(), book);
}

Reply verify_audit(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto verdict = desk->audit.verify(desk.access.actor.zone);
  if (!verdict) return verdict.error();
  return http::Response::json(
             200, fmt::format(R"({{"whole":{},"entries":{},"first_broken":{}}})", !verdict->broken_at.has_value(),
                              verdict->entries, to_json(verdict->broken_at)))
      .with("Cache-Control", "no-store");
}

}  // namespace lianzhao::api::handlers
