#include <fmt/format.h>
#include <sys/stat.h>
#include <zstd.h>

#include <cassert>
#include <vector>

#include "base/file.h"
#include "store/archive.h"
#include "store/archive_manifest.h"
#include "store/digest.h"
#include "store/tar.h"

namespace lianzhao::store {

struct ArchiveWriter::State {
  AtomicFile file;
  ZSTD_CCtx* zstd;
  std::int64_t seconds;
  std::string path;
  std::vector<char> out = std::vector<char>(ZSTD_CStreamOutSize());
  Digest digest = {};
  std::vector<ManifestEntry> entries = {};
  std::uint64_t left = 0;

  State(AtomicFile opened, std::int64_t at, std::string where)
      : file(std::move(opened)), zstd(ZSTD_createCCtx()), seconds(at), path(std::move(where)) {
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ZSTD_freeCCtx(zstd); }

  Status write(std::string_view bytes, ZSTD_EndDirective how = ZSTD_e_continue) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer to{out.data(), out.size(), 0};
      const auto rest = ZSTD_compressStream2(zstd, &to, &in, how);
      if (ZSTD_isError(rest)) {
        return Error{ErrorCode::kIo, fmt::format("cannot compress {}: {}", path, ZSTD_getErrorName(rest))};
      }
      if (to.pos > 0) {
        if (auto written = file.append({out.data(), to.pos}); !written) return written;
      }
      if (how == ZSTD_e_end ? rest == 0 : in.pos == in.size) return {};
    }
  }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const std::string& path, Instant at) {
  auto file = AtomicFile::create(path);
  if (!file) return file.error();
  // It has password hashes and contacts in it.
  ::chmod((path + ".tmp").c_str(), 0600);
  return ArchiveWriter(std::make_unique<State>(*std::move(file), at.micros / 1'000'000, path));
}

Status ArchiveWriter::begin(std::string_view name, std::uint64_t size) {
  assert(state_->left == 0 && is_clean_path(name));
  state_->entries.push_back({std::string(name), size, ""});
  state_->left = size;
  return state_->write(tar_header(name, size, state_->seconds));
}

Status ArchiveWriter::append(std::string_view bytes) {
  assert(bytes.size() <= state_->left);
  state_->left -= bytes.size();
  state_->digest.add(bytes);
  return state_->write(bytes);
}

Status ArchiveWriter::end() {
  assert(state_->left == 0);
  auto& entry = state_->entries.back();
  entry.sha256 = state_->digest.hex();
  return state_->write(std::string(tar_padding(entry.size), '\0'));
}

Status ArchiveWriter::add(std::string_view name, std::string_view content) {
  if (auto begun = begin(name, content.size()); !begun) return begun;
  if (auto written = append(content); !written) return written;
  return end();
}

Status ArchiveWriter::finish() {
  const auto manifest = manifest_text(state_->entries);
  if (auto added = add(kManifestName, manifest); !added) return added;
  if (auto ended = state_->write(std::string(2 * kTarBlock, '\0'), ZSTD_e_end); !ended) return ended;
  return state_->file.commit();
}

std::uint64_t ArchiveWriter::size() const {
  return state_->file.size();
}

}  // namespace lianzhao::store
