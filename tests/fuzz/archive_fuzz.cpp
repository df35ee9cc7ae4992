// Backups. The first byte says what follows: an archive as it lies on disk (0), or its tar to be compressed first, so
// that what lies behind the compression is reached (else). Walked through, whatever is promised; verified: whole or
// refused.
#include <zstd.h>

#include "fuzz/fuzz.h"
#include "store/archive.h"

namespace {

using namespace lianzhao;
using fuzz::require;

std::string compressed(std::string_view tar) {
  std::string out(ZSTD_compressBound(tar.size()), '\0');
  const auto size = ZSTD_compress(out.data(), out.size(), tar.data(), tar.size(), 1);
  require(ZSTD_isError(size) == 0, "the tar is compressed");
  out.resize(size);
  return out;
}

// Half of each entry is read, so that the rest is left to next().
void walk(const std::string& path) {
  auto archive = store::ArchiveReader::open(path);
  if (!archive) return;
  char bytes[700];
  for (int entries = 0; entries < 1000; ++entries) {
    const auto entry = archive->next();
    if (!entry || !*entry) return;
    require(!(*entry)->name.empty(), "an entry has a name");
    std::uint64_t left = (*entry)->size;
    while (left > (*entry)->size / 2) {
      const auto got = archive->read(bytes);
      if (!got) return;
      require(*got <= left, "no more than the entry is read");
      if (*got == 0) return;
      left -= *got;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto rest = fuzz::view_of(data, size).substr(1);
  const fuzz::MemoryFile file(data[0] == 0 ? std::string(rest) : compressed(rest));
  walk(file.path());
  std::uint64_t promised = 0, given = 0;
  std::string last;
  const auto verified =
      store::verify_archive(file.path(), [&](const store::ArchiveEntry& entry, std::string_view bytes) {
        if (entry.name != last) promised += entry.size;
        last = entry.name;
        given += bytes.size();
        return Status();
      });
  require(!verified || given == promised, "a whole archive gives every byte");
  return 0;
}
