// XLSX (ECMA-376): the first sheet that has rows, read as a stream. Internal to open_source.
#pragma once

#include "registry/input/block_source.h"

namespace lianzhao::registry {

Result<std::unique_ptr<BlockSource>> open_xlsx(const std::string& path, const SourceLimits& limits,
                                               BrokenRecordSink broken);

}  // namespace lianzhao::registry
