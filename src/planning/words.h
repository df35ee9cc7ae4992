// A text for people, Chinese first.
#pragma once

#include <string>

namespace lianzhao::planning {

struct Words {
  std::string zh, en;
  [[nodiscard]] const std::string& in(bool english) const { return english && !en.empty() ? en : zh; }
};

}  // namespace lianzhao::planning
