#include "planning/landing/laws_reader.h"

#include <fmt/format.h>

#include "base/file.h"
#include "planning/landing/template.h"

namespace lianzhao::planning {
namespace {

constexpr int kMaxArticle = 9999, kMaxDays = 3660;

}  // namespace

void LawsReader::read(const YAML::Node& root, LawBook& into) const {
  std::map<std::string, YAML::Node> at;
  const auto own = [&](const YAML::Node& id, bool added) {
    if (!added) fail(id, fmt::format("'{}' is in the table already", text(id)));
    at.emplace(text(id), id);
  };
  for (const auto& node : map(root, "laws")) own(node.first, into.add(law(node.first, node.second)));
  for (const auto& node : map(root, "provisions")) {
    own(node.first, into.add(provision(node.first, node.second)));
  }
  const auto [id, wrong] = into.unsound();
  if (wrong.empty()) return;
  const auto line = at.find(id);
  fail(line == at.end() ? root : line->second, fmt::format("{}: {}", id, wrong));
}

Degree LawsReader::degree(const YAML::Node& node) const {
  const auto word = text(node);
  for (const auto each : {Degree::kRead, Degree::kSecondary, Degree::kGeneral}) {
    if (name_of(each) == word) return each;
  }
  fail(node, fmt::format("a source is read, secondary or general, not '{}'", word));
}

Law LawsReader::law(const YAML::Node& id, const YAML::Node& node) const {
  fields(node, {"zh", "en", "from", "until", "replaced_by", "source", "note"});
  Law law;
  law.id = text(id);
  law.title = title(node);
  if (law.title.zh.empty()) fail(node, "a law needs a title");
  if (node["note"]) law.note = words(node["note"]);
  if (node["from"]) law.from = day(node["from"]);
  if (node["until"]) law.until = day(node["until"]);
  if (node["replaced_by"]) law.replaced_by = text(node["replaced_by"]);
  law.degree = degree(need(node, "source"));
  return law;
}

Provision LawsReader::provision(const YAML::Node& id, const YAML::Node& node) const {
  fields(node, {"law", "article", "zh", "en", "from", "until", "replaced_by", "days", "kind", "extension", "source"});
  Provision out;
  out.id = text(id);
  out.law = text(need(node, "law"));
  if (const YAML::Node article = node["article"]) {
    std::vector<int> numbers;
    if (article.IsSequence()) {
      for (const auto& one : article) numbers.push_back(number(one));
    } else {
      numbers.push_back(number(article));
    }
    for (const int one : numbers) {
      if (one < 1 || one > kMaxArticle) fail(article, fmt::format("an article is a number up to {}", kMaxArticle));
    }
    out.article = article_in_words(numbers);
  }
  if (node["zh"] || node["en"]) out.note = title(node);
  if (node["from"]) out.from = day(node["from"]);
  if (node["until"]) out.until = day(node["until"]);
  if (node["replaced_by"]) out.replaced_by = text(node["replaced_by"]);
  if (node["days"]) out.days = number(node["days"]);
  if (node["extension"]) out.extension = number(node["extension"]);
  if ((out.days && (*out.days < 0 || *out.days > kMaxDays)) || out.extension < 0 || out.extension > kMaxDays) {
    fail(node, fmt::format("days lie within 0 to {}", kMaxDays));
  }
  if (const YAML::Node kind = node["kind"]) {
    const auto word = text(kind);
    if (word != "calendar" && word != "working") fail(kind, "a kind of days is calendar or working");
    out.kind = word == "working" ? DayKind::kWorking : DayKind::kCalendar;
  }
  out.degree = degree(need(node, "source"));
  return out;
}

Result<LawBook> LawBook::parse(std::string_view text, const std::string& name) {
  try {
    const auto root = YAML::Load(std::string(text));
    if (!root.IsMap()) return Error{ErrorCode::kBadInput, fmt::format("{}: this is no table of laws", name)};
    for (const auto& field : root) {
      const auto key = field.first.IsScalar() ? field.first.Scalar() : std::string();
      if (key != "laws" && key != "provisions" && key != "version") {
        return Error{ErrorCode::kBadInput, fmt::format("{}:{}: '{}' is no field here; there are version, laws, provisions",
                                                       name, field.first.Mark().line + 1, key)};
      }
    }
    LawBook book;
    LawsReader(name).read(root, book);
    return book;
  } catch (const YamlComplaint& complaint) {
    return complaint.error;
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", name, error.mark.line + 1, error.msg)};
  }
}

Result<LawBook> LawBook::load(const std::string& path) {
  auto text = read_file(path, kMaxTemplateBytes);
  if (!text) return text.error();
  return parse(*text, path);
}

}  // namespace lianzhao::planning
