#include "ledger/trips/group_targets.h"

#include <cmath>

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {

Status RecordTraits<GroupTarget>::rules(const GroupTarget& target) {
  const auto bad = [](std::string_view field) {
    return refusal(field, fmt::format("{} 超出范围。", field), fmt::format("{} is out of its range", field));
  };
  if (std::find(std::begin(kIndicators), std::end(kIndicators), target.indicator) == std::end(kIndicators)) {
    return bad("indicator");
  }
  if (target.year < 2000 || target.year > 2100) return bad("year");
  if (target.quarter < 0 || target.quarter > 4) return bad("quarter");
  if (!std::isfinite(target.target) || target.target < 0 || target.target > 1e13) return bad("target");
  return check_text("group", target.group_id, 64);
}

Result<GroupTarget> GroupTargets::save(const Access& access, const GroupTarget& target) const {
  return change(tools_, access.actor, [&](Change& open) { return save_in(open, access, target); });
}

Result<GroupTarget> GroupTargets::save_in(Change& open, const Access& access, const GroupTarget& target) const {
  auto known = open.tx.query(
      "SELECT id, version FROM group_targets WHERE zone = $1 AND group_id = $2 AND year = $3 AND quarter = $4 AND "
      "indicator = $5",
      {access.actor.zone, target.group_id, target.year, target.quarter, target.indicator});
  if (!known) return known.error();
  if (known->empty()) return create_in(open, access, target);
  const auto row = (*known)[0];
  return update_in(open, access, std::string(row.text(0)), row.integer(1), [&](GroupTarget& record) -> Status {
    record.target = target.target;
    return {};
  });
}

template class Records<GroupTarget>;

}  // namespace lianzhao::ledger
