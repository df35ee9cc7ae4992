// lianzhao search: ranked firms, or counts of them.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "base/money.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/say.h"
#include "cli/words.h"
#include "cli/workspace.h"
#include "registry/query/evidence.h"
#include "registry/query/query.h"
#include "targeting/node_query.h"
#include "targeting/score.h"

namespace lianzhao::cli {
namespace {

struct SearchArguments {
  std::vector<std::string> terms, nodes, activities, places, texts;
  std::string near, count_by, brand, since, until;
  double radius_km = 0, capital_min = -1, capital_max = -1;
  bool listed = false, inactive = false, no_branches = false, heads = false, csv = false;
  std::size_t top = 20;
};

Result<PlaceCode> find_place(const Places& places, const std::string& text) {
  if (const auto code = places.find_named(text); code.known()) return code;
  return told(ErrorCode::kBadArgument,
              fmt::format("没有“{}”这个地名；请用江苏、酒泉市这样的名称，或 GB/T 2260 代码", text),
              fmt::format("'{}' is no place known; use a name such as 江苏 or 酒泉市, or a GB/T 2260 code", text));
}

Result<registry::Query> make_query(Workspace& workspace, const registry::Snapshot& snapshot,
                                   const SearchArguments& a) {
  registry::Query query;
  auto places = workspace.places();
  if (!places) return places.error();
  for (const auto& term : a.terms) {
    registry::QueryNode node{term, {}};
    if (const auto id = snapshot.find_term(to_utf8(fold(workspace.table(), term)))) node.terms.push_back({*id, 1});
    if (node.terms.empty()) {
      return told(
          ErrorCode::kBadArgument,
          fmt::format("词表里没有“{}”；可用 --text 查找，或用 lianzhao import terms 与 lianzhao build 加入词表",
                      term),
          fmt::format("'{}' is not in the snapshot's vocabulary; search it with --text, or add it with "
                      "'lianzhao import terms' and 'lianzhao build'",
                      term));
    }
    query.nodes.push_back(std::move(node));
  }
  if (!a.nodes.empty()) {
    auto atlas = workspace.atlas();
    if (!atlas) return atlas.error();
    for (const auto& id : a.nodes) {
      const auto ref = (*atlas)->find_node(id);
      if (!ref) {
        return told(ErrorCode::kBadArgument, fmt::format("各产业链都没有环节“{}”", id),
                    fmt::format("'{}' is no node of any chain", id));
      }
      query.nodes.push_back(targeting::node_terms(snapshot, workspace.table(), (*atlas)->node(*ref)));
    }
  }
  registry::ActivityMask mask = 0;
  for (const auto& name : a.activities) {
    const auto activity = registry::parse_activity(name);
    if (!activity) {
      return told(ErrorCode::kBadArgument,
                  fmt::format("没有“{}”这种业务活动：制造、加工、研发、安装、销售、租赁、服务", name),
                  fmt::format("'{}' is no activity: make, process, research, install, sell, rent, service", name));
    }
    mask |= registry::mask_of(*activity);
  }
  if (mask && query.nodes.empty()) {
    return told(ErrorCode::kBadArgument, "--activity 说的是对某个 --term 或 --node 做什么：请同时给出",
                "--activity says what is done with a --term or --node: name one");
  }
  if (mask) query.activities = mask;
  for (const auto& text : a.places) {
    auto place = find_place(**places, text);
    if (!place) return place.error();
    query.places.push_back(*place);
  }
  if (!a.near.empty()) {
    auto place = find_place(**places, a.near);
    if (!place) return place.error();
    query.circle = registry::Query::Circle{(*places)->find(*place)->location, a.radius_km};
  }
  const auto day = [](const std::string& text, std::optional<Day>& to) -> Status {
    if (text.empty()) return {};
    to = parse_iso_day(text);
    if (to) return {};
    return told(ErrorCode::kBadArgument, fmt::format("“{}”不是 2020-01-31 这样的日期", text),
                fmt::format("'{}' is no date like 2020-01-31", text));
  };
  if (auto parsed = day(a.since, query.registered_from); !parsed) return parsed.error();
  if (auto parsed = day(a.until, query.registered_to); !parsed) return parsed.error();
  if (a.capital_min >= 0) query.capital_min = a.capital_min * 1e4;
  if (a.capital_max >= 0) query.capital_max = a.capital_max * 1e4;
  if (!a.brand.empty()) query.brand = registry::brand_key(a.brand);
  query.texts = a.texts;
  query.listed_only = a.listed;
  query.with_inactive = a.inactive;
  query.with_branches = !a.no_branches;
  query.heads_only = a.heads;
  query.top = a.top;
  return query;
}

int print_counts(const Globals& globals, const Places& places, const registry::Query& query,
                 const std::vector<registry::CountRow>& rows, registry::CountBy by, bool csv) {
  const bool en = globals.english;
  const char* what = by == registry::CountBy::kNode   ? (en ? "node" : "环节")
                     : by == registry::CountBy::kYear ? (en ? "registered" : "成立年份")
                                                      : (en ? "place" : "地区");
  Table table({{what}, {en ? "firms" : "企业数", Table::Align::kRight}});
  boost::json::array list;
  for (const auto& row : rows) {
    const std::string key = by == registry::CountBy::kNode   ? query.nodes[row.key].label
                            : by == registry::CountBy::kYear ? (row.key ? std::to_string(row.key) : "-")
                                                             : place_in_words(places, {row.key});
    table.add({key, csv ? std::to_string(row.firms) : grouped(row.firms)});
    list.push_back(boost::json::object{{"key", key}, {"code", row.key}, {"firms", row.firms}});
  }
  fmt::print("{}\n", globals.json ? boost::json::serialize(list) : csv ? table.csv() : table.text());
  return rows.empty() ? kNothing : kDone;
}

int search(const Globals& globals, const SearchArguments& arguments) {
  Workspace workspace(globals);
  auto snapshot = workspace.snapshot();
  if (!snapshot) return report_error(snapshot.error());
  auto places = workspace.places();
  if (!places) return report_error(places.error());
  auto query = make_query(workspace, **snapshot, arguments);
  if (!query) return report_error(query.error());
  const registry::QueryEngine engine(**snapshot, **places, workspace.table(), std::thread::hardware_concurrency());
  if (!arguments.count_by.empty()) {
    const auto by = arguments.count_by == "province" ? registry::CountBy::kProvince
                    : arguments.count_by == "city"   ? registry::CountBy::kCity
                    : arguments.count_by == "year"   ? registry::CountBy::kYear
                                                     : registry::CountBy::kNode;
    auto rows = engine.count(*query, by);
    if (!rows) return report_error(rows.error());
    return print_counts(globals, **places, *query, *rows, by, arguments.csv);
  }
  const auto start = std::chrono::steady_clock::now();
  auto result = engine.search(*query, true);
  if (!result) return report_error(result.error());
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  auto evidence = registry::EvidenceReader::create(**snapshot, workspace.table(), query->nodes);
  if (!evidence) return report_error(evidence.error());
  const bool en = globals.english;
  Table table({{en ? "score" : "总分", Table::Align::kRight},
               {en ? "firm" : "企业", Table::Align::kLeft, 48},
               {en ? "place" : "所在地"},
               {en ? "registered" : "成立日期"},
               {en ? "capital" : "注册资本", Table::Align::kRight},
               {en ? "parts" : "各项得分"},
               {en ? "why" : "依据", Table::Align::kLeft, 90}});
  boost::json::array list;
  for (const auto& hit : result->hits) {
    auto texts = (*snapshot)->texts(hit.firm);
    if (!texts) return report_error(texts.error());
    const auto& hot = *(*snapshot)->hot(hit.firm);
    const auto registered =
        hot.registered == registry::HotRow::kNoDay ? std::string("-") : to_string(Day{hot.registered});
    std::string parts;
    boost::json::object json_parts;
    for (std::size_t i = 0; i < hit.parts.size(); ++i) {
      parts += en ? fmt::format("{}{} {:.1f}", i ? ", " : "", registry::kPartNames[i], hit.parts[i])
                  : fmt::format("{}{} {:.1f}", i ? "，" : "", targeting::kScorePartNamesZh[i], hit.parts[i]);
      json_parts[registry::kPartNames[i]] = hit.parts[i];
    }
    const auto& scope = (*texts)[registry::Detail::kScope];
    const auto marks = evidence->read(*texts);
    boost::json::array json_marks;
    for (const auto& mark : marks) {
      const auto& text = (*texts)[mark.field];
      json_marks.push_back(
          boost::json::object{{"field", mark.field == registry::Detail::kProducts ? "products" : "scope"},
                              {"begin", mark.term_begin},
                              {"end", mark.term_end},
                              {"term", text.substr(mark.term_begin, mark.term_end - mark.term_begin)},
                              {"node", query->nodes[mark.node].label},
                              {"activities", registry::describe_activities(mark.activities)},
                              {"head", mark.head}});
    }
    const auto shown = marks.empty() ? (scope.empty() ? registry::Detail::kProducts : registry::Detail::kScope)
                                     : marks.front().field;
    table.add({fmt::format("{:.2f}", hit.score), texts->name, place_in_words(**places, {hot.place}), registered,
               hot.capital < 0 ? "-" : yuan_in_words(hot.capital), parts,
               registry::marked_text(*texts, shown, marks, "【", "】", arguments.csv ? 0 : 260)});
    const auto& dataset =
        (*snapshot)->datasets()[std::min<std::size_t>(hot.dataset, (*snapshot)->datasets().size() - 1)];
    list.push_back(boost::json::object{{"firm", hit.firm.value},
                                       {"name", texts->name},
                                       {"code", (*snapshot)->code(hit.firm)},
                                       {"place", static_cast<std::uint32_t>(hot.place)},
                                       {"place_guessed", (hot.flags & registry::kFlagPlaceGuessed) != 0},
                                       {"registered", registered},
                                       {"capital_yuan", hot.capital},
                                       {"score", hit.score},
                                       {"parts", json_parts},
                                       {"scope", scope},
                                       {"marks", json_marks},
                                       {"products", (*texts)[registry::Detail::kProducts]},
                                       {"address", (*texts)[registry::Detail::kAddress]},
                                       {"source", dataset.name},
                                       {"as_of", dataset.as_of ? to_string(*dataset.as_of) : ""}});
  }
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"matched", *result->matched}, {"milliseconds", took.count()}, {"hits", list}}));
  } else if (arguments.csv) {
    fmt::print("{}", table.csv());
  } else {
    fmt::print("{}", table.text());
    say(en, "{} firms match; {} shown; {:.1f} ms\n", "符合条件 {} 家，显示 {} 家，用时 {:.1f} 毫秒\n",
        grouped(*result->matched), result->hits.size(), took.count());
  }
  return result->hits.empty() ? kNothing : kDone;
}

}  // namespace

