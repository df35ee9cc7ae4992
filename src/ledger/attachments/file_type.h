// What may be kept as a document: its ending and its content must agree.
//
//   pdf docx xlsx pptx jpg jpeg png zip txt csv
//
// Office documents with macros are refused. Text is UTF-8 or GB18030 without control characters.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lianzhao::ledger {

struct FileType {
  std::string_view ending;  // lower case, without the dot
  std::string_view media_type;
};
std::span<const FileType> file_types();

// Errors: kBadArgument (an ending that is not allowed, a content that is not what the ending says), kIo.
Result<FileType> check_file_type(const std::string& path, std::string_view name);

// The name as it is kept: without blanks at its ends, letters that file systems refuse replaced. kBadInput: a path in
// it, nothing before the ending, too long, not UTF-8, control characters.
Result<std::string> document_name(std::string_view name);

}  // namespace lianzhao::ledger
