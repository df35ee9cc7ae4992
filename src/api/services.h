// Everything handlers may use, wired once by whoever starts the server. A room that brings a service adds a pointer
// here; null means that this server has none, and its handlers answer "unavailable". All of them are thread-safe and
// outlive the application.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lianzhao {
class IdSource;
class WorkCalendar;
}  // namespace lianzhao
namespace lianzhao::ledger {
class Ledger;
struct Benchmarks;
}  // namespace lianzhao::ledger
namespace lianzhao::workspace {
class EngineHolder;
}

namespace lianzhao::api {

namespace http {
class Metrics;
}
class SessionSource;
class JobRunner;
class StoreViews;
class ChainVersions;
class ImportDesk;
class PublicForm;
class LandingDesk;
class TripPlanDesk;

struct Services {
  SessionSource* sessions = nullptr;
  JobRunner* jobs = nullptr;
  http::Metrics* metrics = nullptr;
  IdSource* ids = nullptr;
  workspace::EngineHolder* engines = nullptr;
  StoreViews* views = nullptr;
  ChainVersions* chain_versions = nullptr;
  ImportDesk* imports = nullptr;
  TripPlanDesk* trip_plans = nullptr;
  const ledger::Ledger* ledger = nullptr;
  const WorkCalendar* calendar = nullptr;
  const ledger::Benchmarks* benchmarks = nullptr;
  PublicForm* public_form = nullptr;  // null: the zone has none
  const LandingDesk* landing = nullptr;
  std::string zone;  // the one that this server serves
  // To be called after a session ended or rights changed, and after target lists or corrections changed.
  std::function<void()> rights_changed = [] {};
  std::function<void()> views_changed = [] {};
  // Grows whenever the engine (snapshot, atlas, zone, weights) is replaced: cached answers of before are then
  // dropped.
  std::function<std::uint64_t()> engine_generation = [] { return std::uint64_t{0}; };
  // Names of what is not ready, for /readyz; empty: ready.
  std::function<std::vector<std::string>()> not_ready = [] { return std::vector<std::string>{}; };
  std::string temporary_folder;  // for workbooks; it exists
};

}  // namespace lianzhao::api
