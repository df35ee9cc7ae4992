#include "workspace/firm_decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/file.h"

namespace lianzhao::workspace {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;
constexpr std::string_view kHead = "first\tsecond\tsame\n";

std::string path_of(const Folders& folders) {
  return folders.in_home("firm-decisions.tsv");
}

bool of_one_pair(const registry::FirmDecision& a, const registry::FirmDecision& b) {
  return (a.first == b.first && a.second == b.second) || (a.first == b.second && a.second == b.first);
}

}  // namespace

Result<std::vector<registry::FirmDecision>> read_firm_decisions(const Folders& folders) {
  std::vector<registry::FirmDecision> out;
  auto text = read_file(path_of(folders), kMostBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return out;
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
    registry::FirmDecision decision{std::string(line.substr(0, first)),
                                    std::string(line.substr(first + 1, second - first - 1)), same == "yes"};
    std::erase_if(out, [&](const auto& earlier) { return of_one_pair(earlier, decision); });
    out.push_back(std::move(decision));
  }
  return out;
}

Status add_firm_decision(const Folders& folders, const registry::FirmDecision& decision) {
  auto all = read_firm_decisions(folders);
  if (!all) return all.error();
  std::erase_if(*all, [&](const auto& earlier) { return of_one_pair(earlier, decision); });
  all->push_back(decision);
  std::string text(kHead);
  for (const auto& one : *all) text += fmt::format("{}\t{}\t{}\n", one.first, one.second, one.same ? "yes" : "no");
  return write_file_atomically(path_of(folders), text);
}

}  // namespace lianzhao::workspace
