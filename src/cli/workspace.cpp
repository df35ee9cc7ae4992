#include "cli/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include "registry/import/importer.h"

namespace lianzhao::cli {
namespace fs = std::filesystem;

Day SystemClock::today() const {
  using namespace std::chrono;
  const auto china = system_clock::now() + hours{8};
  return {static_cast<std::int32_t>(floor<days>(china).time_since_epoch().count())};
}

std::string Workspace::home(std::string_view name) const {
  return (fs::path(globals_.home) / name).string();
}
std::string Workspace::share(std::string_view name) const {
  return (fs::path(globals_.share) / name).string();
}

std::string Workspace::case_path() const {
  const auto own = home("case");
  return fs::exists(own) ? own : share("case/jiuquan");
}

bool Workspace::has_snapshot() const {
  return fs::exists(snapshot_path());
}

Status Workspace::make_home() const {
  std::error_code code;
  for (const auto* folder : {"", "rejects", "terms", "atlas"}) {
    fs::create_directories(home(folder), code);
    if (code) return io_error(fmt::format("cannot create the folder {}", home(folder)), code.value());
  }
  return {};
}

const FoldTable& Workspace::table() {
  if (!table_) table_ = std::make_unique<FoldTable>();
  return *table_;
}

Result<const Places*> Workspace::places() {
  if (!places_) {
    auto loaded = Places::load(share("places.tsv"));
    if (!loaded) return loaded.error();
    places_.emplace(*std::move(loaded));
  }
  return &*places_;
}

Result<const registry::NameParser*> Workspace::names() {
  if (!names_) {
    auto places_loaded = places();
    if (!places_loaded) return places_loaded.error();
    auto loaded = registry::NameParser::load(**places_loaded, share("registry/industry-words.txt"));
    if (!loaded) return loaded.error();
    names_.emplace(*std::move(loaded));
  }
  return &*names_;
}

Result<const atlas::Atlas*> Workspace::atlas() {
  if (!atlas_) {
    auto loaded = atlas::load_atlas({share("atlas"), home("atlas")});
    if (!loaded) return loaded.error();
    atlas_.emplace(*std::move(loaded));
  }
  return &*atlas_;
}

Result<const registry::Snapshot*> Workspace::snapshot() {
  if (!snapshot_) {
    if (!has_snapshot()) {
      return Error{ErrorCode::kNotFound,
                   fmt::format("there is no registry in {} yet. Load one with: lianzhao import registry FILE "
                               "(or the starter list with: lianzhao init)",
                               globals_.home)};
    }
    auto opened = registry::Snapshot::open(snapshot_path());
    if (!opened) return opened.error();
    snapshot_.emplace(*std::move(opened));
  }
  return &*snapshot_;
}

Result<const targeting::Likeness*> Workspace::likeness() {
  if (!likeness_) {
    if (!fs::exists(likeness_path())) return nullptr;
    auto loaded = targeting::Likeness::load(likeness_path());
    if (!loaded) return loaded.error();
    likeness_.emplace(*std::move(loaded));
  }
  return &*likeness_;
}

Result<registry::Vocabulary> Workspace::vocabulary(bool fresh) {
  registry::Vocabulary vocabulary(table());
  if (!fresh) {
    if (auto loaded = registry::load_vocabulary(snapshot_path(), vocabulary); !loaded) return loaded.error();
  }
  auto chains = atlas();
  if (!chains) return chains.error();
  for (const auto& term : (*chains)->all_terms()) {
    if (auto added = vocabulary.add(term); !added) return added.error().in("atlas");
  }
  std::vector<fs::path> lists;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(home("terms"), code)) {
    if (entry.is_regular_file()) lists.push_back(entry.path());
  }
  std::sort(lists.begin(), lists.end());
  for (const auto& list : lists) {
    if (auto added = registry::add_word_list(vocabulary, list.string()); !added) return added.error();
  }
  return vocabulary;
}

}  // namespace lianzhao::cli
