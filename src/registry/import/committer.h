// Takes finished segments in any order, commits them in the order of the file: rows of one firm found, rows counted,
// bytes written. Internal to the importer.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "registry/import/firm_table.h"
#include "registry/import/reject_file.h"
#include "registry/snapshot/snapshot_writer.h"

namespace lianzhao::registry {

class Committer {
 public:
  // At most so many doubtful pairs are kept; all are counted.
  static constexpr std::size_t kMostDoubts = 20'000;

  Committer(SnapshotWriter& writer, RejectFile* rejects, std::size_t most_waiting)
      : writer_(writer), rejects_(rejects), most_waiting_(most_waiting) {}

  // Rows of the old snapshot; to be called before any submit(). `old` must outlive this.
  Status adopt(const Snapshot& old, const FoldTable& table, unsigned threads);

  // The segments of one block. Blocks when too many are waiting for an earlier one. Thread-safe.
  Status submit(std::uint64_t sequence, std::vector<SegmentData> segments);
  void fail();  // a worker gave up: wakes the others

  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t duplicates() const { return duplicates_; }
  [[nodiscard]] std::uint64_t updated() const { return updated_; }

  // When all rows are in: which rows are one firm, newer and older row, as they were found.
  struct Link {
    std::uint32_t newer = 0, older = 0;
  };
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  [[nodiscard]] const std::vector<Doubt>& doubts() const { return doubts_; }
  [[nodiscard]] std::uint64_t doubt_count() const { return doubt_count_; }
  [[nodiscard]] std::uint32_t first_new_row() const { return first_new_; }
  // What people decided of two firms, by their identities: linked, or no longer doubted.
  void decide(const Identity& a, const Identity& b, bool same);
  [[nodiscard]] const std::vector<Link>& told_apart() const { return told_apart_; }
  // Rows come from a snapshot: each is a firm with statements of its own, none is left out as covered by another.
  void take_all_as_known() { table_.begin_import(FirmTable::kNone); }

 private:
  Status commit(SegmentData& segment);
  void note(std::uint32_t row, const FirmTable::Found& found, std::uint64_t line);
  void link(std::uint32_t row, const FirmTable::Found& found);

  SnapshotWriter& writer_;
  RejectFile* rejects_;
  std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::map<std::uint64_t, std::vector<SegmentData>> waiting_;
  std::uint64_t next_ = 0;
  bool failed_ = false;
  FirmTable table_;
  std::vector<Link> links_, told_apart_;
  std::vector<Doubt> doubts_;
  std::uint64_t doubt_count_ = 0;
  std::uint32_t first_new_ = 0;  // rows below are of the old snapshot
  std::uint64_t accepted_ = 0, duplicates_ = 0, updated_ = 0;
};

}  // namespace lianzhao::registry
