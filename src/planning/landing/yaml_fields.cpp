#include "planning/landing/yaml_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lianzhao::planning {

void YamlFields::fail(const YAML::Node& at, std::string_view what) const {
  const int line = at.IsDefined() ? at.Mark().line + 1 : 0;
  throw YamlComplaint{{ErrorCode::kBadInput, fmt::format("{}:{}: {}", name_, line, what)}};
}

void YamlFields::fields(const YAML::Node& node, std::initializer_list<std::string_view> names) const {
  if (!node.IsMap()) fail(node, "this must have fields");
  for (const auto& field : node) {
    const auto name = text(field.first);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      fail(field.first, fmt::format("'{}' is no field here; there are {}", name, fmt::join(names, ", ")));
    }
  }
}

YAML::Node YamlFields::need(const YAML::Node& node, const char* field) const {
  const YAML::Node found = node[field];
  if (!found) fail(node, fmt::format("'{}' is missing", field));
  return found;
}

YAML::Node YamlFields::list(const YAML::Node& node, const char* field) const {
  if (!node.IsMap()) fail(node, "this must have fields");
  const YAML::Node found = node[field];
  if (found && !found.IsSequence()) fail(found, fmt::format("'{}' must be a list", field));
  return found ? found : YAML::Node(YAML::NodeType::Sequence);
}

YAML::Node YamlFields::map(const YAML::Node& node, const char* field) const {
  const YAML::Node found = node[field];
  if (found && !found.IsMap()) fail(found, fmt::format("'{}' must have fields", field));
  return found ? found : YAML::Node(YAML::NodeType::Map);
}

std::string YamlFields::text(const YAML::Node& node) const {
  if (!node.IsScalar()) fail(node, "this must be a text");
  return node.Scalar();
}

int YamlFields::number(const YAML::Node& node) const {
  int value = 0;
  if (!node.IsScalar() || !YAML::convert<int>::decode(node, value)) fail(node, "this must be a whole number");
  return value;
}

double YamlFields::amount(const YAML::Node& node) const {
  double value = 0;
  if (!node.IsScalar() || !YAML::convert<double>::decode(node, value) || !std::isfinite(value) || value < 0) {
    fail(node, "this must be a number that is not negative");
  }
  return value;
}

Day YamlFields::day(const YAML::Node& node) const {
  const auto found = parse_iso_day(text(node));
  if (!found) fail(node, "this must be a date like 2026-11-24");
  return *found;
}

Words YamlFields::words(const YAML::Node& node) const {
  fields(node, {"zh", "en"});
  return title(node);
}

Words YamlFields::title(const YAML::Node& node) const {
  return {text(need(node, "zh")), text(need(node, "en"))};
}

}  // namespace lianzhao::planning
