#include <fmt/format.h>

#include "api/sheets/kinds/columns.h"
#include "api/sheets/taking_out.h"
#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

// Each is compared with all that were entered before it in the same change: 1,000 take seconds, 5,000 a minute in
// which nobody else could write.
constexpr std::size_t kMostLeads = 1'000;

Status write(const Target& target, const Row& row) {
  ledger::Lead draft;
  draft.group_id = row.text("group");
  if (auto allowed = check_owner(target, draft.group_id); !allowed) return allowed;
  draft.title = row.text("title");
  const auto firm = target.firms.find(row.text("firm"), row.text("firm_key"), Unlisted::kKeep);
  if (!firm) return firm.error();
  draft.firm_key = firm->key;
  draft.firm_name = firm->name;
  const auto source = row.text("source");
  draft.source = source.empty() ? "import" : source;
  draft.introducer = row.text("introducer");
  draft.node = row.text("node");
  draft.process = row.text("process");
  draft.investment_fen = row.whole("investment");
  draft.land_mu = row.number("land_mu");
  draft.power_mva = row.number("power_mva");
  draft.energy_tce = row.number("energy_tce");
  draft.water_t = row.number("water_t");
  draft.environment = row.text("environment");
  draft.output_fen = row.whole("output");
  draft.tax_fen = row.whole("tax");
  draft.jobs = row.whole("jobs");
  draft.capacity = row.number("capacity");
  draft.last_activity_on = target.ledger.leads.today();
  draft.received_on = row.day("received_on").value_or(draft.last_activity_on);
  draft.despite_reason = row.text("despite_duplicates");
  draft.note = row.text("note");
  draft.synthetic = row.truth("synthetic").value_or(false);
  // The same lead filled in twice, in this sheet or one before.
  auto known = target.change.tx.query(
      "SELECT 1 FROM leads WHERE zone = $1 AND group_id = $2 AND title = $3 AND firm_name = $4",
      {target.access.actor.zone, draft.group_id, draft.title, draft.firm_name});
  if (!known) return known.error();
  if (!known->empty()) {
    return ledger::refusal("title", "该组已有同名同企业的线索。",
                           "The group has a lead of this title and firm already.", ErrorCode::kExists);
  }
  auto made = target.ledger.leads.create_in(target.change, target.access, draft);
  if (!made) return made.error();
  ++target.written.by_group[draft.group_id];
  return {};
}

// One notice a group, however many leads it was given.
Status tell_groups(const Target& target) {
  const auto& actor = target.access.actor;
  for (const auto& [group, count] : target.written.by_group) {
    const ledger::Notice notice{"",
                                "",
                                "lead",
                                fmt::format("{}导入了交给本组的 {} 条线索", target.by, count),
                                fmt::format("{} imported {} leads for your group", target.by, count),
                                "/leads",
                                {},
                                {}};
    auto told = target.ledger.notices.post_to_group(target.change.tx, actor.zone, group, notice, actor.user);
    if (!told) return told;
  }
  return {};
}

Status take_out(const Source& source, const RowSink& sink) {
  return each_page<ledger::Lead>(source.ledger.leads, source.access, [&](const auto& leads) -> Status {
    for (const auto& lead : leads) {
      Row row;
      put(row, "title", lead.title);
      put(row, "firm", lead.firm_name);
      put_code(row, lead.firm_key);
      put(row, "group", lead.group_id);
      put(row, "source", lead.source);
      put(row, "introducer", lead.introducer);
      row.set("received_on", lead.received_on);
      put(row, "node", lead.node);
      put(row, "process", lead.process);
      put(row, "investment", lead.investment_fen);
      put(row, "land_mu", lead.land_mu);
      put(row, "power_mva", lead.power_mva);
      put(row, "energy_tce", lead.energy_tce);
      put(row, "water_t", lead.water_t);
      put(row, "environment", lead.environment);
      put(row, "output", lead.output_fen);
      put(row, "tax", lead.tax_fen);
      put(row, "jobs", lead.jobs);
      put(row, "capacity", lead.capacity);
      put(row, "despite_duplicates", lead.despite_reason);
      put(row, "note", lead.note);
      put_true(row, "synthetic", lead.synthetic);
      if (auto taken = sink(row); !taken) return taken;
    }
    return {};
  });
}

}  // namespace

Kind leads_kind() {
  using enum CellKind;
  return {
      .name = "leads",
      .title = {"线索", "Leads"},
      .edit = ledger::Permission::kLeadsEdit,
      .read = ledger::Permission::kLeadsRead,
      .columns = {{.field = "title", .header = {"线索", "Lead"}, .required = true, .width = 36, .most = 160},
                  firm_column(),
                  {.field = "firm_key", .header = {"统一社会信用代码", "Credit code"}, .width = 22, .most = 40},
                  group_column(),
                  {.field = "source",
                   .header = {"来源", "Source"},
                   .kind = kChoice,
                   .note = {"空为表格导入", "Empty: workbook"},
                   .choices = {{"target", {"目标企业", "Target"}},
                               {"visit", {"拜访", "Visit"}},
                               {"referral", {"以商招商推荐", "Referral"}},
                               {"web", {"网上自荐", "Public form"}},
                               {"import", {"表格导入", "Workbook"}},
                               {"other", {"其他", "Other"}}}},
                  {.field = "introducer", .header = {"引荐人", "Introducer"}, .width = 20, .most = 160},
                  {.field = "received_on",
                   .header = {"收到", "Received"},
                   .kind = kDay,
                   .width = 12,
                   .note = {"空为今天；办理时限由此起算", "Empty: today; the clocks run from here"}},
                  node_column(),
                  {.field = "process", .header = {"工艺与产品", "Process"}, .width = 30, .most = 2'000},
                  {.field = "investment", .header = {"投资额（元）", "Investment (CNY)"}, .kind = kYuan, .width = 18},
                  {.field = "land_mu",
                   .header = {"用地（亩）", "Land (mu)"},
                   .kind = kNumber,
                   .width = 10,
                   .note = {"租用厂房填 0", "0: in rented halls"}},
                  {.field = "power_mva", .header = {"用电（兆伏安）", "Power (MVA)"}, .kind = kNumber},
                  {.field = "energy_tce", .header = {"能耗（吨标煤/年）", "Energy (tce a year)"}, .kind = kNumber},
                  {.field = "water_t", .header = {"用水（吨/年）", "Water (t a year)"}, .kind = kNumber},
                  {.field = "environment", .header = {"环境", "Environment"}, .width = 24, .most = 2'000},
                  {.field = "output", .header = {"年产值（元）", "Output (CNY)"}, .kind = kYuan, .width = 18},
                  {.field = "tax", .header = {"年税收（元）", "Tax (CNY)"}, .kind = kYuan, .width = 16},
                  {.field = "jobs", .header = {"就业", "Jobs"}, .kind = kInteger, .width = 8},
                  {.field = "capacity",
                   .header = {"产能", "Capacity"},
                   .kind = kNumber,
                   .width = 12,
                   .note = {"以环节的单位计，每年", "In units of the node, a year"}},
                  {.field = "despite_duplicates",
                   .header = {"重复跟进说明", "Reason despite"},
                   .width = 24,
                   .note = {"其他专班已在跟进时，由可查看全部专班的人说明理由",
                            "Where another group follows the firm; by those who reach all groups"},
                   .most = 500},
                  {.field = "note", .header = {"备注", "Note"}, .width = 40, .most = 4'000},
                  synthetic_column()},
      .write = write,
      .take_out = take_out,
      .finish = tell_groups,
      .most_rows = kMostLeads,
  };
}

}  // namespace lianzhao::api::sheets
