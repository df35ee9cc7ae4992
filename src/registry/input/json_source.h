// JSON: an array of objects, or one object a line. Keys are the headers, matched object by object; nested values are
// passed over. Internal to open_source.
#pragma once

#include "registry/input/block_source.h"
#include "registry/input/text_source.h"

namespace lianzhao::registry {

Result<std::unique_ptr<BlockSource>> open_json(std::unique_ptr<TextSource> text, const SourceLimits& limits,
                                               BrokenRecordSink broken);

}  // namespace lianzhao::registry
