#include "registry/import/committer.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>

#include "registry/import/row_parser.h"
#include "registry/import/workers.h"

namespace lianzhao::registry {
namespace {

constexpr std::uint32_t kAhead = 8;  // rows whose table entries are fetched before they are asked for

// The signs of an old segment's rows: names are not stored by identity, so they are read.
Result<std::vector<RowSigns>> signs_of(const SegmentView& segment, const FoldTable& table) {
  std::vector<RowSigns> out(segment.rows);
  std::vector<char> block;
  std::string_view rest, name;
  for (std::uint32_t row = 0; row < segment.rows; ++row) {
    if (row % segment.names.rows_per_block() == 0) {
      if (auto read = segment.names.read_block(row / segment.names.rows_per_block(), block); !read)
        return read.error();
      rest = {block.data(), block.size()};
    }
    if (!segment.names.next_row(rest, {&name, 1}))
      return Error{ErrorCode::kCorrupt, "a name of the snapshot is cut short"};
    if (!segment.is_alive(row)) continue;
    const auto& hot = segment.hot[row];
    out[row] = {identity_of_name(table, name), hot.flags & kFlagPlaceGuessed ? 0u : std::uint32_t{hot.place}, 0,
                static_cast<std::uint16_t>(hot.flags)};
  }
  return out;
}

}  // namespace

Status Committer::adopt(const Snapshot& old, const FoldTable& table, unsigned threads) {
  const auto segments = old.segments();
  take_all_as_known();
  std::vector<std::vector<RowSigns>> signs(segments.size());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Error> error;
  run_threads(threads, [&] {
    for (std::size_t s = next++; s < segments.size(); s = next++) {
      auto read = signs_of(segments[s], table);
      if (read) {
        signs[s] = *std::move(read);
        continue;
      }
      const std::lock_guard lock(mutex);
      error = read.error();
    }
  });
  if (error) return *error;
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const auto& segment = segments[s];
    auto number = writer_.copy(old, s);
    if (!number) return number.error();
    const std::uint32_t base = *number * kSegmentRows;
    table_.reserve(segment.rows);
    for (std::uint32_t row = 0; row < segment.rows; ++row) {
      if (row + kAhead < segment.rows) table_.prefetch(segment.identities[row + kAhead], signs[s][row + kAhead]);
      if (!segment.is_alive(row)) continue;
      const auto found = table_.take(base + row, segment.identities[row], signs[s][row]);
      link(base + row, found);
    }
    for (const auto& alias : segment.aliases) {
      if (segment.is_alive(alias.row)) table_.add_alias(base + alias.row, alias.identity);
    }
    first_new_ = base + kSegmentRows;
    signs[s] = {};
  }
  table_.begin_import(first_new_);
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
    for (auto& segment : at->second) {
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

void Committer::link(std::uint32_t row, const FirmTable::Found& found) {
  if (found.doubtful != FirmTable::kNone) {
    ++doubt_count_;
    if (doubts_.size() < kMostDoubts) doubts_.push_back({found.doubtful, row, found.reason});
  }
  if (found.covered) return;
  for (const auto older : {found.by_code, found.by_name}) {
    if (older != FirmTable::kNone) links_.push_back({row, older});
  }
}

void Committer::note(std::uint32_t row, const FirmTable::Found& found, std::uint64_t line) {
  link(row, found);
  const auto of_this_import = [&](std::uint32_t other) { return other != FirmTable::kNone && other >= first_new_; };
  if (!found.any()) {
    ++accepted_;
  } else if (of_this_import(found.by_code) || of_this_import(found.by_name)) {
    ++duplicates_;
    if (rejects_) rejects_->duplicate(line, found.covered);
  } else {
    ++accepted_;
    ++updated_;
  }
}

Status Committer::commit(SegmentData& segment) {
  const std::uint32_t base = writer_.segments() * kSegmentRows;
  std::vector<std::uint32_t> covered;
  table_.reserve(segment.rows);
  for (std::uint32_t row = 0; row < segment.rows; ++row) {
    if (row + kAhead < segment.rows) table_.prefetch(segment.identities[row + kAhead], segment.signs[row + kAhead]);
    const auto found = table_.take(base + row, segment.identities[row], segment.signs[row]);
    if (found.homonym)
      segment.identities[row] = identity_of_homonym(segment.signs[row].name, segment.signs[row].place);
    if (found.covered) covered.push_back(base + row);
    note(base + row, found, segment.lines[row]);
  }
  auto number = writer_.add(segment);
  if (!number) return number.error();
  for (const auto row : covered) writer_.kill({row});
  return {};
}

void Committer::decide(const Identity& a, const Identity& b, bool same) {
  const auto first = table_.holder(a), second = table_.holder(b);
  if (first == FirmTable::kNone || second == FirmTable::kNone || first == second) return;
  (same ? links_ : told_apart_).push_back({std::max(first, second), std::min(first, second)});
}

}  // namespace lianzhao::registry
