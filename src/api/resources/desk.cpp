#include "api/resources/desk.h"

#include <algorithm>

#include "api/json/chains.h"
#include "api/json/targets.h"
#include "api/resources/engine_access.h"
#include "api/store_views.h"

namespace lianzhao::api::resources {
namespace {

using workspace::Engine;

constexpr std::size_t kGapsOfOverview = 12, kGapsOfChain = 4;
constexpr int kListsOfOverview = 10;
constexpr std::size_t kMostFound = 8;  // of each kind

struct Overview {
  std::vector<view::ChainSummary> chains;
  std::vector<view::Gap> gaps;
  view::DataState data;
  std::vector<Raw> lists;
  std::int64_t notices_unread = 0;
  std::vector<Raw> jobs;
};
BOOST_DESCRIBE_STRUCT(Overview, (), (chains, gaps, data, lists, notices_unread, jobs))

struct Found {
  std::string kind, id;
  Words title, subtitle;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id, title, subtitle, path))

// Compares folded: full-width forms, case.
class Finder {
 public:
  Finder(const Engine& engine, std::string_view words)
      : engine_(engine), wanted_(fold(engine.basis().table(), words)) {}

  // 0: does not match; 1: somewhere; 2: at the begin; 3: the whole.
  [[nodiscard]] int match(std::string_view text) const {
    const auto folded = fold(engine_.basis().table(), text);
    const auto at = folded.find(wanted_);
    return at == std::u16string::npos ? 0 : at > 0 ? 1 : folded.size() == wanted_.size() ? 3 : 2;
  }

 private:
  const Engine& engine_;
  std::u16string wanted_;
};

// Keeps the best of one kind, in order.
class Best {
 public:
  void add(int rank, Found found) {
    if (rank > 0) all_.emplace_back(rank, std::move(found));
  }
  void move_to(std::vector<std::string>& out) {
    std::stable_sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(all_.size(), kMostFound); ++i) out.push_back(to_json(all_[i].second));
  }

 private:
  std::vector<std::pair<int, Found>> all_;
};

void find_nodes(const Engine& engine, const Finder& finder, std::vector<std::string>& out) {
  Best chains, nodes;
  const auto of_zone = engine.chains();
  if (!of_zone) return;
  for (const auto index : *of_zone) {
    const auto& chain = engine.atlas().chains()[index];
    const auto name = view::words_of(chain.name);
    chains.add(std::max(finder.match(name.zh), finder.match(name.en)),
               {"chain", chain.id, name, {"产业链", "chain"}, "/chains/" + chain.id});
    for (const auto& node : chain.nodes) {
      int rank = 2 * std::max({finder.match(node.name.zh), finder.match(node.name.en), finder.match(node.id)});
      for (const auto& term : node.terms) rank = std::max(rank, finder.match(term));
      nodes.add(rank, {"node", node.id, view::words_of(node.name), name, "/chains/" + chain.id + "?node=" + node.id});
    }
  }
  chains.move_to(out);
  nodes.move_to(out);
}

void find_places(const Engine& engine, const Finder& finder, std::vector<std::string>& out) {
  Best places;
  for (const auto& place : engine.places().all()) {
    if (place.code.value % 100 != 0) continue;  // provinces and cities
    const int rank =
        std::max({finder.match(place.name), finder.match(place.short_name), finder.match(place.english)});
    if (rank < 2) continue;
    const auto* province = engine.places().find(place.code.province());
    const auto code = std::to_string(place.code.value);
    places.add(rank, {"place",
                      code,
                      {place.name, place.english.empty() ? place.name : place.english},
                      province ? Words{province->name, province->english} : Words{},
                      "/targets?places=" + code});
  }
  places.move_to(out);
}

Found firm_found(const Engine& engine, registry::FirmId firm, std::string name) {
  const auto key = engine.key(firm);
  const auto place = view::place_of(engine.places(), PlaceCode{engine.snapshot()->hot(firm)->place}).name;
  return {"firm", key, {name, name}, place, "/firms/" + key};
}

