#include "cli/workspace.h"

#include <fmt/format.h>

namespace lianzhao::cli {

Result<const workspace::Basis*> Workspace::basis() {
  if (!basis_) {
    auto loaded = workspace::Basis::load(folders_);
    if (!loaded) return loaded.error();
    basis_ = *loaded;
  }
  return basis_.get();
}

const FoldTable& Workspace::table() {
  if (basis_) return basis_->table();
  if (!table_) table_ = std::make_unique<FoldTable>();
  return *table_;
}

Result<const Places*> Workspace::places() {
  auto loaded = basis();
  if (!loaded) return loaded.error();
  return &(*loaded)->places();
}

Result<const registry::NameParser*> Workspace::names() {
  auto loaded = basis();
  if (!loaded) return loaded.error();
  return &(*loaded)->names();
}

Result<const atlas::Atlas*> Workspace::atlas() {
  if (!atlas_) {
    auto loaded = atlas::load_atlas({folders_.in_share("atlas"), folders_.in_home("atlas")});
    if (!loaded) return loaded.error();
    atlas_.emplace(*std::move(loaded));
  }
  return &*atlas_;
}

Result<const registry::Snapshot*> Workspace::snapshot() {
  if (!snapshot_) {
    if (!folders_.has_snapshot()) {
      return told(ErrorCode::kNotFound,
                  fmt::format("{} 里还没有企业名录。导入：lianzhao import registry 文件（起步名录：lianzhao init）",
                              folders_.home),
                  fmt::format("there is no registry in {} yet. Load one with: lianzhao import registry FILE "
                              "(or the starter list with: lianzhao init)",
                              folders_.home));
    }
    auto opened = registry::Snapshot::open(folders_.snapshot());
    if (!opened) return opened.error();
    snapshot_.emplace(*std::move(opened));
  }
  return &*snapshot_;
}

Result<registry::Vocabulary> Workspace::vocabulary(bool fresh) {
  auto tables = basis();
  if (!tables) return tables.error();
  auto chains = atlas();
  if (!chains) return chains.error();
  return workspace::make_vocabulary(folders_, (*tables)->table(), **chains, fresh);
}

Result<std::shared_ptr<const Engine>> Workspace::engine(bool needs_registry, const std::string& chain) {
  if (auto loaded = basis(); !loaded) return loaded.error();
  workspace::EngineOptions options;
  options.folders = folders_;
  options.indexes = false;
  options.only_chain = chain;
  options.needs_registry = needs_registry;
  return Engine::load(options, basis_, {}, clock_.today(), 1);
}

}  // namespace lianzhao::cli
