#include "api/json/leads.h"

#include <fmt/format.h>

namespace lianzhao::api::view {
namespace {

std::optional<std::string> stated(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

bool within(const ledger::Access& access, const std::string& group) {
  return access.reach == ledger::Reach::kAll || (access.reach == ledger::Reach::kOwn && access.actor.in_group(group));
}

}  // namespace

Duplicate duplicate_of(const Directory& names, const Reaches& reaches, const std::string& own_group,
                       const ledger::FoundDuplicate& found) {
  const auto& record = found.record;
  const bool seen = within(record.kind == ledger::Followed::kLead ? reaches.leads : reaches.projects, record.group);
  Duplicate out;
  out.kind = name_of(record.kind);
  if (seen) {
    out.id = record.id;
    out.title = record.title;
  }
  out.group = *group_ref(names, record.group);
  out.why = {found.zh, found.en};
  out.strength = name_of(found.likeness);
  const auto leading = found.other_leads ? out.group : *group_ref(names, own_group);
  out.leads = {fmt::format("由{}牵头", leading.name.zh), fmt::format("{} leads", leading.name.en)};
  if (record.over) out.leads = {"对方已终止，不影响跟进", "the other has ended: it bars nobody"};
  return out;
}

std::vector<Finding> findings_of(const ledger::PlausibleFacts& facts, const ledger::Benchmarks& benchmarks) {
  std::vector<Finding> out;
  for (auto& finding : check_plausibility(facts, benchmarks)) {
    out.push_back({finding.rule,
                   std::string(name_of(finding.level)),
                   {std::move(finding.zh), std::move(finding.en)},
                   std::move(finding.source)});
  }
  return out;
}

Lead lead_of(const Engine& engine, const Directory& names, const ledger::Lead& lead, const WorkCalendar& calendar,
             const ledger::Benchmarks& benchmarks, Day today) {
  Lead out;
  out.id = lead.id;
  out.version = lead.version;
  out.title = lead.title;
  out.firm = named_firm(lead.firm_key, lead.firm_name);
  out.group = *group_ref(names, lead.group_id);
  out.source = lead.source;
  out.introducer = lead.introducer;
  out.state = lead.state;
  if (!lead.node.empty()) out.node = node_ref_of(engine, lead.node);
  out.facts = {stated(lead.process),
               yuan_of(lead.investment_fen),
               lead.land_mu,
               lead.power_mva,
               lead.energy_tce,
               lead.water_t,
               stated(lead.environment),
               yuan_of(lead.output_fen),
               yuan_of(lead.tax_fen),
               lead.jobs,
               lead.capacity};
  for (const auto* fact : missing_facts(lead)) {
    out.missing.push_back({std::string(fact->field), {std::string(fact->zh), std::string(fact->en)}});
  }
  for (const auto& clock : clocks_of(lead, calendar, today)) {
    out.clocks.push_back({std::string(clock.rule),
                          {std::string(clock.zh), std::string(clock.en)},
                          clock.due,
                          clock.done_on,
                          std::string(name_of(clock.state))});
  }
  out.findings = findings_of(plausible_facts(lead), benchmarks);
  out.received_on = lead.received_on;
  out.project = lead.project_id;
  out.reason = lead.reason;
  out.led_by = lead.led_by;
  out.note = lead.note;
  out.synthetic = lead.synthetic;
  return out;
}

}  // namespace lianzhao::api::view
