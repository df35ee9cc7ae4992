#include "cli/starter.h"

#include <filesystem>
#include <map>

#include "api/attachment_files.h"
#include "base/file.h"
#include "cli/workspace.h"
#include "registry/snapshot/firm_index.h"

namespace lianzhao::cli {
namespace {

constexpr std::size_t kMostSegments = 4;  // names of a larger registry are not looked through for the starter

// Keys of the registry's firms by their names.
Result<std::map<std::string, std::string>> keys_by_name(Workspace& workspace) {
  std::map<std::string, std::string> keys;
  if (!workspace.has_snapshot()) return keys;
  const auto snapshot = workspace.snapshot();
  if (!snapshot) return snapshot.error();
  if ((*snapshot)->segments().size() > kMostSegments) return keys;
  for (std::uint32_t s = 0; s < (*snapshot)->segments().size(); ++s) {
    for (std::uint32_t row = 0; row < (*snapshot)->segments()[s].rows; ++row) {
      if (!(*snapshot)->segments()[s].is_alive(row)) continue;
      const registry::FirmId firm{s * registry::kSegmentRows + row};
      auto name = (*snapshot)->name(firm);
      if (!name) return name.error();
      keys.emplace(*std::move(name), registry::firm_key(**snapshot, firm));
    }
  }
  return keys;
}

}  // namespace

Result<std::optional<ledger::StarterCounts>> load_starter(const Globals& globals, const ledger::Ledger& ledger,
                                                          const std::string& zone) {
  const auto before = ledger::starter_was_loaded(ledger, zone);
  if (!before) return before.error();
  if (*before) return std::optional<ledger::StarterCounts>();  // before the names of the registry are read for it
  Workspace workspace(globals);
  const auto keys = keys_by_name(workspace);
  if (!keys) return keys.error();
  const auto folder = std::filesystem::path(workspace.home("attachments"));
  const api::AttachmentFiles files(folder.string());
  ledger::StarterNeeds needs;
  needs.firm_key = [&](const std::string& name) {
    const auto found = keys->find(name);
    return found == keys->end() ? std::string() : found->second;
  };
  needs.keep = [&](const std::string& text) -> Result<std::string> {
    std::filesystem::create_directories(folder);
    const auto draft = (folder / "starter.draft").string();
    if (auto written = write_file_atomically(draft, text); !written) return written.error();
    auto hash = files.keep(draft);
    std::filesystem::remove(draft);
    return hash;
  };
  return ledger::load_starter(ledger, zone, workspace.folders().case_folder() + "/ledger", needs);
}

}  // namespace lianzhao::cli
