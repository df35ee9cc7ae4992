// Documents of records: a line that is the name, then the content. A name that is taken is a name on any system and
// stays the same when taken again; a content that is taken begins as its ending says.
#include <optional>

#include "base/folding.h"
#include "fuzz/fuzz.h"
#include "ledger/attachments/file_type.h"

namespace {

using namespace lianzhao;
using fuzz::require;

// The name as it is kept; nullopt: it is refused.
std::optional<std::string> kept_name(std::string_view name) {
  auto taken = ledger::document_name(name);
  if (!taken) {
    require(taken.error().code == ErrorCode::kBadInput, "a name is bad input");
    return std::nullopt;
  }
  require(!taken->empty() && is_valid_utf8(*taken), "a name is UTF-8");
  for (const char c : *taken) {
    require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a name has no control characters");
    require(std::string_view("/\\:*?\"<>|").find(c) == std::string_view::npos, "a name is no path");
  }
  require(!taken->starts_with('.') && !taken->starts_with(' ') && !taken->ends_with(' '), "a name has clean ends");
  const auto again = ledger::document_name(*taken);
  require(again.ok() && *again == *taken, "a name stays");
  return *std::move(taken);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::view_of(data, size);
  const auto line = bytes.find('\n');
  if (line == std::string_view::npos) return -1;
  const auto content = bytes.substr(line + 1);
  const auto name = kept_name(bytes.substr(0, line));
  if (!name) return 0;
  const fuzz::MemoryFile file(content);
  const auto type = ledger::check_file_type(file.path(), *name);
  if (!type) {
    require(type.error().code == ErrorCode::kBadArgument && is_valid_utf8(type.error().message),
            "a refusal says why");
    return 0;
  }
  if (type->media_type.starts_with("text/"))
    require(content.find('\0') == std::string_view::npos, "text has no zeros");
  if (type->ending == "png") require(content.starts_with("\x89PNG"), "a picture begins as one");
  if (type->ending == "zip" || type->ending.ends_with('x'))
    require(content.starts_with("PK"), "a package begins as one");
  return 0;
}
