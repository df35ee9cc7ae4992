#include <fmt/format.h>
#include <sys/stat.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <vector>

#include "store/archive.h"
#include "store/archive_manifest.h"
#include "store/digest.h"
#include "store/tar.h"

namespace lianzhao::store {

constexpr std::size_t kMostManifest = 256u << 20, kMostPax = 64u << 10, kPiece = 256u << 10;

struct ArchiveReader::State {
  std::FILE* file;
  ZSTD_DCtx* zstd = ZSTD_createDCtx();
  std::string path;
  std::uint64_t size = 0, taken = 0;
  std::vector<char> in = std::vector<char>(ZSTD_DStreamInSize());
  ZSTD_inBuffer waiting{nullptr, 0, 0};
  std::size_t hint = 1;     // 0: the frame is complete
  std::uint64_t left = 0;   // of the entry
  std::size_t padding = 0;  // after it
  bool pending = false;     // zstd may hold bytes that found no room
  bool ended = false;

  State(std::FILE* opened, std::string where) : file(opened), path(std::move(where)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    ZSTD_freeDCtx(zstd);
    std::fclose(file);
  }

  [[nodiscard]] Error damaged(std::string_view why) const {
    return {ErrorCode::kCorrupt, fmt::format("{} is no whole backup: {}", path, why)};
  }

  // Bytes of the tar; fewer than asked for only at its end.
  Result<std::size_t> some(char* to, std::size_t count) {
    ZSTD_outBuffer out{to, count, 0};
    while (out.pos < out.size) {
      if (waiting.pos == waiting.size && !pending) {
        const auto got = std::fread(in.data(), 1, in.size(), file);
        if (got == 0 && std::ferror(file)) return io_error(fmt::format("cannot read {}", path), errno);
        taken += got;
        waiting = {in.data(), got, 0};
        if (got == 0) {
          if (hint != 0) return damaged("it ends too early");
          return out.pos;
        }
        if (hint == 0) return damaged("something follows its end");
      } else if (hint == 0 && !pending) {
        return damaged("something follows its end");
      }
      if (hint == 0) {  // what was pending has all come
        pending = false;
        continue;
      }
      hint = ZSTD_decompressStream(zstd, &out, &waiting);
      if (ZSTD_isError(hint)) return damaged(ZSTD_getErrorName(hint));
      pending = out.pos == out.size;
    }
    return out.pos;
  }

  Status exactly(char* to, std::size_t count) {
    auto got = some(to, count);
    if (!got) return got.error();
    if (*got != count) return damaged("it ends too early");
    return {};
  }

  Status skip(std::uint64_t count) {
    std::vector<char> nowhere(static_cast<std::size_t>(std::min<std::uint64_t>(count, kPiece)));
    while (count > 0) {
      const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(count, nowhere.size()));
      if (auto read = exactly(nowhere.data(), piece); !read) return read;
      count -= piece;
    }
    return {};
  }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const std::string& path) {
  auto* file = std::fopen(path.c_str(), "rbe");
  if (!file) return io_error(fmt::format("cannot open {}", path), errno);
  auto state = std::make_unique<State>(file, path);
  struct stat status{};
  if (::fstat(::fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kIo, fmt::format("{} is not a regular file", path)};
  }
  state->size = static_cast<std::uint64_t>(status.st_size);
  return ArchiveReader(std::move(state));
}

