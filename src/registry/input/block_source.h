// Where registry rows come from. Every format (CSV, JSON array, JSON lines, XLSX; plain, gzip or zstd; UTF-8 or
// GB18030) becomes one stream of blocks of UTF-8 CSV records, so that there is one row parser and one place for its
// speed. Plain UTF-8 CSV passes through without being rewritten.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "registry/input/columns.h"

namespace lianzhao::registry {

// Some whole CSV records (RFC 4180: comma, double quote, "" inside quotes, LF or CRLF), without the header.
// `bytes` is followed by at least kPadding zero bytes (capacity owned by the block) so that scanners may over-read.
struct Block {
  static constexpr std::size_t kPadding = 64;
  std::vector<char> storage;       // size() = bytes + kPadding
  std::size_t size = 0;            // bytes in use
  std::uint64_t first_line = 0;    // 1-based line (CSV), or record number (JSON array, XLSX row), of the first record
  std::uint64_t sequence = 0;      // 0, 1, 2, ... in file order
  std::uint64_t input_offset = 0;  // bytes of the file read so far, before decompression: for progress

  [[nodiscard]] std::string_view text() const { return {storage.data(), size}; }
};

// A record that never became a row: broken quoting, a record over the limit, undecodable bytes.
struct BrokenRecord {
  std::uint64_t line;
  std::string reason;   // in words, English; starts with a stable code and a colon: "unterminated-quote: ..."
  std::string excerpt;  // at most 200 bytes, valid UTF-8
};

struct SourceLimits {
  std::size_t block_bytes = 16u << 20;  // aimed size of a block; a block is never cut inside a record
  std::size_t record_bytes = 1u << 20;  // a longer record is broken ("record-too-long"); never buffered beyond this
  std::size_t header_bytes = 64u << 10;
  std::size_t header_fields = 256;
  std::uint64_t xlsx_cell_bytes = 1u << 20;   // XLSX: one cell; shared strings and sheet sizes are bounded alike
  std::uint64_t expanded_bytes = 1ull << 42;  // bytes after decompression, against bombs
  std::vector<ColumnOverride> columns;  // no limit, but of how the file is read: headers that mean something else
};

// Not thread-safe: one thread calls next(). Blocks may be handed to other threads.
class BlockSource {
 public:
  virtual ~BlockSource() = default;
  [[nodiscard]] virtual const ColumnMap& columns() const = 0;
  [[nodiscard]] virtual std::uint64_t input_bytes() const = 0;  // size of the file, 0 when unknown
  [[nodiscard]] virtual std::string describe() const = 0;       // "CSV, GB18030, gzip"
  // The next block, nullopt at the end. Broken records go to the sink given to open_source, in file order.
  virtual Result<std::optional<Block>> next() = 0;
  // Gives a block's memory back once it has been read, for blocks to come: fresh memory costs a page fault every 4
  // KB.
  virtual void recycle(std::vector<char> /*storage*/) {}  // NOLINT(performance-unnecessary-value-param): to move from
};

using BrokenRecordSink = std::function<void(BrokenRecord)>;

// Opens a file: finds compression (magic bytes), format, encoding and header. "-" is standard input (CSV or JSON
// lines). Errors: kNotFound, kIo, kBadInput (no header, no name column, not a known format), kTooLarge.
Result<std::unique_ptr<BlockSource>> open_source(const std::string& path, const SourceLimits& limits,
                                                 BrokenRecordSink broken);

}  // namespace lianzhao::registry
