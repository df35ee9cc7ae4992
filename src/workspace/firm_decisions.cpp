#include "workspace/firm_decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/file.h"

namespace lianzhao::workspace {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;

std::string path_of(const Folders& folders) {
  return folders.in_home("firm-decisions.tsv");
}

}  // namespace

Result<std::vector<registry::FirmDecision>> read_firm_decisions(const Folders& folders) {
  std::map<std::pair<std::string, std::string>, bool> same_firm;  // by pair, in one order
  auto text = read_file(path_of(folders), kMostBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::vector<registry::FirmDecision>();
  if (!text) return text.error();
  std::string_view rest = *text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (number == 1 || line.empty()) continue;
    const auto first = line.find('\t'), second = line.rfind('\t');
    const auto same = second == std::string_view::npos ? std::string_view() : line.substr(second + 1);
    if (first == second || (same != "yes" && same != "no")) {
      return told(ErrorCode::kBadInput, fmt::format("{} 第 {} 行不是一条判定", path_of(folders), number),
                  fmt::format("{}, line {}: not a decision", path_of(folders), number));
    }
    const auto pair =
        std::minmax({std::string(line.substr(0, first)), std::string(line.substr(first + 1, second - first - 1))});
    same_firm[pair] = same == "yes";
  }
  std::vector<registry::FirmDecision> out;
  for (const auto& [pair, one] : same_firm) out.push_back({pair.first, pair.second, one});
  return out;
}

}  // namespace lianzhao::workspace