Result<std::optional<ArchiveEntry>> ArchiveReader::next() {
  if (state_->ended) return std::optional<ArchiveEntry>();
  if (auto skipped = state_->skip(state_->left + state_->padding); !skipped) return skipped.error();
  state_->left = state_->padding = 0;
  PaxRecords pax;
  for (;;) {
    std::string block(kTarBlock, '\0');
    if (auto read = state_->exactly(block.data(), block.size()); !read) return read.error();
    auto header = parse_tar_header(block);
    if (!header) return header.error().in(state_->path);
    if (header->kind == TarHeader::Kind::kEnd) {
      // A second block of zeros, maybe more; and then the frame must be complete, with its checksum.
      for (;;) {
        auto got = state_->some(block.data(), block.size());
        if (!got) return got.error();
        if (*got == 0) break;
        if (block.find_first_not_of('\0') < *got) return state_->damaged("something follows its end");
      }
      state_->ended = true;
      return std::optional<ArchiveEntry>();
    }
    if (header->kind == TarHeader::Kind::kPax) {
      if (header->size > kMostPax) return state_->damaged("an extended header is too long");
      std::string content(static_cast<std::size_t>(header->size) + tar_padding(header->size), '\0');
      if (auto read = state_->exactly(content.data(), content.size()); !read) return read.error();
      auto records = parse_pax(std::string_view(content).substr(0, static_cast<std::size_t>(header->size)));
      if (!records) return records.error().in(state_->path);
      pax = *std::move(records);
      continue;
    }
    ArchiveEntry entry{pax.path.value_or(header->name), pax.size.value_or(header->size)};
    if (!is_clean_path(entry.name)) {
      return Error{ErrorCode::kBadInput, fmt::format("{} has an entry '{}'", state_->path, entry.name)};
    }
    state_->left = entry.size;
    state_->padding = tar_padding(entry.size);
    return std::optional(std::move(entry));
  }
}

Result<std::size_t> ArchiveReader::read(std::span<char> to) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(to.size(), state_->left));
  if (auto done = state_->exactly(to.data(), count); !done) return done.error();
  state_->left -= count;
  return count;
}

Result<std::string> ArchiveReader::content(std::size_t most) {
  if (state_->left > most) {
    return Error{ErrorCode::kTooLarge, fmt::format("an entry of {} is larger than {} bytes", state_->path, most)};
  }
  std::string text(static_cast<std::size_t>(state_->left), '\0');
  if (auto got = read(text); !got) return got.error();
  return text;
}

std::uint64_t ArchiveReader::position() const {
  return state_->taken;
}
std::uint64_t ArchiveReader::size() const {
  return state_->size;
}

Status verify_archive(const std::string& path, const TakeBytes& take,
                      const std::function<bool(std::uint64_t, std::uint64_t)>& go_on) {
  auto reader = ArchiveReader::open(path);
  if (!reader) return reader.error();
  const auto damaged = [&](std::string_view why) {
    return Error{ErrorCode::kCorrupt, fmt::format("{} is no whole backup: {}", path, why)};
  };
  std::vector<ManifestEntry> found;
  std::optional<std::string> manifest;
  std::vector<char> piece(kPiece);
  Digest digest;
  for (;;) {
    auto entry = reader->next();
    if (!entry) return entry.error();
    if (!*entry) break;
    if (manifest) return damaged("something follows the manifest");
    if ((*entry)->name == kManifestName) {
      auto text = reader->content(kMostManifest);
      if (!text) return text.error();
      manifest = *std::move(text);
      continue;
    }
    for (bool first = true;; first = false) {
      if (go_on && !go_on(reader->position(), reader->size())) return Error{ErrorCode::kInterrupted, "stopped"};
      auto got = reader->read(piece);
      if (!got) return got.error();
      if (*got == 0 && !first) break;
      const std::string_view bytes(piece.data(), *got);
      digest.add(bytes);
      if (take) {
        if (auto taken = take(**entry, bytes); !taken) return taken;
      }
      if (*got == 0) break;
    }
    found.push_back({(*entry)->name, (*entry)->size, digest.hex()});
  }
  if (!manifest) return damaged("it has no manifest");
  auto expected = parse_manifest(*manifest);
  if (!expected) return expected.error().in(path);
  for (std::size_t i = 0; i < std::max(found.size(), expected->size()); ++i) {
    if (i >= found.size()) return damaged(fmt::format("{} is missing", (*expected)[i].name));
    if (i >= expected->size()) return damaged(fmt::format("{} is not in the manifest", found[i].name));
    if (found[i] == (*expected)[i]) continue;
    return damaged(fmt::format("{} is not what the manifest says", found[i].name));
  }
  return {};
}

}  // namespace lianzhao::store
