// Trips of any groups to any firms: refused, or planned so that hours, windows, pins and bans are kept.
#include <fuzzer/FuzzedDataProvider.h>

#include <set>

#include "fuzz/fuzz.h"
#include "planning/trips/trip_plan.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::planning;
using fuzz::require;

const TravelModel& model() {
  static const TravelModel kModel = [] {
    auto loaded = TravelModel::load(LIANZHAO_SHARE_DIR "/travel/cn.yaml");
    require(loaded.ok(), "the model is at hand");
    return *std::move(loaded);
  }();
  return kModel;
}

class InputMaker {
 public:
  explicit InputMaker(FuzzedDataProvider& in) : in_(in) {}
  TripInput make() {
    TripInput input;
    const auto groups = in_.ConsumeIntegralInRange(1, 4);
    for (int i = 0; i < groups; ++i) input.groups.push_back(group(i));
    const auto firms = in_.ConsumeIntegralInRange(0, 24);
    for (int i = 0; i < firms; ++i) input.firms.push_back(firm(i, input));
    return input;
  }

 private:
  PlaceCode place() {
    const auto& all = fuzz::tools().places.all();
    return all[in_.ConsumeIntegralInRange<std::size_t>(0, all.size() - 1)].code;
  }
  TripGroup group(int number) {
    TripGroup out;
    out.id = out.name = "g" + std::to_string(in_.ConsumeProbability<float>() < 0.02f ? 0 : number);
    out.base = place();
    out.first = Day{20'500 + in_.ConsumeIntegralInRange(0, 400)};
    out.last = Day{out.first.since_epoch + in_.ConsumeIntegralInRange(0, 7)};
    if (in_.ConsumeBool()) out.chains = {"a"};
    if (in_.ConsumeBool()) out.regions = {place(), place()};
    out.size = in_.ConsumeIntegralInRange(0, 10);
    out.most_visits = in_.ConsumeIntegralInRange(0, 30);
    out.works_weekends = in_.ConsumeBool();
    if (in_.ConsumeBool()) {
      out.work_from = in_.ConsumeIntegralInRange(0, 1440);
      out.work_to = in_.ConsumeIntegralInRange(0, 1440);
      out.travel_from = in_.ConsumeIntegralInRange(0, 1440);
      out.travel_to = in_.ConsumeIntegralInRange(0, 1440);
    }
    return out;
  }
  TripFirm firm(int number, const TripInput& input) {
    TripFirm out;
    out.id = out.name = "f" + std::to_string(number);
    out.city = in_.ConsumeBool() && !input.firms.empty() ? input.firms.back().city : place();
    out.value = in_.ConsumeFloatingPointInRange<double>(0, 100);
    out.visit_minutes = in_.ConsumeIntegralInRange(1, 600);
    if (in_.ConsumeBool()) {
      out.opens = in_.ConsumeIntegralInRange(0, 1440);
      out.closes = in_.ConsumeIntegralInRange(0, 1440);
    }
    const auto bits = in_.ConsumeIntegral<std::uint8_t>();
    if ((bits & 1) != 0) out.chain = (bits & 2) != 0 ? "a" : "b";
    out.must = (bits & 12) == 12;
    out.banned = (bits & 48) == 48;
    if ((bits & 64) != 0) out.day = Day{input.groups.front().first.since_epoch + in_.ConsumeIntegralInRange(-1, 8)};
    if ((bits & 128) != 0) out.group = in_.PickValueInArray({"g0", "g1", "none"});
    return out;
  }
  FuzzedDataProvider& in_;
};

void check(const TripInput& input, const TripPlan& plan) {
  std::set<std::size_t> met;
  double total = 0;
  for (const auto& route : plan.routes) {
    const auto& group = input.groups.at(route.group);
    double value = 0;
    require(!route.stops.empty() && route.stops.size() <= static_cast<std::size_t>(group.most_visits),
            "a group meets as many as it may");
    for (const auto& stop : route.stops) {
      const auto& firm = input.firms.at(stop.firm);
      require(met.insert(stop.firm).second, "a firm is met once");
      require(!firm.banned, "nobody goes where nobody may");
      require(firm.group.empty() || firm.group == group.id, "a pinned firm has its group");
      require(!firm.day || *firm.day == stop.day, "a pinned firm has its day");
      require(firm.chain.empty() || group.chains.empty() || group.chains.contains(firm.chain), "it can speak for it");
      require(stop.day >= group.first && stop.day <= group.last, "within the days");
      require(stop.begins >= firm.opens && stop.ends <= firm.closes, "within the hours of the firm");
      require(stop.begins >= group.work_from && stop.ends <= group.work_to, "within the hours of the group");
      require(stop.ends - stop.begins >= firm.visit_minutes, "a visit has its time");
      value += firm.value;
    }
    require(route.home_day >= group.first && route.home_day <= group.last, "home in time");
    require(std::abs(value - route.value) < 1e-6, "values add up");
    total += value;
  }
  for (const auto& [firm, reason] : plan.unvisited) require(met.insert(firm).second, "what is met is not left out");
  require(met.size() == input.firms.size(), "every firm is met or has a reason");
  require(std::abs(total - plan.value) < 1e-6, "and so do routes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider in(data, size);
  SolveOptions options;
  options.iterations = 40;
  options.allow_exact = in.ConsumeBool();
  options.seconds = 1;
  const auto input = InputMaker(in).make();
  const auto plan = plan_trips(input, fuzz::tools().places, model(), options);
  if (plan) {
    check(input, *plan);
  } else {
    require(plan.error().code == ErrorCode::kBadArgument && !plan.error().message.empty(), "a refusal says why");
  }
  return 0;
}
