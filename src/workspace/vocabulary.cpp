#include "workspace/vocabulary.h"

#include <algorithm>
#include <filesystem>

#include "registry/import/importer.h"

namespace lianzhao::workspace {
namespace fs = std::filesystem;

Result<registry::Vocabulary> make_vocabulary(const Folders& folders, const FoldTable& table,
                                             const atlas::Atlas& atlas, bool fresh) {
  registry::Vocabulary vocabulary(table);
  if (!fresh) {
    if (auto loaded = registry::load_vocabulary(folders.snapshot(), vocabulary); !loaded) return loaded.error();
  }
  for (const auto& term : atlas.all_terms()) {
    if (auto added = vocabulary.add(term); !added) return added.error().in("atlas");
  }
  std::vector<fs::path> lists;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(folders.in_home("terms"), code)) {
    if (entry.is_regular_file()) lists.push_back(entry.path());
  }
  std::sort(lists.begin(), lists.end());
  for (const auto& list : lists) {
    if (auto added = registry::add_word_list(vocabulary, list.string()); !added) return added.error();
  }
  return vocabulary;
}

}  // namespace lianzhao::workspace
