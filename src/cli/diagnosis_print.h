// A diagnosis as tables and as arithmetic, for diagnose and demo.
#pragma once

#include "cli/words.h"
#include "cli/workspace.h"

namespace lianzhao::cli {

// The chain's counts by direction and its nodes: the first `gaps` to act on, or all nodes where SIZE_MAX.
void print_chain(const Globals& globals, const Engine& desk, const targeting::ChainDiagnosis& diagnosis,
                 std::size_t gaps);
void print_arithmetic(const Globals& globals, const Engine& desk, const targeting::ChainDiagnosis& diagnosis,
                      const targeting::NodeDiagnosis& node);

}  // namespace lianzhao::cli
