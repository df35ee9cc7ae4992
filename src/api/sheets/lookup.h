// Names of projects, groups, users, nodes, places and regions as they stand in cells, to their ids.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "workspace/engine.h"

namespace lianzhao::api::sheets {

class Lookup {
 public:
  // Projects and trips within the reach; groups and active users of the zone; nodes, places and regions of the
  // engine, which outlives it.
  static Result<Lookup> load(const ledger::Ledger& ledger, const ledger::Access& access,
                             const workspace::Engine& engine);

  // What a name or id stands for; empty: nothing; more than one: the name is not clear.
  [[nodiscard]] std::vector<std::string> project(const std::string& text) const { return find(projects_, text); }
  [[nodiscard]] std::vector<std::string> group(const std::string& text) const { return find(groups_, text); }
  [[nodiscard]] std::vector<std::string> user(const std::string& text) const { return find(users_, text); }

  [[nodiscard]] std::vector<std::string> node(const std::string& text) const;
  [[nodiscard]] std::vector<std::string> region(const std::string& text) const;
  [[nodiscard]] std::vector<std::int64_t> place(const std::string& text) const;  // codes of GB/T 2260

  // The other way round: a name or login that stands for the id and for nothing else, else the id itself.
  [[nodiscard]] std::string project_of(const std::string& id) const;
  [[nodiscard]] std::string group_of(const std::string& id, bool english) const;
  [[nodiscard]] std::string user_of(const std::string& id) const;  // also of those who are not active any more
  [[nodiscard]] std::string region_of(const std::string& id, bool english) const;

  // For lists to choose from, in order.
  [[nodiscard]] const std::vector<std::string>& project_names() const { return project_names_; }
  [[nodiscard]] const std::vector<std::string>& group_names(bool english) const {
    return english ? group_names_en_ : group_names_zh_;
  }
  [[nodiscard]] const std::vector<std::string>& user_names() const { return user_names_; }
  [[nodiscard]] const std::vector<std::string>& trip_names() const { return trip_names_; }  // the latest first
  [[nodiscard]] std::vector<std::string> region_names(bool english) const;

 private:
  using Index = std::multimap<std::string, std::string>;  // name or id -> id
  static std::vector<std::string> find(const Index& index, const std::string& text);
  const workspace::Engine* engine_ = nullptr;
  Index projects_, groups_, users_;
  struct Names {
    std::string zh, en;
  };
  std::map<std::string, Names> names_;  // of projects, groups and users, by id
  std::vector<std::string> project_names_, group_names_zh_, group_names_en_, user_names_, trip_names_;
};

}  // namespace lianzhao::api::sheets
