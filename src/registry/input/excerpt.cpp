#include "registry/input/excerpt.h"

#include <algorithm>

#include "base/folding.h"

namespace lianzhao::registry {

std::string excerpt_of(std::string_view record) {
  constexpr std::size_t kMost = 200;
  std::string out;
  while (!record.empty()) {
    std::size_t length = 1;
    if (static_cast<unsigned char>(record[0]) >= 0xC0) {  // the shortest well-formed character that begins here
      for (length = 2; length <= 4 && !is_valid_utf8(record.substr(0, length)); ++length) {
      }
    }
    const bool good = length <= 4 && record[0] != '\0' && is_valid_utf8(record.substr(0, length));
    if (out.size() + (good ? length : 1) > kMost) break;
    if (good) {
      out += record.substr(0, length);
      record.remove_prefix(std::min(length, record.size()));
    } else {
      out += '?';
      record.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace lianzhao::registry
