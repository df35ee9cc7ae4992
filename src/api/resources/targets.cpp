#include "api/resources/targets.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "api/json/targets.h"
#include "api/resources/engine_access.h"
#include "api/store_views.h"
#include "api/workbook.h"

namespace lianzhao::api::resources {
namespace {

using workspace::Engine;

constexpr std::size_t kMostTargets = 20'000;  // of one answer
constexpr double kMostFactor = 10;

// "scale:0.5,ties:2": factors on the weights in force; a part whose weight is 0 counts from its shipped one, so that
// it can be tried. Nothing where none is given.
std::optional<targeting::ScoreWeights> read_weights(QueryReader& query, const Engine& engine) {
  const auto given = query.texts("weights", targeting::kScoreParts);
  if (given.empty()) return std::nullopt;
  auto weights = engine.weights();
  for (const auto& one : given) {
    const auto colon = one.find(':');
    const auto name = std::string_view(one).substr(0, colon);
    const auto part = std::find(targeting::kScorePartNames.begin(), targeting::kScorePartNames.end(), name);
    double factor = -1;
    if (colon != std::string::npos) std::from_chars(one.data() + colon + 1, one.data() + one.size(), factor);
    if (part == targeting::kScorePartNames.end() || !(factor >= 0 && factor <= kMostFactor)) {
      query.fault("weights", "bad-choice", fmt::format("{} 应为 部分:系数，系数 0 到 10", one),
                  fmt::format("{} must be part:factor, the factor from 0 to 10", one));
      continue;
    }
    const auto index = static_cast<std::size_t>(part - targeting::kScorePartNames.begin());
    const double shipped = engine.shipped_weights().weight[index];
    const double base = engine.weights().weight[index] > 0 ? engine.weights().weight[index]
                        : shipped > 0                      ? shipped
                                                           : 1;
    weights.weight[index] = base * factor;
  }
  return weights;
}

// The nodes asked for: one, or the first gaps of a chain or of all.
Result<std::vector<atlas::NodeRef>> wanted_nodes(const Engine& engine, const std::optional<std::string>& node,
                                                 const std::optional<std::string>& chain, std::size_t gaps) {
  std::vector<atlas::NodeRef> out;
  if (node) {
    auto found = engine.node(*node);
    if (!found) return found.error();
    out.push_back(*found);
    return out;
  }
  auto chains = engine.chains(chain.value_or(""));
  if (!chains) return chains.error();
  for (const auto index : *chains) {
    std::size_t taken = 0;
    for (const auto gap : engine.diagnosis(index).ranked()) {
      if (taken++ == gaps) break;
      out.push_back({index, gap});
    }
  }
  return out;
}

Reply workbook_of(const Context& context, const std::vector<view::TargetNode>& nodes) {
  const bool english = context.language() == Language::kEnglish;
  const auto pick = [&](const Words& words) { return words.in(context.language()); };
  std::vector<Workbook::Column> columns;
  for (const auto& [title, width] :
       std::initializer_list<std::pair<Words, double>>{{{"环节", "Node"}, 20},
                                                       {{"名次", "Rank"}, 6},
                                                       {{"企业", "Firm"}, 36},
                                                       {{"统一社会信用代码", "Code"}, 22},
                                                       {{"所在地", "Place"}, 14},
                                                       {{"区域", "Region"}, 12},
                                                       {{"距离（公里）", "Distance (km)"}, 10},
                                                       {{"注册资本（元）", "Capital (CNY)"}, 16},
                                                       {{"成立日期", "Registered"}, 12},
                                                       {{"上市", "Listed"}, 6},
                                                       {{"字号", "Brand"}, 12},
                                                       {{"得分", "Score"}, 8}}) {
    columns.push_back({pick(title), width});
  }
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) columns.push_back({pick(view::part_name(i)), 8});
  for (const auto& [title, width] :
       std::initializer_list<std::pair<Words, double>>{{{"依据", "Evidence"}, 60},
                                                       {{"怎么招", "Approach"}, 30},
                                                       {{"来源", "Source"}, 24},
                                                       {{"数据日期", "Date of data"}, 12},
                                                       {{"来源状态", "Status"}, 12}}) {
    columns.push_back({pick(title), width});
  }
  auto book = Workbook::create(context.services().temporary_folder, english ? "Targets" : "目标企业", columns);
  if (!book) return book.error();
  for (const auto& node : nodes) {
    for (const auto& t : node.targets) {
      std::vector<Workbook::Cell> cells{pick(node.node.name), static_cast<std::int64_t>(t.rank), t.name,
                                        t.firm.front() == 'n' ? std::string() : t.firm, pick(t.place.name)};
      cells.emplace_back(t.region_name ? Workbook::Cell(pick(*t.region_name)) : Workbook::Cell());
      cells.emplace_back(t.distance_km ? Workbook::Cell(*t.distance_km) : Workbook::Cell());
      cells.emplace_back(t.capital ? Workbook::Cell(*t.capital) : Workbook::Cell());
      cells.emplace_back(t.registered ? Workbook::Cell(*t.registered) : Workbook::Cell());
      cells.emplace_back(t.listed);
      cells.emplace_back(t.brand);
      cells.emplace_back(t.score);
      for (const auto& part : t.parts) cells.emplace_back(part.points);
      cells.emplace_back(t.parts.empty() ? std::string() : pick(t.parts.front().evidence));
      cells.emplace_back(t.approaches.empty()
                             ? std::string()
                             : pick(t.approaches.front().name) + ": " + pick(t.approaches.front().why));
      cells.emplace_back(t.provenance.source);
      cells.emplace_back(t.provenance.date);
      cells.emplace_back(t.provenance.status);
      if (auto written = book->row(cells); !written) return written.error();
    }
  }
  auto response = book->response(english ? "targets.xlsx" : "目标企业.xlsx");
  if (!response) return response.error();
  return *std::move(response);
}

}  // namespace

