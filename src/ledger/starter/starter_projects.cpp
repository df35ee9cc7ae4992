// Leads, projects with their stages and documents, and payments of the starter.
#include <cmath>

#include "ledger/starter/starter_rows.h"

namespace lianzhao::ledger::starter {
namespace {

std::string origin_of(Row& row, std::string_view header) {
  return row.word(header,
                  {{"境外", "abroad"}, {"省外", "other-province"}, {"市外", "other-city"}, {"本地", "local"}});
}

}  // namespace

Status Loading::leads() {
  return each("leads", {"编号", "名称", "企业名称", "专班", "来源", "收到日期"}, [&](Row& row) -> Status {
    const auto id = id_of("leads", row.text("编号"));
    const auto there = has("leads", id);
    if (!there) return there.error();
    if (*there) return {};
    const auto owner = group(row.text("专班"));
    if (!owner) return owner.error();
    Lead lead;
    lead.id = id;
    lead.title = row.text("名称");
    lead.firm_name = row.text("企业名称");
    lead.firm_key = needs_.firm_key(lead.firm_name);
    lead.group_id = *owner;
    lead.source = row.word("来源", {{"目标清单", "target"},
                                    {"拜访", "visit"},
                                    {"推荐", "referral"},
                                    {"网络", "web"},
                                    {"导入", "import"},
                                    {"其他", "other"}});
    lead.node = row.text("环节");
    lead.process = row.text("工艺");
    lead.investment_fen = row.fen("总投资");
    lead.land_mu = row.number("用地");
    lead.capacity = row.number("年产能");
    lead.output_fen = row.fen("年产值");
    lead.tax_fen = row.fen("年税收");
    lead.energy_tce = row.number("综合能耗");
    lead.environment = row.text("环保");
    lead.received_on = row.day("收到日期").value_or(Day{});
    lead.last_activity_on = lead.received_on;
    if (const auto led_by = row.text("缘起拜访"); !led_by.empty()) lead.led_by = id_of("visits", led_by);
    lead.note = row.text("说明");
    lead.synthetic = true;
    if (!row.fault()) return row.fault();
    if (auto made = ledger_.leads.create(access_, std::move(lead)); !made) return made.error();
    ++counts.leads;
    return {};
  });
}

Status Loading::projects() {
  return each("projects", {"编号", "项目名称", "企业名称", "专班", "阶段", "状态"}, [&](Row& row) -> Status {
    const auto id = id_of("projects", row.text("编号"));
    const auto there = has("projects", id);
    if (!there) return there.error();
    if (!*there) {
      const auto owner = group(row.text("专班"));
      if (!owner) return owner.error();
      Project project;
      project.id = id;
      project.name = row.text("项目名称");
      project.firm_name = row.text("企业名称");
      project.firm_key = needs_.firm_key(project.firm_name);
      project.group_id = *owner;
      project.node = row.text("环节");
      if (const auto whole = row.text("所属项目"); !whole.empty()) project.phase_of = id_of("projects", whole);
      project.investment_fen = row.fen("总投资");
      project.foreign_origin = origin_of(row, "资金来源地");
      project.land_mu = row.number("用地");
      project.capacity = row.number("年产能");
      project.output_fen = row.fen("年产值");
      project.tax_fen = row.fen("年税收");
      project.jobs = row.whole("用工");
      project.process = row.text("工艺");
      project.environment = row.text("环保");
      project.energy_tce = row.number("综合能耗");
      project.agreement_on = row.day("协议日期");
      project.registered_firm = row.text("项目公司");
      project.project_code = row.text("项目代码");
      project.lead_official = row.text("包抓领导");
      project.competitors = row.list("竞争地");
      project.likelihood = row.whole("可能性");
      project.expected_start = row.day("预计开工");
      project.expected_production = row.day("预计投产");
      project.note = row.text("说明");
      project.synthetic = true;
      const auto since = row.day("线索");
      if (!row.fault()) return row.fault();
      auto made = change(ledger_.tools, access_.actor,
                         [&](Change& open) { return ledger_.projects.create_in(open, access_, project, since); });
      if (!made) return made.error();
      ++counts.projects;
    }
    return move(id, row);
  });
}

// From the stage where it is to the one that the row states, by the gates.
Status Loading::move(const std::string& id, Row& row) {
  std::optional<ProjectStage> to;
  for (const auto stage : kAllProjectStages) {
    if (name_zh(stage) == row.text("阶段")) to = stage;
  }
  if (!to) return Error{ErrorCode::kBadInput, fmt::format("there is no stage {}", row.text("阶段"))};
  auto project = ledger_.projects.get(access_, id);
  if (!project) return project.error();
  if (auto added = add_documents(*project, *to); !added) return added;
  for (const auto stage : kAllProjectStages) {
    if (stage > *to) break;
    if (stage <= *parse_project_stage(project->stage)) continue;
    const auto on = row.day(name_zh(stage));
    if (!row.fault()) return row.fault();
    if (!on) continue;
    project = ledger_.projects.step(access_, access_, id, project->version, {stage, *on, "案例台账", std::nullopt});
    if (!project) return project.error();
  }
  const auto activity = row.word("状态", {{"推进", "active"}, {"暂停", "paused"}, {"退出", "dropped"}});
  if (activity.empty() || activity == project->activity) return {};
  project = ledger_.projects.set_activity(access_, id, project->version, activity, row.text("状态原因"));
  return project ? Status() : Status(project.error());
}

// The documents that the gates ask for, each a page that says that it is none.
Status Loading::add_documents(const Project& project, ProjectStage until) {
  for (const auto& item : gate_items()) {
    if (item.kind != GateKind::kDocument || item.stage > until) continue;
    const auto text = fmt::format("合成数据，不是真实文件。\n项目：{}\n材料：{}\n", project.name, item.zh);
    const auto hash = needs_.keep(text);
    if (!hash) return hash.error();
    Attachment document;
    document.subject_kind = "project";
    document.subject_id = project.id;
    document.name = fmt::format("{}（合成数据）.txt", item.zh);
    document.role = item.field;
    document.media_type = "text/plain";
    document.bytes = static_cast<std::int64_t>(text.size());
    document.sha256 = *hash;
    if (auto added = ledger_.attachments.add(access_, std::move(document)); !added) return added.error();
  }
  return {};
}

Status Loading::payments() {
  return each("payments", {"编号", "项目", "到账日期", "金额", "资金来源", "用途", "凭证"}, [&](Row& row) -> Status {
    const auto number = row.text("编号");
    const auto id = id_of("payments", number);
    if (const auto reversed = row.text("冲销"); !reversed.empty()) {
      const auto other = ledger_.payments.get(access_, id_of("payments", reversed));
      if (!other) return other.error();
      if (other->reversed_by) return {};
      const auto on = row.day("到账日期").value_or(Day{});
      auto made = ledger_.payments.reverse(access_, access_, other->id, on, row.text("说明"));
      if (!made) return made.error();
      ++counts.payments;
      return {};
    }
    Payment payment;
    payment.id = id;
    payment.project_id = id_of("projects", row.text("项目"));
    payment.on_day = row.day("到账日期").value_or(Day{});
    payment.amount_fen = row.fen("金额").value_or(0);
    payment.origin = origin_of(row, "资金来源");
    payment.used_for = row.word("用途", {{"固定资产投资", "fixed-investment"},
                                         {"流动资金", "working-capital"},
                                         {"股权", "equity"},
                                         {"其他", "other"}});
    payment.evidence = row.word(
        "凭证", {{"银行凭证", "bank-voucher"}, {"发票", "invoice"}, {"现场核查", "site-check"}, {"无", "none"}});
    payment.note = row.text("说明");
    payment.synthetic = true;
    const auto verdict = row.word("审核", {{"待审", "entered"}, {"通过", "passed"}, {"退回", "refused"}});
    const auto audited = row.day("审核日期");
    if (!row.fault()) return row.fault();
    auto entered = ledger_.payments.enter(access_, payment);
    if (!entered) return entered.error();
    if (!entered->was_there) ++counts.payments;
    if (!audited || entered->payment.state != "entered") return {};
    auto done = ledger_.payments.audit(access_, id, verdict == "passed", *audited,
                                       verdict == "passed" ? "" : row.text("说明"));
    return done ? Status() : Status(done.error());
  });
}

}  // namespace lianzhao::ledger::starter
