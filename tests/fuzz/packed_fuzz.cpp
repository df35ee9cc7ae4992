// gzip and zstd. The first byte says what to do with the others: 0 takes them as the file; otherwise they are
// uint16 cut, uint16 place, uint8 change and a text that is packed by gzip (odd) or zstd (even), cut and damaged.
#include <zlib.h>
#include <zstd.h>

#include "fuzz/read_source.h"

namespace {

std::string gzipped(std::string_view text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  lianzhao::fuzz::require(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK,
                          "zlib begins");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  lianzhao::fuzz::require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib packs");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstandard(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 1));
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  if (size < 6) return -1;
  if (data[0] == 0) {
    fuzz::read_both_ways(fuzz::view_of(data + 1, size - 1));
    return 0;
  }
  const std::size_t cut = data[1] | data[2] << 8, place = data[3] | data[4] << 8;
  const auto text = fuzz::view_of(data + 6, size - 6);
  auto packed = data[0] % 2 == 1 ? gzipped(text) : zstandard(text);
  if (cut != 0) packed.resize(packed.size() - cut % packed.size());
  packed[place % packed.size()] = static_cast<char>(packed[place % packed.size()] ^ data[5]);
  const auto reading = fuzz::read_both_ways(packed);
  const bool whole = cut == 0 && data[5] == 0;
  for (const std::string_view other : {"PK", "\x1F\x8B", "\x28\xB5\x2F\xFD"}) {
    if (text.starts_with(other)) return 0;  // packed twice: read once
  }
  if (whole) fuzz::require(reading == fuzz::read_both_ways(text), "packed or not makes no difference");
  return 0;
}
