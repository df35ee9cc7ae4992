#include "atlas/atlas.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "atlas/term_verbs.h"
#include "base/file.h"

namespace lianzhao::atlas {
namespace fs = std::filesystem;

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::kUpstream:
      return "upstream";
    case Stage::kMidstream:
      return "midstream";
    case Stage::kDownstream:
      return "downstream";
  }
  return "";
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kProduct:
      return "product";
    case Kind::kMaterial:
      return "material";
    case Kind::kEquipment:
      return "equipment";
    case Kind::kService:
      return "service";
    case Kind::kProject:
      return "project";
  }
  return "";
}

std::string_view name_of(SourceStatus status) {
  switch (status) {
    case SourceStatus::kReported:
      return "reported";
    case SourceStatus::kDerived:
      return "derived";
    case SourceStatus::kUnverified:
      return "unverified";
  }
  return "";
}

const Chain* Atlas::find_chain(std::string_view id) const {
  const auto at = std::find_if(chains_.begin(), chains_.end(),
                               [&](const Chain& chain) { return chain.id == id || chain.name.zh == id; });
  return at == chains_.end() ? nullptr : &*at;
}

std::optional<NodeRef> Atlas::find_node(std::string_view id) const {
  std::optional<NodeRef> by_name;
  bool several = false;
  for (std::size_t c = 0; c < chains_.size(); ++c) {
    for (std::size_t n = 0; n < chains_[c].nodes.size(); ++n) {
      const auto& node = chains_[c].nodes[n];
      if (node.id == id) return NodeRef{c, n};
      if (node.name.zh == id) {
        several = by_name.has_value();
        by_name = NodeRef{c, n};
      }
    }
  }
  return several ? std::nullopt : by_name;
}

std::vector<std::string> Atlas::all_terms() const {
  std::vector<std::string> terms;
  for (const auto& chain : chains_) {
    for (const auto& node : chain.nodes) {
      terms.insert(terms.end(), node.terms.begin(), node.terms.end());
      terms.insert(terms.end(), node.weak_terms.begin(), node.weak_terms.end());
    }
  }
  return terms;
}

std::string to_string(const Problem& problem) {
  return fmt::format("{}:{}: {}: {}", problem.file, problem.line, problem.rule, problem.message);
}

Result<Atlas> load_atlas(const std::vector<std::string>& folders) {
  std::vector<Chain> chains;
  std::vector<Problem> problems;
  for (const auto& folder : folders) {
    std::vector<fs::path> files;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      auto text = read_file(file.string(), kMaxChainFileBytes);
      if (!text) return text.error();
      auto chain = read_chain(*text, file.string(), problems, TermVerbs::kTakeOff);
      if (!chain) continue;
      const auto known =
          std::find_if(chains.begin(), chains.end(), [&](const Chain& other) { return other.id == chain->id; });
      if (known != chains.end()) {
        problems.push_back({file.string(), 1, "duplicate-chain",
                            fmt::format("the chain '{}' is in {} already", chain->id, known->path)});
        continue;
      }
      chains.push_back(*std::move(chain));
    }
  }
  if (!problems.empty()) {
    std::string message = fmt::format("{} problem(s) in the atlas:", problems.size());
    for (const auto& problem : problems) message += "\n  " + to_string(problem);
    return Error{ErrorCode::kBadInput, message};
  }
  return Atlas(std::move(chains));
}

}  // namespace lianzhao::atlas
