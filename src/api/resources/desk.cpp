#include "api/resources/desk.h"

#include <algorithm>
#include <chrono>

#include "api/json/chains.h"
#include "api/json/targets.h"
#include "api/resources/engine_access.h"
#include "api/store_views.h"
#include "registry/query/name_search.h"

namespace lianzhao::api::resources {
namespace {

using workspace::Engine;

constexpr std::size_t kGapsOfOverview = 12, kGapsOfChain = 4;
constexpr int kListsOfOverview = 10;
constexpr std::size_t kMostFound = 8;        // of each kind
constexpr std::size_t kLeastCharacters = 2;  // of a part of a name: one alone stands in nearly every name
constexpr std::chrono::milliseconds kTimeForNames{50};

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
    const int match =
        std::max({finder.match(place.name), finder.match(place.short_name), finder.match(place.english)});
    if (match < 2) continue;
    const int rank = 2 * match - (place.code.value % 100 != 0);  // counties after the cities that match as well
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

std::size_t characters(std::string_view words) {
  return static_cast<std::size_t>(std::count_if(
      words.begin(), words.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Found firm_found(const Engine& engine, registry::FirmId firm, std::string name) {
  const auto key = engine.key(firm);
  const auto place = view::place_of(engine.places(), PlaceCode{engine.snapshot()->hot(firm)->place}).name;
  return {"firm", key, {name, name}, place, "/firms/" + key};
}

// By code and by brand, what indexes answer; then by a part of the name, as far as the time goes. Returns whether all
// names were looked through, or enough were found.
Result<bool> find_firms(const Engine& engine, const std::string& words, std::vector<std::string>& out) {
  if (!engine.snapshot()) return true;
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
  bool complete = true;
  if (found.size() < kMostFound && characters(words) >= kLeastCharacters) {
    const auto end = std::chrono::steady_clock::now() + kTimeForNames;
    const auto matches =
        registry::find_in_names(snapshot, words, kMostFound, [&] { return std::chrono::steady_clock::now() >= end; });
    if (!matches) return matches.error();
    for (const auto firm : matches->firms) add(firm);
    complete = matches->complete || found.size() == kMostFound;
  }
  for (const auto firm : found) {
    auto name = snapshot.name(firm);
    if (!name) return name.error();
    out.push_back(to_json(firm_found(engine, firm, *std::move(name))));
  }
  return complete;
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
    auto lists = views->open_lists(*context.principal(), kListsOfOverview);
    if (!lists) return lists.error();
    auto unread = views->notices_unread(*context.principal());
    if (!unread) return unread.error();
    auto jobs = views->jobs_under_way(*context.principal());
    if (!jobs) return jobs.error();
    out.lists = *std::move(lists);
    out.notices_unread = *unread;
    out.jobs = *std::move(jobs);
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
  const auto complete = find_firms(*engine, *words, items);
  if (!complete) return complete.error();
  find_places(*engine, finder, items);
  if (auto* views = context.services().views; views && context.principal()) {
    auto records = views->find(*context.principal(), *words, static_cast<int>(kMostFound));
    if (!records) return records.error();
    for (auto& found : *records) items.push_back(std::move(found.json));
  }
  std::string out = "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? "," : "") + items[i];
  return http::Response::json(200, out + "],\"complete\":" + (*complete ? "true}" : "false}"));
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
