#include "store/tar.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>

namespace lianzhao::store {
namespace {

// Offsets and lengths of the fields: POSIX.1-2017, pax, "ustar Interchange Format".
struct Field {
  std::size_t at, size;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8}, kSize{124, 12}, kTime{136, 12},
    kCheck{148, 8}, kPrefix{345, 155};
constexpr std::size_t kType = 156, kMagic = 257;
constexpr std::uint64_t kMostOctal = (std::uint64_t{1} << 33) - 1;

void put(std::string& block, Field field, std::string_view text) {
  block.replace(field.at, std::min(field.size, text.size()), text.substr(0, field.size));
}

void put_octal(std::string& block, Field field, std::uint64_t number) {
  put(block, field, fmt::format("{:0{}o}", number, field.size - 1));
}

// The sum of all bytes, those of the checksum itself taken as spaces.
unsigned sum_of(std::string_view block) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool own = i >= kCheck.at && i < kCheck.at + kCheck.size;
    sum += own ? ' ' : static_cast<unsigned char>(block[i]);
  }
  return sum;
}

std::string block_of(std::string_view name, std::uint64_t size, std::int64_t seconds, char type) {
  std::string block(kTarBlock, '\0');
  put(block, kName, name);
  put_octal(block, kMode, 0600);
  put_octal(block, kUid, 0);
  put_octal(block, kGid, 0);
  put_octal(block, kSize, size > kMostOctal ? 0 : size);
  put_octal(block, kTime, static_cast<std::uint64_t>(std::max<std::int64_t>(seconds, 0)) & kMostOctal);
  block[kType] = type;
  block.replace(kMagic, 8, std::string_view("ustar\00000", 8));
  put(block, kCheck, fmt::format("{:06o}", sum_of(block)));
  block[kCheck.at + 6] = '\0';
  block[kCheck.at + 7] = ' ';
  return block;
}

// "27 path=...\n": the length counts itself.
std::string pax_record(std::string_view key, std::string_view value) {
  const auto rest = key.size() + value.size() + 3;
  auto length = rest + 1;
  while (fmt::to_string(length).size() + rest != length) length = fmt::to_string(length).size() + rest;
  return fmt::format("{} {}={}\n", length, key, value);
}

std::string_view text_of(std::string_view block, Field field) {
  const auto text = block.substr(field.at, field.size);
  return text.substr(0, text.find('\0'));
}

std::optional<std::uint64_t> octal_of(std::string_view block, Field field) {
  auto text = text_of(block, field);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number, 8);
  if (text.empty() || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string tar_header(std::string_view name, std::uint64_t size, std::int64_t seconds) {
  std::string records;
  if (name.size() > kName.size) records += pax_record("path", name);
  if (size > kMostOctal) records += pax_record("size", fmt::to_string(size));
  std::string header;
  if (!records.empty()) {
    header = block_of("pax", records.size(), seconds, 'x') + records;
    header.append(tar_padding(records.size()), '\0');
  }
  return header + block_of(name, size, seconds, '0');
}

std::size_t tar_padding(std::uint64_t size) {
  return static_cast<std::size_t>((kTarBlock - size % kTarBlock) % kTarBlock);
}

Result<TarHeader> parse_tar_header(std::string_view block) {
  const Error damaged{ErrorCode::kCorrupt, "the header of an entry is damaged"};
  if (block.size() != kTarBlock) return damaged;
  TarHeader header;
  if (block.find_first_not_of('\0') == std::string_view::npos) {
    header.kind = TarHeader::Kind::kEnd;
    return header;
  }
  const auto check = octal_of(block, kCheck), size = octal_of(block, kSize);
  if (!check || *check != sum_of(block) || !size) return damaged;
  header.size = *size;
  header.name = text_of(block, kName);
  if (const auto prefix = text_of(block, kPrefix); !prefix.empty()) {
    header.name = std::string(prefix) + "/" + header.name;
  }
  const char type = block[kType];
  if (type != '0' && type != '\0' && type != 'x') {
    return Error{ErrorCode::kBadInput, fmt::format("'{}' is no file: a backup has nothing else in it", header.name)};
  }
  header.kind = type == 'x' ? TarHeader::Kind::kPax : TarHeader::Kind::kFile;
  return header;
}

Result<PaxRecords> parse_pax(std::string_view content) {
  const Error damaged{ErrorCode::kCorrupt, "the extended header of an entry is damaged"};
  PaxRecords records;
  while (!content.empty()) {
    std::size_t length = 0;
    const auto [end, code] = std::from_chars(content.data(), content.data() + content.size(), length);
    const auto digits = static_cast<std::size_t>(end - content.data());
    if (code != std::errc() || length > content.size() || length < digits + 4) return damaged;
    const auto record = content.substr(digits + 1, length - digits - 2);
    const auto sign = record.find('=');
    if (content[digits] != ' ' || content[length - 1] != '\n' || sign == std::string_view::npos) return damaged;
    const auto key = record.substr(0, sign), value = record.substr(sign + 1);
    if (key == "path") records.path = value;
    if (key == "size") {
      std::uint64_t size = 0;
      const auto parsed = std::from_chars(value.data(), value.data() + value.size(), size);
      if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size()) return damaged;
      records.size = size;
    }
    content.remove_prefix(length);
  }
  return records;
}

bool is_clean_path(std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos) return false;
  for (;;) {
    const auto part = name.substr(0, name.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    if (part.size() == name.size()) return true;
    name.remove_prefix(part.size() + 1);
  }
}

}  // namespace lianzhao::store
