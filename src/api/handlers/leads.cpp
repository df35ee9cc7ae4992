#include "api/handlers/leads.h"

#include "api/handlers/edited.h"
#include "api/handlers/exporting.h"
#include "api/handlers/filters.h"
#include "api/handlers/lead_json.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

constexpr std::size_t kMostDuplicates = 20;  // told of a lead, the likest first

const Sheet& sheet() {
  static const Sheet kSheet{{"线索", "Leads"},
                            {{{"线索", "Lead"}, 36},
                             {{"企业", "Firm"}, 36},
                             {{"企业代码", "Key"}, 26},
                             {{"专班", "Group"}, 24},
                             {{"来源", "Source"}, 12},
                             {{"引荐人", "Introducer"}, 20},
                             {{"状态", "State"}, 12},
                             {{"环节", "Node"}, 20},
                             {{"收到", "Received"}, 12},
                             {{"工艺与产品", "Process"}, 30},
                             {{"投资额（元）", "Investment (CNY)"}, 18},
                             {{"用地（亩）", "Land (mu)"}, 10},
                             {{"用电（兆伏安）", "Power (MVA)"}, 12},
                             {{"能耗（吨标煤/年）", "Energy (tce a year)"}, 14},
                             {{"用水（吨/年）", "Water (t a year)"}, 14},
                             {{"环境", "Environment"}, 20},
                             {{"年产值（元）", "Output (CNY)"}, 18},
                             {{"年税收（元）", "Tax (CNY)"}, 16},
                             {{"就业", "Jobs"}, 8},
                             {{"产能", "Capacity"}, 12},
                             {{"还缺", "Missing"}, 30},
                             {{"逾期", "Overdue"}, 30},
                             {{"疑似重复", "Duplicates"}, 10},
                             {{"拒绝原因", "Why rejected"}, 30},
                             {{"备注", "Note"}, 40},
                             {{"合成数据", "Synthetic"}, 10}}};
  return kSheet;
}

std::vector<Workbook::Cell> cells_of(const Context& context, const view::Lead& lead) {
  const auto language = context.language();
  std::string missing, overdue;
  for (const auto& fact : lead.missing) missing += (missing.empty() ? "" : "、") + fact.name.in(language);
  for (const auto& clock : lead.clocks) {
    if (clock.state == "missed") overdue += (overdue.empty() ? "" : "、") + clock.name.in(language);
  }
  const auto& facts = lead.facts;
  return {lead.title,
          lead.firm.name,
          lead.firm.firm.value_or(""),
          lead.group.name.in(language),
          words_of(Listed::kLeadSource, lead.source).in(language),
          lead.introducer,
          words_of(Listed::kLeadState, lead.state).in(language),
          lead.node ? lead.node->name.in(language) : std::string(),
          lead.received_on,
          facts.process.value_or(""),
          Workbook::cell(facts.investment),
          Workbook::cell(facts.land_mu),
          Workbook::cell(facts.power_mva),
          Workbook::cell(facts.energy_tce),
          Workbook::cell(facts.water_t),
          facts.environment.value_or(""),
          Workbook::cell(facts.output),
          Workbook::cell(facts.tax),
          Workbook::cell(facts.jobs),
          Workbook::cell(facts.capacity),
          missing,
          overdue,
          static_cast<std::int64_t>(lead.duplicates.size()),
          lead.reason,
          lead.note,
          lead.synthetic};
}

// What the body of an edit leaves out.
void keep_unnamed(const NamedFields& named, const ledger::Lead& seen, ledger::Lead& wanted) {
  using ledger::Lead;
  named.keep("/introducer", seen, wanted, &Lead::introducer);
  named.keep("/node", seen, wanted, &Lead::node);
  named.keep("/led_by", seen, wanted, &Lead::led_by);
  named.keep("/note", seen, wanted, &Lead::note);
  named.keep("/facts/process", seen, wanted, &Lead::process);
  named.keep("/facts/investment", seen, wanted, &Lead::investment_fen);
  named.keep("/facts/land_mu", seen, wanted, &Lead::land_mu);
  named.keep("/facts/power_mva", seen, wanted, &Lead::power_mva);
  named.keep("/facts/energy_tce", seen, wanted, &Lead::energy_tce);
  named.keep("/facts/water_t", seen, wanted, &Lead::water_t);
  named.keep("/facts/environment", seen, wanted, &Lead::environment);
  named.keep("/facts/output", seen, wanted, &Lead::output_fen);
  named.keep("/facts/tax", seen, wanted, &Lead::tax_fen);
  named.keep("/facts/jobs", seen, wanted, &Lead::jobs);
  named.keep("/facts/capacity", seen, wanted, &Lead::capacity);
}