Reply list_targets(Context& context, const http::Request& request) {
  const auto engine = engine_with_registry(context);
  if (!engine) return engine.problem;
  const auto start = std::chrono::steady_clock::now();
  QueryReader query(request);
  const auto node = query.text("node", 80), chain = query.text("chain", 40);
  const auto top = static_cast<std::size_t>(query.integer("top", 1, 500).value_or(50));
  const auto gaps = static_cast<std::size_t>(query.integer("gaps", 1, 100).value_or(5));
  targeting::TargetRequest wanted{top, read_filters(query, *engine)};
  const auto weights = read_weights(query, *engine);
  const bool workbook = wants_workbook(query);
  if (auto problem = query.done()) return *problem;
  if (workbook) {
    if (auto problem = may_export(context)) return *problem;
  }
  const auto nodes = wanted_nodes(*engine, node, chain, gaps);
  if (!nodes) return not_found("没有这个产业链或环节。", nodes.error().message);
  if (nodes->size() * top > kMostTargets) {
    return Problem::of("too-large", fmt::format("一次最多列出 {} 家；请减少 top 或 gaps。", kMostTargets),
                       fmt::format("At most {} firms are listed at once; lower top or gaps.", kMostTargets));
  }
  view::TargetResult result;
  for (const auto ref : *nodes) {
    const auto found = engine->targets(ref, wanted, weights ? &*weights : nullptr);
    if (!found) return found.error();
    result.nodes.push_back(view::target_node(*engine, *found));
  }
  if (workbook) return workbook_of(context, result.nodes);
  if (auto* views = context.services().views; views && context.principal()) {
    for (auto& of_node : result.nodes) {
      for (auto& target : of_node.targets) {
        auto lists = views->lists_with_firm(*context.principal(), target.firm);
        if (!lists) return lists.error();
        target.lists = *std::move(lists);
      }
    }
  }
  result.data = view::data_state(*engine);
  result.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return http::Response::json(200, to_json(result));
}

Reply get_weights(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto weights = view::weights_of(*engine);
  return http::Response::json(200, to_json(weights)).with("ETag", fmt::format("\"{}\"", weights.version));
}

}  // namespace lianzhao::api::resources
