// Imports registry files into a snapshot: rows read = accepted + rejected + duplicates, always.
//
// Threads take blocks from the source in turn, turn each into a finished segment on their own, and hand it to the
// committer, which in the order of the file finds duplicates and writes. The new snapshot takes the old one's place
// at the very end; an interrupted or failed import leaves the old one in force.
//
// Rows of one firm, of the old snapshot or of one import (firm_table.h says which are), are joined field by field
// (merge.h): a list that says less takes nothing away, and of two values the one of the newer data counts. Within one
// file the first row counts; what a further one adds is taken over, and it is told as a duplicate.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/places.h"
#include "base/result.h"
#include "registry/import/join_counts.h"
#include "registry/import/row_parser.h"
#include "registry/input/block_source.h"
#include "registry/name/name_parser.h"
#include "registry/snapshot/snapshot.h"
#include "registry/terms/vocabulary.h"

namespace lianzhao::registry {

struct ImportProgress {
  std::string file;
  std::uint64_t input_bytes = 0, input_total = 0;  // of this file; total 0 when unknown
  bool joining = false;    // all files are read: input_bytes and input_total count firms whose rows are joined
  std::uint64_t rows = 0;  // of all files so far
  double seconds = 0;      // of the import; of joining, while that goes on
};

// What people decided of two firms that may be one: firm keys (firm_index.h). A key that no firm has is passed over.
struct FirmDecision {
  std::string first, second;
  bool same = false;
};

struct ImportOptions {
  std::vector<std::string> files;
  std::string snapshot_path;  // replaced on success
  std::string reject_path;
  std::string changes_path;  // what becomes of firms known before (change_file.h); empty: not listed
  std::vector<FirmDecision> decisions;
  Dataset dataset;            // source, class, date, status; name and counts are filled in per file
  bool keep_existing = true;  // false: the new snapshot holds these files only
  unsigned threads = 0;       // 0: as many as there are processors
  SourceLimits limits;
  std::vector<std::vector<ColumnOverride>> columns;  // by file, beside those of `limits`; may be shorter than files
  std::function<void(const ImportProgress&)> progress;  // called from any thread, one at a time, a few times a second
  const std::atomic<bool>* stop = nullptr;
};

struct ImportReport {
  std::uint64_t rows_read = 0, accepted = 0, rejected = 0, duplicates = 0, updated = 0;
  std::uint64_t firms = 0;  // living firms in the snapshot now
  JoinCounts joins;
  std::uint64_t input_bytes = 0, snapshot_bytes = 0;
  std::map<std::string, std::uint64_t> reject_reasons;
  ValueCounts values;
  std::vector<std::string> notes;  // columns ignored, format found, a source that was cut short
  double seconds = 0;
};

// What an import needs besides the files.
struct ImportTools {
  const FoldTable* table;
  const Places* places;
  const NameParser* names;
  const Clock* clock;
};

// What rows are read with; `dataset`: the number that they get.
RowContext row_context(const ScopeReader& scopes, const Vocabulary& vocabulary, const ImportTools& tools,
                       std::uint16_t dataset = 0);

// `vocabulary` may have grown since the snapshot was written but must begin with the snapshot's terms (see
// load_vocabulary).
Result<ImportReport> import_files(const ImportOptions& options, Vocabulary& vocabulary, const ImportTools& tools);

// Reads every living row of a snapshot again with another vocabulary and writes the result to `to` (which may be the
// same path). Dead rows are left out.
Result<ImportReport> rebuild(const std::string& from, const std::string& to, const Vocabulary& vocabulary,
                             const ImportTools& tools, unsigned threads, const std::atomic<bool>* stop,
                             const std::function<void(const ImportProgress&)>& progress,
                             const std::vector<FirmDecision>& decisions = {});

// The terms of a snapshot in their order, so that further terms go behind them. Empty where there is no snapshot yet.
Status load_vocabulary(const std::string& snapshot_path, Vocabulary& vocabulary);

}  // namespace lianzhao::registry
