// Reading YAML with the file's name and line in every complaint: what the readers of templates and laws share.
#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/error.h"
#include "planning/words.h"

namespace lianzhao::planning {

// Carries a complaint out of nested readers; caught where the reading began, never seen outside.
struct YamlComplaint {
  Error error;
};

class YamlFields {
 public:
  explicit YamlFields(std::string name) : name_(std::move(name)) {}

 protected:
  [[noreturn]] void fail(const YAML::Node& at, std::string_view what) const;
  void fields(const YAML::Node& node, std::initializer_list<std::string_view> names) const;
  [[nodiscard]] YAML::Node need(const YAML::Node& node, const char* field) const;
  // Empty where the field is absent.
  [[nodiscard]] YAML::Node list(const YAML::Node& node, const char* field) const;
  [[nodiscard]] YAML::Node map(const YAML::Node& node, const char* field) const;
  [[nodiscard]] std::string text(const YAML::Node& node) const;
  [[nodiscard]] int number(const YAML::Node& node) const;
  [[nodiscard]] double amount(const YAML::Node& node) const;  // finite, not negative
  [[nodiscard]] Day day(const YAML::Node& node) const;
  [[nodiscard]] Words words(const YAML::Node& node) const;  // of a node {zh, en}
  [[nodiscard]] Words title(const YAML::Node& node) const;  // of the fields zh and en among others

 private:
  std::string name_;
};

}  // namespace lianzhao::planning