void add_search(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("search", "firms that do something, best first");
  auto a = std::make_shared<SearchArguments>();
  command->add_option("--term,-t", a->terms, "a term of the vocabulary; several: any of them");
  command->add_option("--node,-n", a->nodes, "a node of a chain, such as wind.gearbox");
  command->add_option("--activity", a->activities, "make, process, research, install, sell, rent, service");
  command->add_option("--place,-p", a->places, "province, city or county; several: any of them");
  auto* near = command->add_option("--near", a->near, "a city or county; with --radius");
  command->add_option("--radius", a->radius_km, "kilometres around --near")->needs(near)->check(CLI::PositiveNumber);
  command->add_option("--capital-min", a->capital_min, "in 10,000 yuan (万元)")->check(CLI::NonNegativeNumber);
  command->add_option("--capital-max", a->capital_max, "in 10,000 yuan (万元)")->check(CLI::NonNegativeNumber);
  command->add_option("--since", a->since, "registered on or after YYYY-MM-DD");
  command->add_option("--until", a->until, "registered on or before YYYY-MM-DD");
  command->add_option("--brand", a->brand, "brand part of the name (字号)");
  command->add_option("--text", a->texts, "words that stand in name, scope or products");
  command->add_flag("--listed", a->listed, "listed firms only");
  command->add_flag("--with-inactive", a->inactive, "also firms cancelled or revoked");
  command->add_flag("--no-branches", a->no_branches, "leave out branches");
  command->add_flag("--heads", a->heads, "only where a phrase is about the term, not merely mentions it");
  command->add_option("--top", a->top, "how many")
      ->check(CLI::Range(std::size_t{1}, registry::Query::kMaxTop))
      ->capture_default_str();
  command->add_option("--count-by", a->count_by, "province, city, year or node")
      ->check(CLI::IsMember({"province", "city", "year", "node"}));
  command->add_flag("--csv", a->csv, "CSV on stdout");
  command->callback([&globals, &exit_code, a] { exit_code = search(globals, *a); });
}

}  // namespace lianzhao::cli