Status tell_group(const Desk& desk, store::Transaction& tx, const ledger::Lead& lead) {
  const auto& actor = desk.access.actor;
  const auto by = desk.names.name_of(actor.user);
  const ledger::Notice notice{"",
                              "",
                              "lead",
                              fmt::format("{}交来线索“{}”", by, lead.title),
                              fmt::format("{} gave your group the lead \"{}\"", by, lead.title),
                              "/leads/" + lead.id,
                              {},
                              {}};
  return desk->notices.post_to_group(tx, actor.zone, lead.group_id, notice, actor.user);
}

}  // namespace

std::optional<Problem> apply_lead(const Context& context, const Desk& desk, const LeadInput& input,
                                  ledger::Lead& lead) {
  if (auto problem = set_firm(desk, input.firm, lead.firm_key, lead.firm_name)) return problem;
  const auto node = input.node ? std::optional<std::string>(*input.node) : std::nullopt;
  if (auto problem = set_node(desk, node, lead.node)) return problem;
  const auto group = owning_group(desk.access, std::string(input.group)).value_or("");
  if (auto problem = check_group_named(desk, group)) return problem;
  const auto led_by = id_of(input.led_by);
  if (led_by && led_by != lead.led_by) {
    // A visit that one may read.
    store::Where where;
    where.add("t.zone = {} AND t.id = {}", {desk.access.actor.zone, *led_by});
    restrict_to(access_for(context, Permission::kTripsRead), "t.group_id", "", where);
    auto visit = desk->tools.database.read(
        [&](store::Transaction& tx) { return tx.query("SELECT 1 FROM visits t" + where.sql(), where.values()); });
    if (!visit) return Problem::of(visit.error());
    if (visit->empty()) return bad_field("/led_by", "bad-choice", "没有这次拜访。", "There is no such visit.");
  }
  const auto facts = input.facts.value_or(LeadFactsInput());
  lead.title = input.title;
  lead.group_id = group;
  lead.source = input.source;
  lead.introducer = text_of(input.introducer);
  lead.process = text_of(facts.process);
  lead.investment_fen = fen_of(facts.investment);
  lead.land_mu = number_of(facts.land_mu);
  lead.power_mva = number_of(facts.power_mva);
  lead.energy_tce = number_of(facts.energy_tce);
  lead.water_t = number_of(facts.water_t);
  lead.environment = text_of(facts.environment);
  lead.output_fen = fen_of(facts.output);
  lead.tax_fen = fen_of(facts.tax);
  lead.jobs = whole_of(facts.jobs);
  lead.capacity = number_of(facts.capacity);
  if (input.received_on) lead.received_on = *input.received_on;
  lead.led_by = led_by;
  lead.note = text_of(input.note);
  if (input.despite_duplicates && !input.despite_duplicates->empty()) lead.despite_reason = *input.despite_duplicates;
  lead.last_activity_on = desk->leads.today();
  return std::nullopt;
}

Result<std::vector<view::Lead>> leads_shown(const Context& context, const Desk& desk,
                                            std::span<const ledger::Lead> leads) {
  const auto& services = context.services();
  if (!services.calendar || !services.benchmarks) {
    return Error{ErrorCode::kUnavailable, "this server has no work calendar"};
  }
  std::vector<ledger::Followable> wanted;
  for (const auto& lead : leads) wanted.push_back(followable_of(lead));
  auto found = desk->leads.duplicates(desk.access.actor.zone, wanted);
  if (!found) return found.error();
  const view::Reaches reaches{access_for(context, Permission::kLeadsRead),
                              access_for(context, Permission::kProjectsRead)};
  std::vector<view::Lead> out;
  for (std::size_t i = 0; i < leads.size(); ++i) {
    out.push_back(view::lead_of(*desk.engine, desk.names, leads[i], *services.calendar, *services.benchmarks,
                                desk->leads.today()));
    // A converted lead has become its project: that is no duplicate of it.
    for (const auto& one : (*found)[i]) {
      if (leads[i].project_id && one.record.id == *leads[i].project_id) continue;
      if (out.back().duplicates.size() == kMostDuplicates) break;
      out.back().duplicates.push_back(view::duplicate_of(desk.names, reaches, leads[i].group_id, one));
    }
  }
  return out;
}

