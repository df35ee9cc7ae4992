// Every living row of a snapshot read again with another vocabulary. Workers take segments in turn; the committer
// writes them in order.
#include <mutex>
#include <optional>

#include "registry/import/committer.h"
#include "registry/import/importer.h"
#include "registry/import/joiner.h"
#include "registry/import/workers.h"
#include "registry/snapshot/snapshot_writer.h"

namespace lianzhao::registry {
namespace {

class Rebuilder {
 public:
  Rebuilder(const Snapshot& snapshot, const RowContext& context, Committer& committer, const std::atomic<bool>* stop,
            std::function<void(std::uint32_t segments, std::uint64_t rows)> progress)
      : snapshot_(snapshot), context_(context), committer_(committer), stop_(stop), progress_(std::move(progress)) {}

  void work() {
    RowParser parser(context_, ColumnMap{});
    SegmentBuilder builder(context_.term_count);
    while (const auto number = take()) {
      auto segments = rebuild(*number, parser, builder);
      if (Status done = segments ? committer_.submit(*number, *std::move(segments)) : Status(segments.error());
          !done) {
        fail(done.error());
      }
    }
    const std::lock_guard lock(mutex_);
    if (error_) committer_.fail();
    values_ += parser.counts();
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] const ValueCounts& values() const { return values_; }

 private:
  // The next segment, or nothing at the end or after a failure.
  std::optional<std::uint32_t> take() {
    const std::lock_guard lock(mutex_);
    if (stop_ && stop_->load() && !error_) {
      error_ = Error{ErrorCode::kInterrupted, "stopped; the snapshot is as it was before"};
    }
    if (error_ || next_ == snapshot_.segments().size()) return std::nullopt;
    rows_ += snapshot_.segments()[next_].rows;
    if (progress_) progress_(next_ + 1, rows_);
    return next_++;
  }

  void fail(const Error& what) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = what;
    committer_.fail();
  }

  Result<std::vector<SegmentData>> rebuild(std::uint32_t number, RowParser& parser, SegmentBuilder& builder) const {
    const auto& segment = snapshot_.segments()[number];
    std::vector<char> names, details;
    std::string_view name_rest, detail_rest, name;
    SegmentBuilder::Row row;
    std::vector<std::pair<std::uint16_t, std::string>> statements;
    std::vector<std::uint16_t> new_row(segment.rows, 0);
    std::vector<char> facts;
    for (std::uint32_t i = 0; i < segment.rows; ++i) {
      if (auto read = next_block(segment.names, i, names, name_rest); !read) return read.error();
      if (auto read = next_block(segment.details, i, details, detail_rest); !read) return read.error();
      row = {};
      if (!segment.names.next_row(name_rest, {&name, 1}) || !segment.details.next_row(detail_rest, row.details)) {
        return Error{ErrorCode::kCorrupt, "a row of the snapshot is cut short"};
      }
      if (!segment.is_alive(i)) continue;
      row.name = name;
      row.hot = segment.hot[i];
      row.identity = segment.identities[i];
      row.name_identity = identity_of_name(*context_.table, name);
      const auto parts = context_.names->parse(name);
      row.brand = brand_key(parts.brand);
      row.hot.flags &= ~static_cast<std::uint32_t>(kFlagPlaceInName);
      if (parts.place_code.known()) row.hot.flags |= kFlagPlaceInName;
      parser.read_texts(row.details[static_cast<std::size_t>(Detail::kScope)],
                        row.details[static_cast<std::size_t>(Detail::kProducts)], row.hot);
      new_row[i] = static_cast<std::uint16_t>(builder.rows());
      if (segment.facts.block_count() > 0) {
        std::string_view said;
        if (auto read = segment.facts.read_row(i, facts, {&said, 1}); !read) return read.error();
        if (!said.empty()) statements.emplace_back(new_row[i], said);
      }
      builder.add(row, parser.postings());
    }
    std::vector<SegmentData> out;
    if (builder.rows() == 0) return out;
    out.push_back(builder.finish());
    out.back().statements = std::move(statements);
    for (const auto& alias : segment.aliases) {
      if (segment.is_alive(alias.row)) out.back().aliases.push_back({alias.identity, new_row[alias.row]});
    }
    return out;
  }

  // Reads the text block that begins with row `i`, where one does.
  static Status next_block(const TextBlockReader& blocks, std::uint32_t i, std::vector<char>& bytes,
                           std::string_view& rest) {
    if (i % blocks.rows_per_block() != 0) return {};
    if (auto read = blocks.read_block(i / blocks.rows_per_block(), bytes); !read) return read.error();
    rest = {bytes.data(), bytes.size()};
    return {};
  }

  const Snapshot& snapshot_;
  const RowContext& context_;
  Committer& committer_;
  const std::atomic<bool>* stop_;
  std::function<void(std::uint32_t, std::uint64_t)> progress_;
  std::mutex mutex_;
  std::optional<Error> error_;
  std::uint32_t next_ = 0;
  std::uint64_t rows_ = 0;
  ValueCounts values_;
};

}  // namespace

Result<ImportReport> rebuild(const std::string& from, const std::string& to, const Vocabulary& vocabulary,
                             const ImportTools& tools, unsigned threads, const std::atomic<bool>* stop,
                             const std::function<void(const ImportProgress&)>& progress,
                             const std::vector<FirmDecision>& decisions) {
  const auto start = std::chrono::steady_clock::now();
  const auto snapshot = Snapshot::open(from);
  if (!snapshot) return snapshot.error();
  const auto scopes = ScopeReader::create(vocabulary);
  if (!scopes) return scopes.error();
  auto writer = SnapshotWriter::create(to);
  if (!writer) return writer.error();
  threads = thread_count(threads);
  Committer committer(*writer, nullptr, threads + 2);
  committer.take_all_as_known();
  const auto context = row_context(*scopes, vocabulary, tools);
  Rebuilder rebuilder(*snapshot, context, committer, stop, [&](std::uint32_t segments, std::uint64_t rows) {
    if (progress) progress({from, segments, snapshot->segments().size(), false, rows, seconds_since(start)});
  });
  run_threads(threads, [&] { rebuilder.work(); });
  if (rebuilder.error()) return *rebuilder.error();
  apply_decisions(decisions, committer);
  auto joined = join_rows({*writer, committer, context, snapshot->datasets(), nullptr, threads, stop, {}});
  if (!joined) return joined.error();
  ImportReport report;
  report.values = rebuilder.values();
  report.joins = joined->counts;
  report.firms = writer->alive();
  report.rows_read = report.accepted = rebuilder.rows();
  if (auto committed = writer->commit(vocabulary, snapshot->datasets(), joined->doubts); !committed)
    return committed.error();
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace lianzhao::registry
