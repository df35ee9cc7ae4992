#include "planning/landing/network.h"

#include <fmt/format.h>

#include <algorithm>

#include "planning/landing/rules.h"

namespace lianzhao::planning {
namespace {

// A circle among the tasks that no topological order reaches, as "a -> b -> a".
std::string circle_in_words(const Plan& plan, const std::vector<std::uint32_t>& waiting) {
  std::vector<std::size_t> from(plan.tasks.size(), SIZE_MAX);
  for (const auto& d : plan.dependencies) {
    if (waiting[d.from] > 0 && waiting[d.to] > 0) from[d.to] = d.from;
  }
  std::size_t at = 0;
  while (waiting[at] == 0) ++at;
  // Each waiting task waits for a waiting one, so that walking back for long enough ends inside a circle.
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) at = from[at];
  std::vector<std::string> ids = {plan.tasks[at].id};
  for (auto next = from[at]; next != at; next = from[next]) ids.push_back(plan.tasks[next].id);
  std::reverse(ids.begin(), ids.end());
  ids.insert(ids.begin(), ids.back());
  return fmt::format("{}", fmt::join(ids, " -> "));
}

}  // namespace

Result<Network> Network::make(const Plan& plan) {
  if (auto sound = check_tasks(plan); !sound) return sound.error();
  const auto n = plan.tasks.size();
  Network network;
  network.before_at_.assign(n + 1, 0);
  network.after_at_.assign(n + 1, 0);
  for (const auto& d : plan.dependencies) {
    ++network.before_at_[d.to + 1];
    ++network.after_at_[d.from + 1];
  }
  for (std::size_t i = 0; i < n; ++i) {
    network.before_at_[i + 1] += network.before_at_[i];
    network.after_at_[i + 1] += network.after_at_[i];
  }
  network.before_.resize(plan.dependencies.size());
  network.after_.resize(plan.dependencies.size());
  auto before_next = network.before_at_, after_next = network.after_at_;
  for (std::size_t i = 0; i < plan.dependencies.size(); ++i) {
    const auto& d = plan.dependencies[i];
    const auto index = static_cast<std::uint32_t>(i);
    network.before_[before_next[d.to]++] = {static_cast<std::uint32_t>(d.from), index, d.link, d.lag_kind, d.lag};
    network.after_[after_next[d.from]++] = {static_cast<std::uint32_t>(d.to), index, d.link, d.lag_kind, d.lag};
  }
  std::vector<std::uint32_t> waiting(n);
  for (std::size_t i = 0; i < n; ++i) {
    waiting[i] = network.before_at_[i + 1] - network.before_at_[i];
    if (waiting[i] == 0) network.order_.push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t at = 0; at < network.order_.size(); ++at) {
    for (const auto& arc : network.after(network.order_[at])) {
      if (--waiting[arc.task] == 0) network.order_.push_back(arc.task);
    }
  }
  if (network.order_.size() < n) {
    const auto circle = circle_in_words(plan, waiting);
    return told(ErrorCode::kBadInput, fmt::format("这些任务循环等待：{}。", circle),
                fmt::format("these tasks wait for each other in a circle: {}", circle));
  }
  if (auto sound = check_order(plan, network); !sound) return sound.error();
  return network;
}

}  // namespace lianzhao::planning
