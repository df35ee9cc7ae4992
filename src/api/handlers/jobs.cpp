#include "api/backend/jobs.h"

#include "api/handlers/records.h"
#include "api/handlers/work.h"
#include "api/jobs/job_runner.h"

namespace lianzhao::api::handlers {
Reply list_jobs(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  ledger::JobQuery query;
  query.limit = static_cast<int>(reader.integer("limit", 1, 500).value_or(50));
  query.cursor = reader.text("cursor", 512).value_or("");
  if (auto problem = reader.done()) return *problem;
  const auto page = desk->jobs.page(desk.access, query);
  if (!page) return page.error();
  std::vector<std::string> items;
  for (const auto& job : page->items) {
    auto now = job_of(job, desk.access.actor.zone);
    if (auto* runner = context.services().jobs) {  // which knows more of one under way
      if (auto live = runner->find(job.id); live && *live) now = **live;
    }
    items.push_back(job_json(now, desk.names.name_of(job.owner)));
  }
  return list_reply(items, page->next);
}

}  // namespace lianzhao::api::handlers
