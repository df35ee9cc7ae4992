// YAML -> LawBook: the sections `laws` and `provisions` of a table of laws, or of a template that brings its own.
#pragma once

#include "planning/landing/laws.h"
#include "planning/landing/yaml_fields.h"

namespace lianzhao::planning {

class LawsReader : protected YamlFields {
 public:
  explicit LawsReader(const std::string& name) : YamlFields(name) {}
  // Adds what the sections hold; throws YamlComplaint.
  void read(const YAML::Node& root, LawBook& into) const;

 private:
  [[nodiscard]] Degree degree(const YAML::Node& node) const;
  [[nodiscard]] Law law(const YAML::Node& id, const YAML::Node& node) const;
  [[nodiscard]] Provision provision(const YAML::Node& id, const YAML::Node& node) const;
};

}  // namespace lianzhao::planning