// By code, by brand, and by the makers of a term: what indexes answer. A scan of all names would take seconds.
void find_firms(const Engine& engine, const std::string& words, std::vector<std::string>& out) {
  if (!engine.snapshot()) return;
  const auto& snapshot = *engine.snapshot();
  std::vector<registry::FirmId> found;
  const auto add = [&](registry::FirmId firm) {
    if (found.size() < kMostFound && std::find(found.begin(), found.end(), firm) == found.end())
      found.push_back(firm);
  };
  if (const auto firm = engine.firm(words)) add(*firm);
  const auto parts = engine.basis().names().parse(words);
  for (const auto key : {registry::brand_key(words), registry::brand_key(parts.brand)}) {
    std::vector<registry::FirmId> others;
    for (const auto firm : targeting::firms_of_brand(engine.context({0, 0}), key)) {
      const auto name = snapshot.name(firm);
      // A whole name is meant alone; a brand means all its firms.
      if (name && *name == words) {
        add(firm);
      } else if (others.size() < kMostFound) {
        others.push_back(firm);
      }
    }
    for (const auto firm : others) add(firm);
  }
  for (const auto firm : found) {
    auto name = snapshot.name(firm);
    if (name) out.push_back(to_json(firm_found(engine, firm, *std::move(name))));
  }
}

}  // namespace

Reply get_overview(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  Overview out;
  const auto chains = engine->chains();
  if (!chains) return chains.error();
  for (const auto chain : *chains) {
    out.chains.push_back(view::chain_summary(*engine, chain));
    for (auto& gap : view::gaps_of(*engine, chain, kGapsOfChain)) out.gaps.push_back(std::move(gap));
  }
  std::stable_sort(out.gaps.begin(), out.gaps.end(),
                   [](const auto& a, const auto& b) { return a.priority > b.priority; });
  if (out.gaps.size() > kGapsOfOverview) out.gaps.resize(kGapsOfOverview);
  out.data = view::data_state(*engine);
  if (auto* views = context.services().views; views && context.principal()) {
    out.lists = views->open_lists(*context.principal(), kListsOfOverview);
    out.notices_unread = views->notices_unread(*context.principal());
    out.jobs = views->jobs_under_way(*context.principal());
  }
  return http::Response::json(200, to_json(out));
}

Reply search(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  const auto words = query.text("q", 100);
  if (!words || words->empty()) query.fault("q", "missing", "缺少 q", "q is missing");
  if (auto problem = query.done()) return *problem;
  std::vector<std::string> items;
  const Finder finder(*engine, *words);
  find_nodes(*engine, finder, items);
  find_firms(*engine, *words, items);
  find_places(*engine, finder, items);
  if (auto* views = context.services().views; views && context.principal()) {
    for (auto& found : views->find(*context.principal(), *words, static_cast<int>(kMostFound))) {
      items.push_back(std::move(found.json));
    }
  }
  std::string out = "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? "," : "") + items[i];
  return http::Response::json(200, out + "]}");
}

Reply list_places(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  const auto within = query.integer("within", 110'000, 999'999);
  if (within && !engine->places().find(PlaceCode{static_cast<std::uint32_t>(*within)})) {
    query.fault("within", "bad-choice", "不是 GB/T 2260 代码", "no GB/T 2260 code");
  }
  if (auto problem = query.done()) return *problem;
  std::vector<view::Place> items;
  for (const auto& place : engine->places().all()) {
    const bool province = place.code.value % 10000 == 0;
    const PlaceCode area{within ? static_cast<std::uint32_t>(*within) : 0};
    // Within a province: its cities, and the counties that it governs directly, which stand as cities.
    const bool listed = !within ? province
                                : place.code != area && area.contains(place.code) &&
                                      (area.value % 10000 != 0 || place.code.value % 100 == 0 ||
                                       !engine->places().find(place.code.city()));
    if (listed) items.push_back(view::place_of(engine->places(), place.code));
  }
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

}  // namespace lianzhao::api::resources
