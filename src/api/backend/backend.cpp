#include "api/backend/backend.h"

#include "api/uploads.h"
#include "ledger/directory.h"
#include "store/migration.h"

namespace lianzhao::api {

namespace {

ledger::LedgerOptions with_names(ledger::LedgerOptions options, const workspace::Basis& basis) {
  options.names = {&basis.names(), &basis.table()};
  return options;
}

}  // namespace

Backend::Backend(const BackendOptions& options, std::shared_ptr<const workspace::Basis> basis,
                 std::unique_ptr<store::Database> database, std::string zone, const InstantClock& instants,
                 RandomBytes& random)
    : basis_(std::move(basis)),
      database_(std::move(database)),
      zone_(std::move(zone)),
      ids_(instants, random),
      ledger_(*database_, instants, random, with_names(options.ledger, *basis_)),
      sessions_(ledger_),
      zone_source_(ledger_, zone_, options.folders),
      weights_source_(ledger_, zone_),
      chains_(ledger_, zone_),
      job_store_(ledger_, zone_),
      runner_(job_store_, instants, 1),
      chore_interval_(options.chore_interval) {}

Backend::~Backend() {
  stop();
}

Status Backend::start() {
  if (auto started = runner_.start(); !started) return started;
  chores_.start(chore_interval_);
  return {};
}

void Backend::stop() {
  chores_.stop();
  runner_.stop();
}

Result<std::unique_ptr<Backend>> Backend::open(const BackendOptions& options, const Clock& clock,
                                               const InstantClock& instants, RandomBytes& random) {
  if (auto made = options.folders.make_home(); !made) return made.error();
  auto zone = targeting::load_zone_id(options.folders.case_folder());
  if (!zone) return zone.error();
  auto basis = workspace::Basis::load(options.folders);
  if (!basis) return basis.error();
  auto database = store::Database::open(options.database);
  if (!database) return database.error();
  if (auto migrated = store::migrate(**database); !migrated) return migrated.error().in((*database)->shown());
  auto benchmarks = ledger::load_benchmarks(options.folders.in_share("ledger/benchmarks.tsv"));
  if (!benchmarks) return benchmarks.error();
  std::unique_ptr<Backend> backend(
      new Backend(options, *basis, *std::move(database), *std::move(zone), instants, random));
  backend->benchmarks_ = *std::move(benchmarks);
  auto seeded = seed_zone(backend->ledger_, backend->zone_, options.folders, (*basis)->places());
  if (!seeded) return seeded.error();
  if (auto ruled = backend->ledger_.capital.seed_rule(backend->zone_); !ruled) return ruled.error();
  if (auto purged = backend->ledger_.sessions.purge(backend->zone_); !purged) return purged.error();
  if (auto opened = backend->open_engine(options, clock, instants); !opened) return opened.error();
  auto landing = LandingDesk::load(options.folders);
  if (!landing) return landing.error();
  backend->landing_.emplace(*std::move(landing));
  remove_old_uploads(options.folders.in_home("uploads"));
  backend->wire(options);
  return backend;
}

Status Backend::open_engine(const BackendOptions& options, const Clock& clock, const InstantClock& instants) {
  workspace::EngineOptions engine;
  engine.folders = options.folders;
  engine.threads = options.threads;
  engine.query_threads = 1;  // many ask at once: one thread a question
  auto opened = workspace::EngineHolder::open(engine, {&zone_source_, &chains_, &weights_source_}, clock,
                                              static_cast<std::uint64_t>(instants.now().micros));
  if (!opened) return opened.error();
  engines_ = *std::move(opened);
  imports_ = std::make_unique<ImportDesk>(*engines_, runner_, ids_, instants, options.import_folder);
  imports_->add_jobs();
  trip_plans_ = std::make_unique<TripPlanDesk>(ledger_, *engines_, runner_, ids_, zone_);
  trip_plans_->add_jobs();
  views_ = std::make_unique<LedgerViews>(ledger_, *engines_);
  return {};
}

void Backend::wire(const BackendOptions& options) {
  runner_.name_owners([this](const std::string& user) {
    const auto names = ledger::Directory::load(*database_, zone_);
    return names ? names->name_of(user) : user;
  });
  services_.sessions = &sessions_;
  services_.jobs = &runner_;
  services_.ids = &ids_;
  services_.engines = engines_.get();
  services_.views = views_.get();
  services_.chain_versions = &chains_;
  services_.ledger = &ledger_;
  services_.landing = &*landing_;
  services_.imports = imports_.get();
  services_.trip_plans = trip_plans_.get();
  services_.zone = zone_;
  services_.calendar = &landing_->calendar();
  services_.benchmarks = &benchmarks_;
  if (!options.public_leads.empty()) {
    public_form_ = std::make_unique<PublicForm>(options.public_leads);
    services_.public_form = public_form_.get();
  }
  services_.rights_changed = [this] { sessions_.changed(); };
  services_.views_changed = [this] { views_->changed(); };
  // Both grow: a change of either makes a number that was not before.
  services_.engine_generation = [this] { return engines_->generation() + views_->generation(); };
  services_.not_ready = [this] {
    std::vector<std::string> missing;
    const auto asked = database_->read([](store::Transaction& tx) { return tx.query("SELECT 1"); });
    if (!asked) missing.emplace_back("database");
    return missing;
  };
  services_.temporary_folder = options.temporary_folder;
  chores_.add("problems that have risen", [this]() -> Status {
    const auto told = ledger_.escalation.tell(zone_);
    return told ? Status() : Status(told.error());
  });
}

}  // namespace lianzhao::api
