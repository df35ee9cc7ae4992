// Landing plan of the standard template (schedule, 10,000 runs) and a trip plan of 150 firms in 40 cities, 7 groups,
// 5 days. Prints processor time, since wall time on a shared machine says little.
#include <fmt/format.h>

#include <ctime>

#include "base/random.h"
#include "planning/landing/simulation.h"
#include "planning/landing/target.h"
#include "planning/landing/template.h"
#include "planning/trips/trip_plan.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::planning;

template <class Work>
double milliseconds(Work work) {
  const auto began = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
}

TripInput synthetic(const Places& places) {
  TripInput input;
  Random random(1);
  std::vector<PlaceCode> cities;
  for (const auto& place : places.all()) {
    if (place.code.value % 10000 != 0 && place.code.value % 100 == 0) cities.push_back(place.code);
  }
  for (std::size_t i = 0; i < 40; ++i) std::swap(cities[i], cities[i + random.below(cities.size() - i)]);
  for (int i = 0; i < 150; ++i) {
    TripFirm firm;
    firm.id = firm.name = fmt::format("f{}", i);
    firm.city = cities[random.below(40)];
    firm.value = 1 + 9 * random.uniform();
    input.firms.push_back(firm);
  }
  for (int g = 0; g < 7; ++g) {
    TripGroup group;
    group.id = group.name = fmt::format("g{}", g);
    group.base = {620900};
    group.first = *make_day(2026, 3, 2);
    group.last = *make_day(2026, 3, 6);
    input.groups.push_back(group);
  }
  return input;
}

}  // namespace

int main() {
  const std::string share = LIANZHAO_SHARE_DIR;
  const auto calendar = WorkCalendar::load(share + "/calendar/cn.tsv");
  const auto laws = LawBook::load(share + "/landing/laws.yaml");
  const auto made = LandingTemplate::load(share + "/landing/standard.yaml", *laws);
  const auto places = Places::load(share + "/places.tsv");
  const auto model = TravelModel::load(share + "/travel/cn.yaml");
  if (!calendar || !made || !places || !model) return 1;
  // 60 tasks: those of the longest variant, and fillers after them.
  auto plan = *made->make_plan({{"land", "uncleared"}, {"eia", "report"}}, *make_day(2026, 3, 2));
  while (plan.tasks.size() < 60) {
    auto task = plan.tasks[plan.tasks.size() / 2];
    task.id = fmt::format("more{}", plan.tasks.size());
    task.permit = task.works = task.preparable = false;
    plan.dependencies.push_back(
        {plan.tasks.size() - 1, plan.tasks.size(), Link::kFinishStart, 0, DayKind::kWorking, {}});
    plan.tasks.push_back(task);
  }
  const auto network = Network::make(plan);
  if (!network) return fmt::print("{}\n", network.error().message), 1;
  constexpr int kRounds = 200;
  Day end;
  const double once = milliseconds([&] {
                        for (int i = 0; i < kRounds; ++i) {
                          plan.day_zero.since_epoch += i % 2 ? -1 : 1;
                          end = make_schedule(plan, *Network::make(plan), *calendar).end;
                        }
                      }) /
                      kRounds;
  fmt::print("landing plan, {} tasks: checked and scheduled in {:.3f} ms (ends {})\n", plan.tasks.size(), once,
             to_string(end));
  const double runs = milliseconds([&] {
    const auto simulation = simulate(plan, *network, *calendar, plan.tasks.size() - 1, {10'000, 1});
    end = simulation->percentile(0.5);
  });
  fmt::print("10,000 runs: {:.0f} ms (median {})\n", runs, to_string(end));
  const auto input = synthetic(*places);
  for (const std::uint64_t iterations : {500u, 2000u}) {
    SolveOptions options;
    options.seconds = 1e9;
    options.iterations = iterations;
    double value = 0;
    std::size_t unvisited = 0;
    const double took = milliseconds([&] {
      const auto trips = plan_trips(input, *places, *model, *calendar, options);
      value = trips->value;
      unvisited = trips->unvisited.size();
    });
    fmt::print("trips, 150 firms, 40 cities, 7 groups, 5 days: value {:.1f}, {} unvisited, {} iterations, {:.1f} s\n",
               value, unvisited, iterations, took / 1000);
  }
  return 0;
}
