#include "api/json/capital.h"
#include "api/sheets/kinds/columns.h"
#include "api/sheets/taking_out.h"
#include "ledger/id_query.h"

namespace lianzhao::api::sheets {
namespace {

Status write(const Target& target, const Row& row) {
  ledger::Project draft;
  draft.group_id = row.text("group");
  if (auto allowed = check_owner(target, draft.group_id); !allowed) return allowed;
  draft.name = row.text("name");
  const auto firm = target.firms.find(row.text("firm"), row.text("firm_key"), Unlisted::kKeep);
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

// The days on which they became leads.
Result<std::map<std::string, Day>> lead_days(const Source& source, const std::vector<ledger::Project>& projects) {
  std::vector<std::string> ids;
  ids.reserve(projects.size());
  for (const auto& project : projects) ids.push_back(project.id);
  using Days = std::map<std::string, Day>;
  return source.ledger.tools.database.read([&](store::Transaction& tx) -> Result<Days> {
    auto rows = ledger::query_of_ids(tx, "SELECT project_id, on_day FROM project_dates", "project_id",
                                     source.access.actor.zone, ids, "stage = 'lead'");
    if (!rows) return rows.error();
    Days out;
    for (const auto row : *rows) {
      out.emplace(row.text(0), Day{static_cast<std::int32_t>(row.integer(1))});
    }
    return out;
  });
}

Status take_out(const Source& source, const RowSink& sink) {
  return each_page<ledger::Project>(source.ledger.projects, source.access, [&](const auto& projects) -> Status {
    const auto since = lead_days(source, projects);
    if (!since) return since.error();
    for (const auto& project : projects) {
      Row row;
      put(row, "name", project.name);
      put(row, "firm", project.firm_name);
      put_code(row, project.firm_key);
      put(row, "group", project.group_id);
      if (const auto found = since->find(project.id); found != since->end()) row.set("since", found->second);
      put(row, "node", project.node);
      put(row, "investment", project.investment_fen);
      put(row, "foreign", project.foreign_origin);
      put(row, "land_mu", project.land_mu);
      put(row, "capacity", project.capacity);
      put(row, "output", project.output_fen);
      put(row, "tax", project.tax_fen);
      put(row, "jobs", project.jobs);
      put(row, "process", project.process);
      put(row, "environment", project.environment);
      put(row, "energy_tce", project.energy_tce);
      put(row, "agreement_on", project.agreement_on);
      put(row, "registered_firm", project.registered_firm);
      put(row, "project_code", project.project_code);
      put(row, "lead_official", project.lead_official);
      put(row, "likelihood", project.likelihood);
      put(row, "expected_start", project.expected_start);
      put(row, "expected_production", project.expected_production);
      put(row, "note", project.note);
      put_true(row, "synthetic", project.synthetic);
      if (auto taken = sink(row); !taken) return taken;
    }
    return {};
  });
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
          ledger::Permission::kProjectsRead,
          {{"name",
            {"项目", "Project"},
            kText,
            true,
            36,
            {"新项目从“线索”阶段起，逐段推进", "It begins at the stage lead and moves on by steps"},
            {}},
           firm_column(),
           {"firm_key", {"统一社会信用代码", "Credit code"}, kText, false, 22, {}, {}},
           {"group", {"牵头组", "Group"}, kGroup, true, 24, {}, {}},
           {"since", {"线索日期", "Lead since"}, kDay, false, 12, {"空为今天", "Empty: today"}, {}},
           node_column(),
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
          write,
          take_out};
}

}  // namespace lianzhao::api::sheets
