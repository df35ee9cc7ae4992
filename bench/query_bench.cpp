// Times ranked queries over a snapshot in one process, and writes the same table and the same questions for a
// database to answer.
//
//   query_bench SNAPSHOT QUERIES [--export FOLDER]
//
// Prints JSON: {"queries", "median_ms", "p99_ms", "max_ms", "open_ms", "bounds_ms", "hits"};
// open_ms: the snapshot alone, bounds_ms: the table of bounds that a server makes after it. QUERIES questions of one
// to four nodes of the shipped chains, three to eight provinces, a range of capital and of age, drawn with a fixed
// seed; each is asked once to warm up and once more to be timed. The folder gets
//   firms.csv      firm, province, capital, registered (days), base: what focus, scale and standing give together
//   postings.csv   term, firm, points: of the terms asked for only
//   queries.json   [{nodes: [[[term, weight], ...], ...], provinces, capital_min, capital_max, from, to}]
#include <fmt/format.h>
#include <fmt/os.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

#include "base/file.h"
#include "base/random.h"
#include "registry/query/query_run.h"
#include "targeting/node_query.h"

namespace lianzhao {
namespace {

using Clock_ = std::chrono::steady_clock;
using registry::HotRow;

double milliseconds_since(Clock_::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock_::now() - start).count();
}

std::vector<registry::Query> draw_queries(const registry::Snapshot& snapshot, const FoldTable& table,
                                          const atlas::Atlas& atlas, const Places& places, std::size_t count) {
  std::vector<registry::QueryNode> nodes;
  for (const auto& chain : atlas.chains()) {
    for (const auto& node : chain.nodes) {
      auto terms = targeting::node_terms(snapshot, table, node);
      if (!terms.terms.empty()) nodes.push_back(std::move(terms));
    }
  }
  std::vector<PlaceCode> provinces;
  for (const auto& place : places.all()) {
    if (place.code.value % 10000 == 0) provinces.push_back(place.code);
  }
  Random random(20261124);
  std::vector<registry::Query> queries(count);
  for (auto& query : queries) {
    query.top = 100;
    for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i)
      query.nodes.push_back(nodes[random.below(nodes.size())]);
    for (std::size_t i = 0, n = 3 + random.below(6); i < n; ++i) {
      query.places.push_back(provinces[random.below(provinces.size())]);
    }
    query.capital_min = 1e6 * static_cast<double>(1 + random.below(10));
    query.capital_max = *query.capital_min * 200;
    query.registered_from = *make_day(1995 + static_cast<int>(random.below(10)), 1, 1);
    query.registered_to = *make_day(2012 + static_cast<int>(random.below(13)), 12, 31);
  }
  return queries;
}

void write_questions(const std::string& folder, const registry::Snapshot& snapshot,
                     const registry::QueryEngine& engine, const std::vector<registry::Query>& queries) {
  std::filesystem::create_directories(folder);
  boost::json::array list;
  std::set<registry::TermId> terms;
  for (const auto& query : queries) {
    boost::json::array nodes, provinces;
    for (const auto& node : query.nodes) {
      boost::json::array wanted;
      for (const auto& term : node.terms) {
        terms.insert(term.term);
        wanted.push_back(boost::json::array{term.term, term.weight});
      }
      nodes.push_back(wanted);
    }
    for (const auto place : query.places) provinces.push_back(place.value);
    list.push_back(boost::json::object{{"nodes", nodes},
                                       {"provinces", provinces},
                                       {"capital_min", *query.capital_min},
                                       {"capital_max", *query.capital_max},
                                       {"from", query.registered_from->since_epoch},
                                       {"to", query.registered_to->since_epoch}});
  }
  fmt::output_file(folder + "/queries.json").print("{}", boost::json::serialize(list));
  auto postings = fmt::output_file(folder + "/postings.csv");
  postings.print("term,firm,points\n");
  auto firms = fmt::output_file(folder + "/firms.csv");
  firms.print("firm,province,capital,registered,base\n");
  const registry::Query everything;
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const auto& segment = snapshot.segments()[s];
    for (const auto term : terms) {
      const auto found = segment.postings(term);
      for (std::size_t i = 0; i < found.rows.size(); ++i) {
        if (!segment.is_alive(found.rows[i])) continue;
        postings.print("{},{},{:.3f}\n", term, s * registry::kSegmentRows + found.rows[i],
                       registry::activity_points(found.payloads[i]));
      }
    }
    for (std::uint32_t row = 0; row < segment.rows; ++row) {
      if (!segment.is_alive(row)) continue;
      const registry::FirmId firm{s * registry::kSegmentRows + row};
      const auto& hot = segment.hot[row];
      if (hot.flags & registry::kFlagInactive) continue;
      firms.print("{},{},{},{},{:.4f}\n", firm.value, PlaceCode{hot.place}.province().value, hot.capital,
                  hot.registered, engine.score(everything, firm).score);
    }
  }
}

int run(int argc, char** argv) {
  if (argc != 3 && argc != 5) {
    fmt::print(stderr, "query_bench SNAPSHOT QUERIES [--export FOLDER]\n");
    return 2;
  }
  const auto fail = [](const Error& error) {
    fmt::print(stderr, "query_bench: {}\n", error.message);
    return 3;
  };
  const auto places = Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  if (!places) return fail(places.error());
  const auto atlas = atlas::load_atlas({LIANZHAO_SHARE_DIR "/atlas"});
  if (!atlas) return fail(atlas.error());
  const FoldTable table;
  const auto opening = Clock_::now();
  const auto snapshot = registry::Snapshot::open(argv[1]);
  if (!snapshot) return fail(snapshot.error());
  const double open_ms = milliseconds_since(opening);
  const auto threads = std::thread::hardware_concurrency();
  const auto bounding = Clock_::now();
  const registry::ScoreBounds bounds(*snapshot, threads);  // as the server has them
  const double bounds_ms = milliseconds_since(bounding);
  const registry::QueryEngine engine(*snapshot, *places, table, threads, &bounds);
  const auto queries = draw_queries(*snapshot, table, *atlas, *places, std::stoul(argv[2]));
  if (argc == 5) {
    write_questions(argv[4], *snapshot, engine, queries);
    return 0;
  }
  std::vector<double> times;
  std::size_t hits = 0;
  for (const bool timed : {false, true}) {
    for (const auto& query : queries) {
      const auto start = Clock_::now();
      const auto result = engine.search(query);
      if (!result) return fail(result.error());
      if (!timed) continue;
      times.push_back(milliseconds_since(start));
      hits += result->hits.size();
    }
  }
  std::sort(times.begin(), times.end());
  fmt::print("{}\n", boost::json::serialize(boost::json::object{{"queries", times.size()},
                                                                {"median_ms", times[times.size() / 2]},
                                                                {"p99_ms", times[times.size() * 99 / 100]},
                                                                {"max_ms", times.back()},
                                                                {"open_ms", open_ms},
                                                                {"bounds_ms", bounds_ms},
                                                                {"hits", hits}}));
  return 0;
}

}  // namespace
}  // namespace lianzhao

int main(int argc, char** argv) {
  return lianzhao::run(argc, argv);
}
