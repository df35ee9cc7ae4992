// Stage gates as one table (gates.cpp): what a project must have before it may be at a stage, and who may pass it.
// The same table answers "may it go there", "what is still missing", the pages, the API and imports.
//
// A change of stage checks every gate up to the new stage; other edits check only what they touch, so that an old
// record stays repairable. A day is reached in the order of the stages: no stage before the one that causes it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "ledger/projects/stage.h"

namespace lianzhao::ledger {

enum class GateKind : std::uint8_t { kField, kDocument };
enum class GateKeeper : std::uint8_t { kGroup, kManager };  // the group itself; those who reach all groups

struct GateItem {
  ProjectStage stage;  // needed to be there
  GateKind kind;
  std::string_view field;  // member of the project, or role of a document
  std::string_view zh, en;
  bool own_land = false;  // asked only of projects with land of their own, not of those in rented halls
};

std::span<const GateItem> gate_items();        // in the order of the stages
GateKeeper gate_keeper(ProjectStage stage);    // who may pass it
std::string_view name_of(GateKind kind);       // "field", "document"
bool is_document_role(std::string_view role);  // whether a gate asks for such a document

// What the gates look at. `stated`: whether the field has a value; `document`: whether there is one of that role.
struct GateFacts {
  std::function<bool(std::string_view field)> stated, document;
  std::map<ProjectStage, Day> dates;  // of the stages reached
  bool own_land = true;               // false: states that it needs none
};

// Items of all gates up to `to` that are not met, in the order of the table.
std::vector<GateItem> unmet(const GateFacts& facts, ProjectStage to);

// What an edit of a project that is at `stage` takes away from its gates: unmet after it, met before.
std::vector<GateItem> taken_away(const GateFacts& before, const GateFacts& after, ProjectStage stage);

// The gates between two stages, whichever is first: who may go from one to the other.
GateKeeper keeper_between(ProjectStage from, ProjectStage to);

// Why a stage cannot have been reached on that day: before an earlier stage's, after a later one's, or after today.
// nullopt: it can.
struct DateFault {
  std::string zh, en;
};
std::optional<DateFault> date_fault(const GateFacts& facts, ProjectStage stage, Day on, Day today);

}  // namespace lianzhao::ledger
