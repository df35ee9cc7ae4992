// The contract's schemas/firms.yaml, as far as the engine knows it.
#pragma once

#include "api/json/targets.h"

namespace lianzhao::api::view {

struct FirmHit {
  std::string firm, name;
  Place place;
  double score = 0;
  std::vector<Part> parts;
  std::optional<double> capital;
  std::optional<Day> registered;
  bool listed = false;
  std::vector<Evidence> evidence;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(FirmHit, (),
                      (firm, name, place, score, parts, capital, registered, listed, evidence, provenance))

struct FirmSearch {
  std::vector<FirmHit> items;
  std::uint64_t matched = 0;
  double milliseconds = 0;
};
BOOST_DESCRIBE_STRUCT(FirmSearch, (), (items, matched, milliseconds))

struct FirmCount {
  std::string key;
  Words name;
  std::uint64_t firms = 0;
};
BOOST_DESCRIBE_STRUCT(FirmCount, (), (key, name, firms))

struct FirmNode {
  NodeRef node;
  double points = 0;
  std::vector<std::string> activities, phrases;
};
BOOST_DESCRIBE_STRUCT(FirmNode, (), (node, points, activities, phrases))

struct NameParts {
  std::string place, brand, business, form;
};
BOOST_DESCRIBE_STRUCT(NameParts, (), (place, brand, business, form))

struct BrandFirm {
  std::string firm, name;
  Place place;
  std::optional<Day> registered;
  bool self = false;
};
BOOST_DESCRIBE_STRUCT(BrandFirm, (), (firm, name, place, registered, self))

struct Brand {
  std::string name;
  std::vector<BrandFirm> firms;
  std::size_t total = 0;
  bool common = false;
};
BOOST_DESCRIBE_STRUCT(Brand, (), (name, firms, total, common))

struct TieCandidate {
  std::string local;
  NodeRef node;
  std::string relation;
  NodeRef via;
};
BOOST_DESCRIBE_STRUCT(TieCandidate, (), (local, node, relation, via))

struct Firm {
  std::string firm, code, name;
  NameParts name_parts;
  Place place;
  std::string address, type, status;
  std::optional<double> capital;
  std::string capital_text;
  std::optional<Day> registered;
  std::optional<double> age_years;
  std::string listed;
  bool inactive = false, branch = false;
  std::vector<FirmNode> nodes;
  std::vector<Evidence> evidence;
  unsigned phrases = 0;
  Brand brand;
  std::vector<TiePath> ties;
  std::vector<TieCandidate> tie_candidates;
  Provenance provenance;
  bool local = false;
  std::vector<Raw> corrections;
};
BOOST_DESCRIBE_STRUCT(Firm, (),
                      (firm, code, name, name_parts, place, address, type, status, capital, capital_text, registered,
                       age_years, listed, inactive, branch, nodes, evidence, phrases, brand, ties, tie_candidates,
                       provenance, local, corrections))

struct FirmScore {
  NodeRef node;
  double score = 0;
  std::vector<Part> parts;
};
BOOST_DESCRIBE_STRUCT(FirmScore, (), (node, score, parts))

// What the registry's own four parts of a score mean, for one firm.
std::vector<Part> registry_parts(const registry::QueryHit& hit, const registry::HotRow& row,
                                 const registry::FirmTexts& texts, std::span<const registry::EvidenceMark> marks);

// Errors: kNotFound, kCorrupt.
Result<Firm> firm_of(const Engine& engine, registry::FirmId id);
// For each node that the firm has a term of, highest score first, at most `most` of those with most capability.
Result<std::vector<FirmScore>> firm_scores(const Engine& engine, registry::FirmId id, std::size_t most);

}  // namespace lianzhao::api::view
