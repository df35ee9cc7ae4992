// YAML -> LandingTemplate::Content, with line numbers in every complaint.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planning/landing/laws_reader.h"
#include "planning/landing/template_content.h"

namespace lianzhao::planning {
namespace {

class Reader : protected YamlFields {
 public:
  explicit Reader(const std::string& name) : YamlFields(name), name_(name) {}

  LandingTemplate::Content read(const YAML::Node& root, const LawBook& laws) {
    fields(root, {"version", "name", "options", "laws", "provisions", "owners", "targets", "tasks"});
    LandingTemplate::Content content;
    content.version = day(need(root, "version"));
    content.name = words(need(root, "name"));
    content.laws = laws;
    LawsReader(name_).read(root, content.laws);
    laws_ = &content.laws;
    for (const auto& node : list(root, "options")) content.options.push_back(option(node));
    options_ = &content.options;
    for (const auto& node : map(root, "owners")) owners_[text(node.first)] = words(node.second);
    for (const auto& node : list(root, "tasks")) content.tasks.push_back(task(node));
    std::set<std::string> ids;
    for (const auto& t : content.tasks) ids.insert(t.task.id);
    for (const auto& node : list(root, "tasks")) {
      for (const auto& link : list(node, "after")) known(link.IsMap() ? link["task"] : link, ids);
    }
    for (const auto& node : list(root, "options")) {
      if (!node["decide"]) continue;
      known(need(node["decide"], "task"), ids);
      content.decisions[text(node["id"])] = decisions(node["decide"], text(node["id"]));
    }
    for (const auto& node : list(root, "targets")) {
      fields(node, {"from", "to", "days", "when"});
      known(need(node, "from"), ids);
      known(need(node, "to"), ids);
      content.targets.push_back(
          {text(node["from"]), text(node["to"]), number(need(node, "days")), condition(node["when"])});
    }
    return content;
  }

 private:
  void known(const YAML::Node& node, const std::set<std::string>& ids) const {
    if (!ids.count(text(node))) fail(node, fmt::format("there is no task '{}'", text(node)));
  }

