#include "registry/query/query_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace lianzhao::registry {
namespace {

// log2 by the float's own exponent, linear between powers of two: rising, exact at powers of two, at most 0.086 off.
// Cheap enough to be the definition of the scale part.
float log2_linear(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return static_cast<float>(bits) * (1.0f / (1u << 23)) - 127.0f;
}

constexpr float kNever = -std::numeric_limits<float>::infinity();  // below every score

bool better(const QueryHit& a, const QueryHit& b) {
  return a.score != b.score ? a.score > b.score : a.firm < b.firm;
}

}  // namespace

std::array<float, 256> focus_points() {
  std::array<float, 256> points{};
  for (std::size_t i = 2; i < points.size(); ++i) points[i] = -0.25f * std::log(static_cast<float>(i));
  return points;
}

float scale_points(float capital) {
  constexpr float kLog10Of2 = 0.30103f;
  if (!(capital > 0)) return 0;
  return std::clamp(0.45f * kLog10Of2 * log2_linear(capital / 1e6f), -0.9f, 1.8f);
}

float standing_points(std::uint32_t flags) {
  float points = 0;
  if (flags & kFlagListed) points += 0.8f;
  if (flags & kFlagBranch) points -= 1.5f;
  if (flags & kFlagInactive) points -= 6.0f;
  if (flags & kFlagIndividual) points -= 1.2f;
  return points;
}

std::array<float, 256> payload_points(const Query& query) {
  std::array<float, 256> points{};
  for (unsigned payload = 0; payload < 256; ++payload) {
    const bool wanted = query.activities == kAnyActivity || (payload & query.activities & kAnyActivity) ||
                        (query.unstated && (payload & kAnyActivity) == 0);
    const bool head = !query.heads_only || (payload & kHeadBit);
    points[payload] = wanted && head ? activity_points(static_cast<std::uint8_t>(payload)) : 0.0f;
  }
  return points;
}

QueryRun::QueryRun(const QueryEngine& engine, const Query& query)
    : engine_(engine),
      query_(query),
      filter_(query, engine.places_),
      texts_(query.texts, engine.table_),
      points_(payload_points(query)),
      total_(kSegmentRows, 0.0f),
      node_(query.nodes.size() > 1 ? kSegmentRows : 0, 0.0f),
      marked_(kSegmentRows / 64, 0),
      node_marked_(query.nodes.size() > 1 ? kSegmentRows / 64 : 0, 0),
      candidates_(kSegmentRows) {}

Status QueryRun::check() const {
  std::size_t terms = 0;
  for (const auto& node : query_.nodes) terms += node.terms.size();
  if (query_.nodes.size() > Query::kMaxNodes || terms > Query::kMaxTerms) {
    return Error{ErrorCode::kBadArgument,
                 fmt::format("{} nodes with {} terms asked for; at most {} with {} are searched at once",
                             query_.nodes.size(), terms, Query::kMaxNodes, Query::kMaxTerms)};
  }
  return {};
}

void QueryRun::touch(const SegmentView& segment) {
  if (query_.nodes.empty()) {
    std::fill_n(marked_.begin(), (segment.rows + 63) / 64, ~0ull);
    return;
  }
  const bool several = query_.nodes.size() > 1;
  auto& sums = several ? node_ : total_;
  auto& marks = several ? node_marked_ : marked_;
  for (const auto& node : query_.nodes) {
    for (const auto& [term, weight] : node.terms) {
      const auto postings = segment.postings(term);
      const std::size_t count = postings.rows.size();
      for (std::size_t i = 0; i < count; ++i) {
        const float points = weight * points_[postings.payloads[i]];
        if (points <= 0) continue;
        const std::uint16_t row = postings.rows[i];
        sums[row] = std::max(sums[row], points);
        marks[row >> 6] |= 1ull << (row & 63);
      }
    }
    if (!several) continue;
    for (std::size_t w = 0; w < node_marked_.size(); ++w) {
      std::uint64_t word = node_marked_[w];
      if (word == 0) continue;
      marked_[w] |= word;
      node_marked_[w] = 0;
      for (; word != 0; word &= word - 1) {
        const std::size_t row = w * 64 + static_cast<std::size_t>(std::countr_zero(word));
        total_[row] += node_[row];
        node_[row] = 0;
      }
    }
  }
}

// Leaves marked only the rows of the brand.
void QueryRun::touch_brand(const SegmentView& segment) {
  std::vector<std::uint64_t> of_brand(marked_.size(), 0);
  auto at = std::lower_bound(segment.brands.begin(), segment.brands.end(), query_.brand,
                             [](const BrandEntry& entry, std::uint64_t key) { return entry.key < key; });
  for (; at != segment.brands.end() && at->key == query_.brand; ++at)
    of_brand[at->row >> 6] |= 1ull << (at->row & 63);
  for (std::size_t w = 0; w < marked_.size(); ++w) {
    for (std::uint64_t gone = marked_[w] & ~of_brand[w]; gone != 0; gone &= gone - 1) {
      total_[w * 64 + static_cast<std::size_t>(std::countr_zero(gone))] = 0;
    }
    marked_[w] &= of_brand[w];
  }
}

