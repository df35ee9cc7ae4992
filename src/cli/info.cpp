// lianzhao info: what the snapshot holds. lianzhao read TEXT: how a business scope or a firm's name is understood.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/say.h"
#include "cli/workspace.h"
#include "registry/scope/scope_reader.h"

namespace lianzhao::cli {
namespace {

int info(const Globals& globals, bool verify) {
  Workspace workspace(globals);
  auto snapshot = workspace.snapshot();
  if (!snapshot) return report_error(snapshot.error());
  const auto& header = (*snapshot)->header();
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"firms", header.alive_count},
                           {"rows", header.row_count},
                           {"terms", (*snapshot)->term_count()},
                           {"bytes", header.file_bytes},
                           {"datasets", boost::json::parse(registry::datasets_to_json((*snapshot)->datasets()))}}));
  } else {
    const bool en = globals.english;
    say(en, "{} firms, {} terms, {}\n", "企业 {} 家，词 {} 个，{}\n", grouped(header.alive_count),
        grouped((*snapshot)->term_count()), bytes_in_words(header.file_bytes));
    Table table({{en ? "file" : "文件"},
                 {en ? "source" : "来源"},
                 {en ? "class" : "类别"},
                 {en ? "as of" : "数据日期"},
                 {en ? "status" : "可靠程度"},
                 {en ? "imported" : "导入时间"},
                 {en ? "accepted" : "收录", Table::Align::kRight}});
    for (const auto& d : (*snapshot)->datasets()) {
      table.add({d.name, d.source, d.source_class, d.as_of ? to_string(*d.as_of) : "-", d.status, d.imported_at,
                 grouped(d.accepted)});
    }
    fmt::print("{}", table.text());
  }
  if (!verify) return kDone;
  if (auto good = (*snapshot)->verify([](std::uint64_t) { return !stop_requested().load(); }); !good) {
    report_error(good.error());
    return kNothing;
  }
  say_to(stderr, globals.english, "every checksum is right\n", "校验和全部正确\n");
  return kDone;
}

boost::json::object scope_json(const std::string& text, const registry::Vocabulary& vocabulary,
                               const registry::ScopeReading& reading) {
  boost::json::array phrases;
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const auto& phrase = reading.phrases[i];
    boost::json::array activities, terms;
    for (std::size_t a = 0; a < registry::kActivityCount; ++a) {
      if (phrase.activities >> a & 1) activities.emplace_back(registry::kActivityNames[a]);
    }
    for (const auto& hit : reading.hits) {
      if (hit.phrase != i) continue;
      terms.push_back(boost::json::object{
          {"term", vocabulary.text(hit.term)}, {"begin", hit.begin}, {"end", hit.end}, {"head", hit.head}});
    }
    phrases.push_back(boost::json::object{{"phrase", text.substr(phrase.begin, phrase.end - phrase.begin)},
                                          {"begin", phrase.begin},
                                          {"end", phrase.end},
                                          {"activities", activities},
                                          {"excluded", phrase.negated},
                                          {"terms", terms}});
  }
  return {{"phrases", phrases}};
}

int read(const Globals& globals, const std::string& text, bool as_name) {
  Workspace workspace(globals);
  if (as_name) {
    auto names = workspace.names();
    if (!names) return report_error(names.error());
    const auto parts = (*names)->parse(text);
    if (globals.json) {
      fmt::print("{}\n", boost::json::serialize(boost::json::object{{"place", parts.place},
                                                                    {"place_code", parts.place_code.value},
                                                                    {"brand", parts.brand},
                                                                    {"business", parts.industry},
                                                                    {"form", parts.form},
                                                                    {"branch", parts.is_branch}}));
      return kDone;
    }
    say(globals.english, "place {} ({}) | brand {} | business {} | form {}{}\n",
        "行政区划 {}（{}）｜字号 {}｜行业 {}｜组织形式 {}{}\n", parts.place, parts.place_code.value, parts.brand,
        parts.industry, parts.form,
        !parts.is_branch  ? ""
        : globals.english ? " | branch"
                          : "｜分支机构");
    return kDone;
  }
  auto vocabulary = workspace.vocabulary(false);
  if (!vocabulary) return report_error(vocabulary.error());
  auto reader = registry::ScopeReader::create(*vocabulary);
  if (!reader) return report_error(reader.error());
  registry::ScopeReading reading;
  reader->read(text, reading);
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(scope_json(text, *vocabulary, reading)));
    return reading.phrases.empty() ? kNothing : kDone;
  }
  const bool en = globals.english;
  Table table({{en ? "phrase" : "短语"}, {en ? "activities" : "业务活动"}, {en ? "terms" : "词"}});
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const auto& phrase = reading.phrases[i];
    std::string terms;
    for (const auto& hit : reading.hits) {
      if (hit.phrase == i)
        terms += (terms.empty() ? ""
                  : en          ? ", "
                                : "、") +
                 vocabulary->text(hit.term) +
                 (hit.head ? ""
                  : en     ? " (modifier)"
                           : "（修饰）");
    }
    table.add({text.substr(phrase.begin, phrase.end - phrase.begin),
               phrase.negated ? (en ? "excluded" : "除外")
               : en           ? registry::describe_activities(phrase.activities)
                              : registry::describe_activities_zh(phrase.activities),
               terms});
  }
  fmt::print("{}", table.text());
  return reading.phrases.empty() ? kNothing : kDone;
}

}  // namespace

void add_info(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("info", "what has been imported");
  auto verify = std::make_shared<bool>(false);
  command->add_flag("--verify", *verify, "compute every checksum of the snapshot");
  command->callback([&globals, &exit_code, verify] { exit_code = info(globals, *verify); });
}

void add_read(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command =
      app.add_subcommand("read", "show how a business scope (or, with --name, a firm's name) is understood");
  auto text = std::make_shared<std::string>();
  auto as_name = std::make_shared<bool>(false);
  command->add_option("text", *text)->required();
  command->add_flag("--name", *as_name);
  command->callback([&globals, &exit_code, text, as_name] { exit_code = read(globals, *text, *as_name); });
}

}  // namespace lianzhao::cli
