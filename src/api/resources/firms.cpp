#include "api/resources/firms.h"

#include <fmt/format.h>

#include <chrono>

#include "api/json/firms.h"
#include "api/resources/engine_access.h"
#include "api/store_views.h"
#include "api/workbook.h"

namespace lianzhao::api::resources {
namespace {

using workspace::Engine;

constexpr std::size_t kMostScores = 30;

// Nodes and terms of a query, in that order.
void read_nodes(QueryReader& query, const Engine& engine, registry::Query& out) {
  for (const auto& id : query.texts("nodes", 40)) {
    const auto node = engine.node(id);
    if (!node) {
      query.fault("nodes", "bad-choice", fmt::format("没有环节 {}", id), fmt::format("there is no node {}", id));
      continue;
    }
    out.nodes.push_back(
        targeting::node_terms(*engine.snapshot(), engine.basis().table(), engine.atlas().node(*node)));
  }
  for (const auto& term : query.texts("terms", 40)) {
    const auto id = engine.snapshot()->find_term(to_utf8(fold(engine.basis().table(), term)));
    if (!id) {
      query.fault("terms", "bad-choice", fmt::format("词表里没有“{}”；可改用 text 查找", term),
                  fmt::format("'{}' is not in the vocabulary; look for it with text", term));
      continue;
    }
    out.nodes.push_back({term, {{*id, 1}}});
  }
}

void read_circle(QueryReader& query, const Engine& engine, registry::Query& out) {
  const auto near = query.integer("near", 110'000, 999'999);
  const auto radius = query.number("radius_km", 1, 5000);
  if (near.has_value() != radius.has_value()) {
    query.fault(near ? "radius_km" : "near", "missing", "near 与 radius_km 要一起给",
                "near and radius_km go together");
  }
  if (!near || !radius) return;
  const auto* place = engine.places().find(PlaceCode{static_cast<std::uint32_t>(*near)});
  if (!place) {
    return query.fault("near", "bad-choice", "不是 GB/T 2260 代码", "no GB/T 2260 code");
  }
  out.circle = registry::Query::Circle{place->location, *radius};
}

Result<view::FirmHit> hit_of(const Engine& engine, const registry::Query& query,
                             const std::optional<registry::EvidenceReader>& reader, const registry::QueryHit& hit) {
  const auto& snapshot = *engine.snapshot();
  const auto* row = snapshot.hot(hit.firm);
  auto texts = snapshot.texts(hit.firm);
  if (!row || !texts) return texts ? Error{ErrorCode::kNotFound, "no such firm"} : texts.error();
  auto marks = reader ? reader->read(*texts) : std::vector<registry::EvidenceMark>{};
  view::FirmHit out;
  out.firm = engine.key(hit.firm);
  out.name = texts->name;
  out.place = view::place_of(engine.places(), PlaceCode{row->place});
  out.score = hit.score;
  out.parts = view::registry_parts(hit, *row, *texts, marks);
  if (row->capital >= 0) out.capital = row->capital;
  if (row->registered != registry::HotRow::kNoDay) out.registered = Day{row->registered};
  out.listed = (row->flags & registry::kFlagListed) != 0;
  if (marks.empty()) marks = registry::find_words(engine.basis().table(), *texts, query.texts);
  out.evidence = view::evidence_of(*texts, marks, false, [&](const registry::EvidenceMark& mark) {
    if (mark.node == registry::kNoNode) return std::optional<std::string>();
    const auto& label = query.nodes[mark.node].label;
    return engine.atlas().find_node(label) ? std::optional(label) : std::nullopt;
  });
  out.provenance = view::provenance_of(engine, row->dataset);
  return out;
}

Reply workbook_of(const Context& context, const view::FirmSearch& found) {
  const auto pick = [&](const char* zh, const char* en) {
    return std::string(context.language() == Language::kEnglish ? en : zh);
  };
  auto book = Workbook::create(context.services().temporary_folder, pick("企业", "Firms"),
                               {{pick("企业", "Firm"), 36},
                                {pick("统一社会信用代码", "Code"), 22},
                                {pick("所在地", "Place"), 14},
                                {pick("得分", "Score"), 8},
                                {pick("注册资本（元）", "Capital (CNY)"), 16},
                                {pick("成立日期", "Registered"), 12},
                                {pick("上市", "Listed"), 6},
                                {pick("依据", "Evidence"), 60},
                                {pick("来源", "Source"), 24},
                                {pick("数据日期", "Date of data"), 12}});
  if (!book) return book.error();
  for (const auto& hit : found.items) {
    const auto written = book->row(
        {hit.name, hit.firm.front() == 'n' ? std::string() : hit.firm, hit.place.name.in(context.language()),
         hit.score, hit.capital ? Workbook::Cell(*hit.capital) : Workbook::Cell(),
         hit.registered ? Workbook::Cell(*hit.registered) : Workbook::Cell(), hit.listed,
         hit.parts.front().evidence.in(context.language()), hit.provenance.source, hit.provenance.date});
    if (!written) return written.error();
  }
  auto response = book->response(pick("企业.xlsx", "firms.xlsx"));
  if (!response) return response.error();
  return *std::move(response);
}

// The firm of the path, or a problem.
struct Wanted {
  EngineAccess engine;
  registry::FirmId firm;
};
std::optional<Problem> read_firm(Context& context, const http::Request& request, Wanted& wanted) {
  wanted.engine = engine_with_registry(context);
  if (!wanted.engine) return wanted.engine.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return problem;
  const auto firm = wanted.engine->firm(context.part("firm"));
  if (!firm) return not_found("名录里没有这家企业。", "The registry has no such firm.");
  wanted.firm = *firm;
  return std::nullopt;
}

}  // namespace

Reply list_firms(Context& context, const http::Request& request) {
  const auto engine = engine_with_registry(context);
  if (!engine) return engine.problem;
  const auto start = std::chrono::steady_clock::now();
  QueryReader query(request);
  auto wanted = read_filters(query, *engine);
  read_nodes(query, *engine, wanted);
  read_circle(query, *engine, wanted);
  wanted.top = static_cast<std::size_t>(query.integer("top", 1, 1000).value_or(50));
  const bool workbook = wants_workbook(query);
  if (auto problem = query.done()) return *problem;
  if (workbook) {
    if (auto problem = may_export(context)) return *problem;
  }
  const auto found = engine->queries()->search(wanted, true);
  if (!found) return found.error();
  std::optional<registry::EvidenceReader> reader;
  if (!wanted.nodes.empty() && !found->hits.empty()) {
    auto made = registry::EvidenceReader::create(*engine->snapshot(), engine->basis().table(), wanted.nodes);
    if (!made) return made.error();
    reader.emplace(*std::move(made));
  }
  view::FirmSearch out;
  out.matched = found->matched.value_or(0);
  for (const auto& hit : found->hits) {
    auto one = hit_of(*engine, wanted, reader, hit);
    if (!one) return one.error();
    out.items.push_back(*std::move(one));
  }
  if (workbook) return workbook_of(context, out);
  out.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return http::Response::json(200, to_json(out));
}

Reply count_firms(Context& context, const http::Request& request) {
  const auto engine = engine_with_registry(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  const auto by = query.choice("by", {"province", "city", "year", "node"});
  if (!by) query.fault("by", "missing", "缺少 by", "by is missing");
  auto wanted = read_filters(query, *engine);
  read_nodes(query, *engine, wanted);
  read_circle(query, *engine, wanted);
  if (auto problem = query.done()) return *problem;
  const auto rows = engine->queries()->count(wanted, *by == "province" ? registry::CountBy::kProvince
                                                     : *by == "city"   ? registry::CountBy::kCity
                                                     : *by == "year"   ? registry::CountBy::kYear
                                                                       : registry::CountBy::kNode);
  if (!rows) return rows.error();
  std::vector<view::FirmCount> items;
  for (const auto& row : *rows) {
    if (*by == "node") {
      const auto& label = wanted.nodes[row.key].label;
      const auto node = engine->atlas().find_node(label);
      items.push_back(
          {label, node ? view::words_of(engine->atlas().node(*node).name) : Words{label, label}, row.firms});
    } else if (*by == "year") {
      const auto year = row.key ? std::to_string(row.key) : std::string("不详");
      items.push_back({std::to_string(row.key), {year, row.key ? year : "not known"}, row.firms});
    } else {
      items.push_back(
          {std::to_string(row.key), view::place_of(engine->places(), PlaceCode{row.key}).name, row.firms});
    }
  }
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

Reply get_firm(Context& context, const http::Request& request) {
  Wanted wanted;
  if (auto problem = read_firm(context, request, wanted)) return *problem;
  auto firm = view::firm_of(*wanted.engine, wanted.firm);
  if (!firm) return firm.error();
  if (auto* views = context.services().views; views && context.principal()) {
    auto corrections = views->corrections(*context.principal(), firm->firm);
    if (!corrections) return corrections.error();
    firm->corrections = *std::move(corrections);
  }
  return http::Response::json(200, to_json(*firm));
}

Reply get_firm_scores(Context& context, const http::Request& request) {
  Wanted wanted;
  if (auto problem = read_firm(context, request, wanted)) return *problem;
  const auto scores = view::firm_scores(*wanted.engine, wanted.firm, kMostScores);
  if (!scores) return scores.error();
  return http::Response::json(200, "{\"items\":" + to_json(*scores) + "}");
}

}  // namespace lianzhao::api::resources