Reply lead_reply(const Context& context, const Desk& desk, int status, const Result<ledger::Lead>& lead,
                 const std::string& id) {
  if (!lead && lead.error().code != ErrorCode::kConflict) return lead.error();
  const auto now = lead ? lead : desk->leads.get(desk.access, id);
  if (!now) return now.error();
  const auto shown = leads_shown(context, desk, std::span(&*now, 1));
  if (!shown) return shown.error();
  auto json = to_json(shown->front());
  if (!lead) return stale(lead.error(), std::move(json));
  return http::Response::json(status, std::move(json)).with("ETag", etag_of(now->version));
}

Reply list_leads(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"title", "received_on", "investment", "updated_at"}, "-received_on");
  auto query = query_of(page, {{"title", "title"},
                               {"received_on", "received_on"},
                               {"investment", "investment_fen"},
                               {"updated_at", "updated_at"}});
  if (const auto group = group_asked(reader, desk)) query.filters.emplace_back("group_id", *group);
  if (const auto state = reader.choice("state", {"new", "sorted", "following", "converted", "rejected"})) {
    query.filters.emplace_back("state", *state);
  }
  if (const auto source = reader.choice("source", {"target", "visit", "referral", "web", "import", "other"})) {
    query.filters.emplace_back("source", *source);
  }
  if (const auto node = node_asked(reader, desk)) query.filters.emplace_back("node", *node);
  if (auto problem = reader.done()) return *problem;
  if (page.workbook) {
    return export_pages<ledger::Lead>(context, desk->leads, desk.access, query, sheet(),
                                      [&](std::span<const ledger::Lead> leads, Workbook& book) -> Status {
                                        const auto shown = leads_shown(context, desk, leads);
                                        if (!shown) return shown.error();
                                        for (const auto& lead : *shown) {
                                          if (auto written = book.row(cells_of(context, lead)); !written)
                                            return written;
                                        }
                                        return {};
                                      });
  }
  const auto found = desk->leads.page(desk.access, query);
  if (!found) return found.error();
  const auto shown = leads_shown(context, desk, found->items);
  if (!shown) return shown.error();
  std::vector<std::string> items;
  for (const auto& lead : *shown) items.push_back(to_json(lead));
  return list_reply(items, found->next, found->total);
}

Reply create_lead(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<LeadInput>(request);
  if (!body.value) return body.problem;
  ledger::Lead draft;
  draft.received_on = desk->leads.today();
  if (auto problem = apply_lead(context, desk, *body.value, draft)) return *problem;
  const auto made = ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::Lead> {
    auto lead = desk->leads.create_in(open, desk.access, draft);
    if (!lead) return lead;
    if (auto told = tell_group(desk, open.tx, *lead); !told) return told.error();
    return lead;
  });
  return lead_reply(context, desk, 201, made, "");
}

Reply get_lead(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const std::string id(context.part("id"));
  return lead_reply(context, desk, 200, desk->leads.get(desk.access, id), id);
}

Reply update_lead(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<LeadInput>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  // What names cannot be resolved is told before the record is locked for the change.
  const auto seen = desk->leads.get(desk.access, id);
  if (!seen) return seen.error();
  auto wanted = *seen;
  if (auto problem = apply_lead(context, desk, *body.value, wanted)) return *problem;
  keep_unnamed(NamedFields(request), *seen, wanted);
  const auto changed = desk->leads.update(desk.access, id, expected.value, [&](ledger::Lead& lead) -> Status {
    take_over(*seen, wanted, lead);
    return {};
  });
  return lead_reply(context, desk, 200, changed, id);
}

}  // namespace lianzhao::api::handlers
