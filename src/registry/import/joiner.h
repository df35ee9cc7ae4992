// Joins the rows of one firm when all rows of an import are written: merges their fields (merge.h), keeps one row or
// writes a new one, and lists what changed. Internal to the importer.
#pragma once

#include <atomic>
#include <functional>
#include <unordered_map>

#include "registry/import/change_file.h"
#include "registry/import/committer.h"
#include "registry/import/importer.h"
#include "registry/import/row_parser.h"

namespace lianzhao::registry {

struct JoinTask {
  SnapshotWriter& writer;
  const Committer& committer;
  const RowContext& context;             // with which the joined scopes are read
  const std::vector<Dataset>& datasets;  // of the new snapshot
  ChangeFile* changes = nullptr;         // null: not listed
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::uint64_t done, std::uint64_t of)> progress;  // firms; from any thread, one at a time
};

struct Joined {
  JoinCounts counts;
  std::vector<Doubt> doubts;  // of living rows
};

// Errors: kInterrupted; kCorrupt or kIo of the rows.
Result<Joined> join_rows(const JoinTask& task);

// Tells the committer what people decided, when all rows are in.
void apply_decisions(const std::vector<FirmDecision>& decisions, Committer& committer);

}  // namespace lianzhao::registry
