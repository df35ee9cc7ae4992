#include "api/handlers/exporting.h"
#include "api/handlers/filters.h"
#include "api/handlers/named.h"
#include "api/handlers/project_json.h"
#include "api/handlers/projects.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

struct ProblemInput {
  Text<1, 160> title;
  std::optional<Text<0, 4000>> detail;
  Text<1, 64> owner;
  Day due;
  std::optional<Text<1, 20>> level;
};
BOOST_DESCRIBE_STRUCT(ProblemInput, (), (title, detail, owner, due, level))

struct ProblemPatch {
  std::optional<Text<1, 160>> title;
  std::optional<Text<0, 4000>> detail;
  std::optional<Text<1, 64>> owner;
  std::optional<Day> due;
  std::optional<Text<1, 20>> level, state;
  std::optional<Text<0, 4000>> solution;
};
BOOST_DESCRIBE_STRUCT(ProblemPatch, (), (title, detail, owner, due, level, state, solution))

// With the names of their projects, read at once.
Result<std::vector<view::ProjectProblem>> shown_of(const Desk& desk,
                                                   std::span<const ledger::ProjectProblem> problems) {
  std::vector<std::string> ids;
  for (const auto& problem : problems) ids.push_back(problem.project_id);
  const auto names = desk->payments.project_names(desk.access, ids);
  if (!names) return names.error();
  std::vector<view::ProjectProblem> out;
  for (const auto& problem : problems) {
    const auto name = names->find(problem.project_id);
    out.push_back(view::problem_of(desk.names, problem, name == names->end() ? std::string() : name->second,
                                   desk->projects.today()));
  }
  return out;
}

// A problem as it stands now; a stale version is answered with it.
Reply reply_of(const Desk& desk, int status, const Result<ledger::ProjectProblem>& problem, const std::string& id) {
  if (!problem && problem.error().code != ErrorCode::kConflict) return problem.error();
  const auto now = problem ? problem : desk->problems.get(desk.access, id);
  if (!now) return now.error();
  const auto shown = shown_of(desk, std::span(&*now, 1));
  if (!shown) return shown.error();
  auto json = to_json(shown->front());
  if (!problem) return stale(problem.error(), std::move(json));
  return http::Response::json(status, std::move(json)).with("ETag", etag_of(now->version));
}

std::vector<Workbook::Cell> cells_of(Language language, const view::ProjectProblem& out) {
  return {out.project_name,
          out.title,
          out.detail,
          out.owner.name,
          out.due,
          words_of(Listed::kProblemLevel, out.level).in(language),
          words_of(Listed::kProblemState, out.state).in(language),
          out.late,
          out.raised_on,
          out.solved_on ? Workbook::Cell(*out.solved_on) : Workbook::Cell(),
          out.solution};
}

// Who is responsible now, and, where it was put higher, those who lead.
Status tell(const Desk& desk, store::Transaction& tx, const ledger::ProjectProblem& problem,
            const ledger::ProjectProblem* before) {
  const auto& actor = desk.access.actor;
  ledger::Notice notice;
  notice.kind = "problem";
  notice.link = "/projects/" + problem.project_id;
  if ((!before || before->owner != problem.owner) && problem.owner != actor.user) {
    notice.user_id = problem.owner;
    notice.text_zh = fmt::format("请您负责解决难题“{}”，期限 {}", problem.title, to_string(problem.due));
    notice.text_en =
        fmt::format("You are responsible for the problem \"{}\", due {}", problem.title, to_string(problem.due));
    if (auto told = desk->notices.post(tx, actor.zone, notice); !told) return told;
  }
  if (problem.level == "group" || (before && before->level == problem.level)) return {};
  auto users = tx.query("SELECT id, roles FROM users WHERE zone = $1 AND active = 1", {actor.zone});
  if (!users) return users.error();
  for (const auto row : *users) {
    ledger::Strings roles;
    ledger::detail::from_cell(row, 1, roles);
    if (std::find(roles.begin(), roles.end(), "leader") == roles.end() || row.text(0) == actor.user) continue;
    notice.user_id = row.text(0);
    notice.text_zh =
        fmt::format("难题“{}”已提请{}协调", problem.title, problem.level == "leader" ? "包抓领导" : "委员会");
    notice.text_en = fmt::format("The problem \"{}\" was put before the {}", problem.title, problem.level);
    if (auto told = desk->notices.post(tx, actor.zone, notice); !told) return told;
  }
  return {};
}

