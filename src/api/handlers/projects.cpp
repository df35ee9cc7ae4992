#include "api/handlers/projects.h"

#include "api/handlers/edited.h"
#include "api/handlers/exporting.h"
#include "api/handlers/filters.h"
#include "api/handlers/negotiation_input.h"
#include "api/handlers/project_json.h"
#include "api/json/capital.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

struct ProjectInput {
  Text<1, 160> name;
  FirmSent firm;
  Text<0, 64> group;
  std::optional<Text<0, 80>> node;
  std::optional<Text<0, 64>> phase_of, lead;
  std::optional<Yuan> investment;
  std::optional<Text<0, 20>> foreign;
  std::optional<Quantity<1'000'000>> land_mu;
  std::optional<Quantity<1'000'000'000'000>> capacity;
  std::optional<Yuan> output;
  std::optional<Quantity<1'000'000'000'000>> tax;
  std::optional<Bounded<0, 1'000'000>> jobs;
  std::optional<Text<0, 4000>> process, environment;
  std::optional<Quantity<1'000'000'000>> energy_tce;
  std::optional<Day> agreement_on;
  std::optional<Text<0, 120>> registered_firm;
  std::optional<Text<0, 60>> project_code;
  std::optional<Text<0, 120>> lead_official;
  std::optional<std::vector<Text<1, 64>>> team;
  std::optional<std::vector<Text<1, 60>>> competitors;
  std::optional<Bounded<0, 100>> likelihood;
  std::optional<Day> expected_start, expected_production;
  std::optional<Text<0, 8000>> note;
};
BOOST_DESCRIBE_STRUCT(ProjectInput, (),
                      (name, firm, group, node, phase_of, lead, investment, foreign, land_mu, capacity, output, tax,
                       jobs, process, environment, energy_tce, agreement_on, registered_firm, project_code,
                       lead_official, team, competitors, likelihood, expected_start, expected_production, note))

constexpr std::size_t kMostTeam = 60, kMostCompetitors = 30;

template <class T>
std::vector<std::string> strings_of(const std::optional<std::vector<T>>& given) {
  return given ? std::vector<std::string>(given->begin(), given->end()) : std::vector<std::string>();
}

// The whole of what an edit may change; what the body leaves out is empty. `project`: as it was before.
std::optional<Problem> apply(const Desk& desk, const ProjectInput& input, ledger::Project& project) {
  if (auto problem = set_firm(desk, input.firm, project.firm_key, project.firm_name)) return problem;
  const auto node = input.node ? std::optional<std::string>(*input.node) : std::nullopt;
  if (auto problem = set_node(desk, node, project.node)) return problem;
  const auto group = owning_group(desk.access, std::string(input.group)).value_or("");
  if (auto problem = check_group_named(desk, group)) return problem;
  const auto team = strings_of(input.team), competitors = strings_of(input.competitors);
  if (team.size() > kMostTeam) return bad_field("/team", "too-long", "最多 60 人。", "60 people at most.");
  if (competitors.size() > kMostCompetitors) {
    return bad_field("/competitors", "too-long", "最多 30 处。", "30 places at most.");
  }
  if (auto problem = check_people(desk, "/team", team, project.team)) return problem;
  project.name = input.name;
  project.group_id = group;
  project.phase_of = id_of(input.phase_of);
  project.investment_fen = fen_of(input.investment);
  project.foreign_origin = text_of(input.foreign);
  project.land_mu = number_of(input.land_mu);
  project.capacity = number_of(input.capacity);
  project.output_fen = fen_of(input.output);
  project.tax_fen = fen_of(input.tax);
  project.jobs = whole_of(input.jobs);
  project.process = text_of(input.process);
  project.environment = text_of(input.environment);
  project.energy_tce = number_of(input.energy_tce);
  project.agreement_on = input.agreement_on;
  project.registered_firm = text_of(input.registered_firm);
  project.project_code = text_of(input.project_code);
  project.lead_official = text_of(input.lead_official);
  project.team = team;
  project.competitors = competitors;
  project.likelihood = whole_of(input.likelihood);
  project.expected_start = input.expected_start;
  project.expected_production = input.expected_production;
  project.note = text_of(input.note);
  return std::nullopt;
}

