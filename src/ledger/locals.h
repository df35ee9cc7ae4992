// The zone's own facts as editable records: firms of the zone by chain node with their capacity, planned projects,
// ties to firms elsewhere. Seeded once from the files of the case; every record says where it comes from.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct LocalFirm : Stamp {
  std::string name, brand, node;
  std::optional<double> capacity;  // units of the node a year; none: not known
  std::string unit;
  std::string status = "running";  // running | building | signed | talking
  bool anchor = false;
  bool whole_place = false;  // the published capacity of all firms of the place together
  std::string note;
  Day date;
  std::string source, source_status = "unverified";  // see check_source_status
};
BOOST_DESCRIBE_STRUCT(LocalFirm, (Stamp),
                      (name, brand, node, capacity, unit, status, anchor, whole_place, note, date, source,
                       source_status))
template <>
struct RecordTraits<LocalFirm> : RecordTraitsBase {
  static constexpr std::string_view table = "local_firms", kind = "local-firm", zh = "这家本地企业", sort = "node";
  static constexpr std::string_view searched[] = {"name", "brand", "node"};
  static Status rules(const LocalFirm& firm);
};

struct PlannedProject : Stamp {
  std::string name, node;
  double quantity = 0;  // units of the node a year
  std::string unit;
  std::int64_t from_year = 0, to_year = 0;
  std::string note;
  Day date;
  std::string source, source_status = "unverified";
};
BOOST_DESCRIBE_STRUCT(PlannedProject, (Stamp),
                      (name, node, quantity, unit, from_year, to_year, note, date, source, source_status))
template <>
struct RecordTraits<PlannedProject> : RecordTraitsBase {
  static constexpr std::string_view table = "planned_projects", kind = "planned-project", zh = "这个规划项目",
                                    sort = "node";
  static constexpr std::string_view searched[] = {"name", "node"};
  static Status rules(const PlannedProject& project);
};

struct FirmTie : Stamp {
  std::string local, outside;  // `outside` is the `relation` of `local`
  std::string relation;        // supplier | customer | shareholder | group | visited
  std::string note;
  Day date;
  std::string source, source_status = "unverified";
};
BOOST_DESCRIBE_STRUCT(FirmTie, (Stamp), (local, outside, relation, note, date, source, source_status))
template <>
struct RecordTraits<FirmTie> : RecordTraitsBase {
  static constexpr std::string_view table = "firm_ties", kind = "firm-tie", zh = "这条关联", sort = "local";
  static constexpr std::string_view searched[] = {"local", "outside"};
  static Status rules(const FirmTie& tie);
};

struct LocalSeed {
  std::vector<LocalFirm> firms;
  std::vector<PlannedProject> projects;
  std::vector<FirmTie> ties;
};
Result<bool> has_locals(store::Database& database, const std::string& zone);
// Puts the seed in where the zone has none of these yet; false where it has. One transaction, an audit entry for
// each.
Result<bool> seed_locals(const Tools& tools, const std::string& zone, const LocalSeed& seed);
// All of them, for the engine. Rows in the order in which they were put in.
Result<LocalSeed> load_locals(store::Database& database, const std::string& zone);

}  // namespace lianzhao::ledger
