// An archive of files that is either whole or refused: a tar compressed by zstd (`tar --zstd -tf FILE` lists it),
// whose last entry "manifest.json" has the name, size and SHA-256 of every entry before it. docs/store.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace lianzhao::store {

// Written beside its path, readable by the owner alone, and put in place by finish(): until then, and when the writer
// goes without it, what stood there stays. Errors: kIo, kNoSpace.
class ArchiveWriter {
 public:
  static Result<ArchiveWriter> create(const std::string& path, Instant at);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ArchiveWriter& operator=(ArchiveWriter&&) = delete;
  ~ArchiveWriter();

  Status add(std::string_view name, std::string_view content);
  // For what is large: exactly `size` bytes by append() between begin() and end().
  Status begin(std::string_view name, std::uint64_t size);
  Status append(std::string_view bytes);
  Status end();
  Status finish();
  [[nodiscard]] std::uint64_t size() const;  // of the file so far

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct ArchiveEntry {
  std::string name;
  std::uint64_t size = 0;
};

// Reads in order. Errors: kNotFound, kIo, kCorrupt (cut short, damaged), kBadInput (something else).
class ArchiveReader {
 public:
  static Result<ArchiveReader> open(const std::string& path);
  ArchiveReader(ArchiveReader&&) noexcept;
  ArchiveReader& operator=(ArchiveReader&&) = delete;
  ~ArchiveReader();

  // The next entry, past what was not read of the one before; none at the end.
  Result<std::optional<ArchiveEntry>> next();
  Result<std::size_t> read(std::span<char> to);   // of the entry; 0 at its end
  Result<std::string> content(std::size_t most);  // the rest of the entry; kTooLarge
  [[nodiscard]] std::uint64_t position() const;   // in the file
  [[nodiscard]] std::uint64_t size() const;       // of the file

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Takes the bytes of an entry; called at least once for each.
using TakeBytes = std::function<Status(const ArchiveEntry&, std::string_view)>;
// Reads everything and compares it with the manifest; kInterrupted where `go_on` (position, size) returns false. What
// `take` was given is trustworthy only after success.
Status verify_archive(const std::string& path, const TakeBytes& take,
                      const std::function<bool(std::uint64_t, std::uint64_t)>& go_on = {});

}  // namespace lianzhao::store
