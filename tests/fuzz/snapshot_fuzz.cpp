// A damaged snapshot, opened and asked.
#include "fuzz/fuzz.h"
#include "fuzz/rehash.h"
#include "registry/query/query.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::registry;

std::vector<Query> queries(const Snapshot& snapshot) {
  std::vector<Query> out(5);
  out[1].nodes = {{"one", {{0, 1}}}};
  out[2].nodes = {{"one", {{0, 1}, {1, 0.5f}}}, {"other", {{2, 1}, {3, 1}, {70'000, 1}}}};
  out[2].activities = mask_of(Activity::kMake);
  out[2].heads_only = true;
  out[3].texts = {"齿轮", "虚构"};
  out[3].with_inactive = true;
  out[3].circle = {{118.8, 32.06}, 1000};
  for (const auto& segment : snapshot.segments()) {
    if (!segment.brands.empty()) out[4].brand = segment.brands.front().key;
  }
  out[4].capital_min = 0;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(fuzz::rehashed(fuzz::view_of(data, size)));
  const auto snapshot = Snapshot::open(file.path());
  if (!snapshot) return 0;
  (void)snapshot->verify().ok();
  for (TermId term = 0; term < std::min(snapshot->term_count(), 64u); ++term) {
    const auto found = snapshot->find_term(snapshot->term_text(term));
    fuzz::require(!found || snapshot->term_text(*found) == snapshot->term_text(term),
                  "a term found is the one asked");
    (void)snapshot->term_firms(term);
  }
  const QueryEngine engine(*snapshot, fuzz::tools().places, fuzz::tools().table);
  for (const auto& query : queries(*snapshot)) {
    for (const bool count : {false, true}) {
      const auto result = engine.search(query, count);
      if (!result) continue;
      fuzz::require(result->hits.size() <= query.top, "not more hits than asked for");
      for (const auto& hit : result->hits) {
        fuzz::require(snapshot->hot(hit.firm) != nullptr, "a hit is a firm");
        (void)snapshot->texts(hit.firm).ok();
        (void)snapshot->code(hit.firm);
        (void)engine.score(query, hit.firm);
      }
    }
    for (const auto by : {CountBy::kProvince, CountBy::kCity, CountBy::kYear, CountBy::kNode})
      (void)engine.count(query, by).ok();
    (void)snapshot->firms_of_brand(query.brand);
  }
  return 0;
}
