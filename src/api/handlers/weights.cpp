#include "api/backend/sources.h"
#include "api/handlers/records.h"
#include "api/handlers/work.h"
#include "api/json/targets.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {
namespace {

struct WeightsInput {
  std::map<std::string, double> weights;
};
BOOST_DESCRIBE_STRUCT(WeightsInput, (), (weights))

constexpr double kMostWeight = 10;

}  // namespace

Reply save_weights(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<WeightsInput>(request);
  if (!body.value) return body.problem;
  auto faults = Problem::of("bad-fields");
  for (const auto& [part, weight] : body.value->weights) {
    if (std::find(targeting::kScorePartNames.begin(), targeting::kScorePartNames.end(), part) ==
        targeting::kScorePartNames.end()) {
      faults.errors.push_back(
          {"/weights/" + part, "unknown-field", {"没有这个得分部分。", "The score has no such part."}});
    } else if (!(weight >= 0 && weight <= kMostWeight)) {
      faults.errors.push_back({"/weights/" + part, "out-of-range", {"应在 0 到 10 之间。", "Between 0 and 10."}});
    }
  }
  if (!faults.errors.empty()) return faults;
  // The whole set is kept: parts not named stay as they are.
  boost::json::object document;
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) {
    const auto name = std::string(targeting::kScorePartNames[i]);
    const auto given = body.value->weights.find(name);
    document[name] = given == body.value->weights.end() ? desk.engine->weights().weight[i] : given->second;
  }
  const auto saved = desk->weights.save(desk.access, LedgerWeights::kName, expected.value,
                                        ledger::Json{boost::json::serialize(document)}, "");
  if (!saved && saved.error().code != ErrorCode::kConflict) return saved.error();
  auto& engines = *context.services().engines;
  if (auto reloaded = engines.reload(workspace::Changed::only_weights()); !reloaded) return reloaded.error();
  const auto weights = view::weights_of(*engines.get());
  if (!saved) return stale(saved.error(), to_json(weights));
  return http::Response::json(200, to_json(weights)).with("ETag", etag_of(weights.version));
}

}  // namespace lianzhao::api::handlers
