#include <fmt/format.h>

#include "api/sheets/taking_out.h"
#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

constexpr std::string_view kWholeYear = "year";

// A target that is there takes the new figure, as by request; named twice in a workbook, it is not clear which holds.
Status write(const Target& target, const Row& row) {
  ledger::GroupTarget draft;
  draft.group_id = row.text("group");
  draft.year = *row.whole("year");
  const auto quarter = row.text("quarter");
  draft.quarter = quarter.empty() || quarter == kWholeYear ? 0 : quarter.front() - '0';
  draft.indicator = row.text("indicator");
  draft.target = *row.number("target");
  auto saved = target.ledger.group_targets.save_in(target.change, target.access, draft);
  if (!saved) return saved.error();
  const auto key = fmt::format("{} {} {} {}", draft.group_id, draft.year, draft.quarter, draft.indicator);
  if (target.written.keys.insert(key).second) return {};
  return ledger::refusal("indicator", "表中已有该组同一时期的这项指标。",
                         "The sheet has this indicator of the group and period already.", ErrorCode::kExists);
}

Status take_out(const Source& source, const RowSink& sink) {
  return each_page<ledger::GroupTarget>(
      source.ledger.group_targets, source.access, [&](const auto& targets) -> Status {
        for (const auto& target : targets) {
          Row row;
          put(row, "group", target.group_id);
          row.set("year", target.year);
          put(row, "quarter", target.quarter == 0 ? std::string(kWholeYear) : std::to_string(target.quarter));
          put(row, "indicator", target.indicator);
          row.set("target", target.target);
          if (auto taken = sink(row); !taken) return taken;
        }
        return {};
      });
}

}  // namespace

Kind group_targets_kind() {
  using enum CellKind;
  return {
      .name = "group-targets",
      .title = {"专班目标", "Targets of groups"},
      .edit = ledger::Permission::kGroupTargetsEdit,
      .read = ledger::Permission::kTripsRead,
      .columns = {{.field = "group", .header = {"专班", "Group"}, .kind = kGroup, .required = true, .width = 30},
                  {.field = "year", .header = {"年度", "Year"}, .kind = kInteger, .required = true, .width = 8},
                  {.field = "quarter",
                   .header = {"季度", "Quarter"},
                   .kind = kChoice,
                   .width = 12,
                   .note = {"空为全年", "Empty: the whole year"},
                   .choices = {{std::string(kWholeYear), {"全年", "Whole year"}},
                               {"1", {"一季度", "Q1"}},
                               {"2", {"二季度", "Q2"}},
                               {"3", {"三季度", "Q3"}},
                               {"4", {"四季度", "Q4"}}}},
                  {.field = "indicator",
                   .header = {"指标", "Indicator"},
                   .kind = kChoice,
                   .required = true,
                   .width = 24,
                   .choices = {{"trips", {"外出招商（次）", "Trips"}},
                               {"visits", {"拜访企业（次）", "Visits"}},
                               {"return-visits", {"企业回访（次）", "Return visits"}},
                               {"receptions", {"考察接待（次）", "Receptions"}},
                               {"leads", {"项目线索（条）", "Leads"}},
                               {"signed", {"签约项目（个）", "Projects signed"}},
                               {"signed-investment", {"签约投资额（元）", "Investment signed (yuan)"}},
                               {"started", {"开工项目（个）", "Projects started"}},
                               {"in-production", {"投产项目（个）", "Projects in production"}},
                               {"arrived-capital", {"到位资金（元）", "Arrived capital (yuan)"}}}},
                  {.field = "target",
                   .header = {"目标", "Target"},
                   .kind = kNumber,
                   .required = true,
                   .width = 18,
                   .note = {"金额以元计", "Amounts in yuan"}}},
      .write = write,
      .take_out = take_out,
  };
}

}  // namespace lianzhao::api::sheets
