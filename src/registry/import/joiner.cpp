#include "registry/import/joiner.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>

#include "registry/import/merge.h"
#include "registry/import/row_texts.h"
#include "registry/import/workers.h"
#include "registry/name/name_parser.h"
#include "registry/snapshot/firm_index.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kFirmsAtOnce = kSegmentRows;  // of a task: its joined rows fit into one segment

// Rows of one firm each, the row that came last first: a forest of links, read from its roots.
class Families {
 public:
  explicit Families(std::vector<Committer::Link> links) : links_(std::move(links)) {
    std::sort(links_.begin(), links_.end(), [](const auto& a, const auto& b) { return a.newer < b.newer; });
    std::vector<std::uint32_t> olders;
    for (const auto& link : links_) olders.push_back(link.older);
    std::sort(olders.begin(), olders.end());
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto row = links_[i].newer;
      if (i > 0 && links_[i - 1].newer == row) continue;
      if (!std::binary_search(olders.begin(), olders.end(), row)) roots_.push_back(row);
    }
  }
  [[nodiscard]] std::size_t size() const { return roots_.size(); }
  // All rows of a family, rising.
  void rows_of(std::size_t family, std::vector<std::uint32_t>& rows) const {
    rows.assign(1, roots_[family]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto link = std::lower_bound(links_.begin(), links_.end(), rows[i],
                                   [](const auto& a, std::uint32_t row) { return a.newer < row; });
      for (; link != links_.end() && link->newer == rows[i]; ++link) rows.push_back(link->older);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }

 private:
  std::vector<Committer::Link> links_;
  std::vector<std::uint32_t> roots_;
};

// What one firm's rows became.
struct Outcome {
  std::vector<std::uint32_t> rows;
  std::uint32_t stands = 0;  // a row number, or the place in the task's new rows
  bool fresh = false;
  std::string statements;  // encoded; empty: none
  bool had_statements = false;
  std::vector<Identity> aliases;
};

struct TaskResult {
  std::vector<SegmentData> segments;  // none or one
  std::vector<Outcome> outcomes;
  std::vector<Change> changes;
  JoinCounts counts;
};

std::string key_of(const HotRow& hot, const Identity& identity) {
  return firm_key(identity, (hot.flags & kFlagHasCode) != 0);
}

class Join {
 public:
  explicit Join(const JoinTask& task) : task_(task), families_(task.committer.links()), ages_(task.datasets) {}

  Result<Joined> run() {
    auto written = task_.writer.written();
    if (!written) return written.error();
    rows_ = *std::move(written);
    for (const auto& doubt : task_.committer.doubts()) {
      stands_.emplace(doubt.first, doubt.first);
      stands_.emplace(doubt.second, doubt.second);
    }
    for (const auto& apart : task_.committer.told_apart()) {
      stands_.emplace(apart.newer, apart.newer);
      stands_.emplace(apart.older, apart.older);
    }
    if (families_.size() > 0) run_threads(task_.threads, [&] { work(); });
    if (error_) return *error_;
    settle_doubts();
    return std::move(joined_);
  }

 private:
  void work() {
    RowTexts texts(*rows_, *task_.context.table);
    RowParser parser(task_.context, ColumnMap{});
    SegmentBuilder builder(task_.context.term_count);
    for (;;) {
      std::size_t number = 0;
      {
        const std::lock_guard lock(mutex_);
        if (error_) return;
        if (task_.stop && task_.stop->load())
          error_ = Error{ErrorCode::kInterrupted, "stopped; the snapshot is as it was before"};
        if (error_ || next_ * kFirmsAtOnce >= families_.size()) {
          turn_.notify_all();
          return;
        }
        number = next_++;
      }
      auto result = join_task(number, texts, parser, builder);
      std::unique_lock lock(mutex_);
      if (!result) {
        if (!error_) error_ = result.error();
        turn_.notify_all();
        return;
      }
      turn_.wait(lock, [&] { return error_ || submitted_ == number; });
      if (error_) return;
      if (auto done = submit(*result); !done) error_ = done.error();
      ++submitted_;
      turn_.notify_all();
    }
  }

  Result<TaskResult> join_task(std::size_t number, RowTexts& texts, RowParser& parser, SegmentBuilder& builder) {
    TaskResult out;
    const auto end = std::min((number + 1) * kFirmsAtOnce, families_.size());
    std::vector<MergeRow> rows;
    for (std::size_t family = number * kFirmsAtOnce; family < end; ++family) {
      if (auto joined = join_firm(family, texts, rows, parser, builder, out); !joined) return joined.error();
    }
    if (builder.rows() > 0) out.segments.push_back(builder.finish());
    return out;
  }

