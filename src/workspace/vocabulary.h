// The words that an import looks for.
#pragma once

#include "atlas/atlas.h"
#include "registry/terms/vocabulary.h"
#include "workspace/folders.h"

namespace lianzhao::workspace {

// The terms of the snapshot, then those of the atlas, then those of the imported word lists. `fresh`: without the
// snapshot's, for building anew. `table` must outlive it.
Result<registry::Vocabulary> make_vocabulary(const Folders& folders, const FoldTable& table,
                                             const atlas::Atlas& atlas, bool fresh);

}  // namespace lianzhao::workspace
