// Names of projects, groups and users as they stand in cells, to their ids.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "ledger/ledger.h"

namespace lianzhao::api::sheets {

class Lookup {
 public:
  // Projects within the reach; groups and users of the zone; nodes of the atlas, which outlives it.
  static Result<Lookup> load(const ledger::Ledger& ledger, const ledger::Access& access, const atlas::Atlas& atlas);

  // What a name or id stands for; empty: nothing; more than one: the name is not clear.
  [[nodiscard]] std::vector<std::string> project(const std::string& text) const { return find(projects_, text); }
  [[nodiscard]] std::vector<std::string> group(const std::string& text) const { return find(groups_, text); }
  [[nodiscard]] std::vector<std::string> user(const std::string& text) const { return find(users_, text); }

  [[nodiscard]] std::vector<std::string> node(const std::string& text) const;

  // For lists to choose from, in order.
  [[nodiscard]] const std::vector<std::string>& project_names() const { return project_names_; }
  [[nodiscard]] const std::vector<std::string>& group_names(bool english) const {
    return english ? group_names_en_ : group_names_zh_;
  }
  [[nodiscard]] const std::vector<std::string>& user_names() const { return user_names_; }

 private:
  using Index = std::multimap<std::string, std::string>;  // name or id -> id
  static std::vector<std::string> find(const Index& index, const std::string& text);
  const atlas::Atlas* atlas_ = nullptr;
  Index projects_, groups_, users_;
  std::vector<std::string> project_names_, group_names_zh_, group_names_en_, user_names_;
};

}  // namespace lianzhao::api::sheets
