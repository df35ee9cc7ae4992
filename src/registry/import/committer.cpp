#include "registry/import/committer.h"

#include <fmt/format.h>

namespace lianzhao::registry {

Status Committer::adopt(const Snapshot& old) {
  for (std::uint32_t s = 0; s < old.segments().size(); ++s) {
    const auto& segment = old.segments()[s];
    auto number = writer_.copy(old, s);
    if (!number) return number.error();
    table_.reserve(segment.rows);
    for (std::uint32_t row = 0; row < segment.rows; ++row) {
      if (segment.is_alive(row)) table_.insert(segment.identities[row], *number * kSegmentRows + row);
    }
    first_new_ = (*number + 1) * kSegmentRows;
  }
  return {};
}

void Committer::fail() {
  const std::lock_guard lock(mutex_);
  failed_ = true;
  turn_.notify_all();
}

Status Committer::submit(std::uint64_t sequence, std::vector<SegmentData> segments) {
  std::unique_lock lock(mutex_);
  turn_.wait(lock, [&] { return failed_ || sequence == next_ || waiting_.size() < most_waiting_; });
  if (failed_) return {};
  waiting_.emplace(sequence, std::move(segments));
  for (auto at = waiting_.find(next_); at != waiting_.end(); at = waiting_.find(next_)) {
    for (const auto& segment : at->second) {
      if (auto committed = commit(segment); !committed) {
        failed_ = true;
        turn_.notify_all();
        return committed;
      }
    }
    waiting_.erase(at);
    ++next_;
    turn_.notify_all();
  }
  return {};
}

Status Committer::commit(const SegmentData& segment) {
  constexpr std::uint32_t kAhead = 8;
  auto number = writer_.add(segment);
  if (!number) return number.error();
  const std::uint32_t base = *number * kSegmentRows;
  table_.reserve(segment.rows);
  for (std::uint32_t row = 0; row < segment.rows; ++row) {
    if (row + kAhead < segment.rows) table_.prefetch(segment.identities[row + kAhead]);
    const auto& identity = segment.identities[row];
    const std::uint32_t before = table_.insert(identity, base + row);
    if (before == IdentityTable::kNew) {
      ++accepted_;
    } else if (before < first_new_) {
      table_.replace(identity, base + row);
      writer_.kill({before});
      ++accepted_;
      ++updated_;
    } else {
      writer_.kill({base + row});
      ++duplicates_;
      if (rejects_) rejects_->duplicate(segment.lines[row], "the firm stands in an earlier row of this import");
    }
  }
  return {};
}

}  // namespace lianzhao::registry
