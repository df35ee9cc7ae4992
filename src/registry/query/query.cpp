#include "registry/query/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <thread>

#include "registry/query/query_run.h"

namespace lianzhao::registry {

float activity_points(std::uint8_t payload) {
  // make, process, research, install, sell, rent, service
  static constexpr std::array<float, kActivityCount> kPoints = {4.0f, 2.6f, 2.4f, 1.2f, 1.0f, 0.5f, 1.0f};
  float best = 0;
  for (std::size_t i = 0; i < kActivityCount; ++i) {
    if (payload >> i & 1) best = std::max(best, kPoints[i]);
  }
  if ((payload & kAnyActivity) == 0) best = 1.4f;  // unstated: between maker and dealer
  return payload & kHeadBit ? best : best * 0.3f;
}

QueryEngine::QueryEngine(const Snapshot& snapshot, const Places& places, const FoldTable& table, unsigned threads,
                         const ScoreBounds* bounds)
    : snapshot_(snapshot),
      places_(places),
      table_(table),
      threads_(std::max(1u, threads)),
      bounds_(bounds),
      focus_(focus_points()) {}

Result<QueryResult> QueryEngine::search(const Query& query, bool count) const {
  if (query.top > Query::kMaxTop) {
    return Error{ErrorCode::kBadArgument,
                 fmt::format("at most {} firms can be listed; narrow the search", Query::kMaxTop)};
  }
  QueryRun first(*this, query);
  if (auto checked = first.check(); !checked) return checked.error();
  const auto shares = std::clamp<std::size_t>(snapshot_.segments().size() / kSegmentsPerThread, 1, threads_);
  struct Share {
    QueryResult result;
    Status status;
  };
  std::vector<Share> found(shares);
  const auto work = [&](QueryRun& run, std::size_t share) {
    run.take_share(static_cast<std::uint32_t>(share), static_cast<std::uint32_t>(shares));
    if (count) found[share].result.matched = 0;
    found[share].status = run.search(found[share].result);
  };
  std::vector<std::thread> others;
  for (std::size_t share = 1; share < shares; ++share) {
    others.emplace_back([&, share] {
      QueryRun run(*this, query);
      work(run, share);
    });
  }
  work(first, 0);
  for (auto& thread : others) thread.join();
  for (auto& share : found) {
    if (!share.status) return share.status.error();
    if (&share != &found.front()) QueryRun::merge(found.front().result, std::move(share.result), query.top);
  }
  return std::move(found.front().result);
}

Result<std::vector<CountRow>> QueryEngine::count(const Query& query, CountBy by) const {
  std::map<std::uint32_t, std::uint64_t> counts;
  if (by == CountBy::kNode) {
    for (std::uint32_t i = 0; i < query.nodes.size(); ++i) {
      Query one = query;
      one.nodes = {query.nodes[i]};
      QueryRun run(*this, one);
      if (auto checked = run.check(); !checked) return checked.error();
      counts[i] = 0;
      if (auto done = run.visit([&](const HotRow&) { ++counts[i]; }); !done) return done.error();
    }
  } else {
    QueryRun run(*this, query);
    if (auto checked = run.check(); !checked) return checked.error();
    const auto key = [&](const HotRow& row) -> std::uint32_t {
      const PlaceCode place{row.place};
      switch (by) {
        case CountBy::kProvince:
          return place.province().value;
        case CountBy::kCity:
          return places_.find(place.city()) ? place.city().value : place.value;
        default:
          return row.registered == HotRow::kNoDay ? 0 : static_cast<std::uint32_t>(Day{row.registered}.year());
      }
    };
    if (auto done = run.visit([&](const HotRow& row) { ++counts[key(row)]; }); !done) return done.error();
  }
  std::vector<CountRow> rows;
  rows.reserve(counts.size());
  for (const auto& [key, firms] : counts) rows.push_back({key, firms});
  if (by == CountBy::kProvince || by == CountBy::kCity) {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.firms > b.firms; });
  }
  return rows;
}

QueryHit QueryEngine::score(const Query& query, FirmId firm) const {
  return FirmScorer(*this, query).score(firm);
}

QueryHit QueryEngine::make_hit(FirmId firm, const HotRow& row, float capability) const {
  QueryHit hit{firm, 0, {capability, focus_[row.phrases], scale_points(row.capital), standing_points(row.flags)}};
  for (const float part : hit.parts) hit.score += part;
  return hit;
}

FirmScorer::FirmScorer(const QueryEngine& engine, const Query& query)
    : engine_(engine), query_(query), points_(payload_points(query)) {}

QueryHit FirmScorer::score(FirmId firm) const {
  const HotRow* row = engine_.snapshot_.hot(firm);
  if (!row) return {firm, 0, {}};
  const auto& segment = engine_.snapshot_.segments()[firm.segment()];
  float capability = 0;
  for (const auto& node : query_.nodes) {
    float best = 0;
    for (const auto& [term, weight] : node.terms) {
      const auto postings = segment.postings(term);
      const auto at = std::lower_bound(postings.rows.begin(), postings.rows.end(), firm.row());
      if (at == postings.rows.end() || *at != firm.row()) continue;
      best =
          std::max(best, weight * points_[postings.payloads[static_cast<std::size_t>(at - postings.rows.begin())]]);
    }
    capability += best;
  }
  return engine_.make_hit(firm, *row, capability);
}

}  // namespace lianzhao::registry
