// CSV (and tab- or semicolon-separated) text as blocks of whole records. Internal to open_source.
#pragma once

#include "registry/input/block_source.h"
#include "registry/input/text_source.h"

namespace lianzhao::registry {

Result<std::unique_ptr<BlockSource>> open_csv(std::unique_ptr<TextSource> text, const SourceLimits& limits,
                                              BrokenRecordSink broken);

// The fields of one CSV record (the header), separator found among comma, tab, semicolon.
std::vector<std::string> split_header(std::string_view record, char separator);

}  // namespace lianzhao::registry