// What the body of an edit leaves out.
void keep_unnamed(const NamedFields& named, const ledger::Project& seen, ledger::Project& wanted) {
  using ledger::Project;
  named.keep("/node", seen, wanted, &Project::node);
  named.keep("/phase_of", seen, wanted, &Project::phase_of);
  named.keep("/investment", seen, wanted, &Project::investment_fen);
  named.keep("/foreign", seen, wanted, &Project::foreign_origin);
  named.keep("/land_mu", seen, wanted, &Project::land_mu);
  named.keep("/capacity", seen, wanted, &Project::capacity);
  named.keep("/output", seen, wanted, &Project::output_fen);
  named.keep("/tax", seen, wanted, &Project::tax_fen);
  named.keep("/jobs", seen, wanted, &Project::jobs);
  named.keep("/process", seen, wanted, &Project::process);
  named.keep("/environment", seen, wanted, &Project::environment);
  named.keep("/energy_tce", seen, wanted, &Project::energy_tce);
  named.keep("/agreement_on", seen, wanted, &Project::agreement_on);
  named.keep("/registered_firm", seen, wanted, &Project::registered_firm);
  named.keep("/project_code", seen, wanted, &Project::project_code);
  named.keep("/lead_official", seen, wanted, &Project::lead_official);
  named.keep("/team", seen, wanted, &Project::team);
  named.keep("/competitors", seen, wanted, &Project::competitors);
  named.keep("/likelihood", seen, wanted, &Project::likelihood);
  named.keep("/expected_start", seen, wanted, &Project::expected_start);
  named.keep("/expected_production", seen, wanted, &Project::expected_production);
  named.keep("/note", seen, wanted, &Project::note);
}

const Sheet& sheet() {
  static const Sheet kSheet{{"项目", "Projects"},
                            {{{"项目", "Project"}, 36},
                             {{"企业", "Firm"}, 36},
                             {{"企业代码", "Key"}, 26},
                             {{"牵头组", "Group"}, 24},
                             {{"阶段", "Stage"}, 12},
                             {{"阶段日期", "Since"}, 12},
                             {{"状态", "Activity"}, 10},
                             {{"环节", "Node"}, 20},
                             {{"总投资（元）", "Investment (CNY)"}, 18},
                             {{"到位资金（元）", "Arrived (CNY)"}, 18},
                             {{"投资方来自", "Investor from"}, 14},
                             {{"用地（亩）", "Land (mu)"}, 10},
                             {{"产能", "Capacity"}, 12},
                             {{"单位", "Unit"}, 10},
                             {{"年产值（元）", "Output (CNY)"}, 18},
                             {{"年税收（元）", "Tax (CNY)"}, 16},
                             {{"就业", "Jobs"}, 8},
                             {{"包抓领导", "Lead official"}, 20},
                             {{"项目公司", "Company in the zone"}, 30},
                             {{"项目代码", "Project code"}, 24},
                             {{"协议日期", "Agreement"}, 12},
                             {{"预计开工", "Start expected"}, 12},
                             {{"预计投产", "Production expected"}, 12},
                             {{"可能性", "Likelihood"}, 8},
                             {{"未解决难题", "Open problems"}, 10},
                             {{"还缺", "Missing"}, 40},
                             {{"越过条件", "Overridden"}, 8},
                             {{"备注", "Note"}, 40},
                             {{"合成数据", "Synthetic"}, 10}}};
  return kSheet;
}

std::vector<Workbook::Cell> cells_of(const Context& context, const view::Project& shown) {
  const auto language = context.language();
  const auto stage = ledger::parse_project_stage(shown.stage);
  const auto stage_words =
      stage ? Words{std::string(name_zh(*stage)), std::string(name_en(*stage))} : Words{shown.stage, shown.stage};
  std::string missing;
  for (const auto& item : shown.missing) missing += (missing.empty() ? "" : "、") + item.name.in(language);
  return {shown.name,
          shown.firm.name,
          shown.firm.firm.value_or(""),
          shown.group.name.in(language),
          stage_words.in(language),
          shown.stage_since,
          words_of(Listed::kActivity, shown.activity).in(language),
          shown.node ? shown.node->name.in(language) : std::string(),
          Workbook::cell(shown.investment),
          shown.arrived,
          shown.foreign ? view::origin_words(*shown.foreign).in(language) : std::string(),
          Workbook::cell(shown.land_mu),
          Workbook::cell(shown.capacity),
          shown.unit ? shown.unit->in(language) : std::string(),
          Workbook::cell(shown.output),
          Workbook::cell(shown.tax),
          Workbook::cell(shown.jobs),
          shown.lead_official,
          shown.registered_firm,
          shown.project_code,
          Workbook::cell(shown.agreement_on),
          Workbook::cell(shown.expected_start),
          Workbook::cell(shown.expected_production),
          Workbook::cell(shown.likelihood),
          shown.problems_open,
          missing,
          shown.overridden,
          shown.note,
          shown.synthetic};
}

}  // namespace

