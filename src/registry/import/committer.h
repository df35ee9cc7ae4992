// Takes finished segments in any order, commits them in the order of the file: duplicates found, rows counted, bytes
// written. Internal to the importer.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>

#include "registry/import/identity_table.h"
#include "registry/import/reject_file.h"
#include "registry/snapshot/snapshot_writer.h"

namespace lianzhao::registry {

class Committer {
 public:
  Committer(SnapshotWriter& writer, RejectFile* rejects, std::size_t most_waiting)
      : writer_(writer), rejects_(rejects), most_waiting_(most_waiting) {}

  // Rows of the old snapshot; to be called before any submit().
  Status adopt(const Snapshot& old);

  // The segments of one block. Blocks when too many are waiting for an earlier one. Thread-safe.
  Status submit(std::uint64_t sequence, std::vector<SegmentData> segments);
  void fail();  // a worker gave up: wakes the others

  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t duplicates() const { return duplicates_; }
  [[nodiscard]] std::uint64_t updated() const { return updated_; }

 private:
  Status commit(const SegmentData& segment);

  SnapshotWriter& writer_;
  RejectFile* rejects_;
  std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::map<std::uint64_t, std::vector<SegmentData>> waiting_;
  std::uint64_t next_ = 0;
  bool failed_ = false;
  IdentityTable table_;
  std::uint32_t first_new_ = 0;  // rows below are of the old snapshot
  std::uint64_t accepted_ = 0, duplicates_ = 0, updated_ = 0;
};

}  // namespace lianzhao::registry
