// The contract's schemas/common.yaml as structs, and how they are made from the engine's values.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/json_writer.h"
#include "workspace/engine.h"

namespace lianzhao::api::view {

using workspace::Engine;

struct NodeRef {
  std::string id;
  Words name;
  std::string chain;
};
BOOST_DESCRIBE_STRUCT(NodeRef, (), (id, name, chain))

struct Place {
  std::uint32_t code = 0;
  Words name;
  std::uint32_t province = 0, city = 0;
  std::optional<double> longitude, latitude;
};
BOOST_DESCRIBE_STRUCT(Place, (), (code, name, province, city, longitude, latitude))

struct Provenance {
  std::string source;
  Day date;
  std::string status;
};
BOOST_DESCRIBE_STRUCT(Provenance, (), (source, date, status))

struct SourcedRange {
  double low = 0, high = 0;
  Provenance source;
};
BOOST_DESCRIBE_STRUCT(SourcedRange, (), (low, high, source))

struct Mark {
  std::uint32_t begin = 0, end = 0, phrase_begin = 0, phrase_end = 0;  // code points
  std::vector<std::string> activities;
  bool head = false;
  std::optional<std::string> node;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (begin, end, phrase_begin, phrase_end, activities, head, node))

struct Evidence {
  std::string field, text;
  std::vector<Mark> marks;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (field, text, marks))

Words words_of(const atlas::Words& words);
NodeRef node_ref(const Engine& engine, atlas::NodeRef node);
Place place_of(const Places& places, PlaceCode code);
std::string place_in_words(const Place& place, bool english);  // "江苏 南京"
Provenance provenance_of(const targeting::Provenance& from);
Provenance provenance_of(const atlas::Source& source);
// Of a row of the registry, by its dataset.
Provenance provenance_of(const Engine& engine, std::size_t dataset);
SourcedRange range_of(const atlas::Chain& chain, const atlas::Figure& figure);
std::vector<std::string> activities_of(registry::ActivityMask mask);  // {"unstated"} for none

// Texts with their marks, products first; a text without marks only where `whole`. `node_of` names the node that
// EvidenceMark::node stands for.
template <class NodeOf>
std::vector<Evidence> evidence_of(const registry::FirmTexts& texts, std::span<const registry::EvidenceMark> marks,
                                  bool whole, const NodeOf& node_of) {
  std::vector<Evidence> out;
  for (const auto field : {registry::Detail::kProducts, registry::Detail::kScope}) {
    const std::string& text = texts[field];
    Evidence evidence{field == registry::Detail::kProducts ? "products" : "scope", text, {}};
    const registry::CodePoints at(text);
    for (const auto& mark : marks) {
      if (mark.field != field) continue;
      evidence.marks.push_back({at.at(mark.term_begin), at.at(mark.term_end), at.at(mark.phrase_begin),
                                at.at(mark.phrase_end), activities_of(mark.activities), mark.head, node_of(mark)});
    }
    if (!evidence.marks.empty() || (whole && !text.empty())) out.push_back(std::move(evidence));
  }
  return out;
}

}  // namespace lianzhao::api::view
