#include "workspace/registry_work.h"

#include <algorithm>
#include <map>

#include "workspace/firm_decisions.h"
#include "workspace/vocabulary.h"

namespace lianzhao::workspace {
namespace {

Result<registry::Vocabulary> vocabulary_of(const EngineHolder& holder, bool fresh) {
  return make_vocabulary(holder.options().folders, holder.basis()->table(), holder.get()->atlas(), fresh);
}

}  // namespace

Result<registry::ImportReport> import_registry(EngineHolder& holder, const ImportRequest& request,
                                               const std::atomic<bool>& stop, const ProgressFunction& progress) {
  const auto& folders = holder.options().folders;
  if (auto made = folders.make_home(); !made) return made.error();
  const auto lock = RegistryLock::take(folders);
  if (!lock) return lock.error();
  SnapshotKeeper keeper(folders);
  if (auto recovered = keeper.recover(); !recovered) return recovered.error();
  auto vocabulary = vocabulary_of(holder, request.replace);
  if (!vocabulary) return vocabulary.error();
  registry::ImportOptions options;
  for (const auto& file : request.files) {
    options.files.push_back(file.path);
    options.columns.push_back(file.columns);
  }
  options.snapshot_path = folders.snapshot();
  options.reject_path = request.reject_path;
  options.changes_path = request.changes_path;
  auto decisions = read_firm_decisions(folders);
  if (!decisions) return decisions.error();
  options.decisions = *std::move(decisions);
  options.dataset = request.dataset;
  options.keep_existing = !request.replace;
  options.stop = &stop;
  options.progress = progress;
  if (auto kept = keeper.keep(); !kept) return kept.error();
  auto report = registry::import_files(options, *vocabulary, holder.basis()->import_tools(holder.clock()));
  if (!report) {
    keeper.failed();
    return report.error();
  }
  if (auto done = keeper.succeeded(); !done) return done.error();
  if (auto reloaded = holder.reload(Changed::only_registry()); !reloaded) return reloaded.error();
  return report;
}

Result<registry::ImportReport> read_again(EngineHolder& holder, const std::atomic<bool>& stop,
                                          const ProgressFunction& progress) {
  const auto& folders = holder.options().folders;
  const auto lock = RegistryLock::take(folders);
  if (!lock) return lock.error();
  if (auto recovered = SnapshotKeeper(folders).recover(); !recovered) return recovered.error();
  auto vocabulary = vocabulary_of(holder, true);
  if (!vocabulary) return vocabulary.error();
  const auto decisions = read_firm_decisions(folders);
  if (!decisions) return decisions.error();
  auto report = registry::rebuild(folders.snapshot(), folders.snapshot(), *vocabulary,
                                  holder.basis()->import_tools(holder.clock()), 0, &stop, progress, *decisions);
  if (!report) return report.error();
  if (auto reloaded = holder.reload(Changed::only_registry()); !reloaded) return reloaded.error();
  return report;
}

Status roll_back(EngineHolder& holder) {
  const auto lock = RegistryLock::take(holder.options().folders);
  if (!lock) return lock.error();
  SnapshotKeeper keeper(holder.options().folders);
  if (auto recovered = keeper.recover(); !recovered) return recovered;
  if (auto rolled = keeper.roll_back(); !rolled) return rolled;
  return holder.reload(Changed::only_registry());
}

Result<ImportPreview> preview(const EngineHolder& holder, const ImportFile& file) {
  auto vocabulary = vocabulary_of(holder, true);
  if (!vocabulary) return vocabulary.error();
  auto read =
      registry::preview_file(file.path, file.columns, *vocabulary, holder.basis()->import_tools(holder.clock()));
  if (!read) return read.error();
  std::map<registry::TermId, std::vector<atlas::NodeRef>> nodes_of;
  const auto engine = holder.get();
  const auto& chains = engine->atlas().chains();
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (std::size_t n = 0; n < chains[c].nodes.size(); ++n) {
      for (const auto* terms : {&chains[c].nodes[n].terms, &chains[c].nodes[n].weak_terms}) {
        for (const auto& term : *terms) {
          if (const auto* id = vocabulary->find(term)) nodes_of[*id].push_back({c, n});
        }
      }
    }
  }
  ImportPreview out{*std::move(read), {}};
  for (const auto& row : out.file.rows) {
    auto& nodes = out.nodes.emplace_back();
    for (const auto term : row.terms) {
      for (const auto node : nodes_of[term]) {
        if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
      }
    }
  }
  return out;
}

}  // namespace lianzhao::workspace
