// lianzhao plan landing | trips
#include "cli/plan_landing.h"
#include "cli/plan_trips.h"

namespace lianzhao::cli {

void add_plan(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("plan", "landing plans and trips");
  command->require_subcommand(1);
  auto* landing_command =
      command->add_subcommand("landing", "from draft agreement to production: schedule and target");
  auto request = std::make_shared<LandingRequest>();
  landing_command->add_option("--template", request->file, "a landing template (default: the standard one)");
  landing_command->add_option("--target", request->target, "promised days")->check(CLI::Range(0, 3660));
  landing_command->add_option("--start", request->start, "day 0, such as 2026-03-02 (default: today)");
  landing_command->add_option("--with", request->choices, "OPTION=VALUE of the template, such as eia=report or energy_tce=800");
  landing_command->add_option("--seed", request->seed, "of the simulation");
  landing_command->callback([&globals, &exit_code, request] { exit_code = plan_landing(globals, *request); });
  auto* trips_command = command->add_subcommand("trips", "which groups meet which firms on which days");
  auto trips = std::make_shared<TripRequest>();
  trips_command->add_option("--input", trips->file, "firms and groups as JSON; see docs/trip-planner.md")->required();
  trips_command->add_option("--seconds", trips->seconds, "of planning (default 10)")->check(CLI::Range(0.01, 3600.0));
  trips_command->add_option("--seed", trips->seed, "of the search");
  trips_command->callback([&globals, &exit_code, trips] { exit_code = plan_trips(globals, *trips); });
}

}  // namespace lianzhao::cli
