#include "api/json/capital.h"
#include "api/sheets/kind.h"

namespace lianzhao::api::sheets {
namespace {

Status write(const Target& target, const Row& row) {
  ledger::Project draft;
  draft.group_id = row.text("group");
  if (auto allowed = check_owner(target, draft.group_id); !allowed) return allowed;
  draft.name = row.text("name");
  const auto firm = target.firms.find(row.text("firm"), row.text("firm_key"), FirmFinder::Unlisted::kKeep);
  if (!firm) return firm.error();
  draft.firm_key = firm->key;
  draft.firm_name = firm->name;
  draft.node = row.text("node");
  draft.investment_fen = row.whole("investment");
  draft.foreign_origin = row.text("foreign");
  draft.land_mu = row.number("land_mu");
  draft.capacity = row.number("capacity");
  draft.output_fen = row.whole("output");
  draft.tax_fen = row.whole("tax");
  draft.jobs = row.whole("jobs");
  draft.process = row.text("process");
  draft.environment = row.text("environment");
  draft.energy_tce = row.number("energy_tce");
  draft.agreement_on = row.day("agreement_on");
  draft.registered_firm = row.text("registered_firm");
  draft.project_code = row.text("project_code");
  draft.lead_official = row.text("lead_official");
  draft.likelihood = row.whole("likelihood");
  draft.expected_start = row.day("expected_start");
  draft.expected_production = row.day("expected_production");
  draft.note = row.text("note");
  draft.synthetic = row.truth("synthetic").value_or(false);
  // The same project filled in twice, in this sheet or one before.
  auto known = target.change.tx.query(
      "SELECT 1 FROM projects WHERE zone = $1 AND name = $2 AND firm_name = $3 AND group_id = $4",
      {target.access.actor.zone, draft.name, draft.firm_name, draft.group_id});
  if (!known) return known.error();
  if (!known->empty()) {
    return told(ErrorCode::kExists, "该组已有同名同企业的项目。",
                "the group has a project of this name and firm already", "name");
  }
  auto made = target.ledger.projects.create_in(target.change, target.access, draft, row.day("since"));
  return made ? Status() : Status(made.error());
}

}  // namespace

Kind projects_kind() {
  std::vector<Choice> origins;
  for (const auto* origin : {"abroad", "other-province", "other-city", "local"}) {
    origins.push_back({origin, view::origin_words(origin)});
  }
  using enum CellKind;
  return {"projects",
          {"项目", "Projects"},
          ledger::Permission::kProjectsEdit,
          {{"name",
            {"项目", "Project"},
            kText,
            true,
            36,
            {"新项目从“线索”阶段起，逐段推进", "It begins at the stage lead and moves on by steps"},
            {}},
           {"firm", {"企业", "Firm"}, kText, true, 36, {}, {}},
           {"firm_key", {"统一社会信用代码", "Credit code"}, kText, false, 22, {}, {}},
           {"group", {"牵头组", "Group"}, kGroup, true, 24, {}, {}},
           {"since", {"线索日期", "Lead since"}, kDay, false, 12, {"空为今天", "Empty: today"}, {}},
           {"node", {"环节", "Node"}, kNode, false, 20, {"环节编号或名称", "Id or name of a chain node"}, {}},
           {"investment", {"总投资（元）", "Investment (CNY)"}, kYuan, false, 18, {}, {}},
           {"foreign", {"投资方来自", "Investor from"}, kChoice, false, 14, {}, origins},
           {"land_mu", {"用地（亩）", "Land (mu)"}, kNumber, false, 10, {}, {}},
           {"capacity", {"产能", "Capacity"}, kNumber, false, 12, {"以环节的单位计", "In units of the node"}, {}},
           {"output", {"年产值（元）", "Output (CNY)"}, kYuan, false, 18, {}, {}},
           {"tax", {"年税收（元）", "Tax (CNY)"}, kYuan, false, 16, {}, {}},
           {"jobs", {"就业", "Jobs"}, kInteger, false, 8, {}, {}},
           {"process", {"工艺", "Process"}, kText, false, 30, {}, {}},
           {"environment", {"环境影响", "Environment"}, kText, false, 24, {}, {}},
           {"energy_tce", {"能耗（吨标煤）", "Energy (tce)"}, kNumber, false, 14, {}, {}},
           {"agreement_on", {"协议日期", "Agreement"}, kDay, false, 12, {}, {}},
           {"registered_firm", {"项目公司", "Company in the zone"}, kText, false, 30, {}, {}},
           {"project_code", {"项目代码", "Project code"}, kText, false, 24, {}, {}},
           {"lead_official",
            {"包抓领导", "Lead official"},
            kText,
            false,
            20,
            {"填职务，不填姓名", "An office, not a person"},
            {}},
           {"likelihood", {"可能性", "Likelihood"}, kInteger, false, 8, {"0 到 100", "0 to 100"}, {}},
           {"expected_start", {"预计开工", "Start expected"}, kDay, false, 12, {}, {}},
           {"expected_production", {"预计投产", "Production expected"}, kDay, false, 12, {}, {}},
           {"note", {"备注", "Note"}, kText, false, 40, {}, {}},
           {"synthetic", {"合成数据", "Synthetic"}, kYesNo, false, 10, {}, {}}},
          write};
}

}  // namespace lianzhao::api::sheets
