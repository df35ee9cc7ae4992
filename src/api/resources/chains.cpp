#include "api/resources/chains.h"

#include <fmt/format.h>

#include "api/json/chains.h"
#include "api/resources/engine_access.h"
#include "api/store_views.h"
#include "api/workbook.h"
#include "atlas/chain_picture_pdf.h"
#include "atlas/picture.h"

namespace lianzhao::api::resources {
namespace {

// The chain of the path.
struct Wanted {
  EngineAccess engine;
  std::size_t chain = 0;
};
std::optional<Problem> read_chain(Context& context, Wanted& wanted) {
  wanted.engine = engine_of(context);
  if (!wanted.engine) return wanted.engine.problem;
  const auto id = context.part("chain");
  const auto& chains = wanted.engine->atlas().chains();
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].id != id) continue;
    wanted.chain = i;
    return std::nullopt;
  }
  return not_found("没有这条产业链。", "There is no such chain.");
}

Reply workbook_of(const Context& context, const view::Chain& chain) {
  const auto pick = [&](const char* zh, const char* en) {
    return std::string(context.language() == Language::kEnglish ? en : zh);
  };
  auto book = Workbook::create(context.services().temporary_folder, chain.name.in(context.language()),
                               {{pick("环节", "Node"), 20},
                                {pick("编号", "Id"), 22},
                                {pick("位置", "Stage"), 12},
                                {pick("方向", "Direction"), 12},
                                {pick("单位", "Unit"), 8},
                                {pick("需求（年）", "Demand a year"), 14},
                                {pick("其中在地需求", "Of it in place"), 14},
                                {pick("本地供给（年）", "Local supply a year"), 14},
                                {pick("本地供给率", "Local supply rate"), 10},
                                {pick("缺口（年）", "Unmet a year"), 14},
                                {pick("缺口产值（元/年）", "Unmet value (CNY a year)"), 18},
                                {pick("优先度（元/年）", "Priority (CNY a year)"), 18},
                                {pick("本地企业", "Local firms"), 10},
                                {pick("外地可做企业", "Capable elsewhere"), 12}});
  if (!book) return book.error();
  for (const auto& n : chain.nodes) {
    const auto written =
        book->row({n.name.in(context.language()), n.id, n.stage, n.direction, n.unit.in(context.language()), n.demand,
                   n.demand_in_place, n.supply, n.rate ? Workbook::Cell(*n.rate) : Workbook::Cell(), n.unmet,
                   n.unmet_value, n.priority, static_cast<std::int64_t>(n.local_firms),
                   n.capable ? Workbook::Cell(static_cast<std::int64_t>(*n.capable)) : Workbook::Cell()});
    if (!written) return written.error();
  }
  auto response = book->response(chain.name.in(context.language()) + ".xlsx");
  if (!response) return response.error();
  return *std::move(response);
}

}  // namespace

Reply list_chains(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto chains = engine->chains();
  if (!chains) return chains.error();
  std::vector<view::ChainSummary> items;
  for (const auto chain : *chains) items.push_back(view::chain_summary(*engine, chain));
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

Reply get_chain(Context& context, const http::Request& request) {
  Wanted wanted;
  if (auto problem = read_chain(context, wanted)) return *problem;
  QueryReader query(request);
  const bool workbook = wants_workbook(query);
  if (auto problem = query.done()) return *problem;
  const auto chain = view::chain_of(*wanted.engine, wanted.chain);
  if (!workbook) return http::Response::json(200, to_json(chain));
  if (auto problem = may_export(context)) return *problem;
  return workbook_of(context, chain);
}

Reply get_node(Context& context, const http::Request& request) {
  Wanted wanted;
  if (auto problem = read_chain(context, wanted)) return *problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto& nodes = wanted.engine->atlas().chains()[wanted.chain].nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].id != context.part("node")) continue;
    auto detail = view::node_detail(*wanted.engine, {wanted.chain, i});
    if (auto* views = context.services().views; views && context.principal()) {
      auto history = views->node_history(*context.principal(), nodes[i].id);
      if (!history) return history.error();
      detail.history = *std::move(history);
    }
    return http::Response::json(200, to_json(detail));
  }
  return not_found("这条产业链没有这个环节。", "The chain has no such node.");
}

Reply get_picture(Context& context, const http::Request& request) {
  Wanted wanted;
  if (auto problem = read_chain(context, wanted)) return *problem;
  QueryReader query(request);
  const auto as = query.choice("as", {"svg", "pdf"}).value_or("svg");
  const auto language = query.choice("language", {"zh", "en"}).value_or("zh");
  if (auto problem = query.done()) return *problem;
  const auto& chain = wanted.engine->atlas().chains()[wanted.chain];
  const auto svg = atlas::draw_chain(chain, {language == "en"});
  if (!svg) return svg.error();
  http::Response response;
  if (as == "svg") {
    response.body = *svg;
    response.headers.set("Content-Type", "image/svg+xml");
    return response;
  }
  auto pdf = atlas::picture_to_pdf(*svg);
  if (!pdf) return pdf.error();
  response.body = *std::move(pdf);
  response.headers.set("Content-Type", "application/pdf");
  response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"{}.pdf\"", chain.id));
  return response;
}

}  // namespace lianzhao::api::resources
