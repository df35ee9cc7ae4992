// A diagnosis as tables and as arithmetic, for diagnose and demo.
#pragma once

#include <boost/json/object.hpp>

#include "cli/words.h"
#include "cli/workspace.h"

namespace lianzhao::cli {

// The chain's counts by direction and its nodes: the first `gaps` to act on, or all nodes where SIZE_MAX.
void print_chain(const Globals& globals, const Engine& desk, const targeting::ChainDiagnosis& diagnosis,
                 std::size_t gaps);
void print_arithmetic(const Globals& globals, const Engine& desk, const targeting::ChainDiagnosis& diagnosis,
                      const targeting::NodeDiagnosis& node);

// The same for machines: the chain with all its nodes.
boost::json::object chain_json(const Engine& engine, const targeting::ChainDiagnosis& diagnosis, std::size_t chain);

}  // namespace lianzhao::cli
