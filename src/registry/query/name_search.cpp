#include "registry/query/name_search.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace lianzhao::registry {
namespace {

// The part as given, in capitals and in small letters, each once.
std::vector<std::string> spellings_of(std::string_view part) {
  std::vector<std::string> out{std::string(part)};
  const auto add = [&](char first, char last, int shift) {
    std::string other(part);
    for (char& c : other) {
      if (c >= first && c <= last) c = static_cast<char>(c + shift);
    }
    if (std::find(out.begin(), out.end(), other) == out.end()) out.push_back(std::move(other));
  };
  add('a', 'z', 'A' - 'a');
  add('A', 'Z', 'a' - 'A');
  return out;
}

// By memmem, which does not stop at each lead byte that Chinese characters share, as string_view::find does.
bool has_any(std::string_view text, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
    return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
  });
}

}  // namespace

Result<NameMatches> find_in_names(const Snapshot& snapshot, std::string_view part, std::size_t most,
                                  const std::function<bool()>& time_is_up) {
  NameMatches out;
  const auto spellings = spellings_of(part);
  if (part.empty() || most == 0) return out;
  std::vector<char> plain;
  const auto segments = snapshot.segments();
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const auto& segment = segments[s];
    const auto per_block = segment.names.rows_per_block();
    for (std::uint32_t block = 0; block < segment.names.block_count(); ++block) {
      if (time_is_up()) {
        out.complete = false;
        return out;
      }
      if (auto read = segment.names.read_block(block, plain); !read) return read.error();
      std::string_view rest(plain.data(), plain.size());
      if (!has_any(rest, spellings)) continue;  // most blocks, without taking them apart
      for (std::uint32_t row = block * per_block; row < std::min((block + 1) * per_block, segment.rows); ++row) {
        std::string_view name;
        if (!segment.names.next_row(rest, {&name, 1})) {
          return Error{ErrorCode::kCorrupt, "a row of the snapshot is cut short: import the registry again"};
        }
        if (!segment.is_alive(row) || !has_any(name, spellings)) continue;
        out.firms.push_back({s * kSegmentRows + row});
        if (out.firms.size() == most) return out;
      }
    }
  }
  return out;
}

}  // namespace lianzhao::registry
