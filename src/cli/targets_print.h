// Targets of a node for the terminal, for targets and demo.
#pragma once

#include <boost/json/object.hpp>

#include "cli/words.h"
#include "cli/workspace.h"

namespace lianzhao::cli {

enum class TargetDetail : std::uint8_t {
  kLine,   // a table: one line a firm
  kParts,  // each firm with its parts, evidence and approaches
};
void print_targets(const Globals& globals, const Engine& desk, const targeting::NodeTargets& found,
                   TargetDetail detail);
// The same for machines.
boost::json::object targets_json(const Engine& engine, atlas::NodeRef node, const targeting::NodeTargets& found);

}  // namespace lianzhao::cli
