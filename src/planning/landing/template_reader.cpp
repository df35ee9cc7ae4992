// YAML -> LandingTemplate::Content, with line numbers in every complaint.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <set>

#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

// Carries a complaint out of nested readers; caught in read_template, never seen outside.
struct Complaint {
  Error error;
};

class Reader {
 public:
  explicit Reader(std::string name) : name_(std::move(name)) {}

  LandingTemplate::Content read(const YAML::Node& root) {
    fields(root, {"version", "name", "options", "laws", "owners", "targets", "tasks"});
    LandingTemplate::Content content;
    const auto version = parse_iso_day(text(need(root, "version")));
    if (!version) fail(root["version"], "version must be a date like 2026-11-24");
    content.version = *version;
    content.name = words(need(root, "name"));
    for (const auto& node : list(root, "options")) content.options.push_back(option(node));
    options_ = &content.options;
    for (const auto& node : map(root, "laws")) laws_[text(node.first)] = law(node.second);
    for (const auto& node : map(root, "owners")) owners_[text(node.first)] = words(node.second);
    for (const auto& node : list(root, "tasks")) content.tasks.push_back(task(node));
    std::set<std::string> ids;
    for (const auto& t : content.tasks) ids.insert(t.task.id);
    for (const auto& node : list(root, "tasks")) {
      for (const auto& link : list(node, "after")) known(link.IsMap() ? link["task"] : link, ids);
    }
    for (const auto& node : list(root, "targets")) {
      fields(node, {"from", "to", "days", "when"});
      known(need(node, "from"), ids);
      known(need(node, "to"), ids);
      content.targets.push_back(
          {text(node["from"]), text(node["to"]), number(need(node, "days")), condition(node["when"])});
    }
    options_ = nullptr;
    return content;
  }

