#include "api/json/common.h"

namespace lianzhao::api::view {

Words words_of(const atlas::Words& words) {
  return {words.zh, words.en};
}

NodeRef node_ref(const Engine& engine, atlas::NodeRef node) {
  const auto& at = engine.atlas().node(node);
  return {at.id, words_of(at.name), engine.atlas().chains()[node.chain].id};
}

Place place_of(const Places& places, PlaceCode code) {
  Place out{code.value, {}, code.province().value, code.city().value, std::nullopt, std::nullopt};
  const auto* place = places.find(code);
  if (!place) place = places.find(code.city());
  if (!place) place = places.find(code.province());
  if (!place) return {0, {"不详", "not known"}, 0, 0, std::nullopt, std::nullopt};
  out.name = {place->name, place->english.empty() ? place->name : place->english};
  out.longitude = place->location.longitude;
  out.latitude = place->location.latitude;
  return out;
}

std::string place_in_words(const Place& place, bool english) {
  return english ? place.name.en : place.name.zh;
}

Provenance provenance_of(const targeting::Provenance& from) {
  return {from.source, from.date, from.status};
}

Provenance provenance_of(const atlas::Source& source) {
  return {source.title, source.date, std::string(atlas::name_of(source.status))};
}

Provenance provenance_of(const Engine& engine, std::size_t dataset) {
  const auto& datasets = engine.snapshot()->datasets();
  if (dataset >= datasets.size()) return {"-", engine.today(), "unverified"};
  const auto& from = datasets[dataset];
  return {from.source.empty() ? from.name : from.source, from.as_of.value_or(engine.today()), from.status};
}

SourcedRange range_of(const atlas::Chain& chain, const atlas::Figure& figure) {
  return {figure.low, figure.high, provenance_of(chain.sources[figure.source])};
}

std::vector<std::string> activities_of(registry::ActivityMask mask) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < registry::kActivityCount; ++i) {
    if (mask >> i & 1) out.emplace_back(registry::kActivityNames[i]);
  }
  if (out.empty()) out.emplace_back("unstated");
  return out;
}

}  // namespace lianzhao::api::view
