#include "planning/landing/law_changes.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::planning {
namespace {

// The text before `used` in its chain that held on `day`; null where it is `used` itself or none.
const Provision* held_before(const Citation& used, const LawBook& laws, Day day) {
  for (const auto& [id, each] : laws.provisions()) {
    if (each.replaced_by != used.id) continue;
    if (each.holds(day)) return &each;
    if (const auto* earlier = held_before(laws.cite(each), laws, day)) return earlier;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(LawChangeKind kind) {
  return kind == LawChangeKind::kReplaced ? "replaced" : "since-saved";
}

std::vector<const Citation*> citations_of(const Task& task) {
  std::vector<const Citation*> out;
  if (task.minimum) out.push_back(&task.minimum->law);
  if (task.limit) out.push_back(&task.limit->law);
  for (const auto& rule : task.rules) out.push_back(&rule);
  return out;
}

std::optional<Replacement> replacement_of(const Citation& citation, const LawBook& laws, Day today) {
  if (!citation.until || *citation.until > today) return std::nullopt;
  const auto* provision = laws.provision(citation.id);
  const auto* next = provision ? laws.provision(provision->replaced_by) : nullptr;
  if (!next) return std::nullopt;
  return Replacement{*citation.until, laws.cite(*next)};
}

std::vector<LawChange> find_law_changes(const Plan& plan, const LawBook& laws, std::optional<Day> saved, Day today) {
  std::vector<LawChange> out;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    if (plan.tasks[i].actual.finished) continue;
    for (const auto* used : citations_of(plan.tasks[i])) {
      if (auto next = replacement_of(*used, laws, today)) {
        out.push_back({LawChangeKind::kReplaced, i, next->on, *used, std::move(next->by)});
      }
      if (!saved || !used->from || *used->from <= *saved) continue;
      if (const auto* before = held_before(*used, laws, *saved)) {
        out.push_back({LawChangeKind::kSinceSaved, i, *used->from, laws.cite(*before), *used});
      }
    }
  }
  return out;
}

Words words_of(const Plan& plan, const LawChange& change) {
  const auto& task = plan.tasks[change.task].name;
  const auto earlier = words_of(change.earlier), later = words_of(change.later);
  const auto on = to_string(change.on);
  const auto degree = words_of(change.later.degree);
  if (change.kind == LawChangeKind::kReplaced) {
    return {fmt::format("“{}”所用的{}自 {} 起已由{}取代（{}）", task.zh, earlier.zh, on, later.zh, degree.zh),
            fmt::format("the text used for \"{}\", {}, has been replaced on {} by {} ({})", task.in(true), earlier.en,
                        on, later.en, degree.en)};
  }
  return {fmt::format("“{}”：保存计划时施行的{}自 {} 起由{}取代，现按后者计算（{}）", task.zh, earlier.zh, on,
                      later.zh, degree.zh),
          fmt::format("\"{}\": {}, in force when the plan was saved, has been replaced on {} by {}, which is used now "
                      "({})",
                      task.in(true), earlier.en, on, later.en, degree.en)};
}

}  // namespace lianzhao::planning