  [[nodiscard]] TemplateOption option(const YAML::Node& node) const {
    fields(node, {"id", "zh", "en", "values", "unit", "decide"});
    TemplateOption option{text(need(node, "id")), title(node), {}, std::nullopt};
    if (node["unit"]) {
      if (node["values"] || node["decide"]) fail(node, "a figure has a unit, and neither values nor decide");
      option.unit = words(node["unit"]);
      return option;
    }
    for (const auto& value : list(node, "values")) {
      fields(value, {"id", "zh", "en"});
      option.values.push_back({text(need(value, "id")), title(value)});
    }
    if (option.values.empty()) fail(node, "an option needs values, or a unit where it is a figure");
    return option;
  }
  [[nodiscard]] std::map<std::string, double> thresholds(const YAML::Node& rule, const char* field) const {
    std::map<std::string, double> out;
    for (const auto& node : map(rule, field)) {
      const auto id = text(node.first);
      const auto same = [&](const TemplateOption& option) { return option.id == id && option.is_figure(); };
      if (std::none_of(options_->begin(), options_->end(), same)) {
        fail(node.first, fmt::format("there is no figure '{}'", id));
      }
      out[id] = amount(node.second);
    }
    return out;
  }
  [[nodiscard]] DecisionTable decisions(const YAML::Node& node, const std::string& option) const {
    fields(node, {"task", "rules"});
    DecisionTable table{text(node["task"]), {}};
    for (const auto& rule : list(node, "rules")) {
      fields(rule, {"value", "below", "from", "when", "by"});
      DecisionRule made{text(need(rule, "value")), thresholds(rule, "below"), thresholds(rule, "from"),
                        condition(rule["when"]), rule["by"] ? provision(rule["by"]) : std::string()};
      check(rule["value"], option, {made.value});
      table.rules.push_back(std::move(made));
    }
    return table;
  }
  [[nodiscard]] std::string provision(const YAML::Node& node) const {
    auto id = text(node);
    if (!laws_->provision(id)) fail(node, fmt::format("there is no provision '{}' in the table of laws", id));
    return id;
  }
  // A provision that sets days.
  [[nodiscard]] std::string statute(const YAML::Node& node) const {
    if (!node) return {};
    auto id = provision(node);
    for (const auto* at = laws_->provision(id); at; at = laws_->provision(at->replaced_by)) {
      if (!at->days) fail(node, fmt::format("the provision '{}' sets no days", at->id));
    }
    return id;
  }
  [[nodiscard]] std::vector<std::string> provisions(const YAML::Node& node) const {
    std::vector<std::string> out;
    for (const auto& one : list(node, "rules")) out.push_back(provision(one));
    return out;
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
      check(field.first, text(field.first), values);
    }
    return condition;
  }
  void check(const YAML::Node& at, const std::string& name, const std::vector<std::string>& values) const {
    for (const auto& option : *options_) {
      if (option.id != name || option.is_figure()) continue;
      for (const auto& value : values) {
        const auto same = [&](const OptionValue& v) { return v.id == value; };
        if (std::none_of(option.values.begin(), option.values.end(), same)) {
          fail(at, fmt::format("option '{}' has no value '{}'", option.id, value));
        }
      }
      return;
    }
    fail(at, fmt::format("there is no option '{}' with values", name));
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
    fields(node, {"task", "link", "lag", "lag_kind", "law", "when"});
    link.from = text(need(node, "task"));
    const auto word = node["link"] ? text(node["link"]) : std::string("FS");
    for (const auto each : {Link::kFinishStart, Link::kStartStart, Link::kFinishFinish, Link::kStartFinish}) {
      if (name_of(each) == word) link.dependency.link = each;
    }
    if (name_of(link.dependency.link) != word) fail(node["link"], "a link is FS, SS, FF or SF");
    if (node["lag"]) link.dependency.lag = number(node["lag"]);
    link.dependency.lag_kind = kind(node["lag_kind"]);
    if (node["law"]) link.law = provision(node["law"]);
    link.when = condition(node["when"]);
    return link;
  }
  [[nodiscard]] TemplateTask task(const YAML::Node& node) const {
    fields(node, {"id", "zh", "en", "owner", "note", "kind", "days", "minimum", "limit", "rules", "deferrable",
                  "flags", "when", "instead", "after"});
    TemplateTask result;
    auto& task = result.task;
    task.id = text(need(node, "id"));
    task.name = title(node);
    const auto owner = owners_.find(text(need(node, "owner")));
    if (owner == owners_.end()) fail(node["owner"], fmt::format("there is no owner '{}'", text(node["owner"])));
    task.owner = owner->second;
    if (node["note"]) task.note = words(node["note"]);
    task.kind = kind(node["kind"]);
    task.duration = spread(need(node, "days"));
    result.minimum = statute(node["minimum"]);
    result.limit = statute(node["limit"]);
    result.rules = provisions(node);
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
      result.instead.push_back(alternative(other));
    }
    for (const auto& each : list(node, "after")) result.after.push_back(link(each));
    return result;
  }
  [[nodiscard]] Alternative alternative(const YAML::Node& node) const {
    fields(node, {"when", "under", "zh", "en", "note", "days", "minimum", "limit", "rules"});
    if (!node["when"] && !node["under"]) fail(node, "'instead' needs 'when' or 'under'");
    Alternative out;
    out.when = condition(node["when"]);
    if (node["under"]) {
      out.under = text(node["under"]);
      if (!laws_->law(out.under)) fail(node["under"], fmt::format("there is no law '{}'", out.under));
    }
    if (node["zh"] || node["en"]) out.name = title(node);
    if (node["note"]) out.note = words(node["note"]);
    if (node["days"]) out.duration = spread(node["days"]);
    out.minimum = statute(node["minimum"]);
    out.limit = statute(node["limit"]);
    if (node["rules"]) out.rules = provisions(node);
    return out;
  }

  std::string name_;
  const std::vector<TemplateOption>* options_ = nullptr;
  const LawBook* laws_ = nullptr;
  std::map<std::string, Words> owners_;
};

}  // namespace

Result<LandingTemplate::Content> read_template(std::string_view text, const std::string& name, const LawBook& laws) {
  try {
    const auto root = YAML::Load(std::string(text));
    if (!root.IsMap()) return Error{ErrorCode::kBadInput, fmt::format("{}: this is no landing template", name)};
    return Reader(name).read(root, laws);
  } catch (const YamlComplaint& complaint) {
    return complaint.error;
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg)};
  }
}

}  // namespace lianzhao::planning