template <class Most>
std::size_t QueryRun::keep_marked(std::size_t segment_rows, float least, const Most& most_other) {
  float* total = total_.data();
  std::uint16_t* rows = candidates_.data();
  std::size_t marked = 0, kept = 0;
  const std::size_t words = (segment_rows + 63) / 64;
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t word = std::exchange(marked_[w], 0);
    marked += static_cast<std::size_t>(std::popcount(word));
    for (; word != 0; word &= word - 1) {
      const std::size_t row = w * 64 + static_cast<std::size_t>(std::countr_zero(word));
      if (total[row] + most_other(row) < least) {  // most rows, once the heap is full
        total[row] = 0;
      } else {
        rows[kept++] = static_cast<std::uint16_t>(row);
      }
    }
  }
  // Marks behind the last row are a damaged file's.
  while (kept > 0 && rows[kept - 1] >= segment_rows) total[rows[--kept]] = 0;
  marked_count_ = marked;
  return kept;
}

std::size_t QueryRun::collect(std::uint32_t index, float least) {
  const auto& segment = engine_.snapshot_.segments()[index];
  float* total = total_.data();
  std::uint16_t* rows = candidates_.data();
  std::size_t kept;
  if (engine_.bounds_ && least > kNever) {
    const auto* bounds = engine_.bounds_->of_segment(index).data();
    const std::size_t last = segment.rows - 1;
    kept = keep_marked(segment.rows, least,
                       [&](std::size_t row) { return ScoreBounds::points(bounds[std::min(row, last)]); });
  } else {
    kept = keep_marked(segment.rows, least, [](std::size_t) { return kMostOther; });
  }
  std::size_t accepted = 0;
  const HotRow* hot = segment.hot.data();
  constexpr std::size_t kAhead =
      24;  // the column is far larger than the caches: each row is fetched this much before
  for (std::size_t i = 0; i < kept; ++i) {
    __builtin_prefetch(&hot[rows[std::min(i + kAhead, kept - 1)]]);
    const std::uint16_t row = rows[i];
    const bool good = filter_.accepts(hot[row]);
    rows[accepted] = row;
    accepted += good;
    total[row] = good ? total[row] : 0.0f;
  }
  candidate_count_ = accepted;
  return marked_count_;
}

Status QueryRun::search(QueryResult& result) {
  auto& heap = result.hits;  // the worst on top
  float worst = kNever;
  const auto segments = engine_.snapshot_.segments();
  for (std::uint32_t s = first_segment_; s < segments.size(); s += segment_step_) {
    const auto& segment = segments[s];
    touch(segment);
    if (query_.brand != 0) touch_brand(segment);
    if (auto begun = texts_.begin(segment); !begun) return begun;
    result.candidates += collect(s, result.matched ? kNever : worst);
    for (std::size_t i = 0; i < candidate_count_; ++i) {
      const std::uint32_t row = candidates_[i];
      const float capability = take_capability(row);
      if (!segment.is_alive(row)) continue;
      const auto hit = engine_.make_hit({s * kSegmentRows + row}, segment.hot[row], capability);
      const bool enters = query_.top > 0 && (heap.size() < query_.top || better(hit, heap.front()));
      if (!enters && !result.matched) continue;
      if (!texts_.accepts(row)) continue;
      if (result.matched) ++*result.matched;
      if (!enters) continue;
      if (heap.size() == query_.top) {
        std::pop_heap(heap.begin(), heap.end(), better);
        heap.pop_back();
      }
      heap.push_back(hit);
      std::push_heap(heap.begin(), heap.end(), better);
      if (heap.size() == query_.top) worst = heap.front().score;
    }
    if (auto good = texts_.state(); !good) return good;
  }
  std::sort(heap.begin(), heap.end(), better);
  return {};
}

void QueryRun::merge(QueryResult& result, QueryResult&& other, std::size_t top) {
  result.candidates += other.candidates;
  if (result.matched && other.matched) *result.matched += *other.matched;
  std::vector<QueryHit> all(result.hits.size() + other.hits.size());
  std::merge(result.hits.begin(), result.hits.end(), other.hits.begin(), other.hits.end(), all.begin(), better);
  if (all.size() > top) all.resize(top);
  result.hits = std::move(all);
}

Status QueryRun::visit(const std::function<void(const HotRow&)>& each) {
  const auto segments = engine_.snapshot_.segments();
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const auto& segment = segments[s];
    touch(segment);
    if (query_.brand != 0) touch_brand(segment);
    if (auto begun = texts_.begin(segment); !begun) return begun;
    collect(s, kNever);
    for (std::size_t i = 0; i < candidate_count_; ++i) {
      const std::uint32_t row = candidates_[i];
      take_capability(row);
      if (segment.is_alive(row) && texts_.accepts(row)) each(segment.hot[row]);
    }
    if (auto good = texts_.state(); !good) return good;
  }
  return {};
}

}  // namespace lianzhao::registry
