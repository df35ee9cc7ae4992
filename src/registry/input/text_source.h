// Bytes as UTF-8: finds the encoding (BOM; UTF-16 by its NUL bytes; UTF-8, else GB18030, by the first megabyte) and
// converts what is not UTF-8. Bytes that cannot be decoded become U+FFFD; the row that has one in its name or
// scope is rejected later, the others are not harmed.
#pragma once

#include <memory>
#include <string>

#include "registry/input/byte_source.h"

namespace lianzhao::registry {

class TextSource {
 public:
  virtual ~TextSource() = default;
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;  // `size` at least 8; 0 at the end
  [[nodiscard]] virtual std::string_view encoding() const = 0;       // "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"
  [[nodiscard]] virtual const ByteSource& bytes() const = 0;
};

Result<std::unique_ptr<TextSource>> decode_text(std::unique_ptr<ByteSource> bytes);

}  // namespace lianzhao::registry
