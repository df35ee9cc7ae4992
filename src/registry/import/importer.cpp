#include "registry/import/importer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "registry/import/committer.h"
#include "registry/import/csv_records.h"
#include "registry/import/joiner.h"
#include "registry/import/reject_file.h"
#include "registry/import/workers.h"
#include "registry/snapshot/snapshot_writer.h"

namespace lianzhao::registry {
namespace {

// Everything the workers of one file share.
struct Run {
  BlockSource& source;
  const RowContext& context;
  Committer& committer;
  RejectFile& rejects;
  const ImportOptions& options;
  std::string file;
  SteadyTime start;
  std::uint64_t rows_before = 0;

  std::mutex source_mutex{};
  std::uint64_t next_sequence = 0;  // of blocks handed out in the whole import
  bool ended = false;
  std::mutex state_mutex{};
  std::optional<Error> error{};
  ValueCounts values{};
  std::atomic<std::uint64_t> rows{0};
  std::atomic<std::int64_t> last_report_ms{-1000};

  void fail(const Error& what) {
    {
      const std::lock_guard lock(state_mutex);
      if (!error) error = what;
    }
    committer.fail();
  }
  bool failed() {
    const std::lock_guard lock(state_mutex);
    return error.has_value();
  }
};

// The next block and its number among all blocks, or nothing at the end.
std::optional<std::pair<Block, std::uint64_t>> take_block(Run& run) {
  const std::lock_guard lock(run.source_mutex);
  if (run.ended || run.failed()) return std::nullopt;
  if (run.options.stop && run.options.stop->load()) {
    run.fail({ErrorCode::kInterrupted, "import stopped; the snapshot is as it was before"});
    return std::nullopt;
  }
  auto block = run.source.next();
  if (!block) {
    run.fail(block.error());
    return std::nullopt;
  }
  if (!*block) {
    run.ended = true;
    return std::nullopt;
  }
  return std::pair{std::move(**block), run.next_sequence++};
}

void report_progress(Run& run, const Block& block) {
  if (!run.options.progress) return;
  const auto now = static_cast<std::int64_t>(seconds_since(run.start) * 1000);
  auto last = run.last_report_ms.load();
  if (now - last < 200 || !run.last_report_ms.compare_exchange_strong(last, now)) return;
  run.options.progress({run.file, block.input_offset, run.source.input_bytes(), false,
                        run.rows_before + run.rows.load(), seconds_since(run.start)});
}

std::vector<SegmentData> read_block(Run& run, Block& block, RowParser& parser, SegmentBuilder& builder) {
  std::vector<SegmentData> segments;
  CsvRecords records(block.storage.data(), block.size, block.first_line);
  std::vector<std::string_view> fields;
  SegmentBuilder::Row row;
  const bool has_nul = std::memchr(block.storage.data(), 0, block.size) != nullptr;  // one look for all rows
  std::uint64_t count = 0;
  while (records.next(fields)) {
    ++count;
    const auto outcome = parser.parse(fields, records.field_count(), has_nul, row);
    if (outcome.fault != RowFault::kNone) {
      run.rejects.rejected(records.line(), outcome.fault, outcome.column, fmt::format("{}", fmt::join(fields, ",")));
      continue;
    }
    if (outcome.remarks != 0) {
      for (std::size_t i = 0; i < kRemarkCount; ++i) {
        if (outcome.remarks >> i & 1) {
          const auto which = static_cast<Remark>(i);
          run.rejects.remark(records.line(), which, parser.words_of(which, fields));
        }
      }
    }
    row.line = records.line();
    builder.add(row, parser.postings());
    if (builder.full()) segments.push_back(builder.finish());
  }
  if (builder.rows() > 0) segments.push_back(builder.finish());
  run.rows += count;
  return segments;
}

void work(Run& run) {
  RowParser parser(run.context, run.source.columns());
  SegmentBuilder builder(run.context.term_count);
  while (auto taken = take_block(run)) {
    auto& [block, sequence] = *taken;
    auto segments = read_block(run, block, parser, builder);
    {
      const std::lock_guard lock(run.source_mutex);
      run.source.recycle(std::move(block.storage));
    }
    if (auto submitted = run.committer.submit(sequence, std::move(segments)); !submitted) run.fail(submitted.error());
    report_progress(run, block);
  }
  const std::lock_guard lock(run.state_mutex);
  run.values += parser.counts();
}

std::string now_rfc3339() {
  std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
}

Status check_vocabulary(const Snapshot& old, const Vocabulary& vocabulary) {
  if (old.term_count() > vocabulary.size()) {
    return Error{ErrorCode::kBadArgument, "the vocabulary has fewer terms than the snapshot: build anew"};
  }
  for (TermId id = 0; id < old.term_count(); ++id) {
    if (old.term_text(id) != to_utf8(vocabulary.folded(id))) {
      return Error{ErrorCode::kBadArgument, "the vocabulary does not begin with the snapshot's terms: build anew"};
    }
  }
  return {};
}

}  // namespace

RowContext row_context(const ScopeReader& scopes, const Vocabulary& vocabulary, const ImportTools& tools,
                       std::uint16_t dataset) {
  return {&scopes,
          tools.places,
          tools.names,
          tools.table,
          static_cast<std::uint32_t>(vocabulary.size()),
          tools.clock->today(),
          dataset};
}

Status load_vocabulary(const std::string& snapshot_path, Vocabulary& vocabulary) {
  if (!std::filesystem::exists(snapshot_path)) return {};
  auto snapshot = Snapshot::open(snapshot_path);
  if (!snapshot) return snapshot.error();
  for (TermId id = 0; id < snapshot->term_count(); ++id) {
    if (auto added = vocabulary.add(snapshot->term_text(id)); !added)
      return added.error().in("terms of the snapshot");
  }
  return {};
}

Result<ImportReport> import_files(const ImportOptions& options, Vocabulary& vocabulary, const ImportTools& tools) {
  const auto start = std::chrono::steady_clock::now();
  auto scopes = ScopeReader::create(vocabulary);
  if (!scopes) return scopes.error();

  std::vector<Dataset> datasets;
  std::optional<Snapshot> old;
  if (options.keep_existing && std::filesystem::exists(options.snapshot_path)) {
    auto opened = Snapshot::open(options.snapshot_path);
    if (!opened) return opened.error().in("the snapshot to add to");
    if (auto checked = check_vocabulary(*opened, vocabulary); !checked) return checked.error();
    old = *std::move(opened);
    datasets = old->datasets();
  }
  auto writer = SnapshotWriter::create(options.snapshot_path);
  if (!writer) return writer.error();
  auto rejects = RejectFile::create(options.reject_path);
  if (!rejects) return rejects.error();
  const unsigned threads = thread_count(options.threads);
  Committer committer(*writer, rejects->get(), threads + 2);
  if (old) {
    if (auto adopted = committer.adopt(*old, *tools.table, threads); !adopted) return adopted.error();
  }
  std::unique_ptr<ChangeFile> changes;
  if (!options.changes_path.empty()) {
    auto created = ChangeFile::create(options.changes_path);
    if (!created) return created.error();
    changes = *std::move(created);
  }

  ImportReport report;
  std::uint64_t sequence = 0;
  for (std::size_t file = 0; file < options.files.size(); ++file) {
    const auto& path = options.files[file];
    auto limits = options.limits;
    if (file < options.columns.size()) limits.columns = options.columns[file];
    const auto accepted = committer.accepted(), duplicates = committer.duplicates(), updated = committer.updated();
    const auto rejected = (*rejects)->rejected_count(), broken = (*rejects)->broken_count();
    auto source = open_source(path, limits, [&](const BrokenRecord& record) { (*rejects)->broken(record); });
    if (!source) return source.error();
    if (datasets.size() >= 65535)
      return Error{ErrorCode::kTooLarge, "more than 65,535 imports in one snapshot: build anew"};
    const auto context = row_context(*scopes, vocabulary, tools, static_cast<std::uint16_t>(datasets.size()));
    Run run{**source, context, committer, **rejects, options, path, start, report.rows_read};
    run.next_sequence = sequence;
    run_threads(threads, [&] { work(run); });
    if (run.error) return run.error->in(path);
    sequence = run.next_sequence;

    Dataset dataset = options.dataset;
    dataset.name = std::filesystem::path(path).filename().string();
    dataset.imported_at = now_rfc3339();
    dataset.rows_read = run.rows + (*rejects)->broken_count() - broken;
    dataset.accepted = committer.accepted() - accepted;
    dataset.duplicates = committer.duplicates() - duplicates;
    dataset.updated = committer.updated() - updated;
    dataset.rejected = (*rejects)->rejected_count() - rejected;
    report.rows_read += dataset.rows_read;
    report.accepted += dataset.accepted;
    report.rejected += dataset.rejected;
    report.duplicates += dataset.duplicates;
    report.updated += dataset.updated;
    report.values += run.values;
    report.input_bytes += (*source)->input_bytes();
    auto note = fmt::format("{}: {}", dataset.name, (*source)->describe());
    const auto& ignored = (*source)->columns().ignored;
    if (!ignored.empty()) note += fmt::format("；未用的列 columns not used: {}", fmt::join(ignored, ", "));
    report.notes.push_back(std::move(note));
    datasets.push_back(std::move(dataset));
  }
  apply_decisions(options.decisions, committer);
  const auto context = row_context(*scopes, vocabulary, tools);
  const auto joining = std::chrono::steady_clock::now();
  auto joined = join_rows({*writer, committer, context, datasets, changes.get(), threads, options.stop,
                           [&](std::uint64_t done, std::uint64_t of) {
                             if (options.progress)
                               options.progress({"", done, of, true, report.rows_read, seconds_since(joining)});
                           }});
  if (!joined) return joined.error();
  report.joins = joined->counts;
  if (changes) {
    if (auto finished = changes->finish(); !finished) return finished.error();
  }
  report.reject_reasons = (*rejects)->reasons();
  if (auto finished = (*rejects)->finish(); !finished) return finished.error();
  if (options.stop && options.stop->load()) {
    return Error{ErrorCode::kInterrupted, "import stopped; the snapshot is as it was before"};
  }
  report.firms = writer->alive();
  if (auto committed = writer->commit(vocabulary, datasets, joined->doubts); !committed) return committed.error();
  std::error_code code;
  report.snapshot_bytes = std::filesystem::file_size(options.snapshot_path, code);
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace lianzhao::registry