 private:
  [[noreturn]] void fail(const YAML::Node& at, std::string_view what) const {
    const int line = at.IsDefined() ? at.Mark().line + 1 : 0;
    throw Complaint{{ErrorCode::kBadInput, fmt::format("{}:{}: {}", name_, line, what)}};
  }
  void fields(const YAML::Node& node, std::initializer_list<std::string_view> names) const {
    if (!node.IsMap()) fail(node, "this must have fields");
    for (const auto& field : node) {
      const auto name = text(field.first);
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        fail(field.first, fmt::format("'{}' is no field here; there are {}", name, fmt::join(names, ", ")));
      }
    }
  }
  [[nodiscard]] YAML::Node need(const YAML::Node& node, const char* field) const {
    const YAML::Node found = node[field];
    if (!found) fail(node, fmt::format("'{}' is missing", field));
    return found;
  }
  [[nodiscard]] YAML::Node list(const YAML::Node& node, const char* field) const {
    if (!node.IsMap()) fail(node, "this must have fields");
    const YAML::Node found = node[field];
    if (found && !found.IsSequence()) fail(found, fmt::format("'{}' must be a list", field));
    return found ? found : YAML::Node(YAML::NodeType::Sequence);
  }
  [[nodiscard]] YAML::Node map(const YAML::Node& node, const char* field) const {
    const YAML::Node found = node[field];
    if (found && !found.IsMap()) fail(found, fmt::format("'{}' must have fields", field));
    return found ? found : YAML::Node(YAML::NodeType::Map);
  }
  [[nodiscard]] std::string text(const YAML::Node& node) const {
    if (!node.IsScalar()) fail(node, "this must be a text");
    return node.Scalar();
  }
  [[nodiscard]] int number(const YAML::Node& node) const {
    int value = 0;
    if (!node.IsScalar() || !YAML::convert<int>::decode(node, value)) fail(node, "this must be a whole number");
    return value;
  }
  [[nodiscard]] Words words(const YAML::Node& node) const {
    fields(node, {"zh", "en"});
    return {text(need(node, "zh")), text(need(node, "en"))};
  }
  void known(const YAML::Node& node, const std::set<std::string>& ids) const {
    if (!ids.count(text(node))) fail(node, fmt::format("there is no task '{}'", text(node)));
  }

  [[nodiscard]] TemplateOption option(const YAML::Node& node) const {
    fields(node, {"id", "zh", "en", "values"});
    TemplateOption option{text(need(node, "id")), {text(need(node, "zh")), text(need(node, "en"))}, {}};
    for (const auto& value : list(node, "values")) {
      fields(value, {"id", "zh", "en"});
      option.values.push_back({text(need(value, "id")), {text(need(value, "zh")), text(need(value, "en"))}});
    }
    if (option.values.empty()) fail(node, "an option needs values");
    return option;
  }
  [[nodiscard]] bool status(const YAML::Node& node, std::string_view yes) const {
    const auto word = text(node);
    if (word != yes && word != "unverified") fail(node, fmt::format("'{}' must be {} or unverified", word, yes));
    return word == yes;
  }
  [[nodiscard]] Law law(const YAML::Node& node) const {
    fields(node, {"zh", "en", "status"});
    return {{text(need(node, "zh")), text(need(node, "en"))}, "", status(need(node, "status"), "verified")};
  }
  [[nodiscard]] Law cited(const YAML::Node& node) const {
    const auto found = laws_.find(text(need(node, "law")));
    if (found == laws_.end()) fail(node["law"], fmt::format("there is no law '{}' in laws", text(node["law"])));
    auto law = found->second;
    if (node["article"]) law.article = text(node["article"]);
    return law;
  }
  [[nodiscard]] std::optional<Statute> statute(const YAML::Node& node) const {
    if (!node) return std::nullopt;
    fields(node, {"days", "law", "article", "figure"});
    return Statute{number(need(node, "days")), cited(node), status(need(node, "figure"), "reported")};
  }
  [[nodiscard]] Condition condition(const YAML::Node& node) const {
    Condition condition;
    if (!node) return condition;
    if (!node.IsMap()) fail(node, "'when' must name options");
    for (const auto& field : node) {
      auto& values = condition[text(field.first)];
      if (field.second.IsSequence()) {
        for (const auto& value : field.second) values.push_back(text(value));
      } else {
        values.push_back(text(field.second));
      }
      check(field.first, values);
    }
    return condition;
  }
  void check(const YAML::Node& name, const std::vector<std::string>& values) const {
    for (const auto& option : *options_) {
      if (option.id != text(name)) continue;
      for (const auto& value : values) {
        const auto same = [&](const OptionValue& v) { return v.id == value; };
        if (std::none_of(option.values.begin(), option.values.end(), same)) {
          fail(name, fmt::format("option '{}' has no value '{}'", option.id, value));
        }
      }
      return;
    }
    fail(name, fmt::format("there is no option '{}'", text(name)));
  }
  [[nodiscard]] DayKind kind(const YAML::Node& node) const {
    if (!node) return DayKind::kCalendar;
    const auto word = text(node);
    if (word != "calendar" && word != "working") fail(node, "a kind of days is calendar or working");
    return word == "working" ? DayKind::kWorking : DayKind::kCalendar;
  }
  [[nodiscard]] Spread spread(const YAML::Node& node) const {
    if (!node.IsSequence() || node.size() != 3) fail(node, "days must be [low, likely, high]");
    return {number(node[0]), number(node[1]), number(node[2])};
  }
  [[nodiscard]] TemplateLink link(const YAML::Node& node) const {
    TemplateLink link;
    if (node.IsScalar()) {
      link.from = text(node);
      return link;
    }
    fields(node, {"task", "link", "lag", "lag_kind", "law", "article", "when"});
    link.from = text(need(node, "task"));
    const auto word = node["link"] ? text(node["link"]) : std::string("FS");
    for (const auto each : {Link::kFinishStart, Link::kStartStart, Link::kFinishFinish, Link::kStartFinish}) {
      if (name_of(each) == word) link.dependency.link = each;
    }
    if (name_of(link.dependency.link) != word) fail(node["link"], "a link is FS, SS, FF or SF");
    if (node["lag"]) link.dependency.lag = number(node["lag"]);
    link.dependency.lag_kind = kind(node["lag_kind"]);
    if (node["law"]) link.dependency.law = cited(node);
    link.when = condition(node["when"]);
    return link;
  }
  [[nodiscard]] TemplateTask task(const YAML::Node& node) const {
    fields(node, {"id", "zh", "en", "owner", "note", "kind", "days", "minimum", "limit", "basis", "deferrable",
                  "flags", "when", "instead", "after"});
    TemplateTask result;
    auto& task = result.task;
    task.id = text(need(node, "id"));
    task.name = {text(need(node, "zh")), text(need(node, "en"))};
    const auto owner = owners_.find(text(need(node, "owner")));
    if (owner == owners_.end()) fail(node["owner"], fmt::format("there is no owner '{}'", text(node["owner"])));
    task.owner = owner->second;
    if (node["note"]) task.note = words(node["note"]);
    task.kind = kind(node["kind"]);
    task.duration = spread(need(node, "days"));
    task.minimum = statute(node["minimum"]);
    task.limit = statute(node["limit"]);
    if (node["basis"]) {
      fields(node["basis"], {"law", "article"});
      task.basis = cited(node["basis"]);
    }
    for (const auto& document : list(node, "deferrable")) task.deferrable.push_back(words(document));
    for (const auto& flag : list(node, "flags")) {
      const auto word = text(flag);
      if (word != "permit" && word != "works" && word != "preparable") {
        fail(flag, fmt::format("'{}' is no flag; there are permit, works, preparable", word));
      }
      (word == "permit" ? task.permit : word == "works" ? task.works : task.preparable) = true;
    }
    result.when = condition(node["when"]);
    for (const auto& other : list(node, "instead")) {
      fields(other, {"when", "days", "minimum", "limit"});
      Alternative alternative{condition(need(other, "when")), std::nullopt, statute(other["minimum"]),
                              statute(other["limit"])};
      if (other["days"]) alternative.duration = spread(other["days"]);
      result.instead.push_back(std::move(alternative));
    }
    for (const auto& each : list(node, "after")) result.after.push_back(link(each));
    return result;
  }

  std::string name_;
  const std::vector<TemplateOption>* options_ = nullptr;
  std::map<std::string, Law> laws_;
  std::map<std::string, Words> owners_;
};

}  // namespace

Result<LandingTemplate::Content> read_template(std::string_view text, const std::string& name) {
  try {
    const auto root = YAML::Load(std::string(text));
    if (!root.IsMap()) return Error{ErrorCode::kBadInput, fmt::format("{}: this is no landing template", name)};
    return Reader(name).read(root);
  } catch (const Complaint& complaint) {
    return complaint.error;
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg)};
  }
}

}  // namespace lianzhao::planning
