#include "ledger/capital/summary.h"

namespace lianzhao::ledger::capital {

std::optional<double> Summary::growth() const {
  if (!same_period_known || same_period_fen <= 0) return std::nullopt;
  return static_cast<double>(cumulative_fen) / static_cast<double>(same_period_fen) - 1;
}

Summary summarise(const Rule& rule, std::span<const Entry> entries, std::span<const Close> closes,
                  std::span<const Base> bases, Month until) {
  Summary out;
  for (const auto& base : bases) {
    if (base.rule != rule.id || base.month.year() != until.year() - 1) continue;
    const auto index = static_cast<std::size_t>(base.month.month() - 1);
    out.from_base[index] = true;
    out.last_year[index] = base.yuan_fen;
  }
  for (const auto& entry : entries) {
    if (!judge(rule, entry).counts) continue;
    const auto period = period_of(rule, entry, closes);
    if (!period) continue;
    const auto index = static_cast<std::size_t>(period->month() - 1);
    if (period->year() == until.year() && *period <= until) {
      out.this_year[index] += entry.yuan_fen;
      out.cumulative_fen += entry.yuan_fen;
      out.by_origin[entry.origin] += entry.yuan_fen;
      out.by_group[entry.group] += entry.yuan_fen;
      out.by_project[entry.project] += entry.yuan_fen;
      out.entries.push_back(entry.id);
      out.synthetic = out.synthetic || entry.synthetic;
    } else if (rule.base_restated && period->year() == until.year() - 1 && !out.from_base[index]) {
      out.last_year[index] += entry.yuan_fen;
      if (period->month() <= until.month()) {
        out.last_by_group[entry.group] += entry.yuan_fen;
        out.synthetic = out.synthetic || entry.synthetic;
      }
    }
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(until.month()); ++i) {
    out.same_period_fen += out.last_year[i];
    if (!rule.base_restated && !out.from_base[i]) out.same_period_known = false;
  }
  return out;
}

}  // namespace lianzhao::ledger::capital
