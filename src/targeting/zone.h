// A zone: where it is, which chains it follows, who is there already, what is planned, and who is tied to whom. Read
// from a folder of small files that the zone's staff can edit (docs/case.md):
//
//   zone.yaml      name, place, regions of interest, which statuses count as capacity
//   firms.tsv      firms of the zone by chain node: capacity, status, date, source
//   projects.tsv   planned projects: the final demand
//   ties.tsv       firms elsewhere that supply, buy from, own or belong to a firm of the zone
//
// Every row carries its date, its source and whether it was reported or is unverified.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "base/day.h"
#include "base/places.h"
#include "base/result.h"

namespace lianzhao::targeting {

struct Provenance {
  Day date;
  std::string source;
  std::string status;  // reported | unverified
};

// Stages in which a maker's capacity may count; which do, and how much, says zone.yaml.
enum class FirmStatus : std::uint8_t { kRunning, kBuilding, kSigned, kTalking };
std::optional<FirmStatus> parse_firm_status(std::string_view text);  // 在产|running, 在建|building, 签约, 洽谈
std::string_view name_of(FirmStatus status);                         // "running"
std::string_view name_zh(FirmStatus status);                         // "在产"

struct LocalFirm {
  std::string id;            // of the record, or of the row of the file: "firms-12"
  std::int64_t version = 1;  // of the record
  std::string name, brand;
  atlas::NodeRef node;
  std::optional<double> capacity;  // units of the node a year; absent: not known
  FirmStatus status = FirmStatus::kRunning;
  bool anchor = false;       // 链主
  bool whole_place = false;  // not one firm but the published capacity of all of them together
  std::string note;
  Provenance provenance;
};

struct PlannedProject {
  std::string id;  // as LocalFirm's
  std::int64_t version = 1;
  std::string name;
  atlas::NodeRef node;
  double quantity = 0;  // units of the node a year
  int from_year = 0, to_year = 0;
  std::string note;
  Provenance provenance;
};

enum class TieKind : std::uint8_t { kSupplier, kCustomer, kShareholder, kGroup, kVisited };
std::optional<TieKind> parse_tie_kind(std::string_view text);  // 供应商, 客户, 股东, 同集团, 已接触
std::string_view name_of(TieKind kind);
std::string_view name_zh(TieKind kind);

// `outside` (a brand or a full name) is the `kind` of `local`: the supplier, the customer ... of that firm.
struct Tie {
  std::string id;  // as LocalFirm's
  std::int64_t version = 1;
  std::string local, outside;
  TieKind kind = TieKind::kSupplier;
  std::string note;
  Provenance provenance;
};

// A part of the country where groups go: 京津冀, 长三角 ...
struct Region {
  std::string id, zh, en;
  std::vector<PlaceCode> places;
  bool focus = false;
  [[nodiscard]] bool contains(PlaceCode place) const;
};

struct Zone {
  std::string id, zh, en;
  PlaceCode place;  // of the city: firms in it are local
  Location location;
  std::vector<std::string> chains;
  std::vector<Region> regions;           // the first that contains a place is its region
  std::map<FirmStatus, double> counted;  // share of a maker's capacity that counts, by status
  std::vector<LocalFirm> firms;
  std::vector<PlannedProject> projects;
  std::vector<Tie> ties;

  [[nodiscard]] const Region* region_of(PlaceCode place) const;
};

// What zone.yaml calls the zone. Errors: those of reading a file; kBadInput.
Result<std::string> load_zone_id(const std::string& folder);
// zone.yaml alone, without firms, projects and ties: for a zone whose records are kept elsewhere.
Result<Zone> load_zone_outline(const std::string& folder, const atlas::Atlas& atlas, const Places& places);
// Errors: kNotFound; kBadInput with file, line and reason (unknown node, unit, status, date, negative capacity ...).
Result<Zone> load_zone(const std::string& folder, const atlas::Atlas& atlas, const Places& places);

}  // namespace lianzhao::targeting