  Status join_firm(std::size_t family, RowTexts& texts, std::vector<MergeRow>& rows, RowParser& parser,
                   SegmentBuilder& builder, TaskResult& out) {
    Outcome outcome;
    families_.rows_of(family, outcome.rows);
    auto& numbers = outcome.rows;
    rows.resize(std::min(numbers.size(), kMostMergeRows));
    std::size_t count = 0;
    bool folded = false;  // more rows than are merged at once: the first ones have become one already
    for (const auto number : numbers) {
      if (count == kMostMergeRows) {
        rows[0] = fold(rows);
        count = 1;
        folded = true;
      }
      if (auto read = texts.read({number}, rows[count]); !read) return read;
      outcome.had_statements |= !rows[count].statements.empty();
      ++count;
    }
    const auto these = std::span(rows).first(count);
    const auto merged = merge(these, ages_);
    const auto identity = identity_of(merged, these);
    outcome.statements = merged.statements.empty() ? std::string() : encode_statements(merged.statements);
    note_aliases(these, identity, outcome);
    if (!folded) list_changes(numbers, these, merged, identity, out);
    for (std::size_t i = count; i-- > 0 && !folded;) {
      if (!(these[i].identity == identity) || !stands_for_all(merged, these, i)) continue;
      outcome.stands = numbers[i];
      out.outcomes.push_back(std::move(outcome));
      return {};
    }
    outcome.fresh = true;
    outcome.stands = builder.rows();
    write_row(merged, these, identity, parser, builder);
    out.outcomes.push_back(std::move(outcome));
    return {};
  }

