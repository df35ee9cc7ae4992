#include "planning/trips/roster.h"

namespace lianzhao::planning {

Roster::Roster(const Timeline& timeline, const std::vector<double>& scores)
    : timeline_(&timeline),
      scores_(&scores),
      routes_(timeline.instance().teams.size()),
      team_of_(timeline.instance().nodes.size(), -1) {
  for (std::size_t team = 0; team < routes_.size(); ++team) set(team, {});
}

double Roster::score() const {
  double sum = 0;
  for (const auto& route : routes_) sum += route.score;
  return sum;
}

double Roster::effort() const {
  double sum = 0;
  for (const auto& route : routes_) sum += route.effort;
  return sum;
}

void Roster::set(std::size_t team, Sequence nodes) {
  auto& route = routes_[team];
  for (const auto node : route.nodes) {
    if (team_of_[node] == static_cast<std::int32_t>(team)) team_of_[node] = -1;
  }
  route.nodes = std::move(nodes);
  const auto n = route.nodes.size();
  const auto& t = timeline_->instance().teams[team];
  route.done.resize(n + 1);
  route.by.resize(n + 1);
  route.score = 0;
  route.effort = timeline_->effort_of(team, route.nodes);
  route.done[0] = timeline_->begin(team);
  route.places.assign(1, t.start);
  auto from = t.start;
  for (std::size_t i = 0; i < n; ++i) {
    const auto node = route.nodes[i];
    const auto place = timeline_->place(node);
    route.done[i + 1] = timeline_->visit(team, from, node, route.done[i]);
    from = place;
    route.places.push_back(place);
    route.score += (*scores_)[node];
    team_of_[node] = static_cast<std::int32_t>(team);
  }
  route.places.push_back(t.end);
  route.by[n] = timeline_->end(team);
  auto to = t.end;
  for (std::size_t i = n; i-- > 0;) {
    const auto node = route.nodes[i];
    const auto place = timeline_->place(node);
    const double settle = i + 1 < n ? timeline_->settle(place, to) : 0;  // none at home
    const double leave = timeline_->leave_by(team, route.by[i + 1] - settle, timeline_->leg(place, to));
    route.by[i] = timeline_->settle_by(team, node, leave);
    to = place;
  }
}

double Roster::cost_of_insertion(std::size_t team, std::size_t at, std::uint32_t node) const {
  const auto before = place_before(team, at), after = place_at(team, at), place = timeline_->place(node);
  return timeline_->leg(before, place) + timeline_->leg(place, after) - timeline_->leg(before, after) +
         timeline_->instance().nodes[node].service;
}

bool Roster::can_insert(std::size_t team, std::size_t at, std::uint32_t node) const {
  const auto& route = routes_[team];
  if (route.nodes.size() >= timeline_->instance().teams[team].most_visits || !timeline_->may(team, node))
    return false;
  const auto before = place_before(team, at), after = place_at(team, at), place = timeline_->place(node);
  const double done = timeline_->visit(team, before, node, route.done[at]);
  if (done == kNever) return false;
  const double settle = at < route.nodes.size() ? timeline_->settle(place, after) : 0;
  return timeline_->arrive(team, done, timeline_->leg(place, after)) + settle <= route.by[at];
}

}  // namespace lianzhao::planning