const Sheet& sheet() {
  static const Sheet kSheet{{"难题", "Problems"},
                            {{{"项目", "Project"}, 36},
                             {{"难题", "Problem"}, 36},
                             {{"说明", "Detail"}, 40},
                             {{"责任人", "Owner"}, 14},
                             {{"期限", "Due"}, 12},
                             {{"层级", "Level"}, 12},
                             {{"状态", "State"}, 10},
                             {{"逾期", "Late"}, 8},
                             {{"提出", "Raised"}, 12},
                             {{"解决", "Solved"}, 12},
                             {{"解决办法", "Solution"}, 40}}};
  return kSheet;
}

}  // namespace

Reply list_problems_of_projects(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"due", "title", "raised_on", "updated_at"}, "due");
  auto query =
      query_of(page, {{"due", "due"}, {"title", "title"}, {"raised_on", "raised_on"}, {"updated_at", "updated_at"}});
  const auto today = desk->projects.today();
  if (const auto project = record_asked(reader, "project")) query.filters.emplace_back("project_id", *project);
  if (const auto owner = user_asked(reader, desk, "owner")) query.filters.emplace_back("owner", *owner);
  if (const auto state = reader.choice("state", {"open", "solved"})) query.filters.emplace_back("state", *state);
  if (const auto level = reader.choice("level", {"group", "leader", "committee"})) {
    query.conditions.push_back(ledger::at_level(*level, today));
  }
  if (auto problem = reader.done()) return *problem;
  if (page.workbook) {
    return export_pages<ledger::ProjectProblem>(
        context, desk->problems, desk.access, query, sheet(),
        [&](std::span<const ledger::ProjectProblem> problems, Workbook& book) -> Status {
          const auto shown = shown_of(desk, problems);
          if (!shown) return shown.error();
          for (const auto& one : *shown) {
            if (auto written = book.row(cells_of(context.language(), one)); !written) return written;
          }
          return {};
        });
  }
  const auto found = desk->problems.page(desk.access, query);
  if (!found) return found.error();
  const auto shown = shown_of(desk, found->items);
  if (!shown) return shown.error();
  std::vector<std::string> items;
  for (const auto& one : *shown) items.push_back(to_json(one));
  return list_reply(items, found->next, found->total);
}

Reply create_problem(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<ProblemInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  ledger::ProjectProblem draft;
  draft.project_id = context.part("id");
  draft.title = input.title;
  draft.detail = input.detail ? std::string(*input.detail) : "";
  draft.owner = input.owner;
  draft.due = input.due;
  if (input.level) draft.level = *input.level;
  draft.raised_on = desk->projects.today();
  const auto made =
      ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::ProjectProblem> {
        auto problem = desk->problems.create_in(open, desk.access, draft);
        if (!problem) return problem;
        if (auto told = tell(desk, open.tx, *problem, nullptr); !told) return told.error();
        return problem;
      });
  if (!made) return made.error();
  return reply_of(desk, 201, made, made->id);
}

Reply update_problem(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<ProblemPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string id(context.part("id"));
  const auto today = desk->projects.today();
  const auto changed =
      ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<ledger::ProjectProblem> {
        ledger::ProjectProblem before;
        auto problem =
            desk->problems.update_in(open, desk.access, id, expected.value, [&](ledger::ProjectProblem& record) {
              before = record;
              if (input.title) record.title = *input.title;
              if (input.detail) record.detail = *input.detail;
              if (input.owner) record.owner = *input.owner;
              if (input.due) record.due = *input.due;
              if (input.level) record.level = *input.level;
              if (input.solution) record.solution = *input.solution;
              if (input.state) record.state = *input.state;
              // A solved one keeps the level that it had risen to.
              if (record.state == "solved" && before.state == "open") {
                if (!input.level) record.level = std::string(ledger::level_now(before, today));
                record.solved_on = today;
              }
              if (record.state == "open") record.solved_on.reset();
              return Status();
            });
        if (!problem) return problem;
        if (problem->state == "open") {
          if (auto told = tell(desk, open.tx, *problem, &before); !told) return told.error();
        }
        return problem;
      });
  return reply_of(desk, 200, changed, id);
}

}  // namespace lianzhao::api::handlers