  MergeRow fold(std::span<const MergeRow> rows) const {
    const auto merged = merge(rows, ages_);
    MergeRow one;
    one.hot = joined_hot(merged, rows);
    one.identity = identity_of(merged, rows);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      if (merged.from[f] != Merged::kNobody) one.values[f] = rows[merged.from[f]].values[f];
    }
    const auto name = merged.from[static_cast<std::size_t>(Field::kName)];
    one.name_identity = rows[name == Merged::kNobody ? 0 : name].name_identity;
    one.statements = merged.statements;
    return one;
  }

  // The code's, else that which the firm had first: others may have noted its key.
  static Identity identity_of(const Merged& merged, std::span<const MergeRow> rows) {
    const auto from = merged.from[static_cast<std::size_t>(Field::kCode)];
    return from == Merged::kNobody ? rows.front().identity : rows[from].identity;
  }

  void note_aliases(std::span<const MergeRow> rows, const Identity& identity, Outcome& outcome) const {
    const auto add = [&](const Identity& other) {
      if (!(other == identity)) outcome.aliases.push_back(other);
    };
    for (const auto& row : rows) add(row.identity);
    for (const auto number : outcome.rows) {
      const FirmId firm{number};
      for (const auto& alias : rows_->segments[firm.segment()].aliases) {
        if (alias.row == firm.row()) add(alias.identity);
      }
    }
  }

  [[nodiscard]] const std::string& source(std::uint16_t dataset) const { return task_.datasets[dataset].name; }

  // The firm as it was known before this import (its first row of the old snapshot), against what counts now.
  void list_changes(std::span<const std::uint32_t> numbers, std::span<const MergeRow> rows, const Merged& merged,
                    const Identity& identity, TaskResult& out) const {
    if (numbers.front() >= task_.committer.first_new_row()) return;
    const auto& before = rows.front();
    const auto had = sources_of(before.statements, before.hot.dataset);
    const auto has = sources_of(merged.statements, merged.dataset);
    const auto name = merged.from[static_cast<std::size_t>(Field::kName)];
    Change change;
    change.name = rows[name == Merged::kNobody ? 0 : name].values[static_cast<std::size_t>(Field::kName)];
    const bool coded = merged.states(Field::kCode);
    change.key = firm_key(identity, coded);
    bool changed = false, filled = false;
    const auto add = [&](std::string_view field, std::string_view kind, const std::string& from,
                         const std::string& from_source, const std::string& to, const std::string& to_source) {
      if (!task_.changes) return;
      change.field = field;
      change.kind = kind;
      change.before = from;
      change.before_source = from_source;
      change.after = to;
      change.after_source = to_source;
      out.changes.push_back(change);
    };
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      const auto from = merged.from[f];
      const auto field = static_cast<Field>(f);
      if (from == Merged::kNobody || from == 0 || same_value(before, rows[from], field)) continue;
      const bool was_empty = before.values[f].empty();
      (was_empty ? filled : changed) = true;
      add(field_name(field), was_empty ? "filled" : "changed", before.values[f], was_empty ? "" : source(had[f]),
          rows[from].values[f], source(has[f]));
    }
    const auto first_new = static_cast<std::uint16_t>(rows.back().hot.dataset);
    for (const auto& statement : merged.statements) {
      if (statement.dataset != first_new || numbers.back() < task_.committer.first_new_row()) continue;
      for (const auto& other : statement.others) {
        const auto f = static_cast<std::size_t>(other.field);
        const auto& now = rows[merged.from[f]].values[f];
        add(field_name(other.field), "kept", now, source(has[f]), other.value, source(statement.dataset));
      }
    }
    for (std::size_t i = 1; i < rows.size() && numbers[i] < task_.committer.first_new_row(); ++i) {
      ++out.counts.joined;
      add("key", "joined", key_of(rows[i].hot, rows[i].identity), source(rows[i].hot.dataset), change.key, "");
    }
    out.counts.changed += changed;
    out.counts.filled += filled;
  }

  void write_row(const Merged& merged, std::span<const MergeRow> rows, const Identity& identity, RowParser& parser,
                 SegmentBuilder& builder) const {
    SegmentBuilder::Row row;
    row.hot = joined_hot(merged, rows);
    row.identity = identity;
    for (std::size_t i = 0; i < row.details.size(); ++i) {
      if (merged.from[i] != Merged::kNobody) row.details[i] = rows[merged.from[i]].values[i];
    }
    const auto name = merged.from[static_cast<std::size_t>(Field::kName)];
    const auto& named = rows[name == Merged::kNobody ? 0 : name];
    row.name = named.values[static_cast<std::size_t>(Field::kName)];
    row.name_identity = named.name_identity;
    row.brand = brand_key(task_.context.names->parse(row.name).brand);
    parser.read_texts(row.details[static_cast<std::size_t>(Detail::kScope)],
                      row.details[static_cast<std::size_t>(Detail::kProducts)], row.hot);
    builder.add(row, parser.postings());
  }

  // In the order of the tasks, under the mutex.
  Status submit(TaskResult& result) {
    std::uint32_t base = 0;
    for (const auto& segment : result.segments) {
      auto number = task_.writer.add(segment);
      if (!number) return number.error();
      base = *number * kSegmentRows;
    }
    for (auto& outcome : result.outcomes) {
      const FirmId stands{outcome.fresh ? base + outcome.stands : outcome.stands};
      for (const auto row : outcome.rows) {
        if (row != stands.value) task_.writer.kill({row});
        if (const auto wanted = stands_.find(row); wanted != stands_.end()) wanted->second = stands.value;
      }
      if (!outcome.statements.empty() || (!outcome.fresh && outcome.had_statements))
        task_.writer.set_statements(stands, std::move(outcome.statements));
      for (const auto& alias : outcome.aliases) task_.writer.add_alias(stands, alias);
    }
    if (task_.changes) task_.changes->add(result.changes);
    auto& counts = joined_.counts;
    counts.changed += result.counts.changed;
    counts.filled += result.counts.filled;
    counts.joined += result.counts.joined;
    done_ += result.outcomes.size();
    if (task_.progress) task_.progress(done_, families_.size());
    return {};
  }

  void settle_doubts() {
    const auto pair_of = [&](std::uint32_t a, std::uint32_t b) {
      const auto first = stands_.at(a), second = stands_.at(b);
      return std::pair(std::min(first, second), std::max(first, second));
    };
    std::set<std::pair<std::uint32_t, std::uint32_t>> told;  // decided, or listed already
    for (const auto& link : task_.committer.told_apart()) told.insert(pair_of(link.newer, link.older));
    for (const auto& doubt : task_.committer.doubts()) {
      const auto pair = pair_of(doubt.first, doubt.second);
      if (pair.first == pair.second || !told.insert(pair).second) continue;
      if (!task_.writer.is_alive({pair.first}) || !task_.writer.is_alive({pair.second})) continue;
      joined_.doubts.push_back({pair.first, pair.second, doubt.reason});
    }
    joined_.counts.doubts = joined_.doubts.size();
  }

  const JoinTask& task_;
  const Families families_;
  const DatasetAges ages_;
  std::optional<WrittenRows> rows_;
  std::unordered_map<std::uint32_t, std::uint32_t> stands_;  // rows of doubts to the row that stands for them
  std::mutex mutex_;
  std::condition_variable turn_;
  std::optional<Error> error_;
  std::size_t next_ = 0, submitted_ = 0;
  std::uint64_t done_ = 0;
  Joined joined_;
};

}  // namespace

Result<Joined> join_rows(const JoinTask& task) {
  return Join(task).run();
}

void apply_decisions(const std::vector<FirmDecision>& decisions, Committer& committer) {
  for (const auto& decision : decisions) {
    const auto first = identity_of_key(decision.first), second = identity_of_key(decision.second);
    if (first && second) committer.decide(*first, *second, decision.same);
  }
}

}  // namespace lianzhao::registry