Reply list_projects(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "investment", "likelihood", "stage_since", "expected_start",
                                 "expected_production", "updated_at", "created_at"},
                                "-updated_at");
  auto query = query_of(page, {{"name", "name"},
                               {"investment", "investment_fen"},
                               {"likelihood", "likelihood"},
                               {"stage_since", "stage_since"},
                               {"expected_start", "expected_start"},
                               {"expected_production", "expected_production"},
                               {"updated_at", "updated_at"},
                               {"created_at", "created_at"}});
  if (const auto group = group_asked(reader, desk)) query.filters.emplace_back("group_id", *group);
  if (const auto stage = reader.text("stage", 80)) {
    if (!ledger::parse_project_stage(*stage)) {
      reader.fault("stage", "bad-choice", "没有这个阶段。", "There is no such stage.");
    }
    query.filters.emplace_back("stage", *stage);
  }
  if (const auto activity = reader.choice("activity", {"active", "paused", "dropped"})) {
    query.filters.emplace_back("activity", *activity);
  }
  if (const auto node = node_asked(reader, desk)) query.filters.emplace_back("node", *node);
  if (const auto firm = firm_key_asked(reader, "firm")) query.filters.emplace_back("firm_key", *firm);
  if (auto problem = reader.done()) return *problem;
  if (page.workbook) {
    return export_pages<ledger::Project>(context, desk->projects, desk.access, query, sheet(),
                                         [&](std::span<const ledger::Project> projects, Workbook& book) -> Status {
                                           auto details = desk->projects.details(desk.access, projects);
                                           if (!details) return details.error();
                                           for (const auto& project : projects) {
                                             const auto shown = view::project_of(*desk.engine, desk.names, project,
                                                                                 (*details)[project.id]);
                                             if (auto written = book.row(cells_of(context, shown)); !written)
                                               return written;
                                           }
                                           return {};
                                         });
  }
  const auto found = desk->projects.page(desk.access, query);
  if (!found) return found.error();
  auto details = desk->projects.details(desk.access, found->items);
  if (!details) return details.error();
  std::vector<std::string> items;
  for (const auto& project : found->items) {
    items.push_back(to_json(view::project_of(*desk.engine, desk.names, project, (*details)[project.id])));
  }
  return list_reply(items, found->next, found->total);
}

Reply create_project(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<ProjectInput>(request);
  if (!body.value) return body.problem;
  if (id_of(body.value->lead)) {
    return bad_field("/lead", "bad-choice", "请在线索上转为项目。", "Convert the lead by its step.");
  }
  ledger::Project draft;
  if (auto problem = apply(desk, *body.value, draft)) return *problem;
  const auto made = desk->projects.create(desk.access, draft);
  if (!made) return made.error();
  auto json = project_json(desk, *made);
  if (!json) return json.error();
  return http::Response::json(201, *std::move(json))
      .with("ETag", etag_of(made->version))
      .with("Location", "/api/v1/projects/" + made->id);
}

Reply get_project(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const std::string id(context.part("id"));
  return project_reply(desk, 200, desk->projects.get(desk.access, id), id);
}

Reply update_project(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<ProjectInput>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  const NamedFields named(request);
  std::optional<Problem> wrong;
  const auto changed =
      desk->projects.update(desk.access, id, expected.value, [&](ledger::Project& project) -> Status {
        if (const auto lead = id_of(body.value->lead); lead && lead != project.lead_id) {
          wrong =
              bad_field("/lead", "bad-choice", "项目的来源线索不能更改。", "The lead of a project does not change.");
        } else {
          const auto seen = project;
          wrong = apply(desk, *body.value, project);
          keep_unnamed(named, seen, project);
        }
        return wrong ? Status(Error{ErrorCode::kBadInput, "the body is wrong"}) : Status();
      });
  if (wrong) return *wrong;
  return project_reply(desk, 200, changed, id);
}

}  // namespace lianzhao::api::handlers
