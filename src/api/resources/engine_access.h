// What handlers of the engine share: the engine in force, its absence as a problem, the filters of firms.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "api/context.h"
#include "api/listing.h"
#include "workspace/engine.h"

namespace lianzhao::api {

// The engine as it is now, kept while the request lasts; null and a problem where this server has none.
struct EngineAccess {
  std::shared_ptr<const workspace::Engine> engine;
  Problem problem;
  explicit operator bool() const { return engine != nullptr; }
  const workspace::Engine& operator*() const { return *engine; }
  const workspace::Engine* operator->() const { return engine.get(); }
};
EngineAccess engine_of(const Context& context);
EngineAccess engine_with_registry(const Context& context);

// An error of the engine about something asked for: not found where it is no known thing.
Problem not_found(std::string zh, std::string en);

// The filters places, regions, capital_min, capital_max, registered_from, registered_to, activities, listed, brand
// and text of a query; faults go to the reader.
registry::Query read_filters(QueryReader& query, const workspace::Engine& engine);

bool wants_workbook(QueryReader& query);  // format=xlsx
// A problem where the user may not export; nullopt: fine, and the export is in the audit log.
std::optional<Problem> may_export(const Context& context);

}  // namespace lianzhao::api
