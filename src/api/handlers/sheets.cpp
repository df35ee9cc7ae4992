#include "api/handlers/sheets.h"

#include <algorithm>

#include "api/handlers/records.h"
#include "api/import_desk.h"
#include "api/sheets/cells.h"
#include "api/sheets/reader.h"
#include "api/sheets/template.h"
#include "base/instant.h"

namespace lianzhao::api::handlers {
namespace {

struct SheetInput {
  Text<1, 64> upload;
};
BOOST_DESCRIBE_STRUCT(SheetInput, (), (upload))

struct RowProblem {
  std::int64_t row = 0;
  std::string column, detail;
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (row, column, detail))

struct SheetResult {
  std::int64_t rows = 0, good = 0, bad = 0;
  std::vector<RowProblem> problems;
  bool written = false;
};
BOOST_DESCRIBE_STRUCT(SheetResult, (), (rows, good, bad, problems, written))

struct Asked {
  Desk desk;
  std::optional<sheets::Kind> kind;
  ledger::Access access;
  std::optional<Problem> problem;
};

enum class Way : std::uint8_t { kIn, kOut };

// The kind named by the path, within the reach of the permission to put its records in or to take them out.
Asked asked(const Context& context, Way way) {
  Asked out{desk_of(context), sheets::find_kind(context.part("kind")), {}, {}};
  if (!out.desk) {
    out.problem = out.desk.problem;
  } else if (!out.kind) {
    out.problem = not_found("没有这种表格。", "There is no such sheet.");
  } else {
    out.access = access_for(context, way == Way::kIn ? out.kind->edit : out.kind->read);
    if (out.access.reach == ledger::Reach::kNone) {
      out.problem =
          way == Way::kIn
              ? Problem::of("forbidden", "没有录入这类记录的权限。", "You may not enter records of this kind.")
              : Problem::of("forbidden", "没有查看这类记录的权限。", "You may not read records of this kind.");
    }
    out.desk.access = out.access;  // the route itself has no permission, and so no reach
  }
  return out;
}

// What the ledger says of a row: with the column that it is about, where it names one.
sheets::Fault fault_of(const sheets::Kind& kind, const sheets::Filled& filled, std::int64_t row, const Error& error) {
  const auto problem = Problem::of(error);
  sheets::Fault fault{row, "", problem.detail};
  if (!problem.errors.empty()) {
    // "facts/investment" is the column investment.
    const auto& pointer = problem.errors.front().pointer;
    const auto field = pointer.substr(pointer.rfind('/') + 1);
    const auto header = filled.headers.find(field);
    const auto column =
        std::find_if(kind.columns.begin(), kind.columns.end(), [&](const auto& one) { return one.field == field; });
    fault.column = header != filled.headers.end() ? header->second
                   : column != kind.columns.end() ? column->header.zh
                                                  : field;
    if (!problem.errors.front().detail.zh.empty()) fault.detail = problem.errors.front().detail;
  }
  return fault;
}

bool is_about_the_row(ErrorCode code) {
  return code == ErrorCode::kBadInput || code == ErrorCode::kBadArgument || code == ErrorCode::kNotFound ||
         code == ErrorCode::kExists || code == ErrorCode::kForbidden || code == ErrorCode::kConflict;
}

// Writes every good row in one transaction, and takes it back unless all are good and it is no rehearsal.
Status write_all(const Context& context, const Asked& asked, sheets::Filled& filled, bool dry_run, bool& written) {
  const sheets::FirmFinder firms(*asked.desk.engine);
  const auto& by = context.principal()->display_name;
  const auto& ledger = *asked.desk.ledger;
  const auto faults_of_reading = filled.faults.size();
  auto done = ledger::change(ledger.tools, asked.access.actor, [&](ledger::Change& open) -> Status {
    filled.faults.resize(faults_of_reading);  // tried again after a clash
    sheets::Written so_far;
    const sheets::Target target{ledger, open, asked.access, *asked.desk.engine, firms, by, so_far};
    std::int64_t count = 0;
    for (auto& line : filled.lines) {
      if (!line.good) continue;
      const auto wrote = asked.kind->write(target, line.row);
      if (wrote) {
        ++count;
      } else if (is_about_the_row(wrote.error().code)) {
        filled.faults.push_back(fault_of(*asked.kind, filled, line.number, wrote.error()));
      } else {
        return wrote;
      }
    }
    if (dry_run || !filled.faults.empty()) return Error{ErrorCode::kInterrupted, "taken back"};
    if (asked.kind->finish) {
      if (auto finished = asked.kind->finish(target); !finished) return finished;
    }
    return open.audit({"import", "sheet", asked.kind->name, {}, boost::json::object{{"rows", count}}, ""});
  });
  written = done.ok();
  if (done || done.error().code == ErrorCode::kInterrupted) return {};
  return done;
}

}  // namespace

Reply get_sheet_template(Context& context, const http::Request& request) {
  const auto sheet = asked(context, Way::kIn);
  if (sheet.problem) return *sheet.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto lookup = sheets::Lookup::load(*sheet.desk.ledger, sheet.access, *sheet.desk.engine);
  if (!lookup) return lookup.error();
  auto book = sheets::empty_workbook(context.services().temporary_folder, *sheet.kind, *lookup, context.language());
  if (!book) return book.error();
  return *std::move(book);
}

Reply import_sheet(Context& context, const http::Request& request) {
  const auto sheet = asked(context, Way::kIn);
  if (sheet.problem) return *sheet.problem;
  QueryReader reader(request);
  const bool dry_run = reader.flag("dry_run").value_or(false);
  if (auto problem = reader.done()) return *problem;
  const auto body = read_body<SheetInput>(request);
  if (!body.value) return body.problem;
  if (!context.services().imports) {
    return Problem::of("unavailable", "这台服务器不能导入。", "This server does not import.");
  }
  // Who imports into the registry shares uploads; a member's workbook is its own.
  const bool any = context.scope_of("import") == Scope::kAll;
  const auto file =
      context.services().imports->path_of_upload(std::string(body.value->upload), sheet.access.actor.user, any);
  if (!file) return file.error();
  const auto lookup = sheets::Lookup::load(*sheet.desk.ledger, sheet.access, *sheet.desk.engine);
  if (!lookup) return lookup.error();
  auto filled = sheets::read_filled(*file, *sheet.kind, *lookup, day_in_china(sheet.desk->tools.clock.now()));
  if (!filled) return filled.error();
  SheetResult result;
  if (auto done = write_all(context, sheet, *filled, dry_run, result.written); !done) return done.error();
  std::stable_sort(filled->faults.begin(), filled->faults.end(),
                   [](const auto& a, const auto& b) { return a.row < b.row; });
  result.rows = static_cast<std::int64_t>(filled->lines.size());
  std::int64_t last = 0;
  for (const auto& fault : filled->faults) {
    if (fault.row > 1 && fault.row != last) ++result.bad;
    last = fault.row;
    result.problems.push_back({fault.row, fault.column, fault.detail.in(context.language())});
  }
  result.good = result.rows - result.bad;
  return http::Response::json(200, to_json(result));
}

Reply export_sheet(Context& context, const http::Request& request) {
  const auto sheet = asked(context, Way::kOut);
  if (sheet.problem) return *sheet.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto lookup = sheets::Lookup::load(*sheet.desk.ledger, sheet.access, *sheet.desk.engine);
  if (!lookup) return lookup.error();
  const auto language = context.language();
  std::vector<Workbook::Column> columns;
  for (const auto& column : sheet.kind->columns) columns.push_back({column.header.in(language), column.width});
  const auto title = sheet.kind->title.in(language);
  auto book = Workbook::create(context.services().temporary_folder, title, columns);
  if (!book) return book.error();
  const sheets::CellWriter writer(*sheet.kind, *lookup, sheet.desk.engine->places(), language);
  std::int64_t rows = 0;
  const auto taken = sheet.kind->take_out({*sheet.desk.ledger, sheet.access}, [&](const sheets::Row& row) {
    ++rows;
    return book->row(writer.cells(row));
  });
  if (!taken) return taken.error();
  const auto noted = ledger::change(sheet.desk->tools, sheet.access.actor, [&](ledger::Change& open) {
    return open.audit({"export", "sheet", sheet.kind->name, {}, boost::json::object{{"rows", rows}}, ""});
  });
  if (!noted) return noted.error();
  auto response = book->response(title + ".xlsx");
  if (!response) return response.error();
  return *std::move(response);
}

Reply upload_sheet(Context& context, const http::Request& request) {
  const auto sheet = asked(context, Way::kIn);
  if (sheet.problem) return *sheet.problem;
  QueryReader reader(request);
  const auto name = reader.text("name", 200);
  if (!name || name->empty()) reader.fault("name", "missing", "缺少文件名", "name is missing");
  if (auto problem = reader.done()) return *problem;
  if (!context.services().imports) {
    return Problem::of("unavailable", "这台服务器不能导入。", "This server does not import.");
  }
  if (!request.body_file) return Problem::of("bad-request", "没有收到文件。", "No file was sent.");
  const auto& user = sheet.access.actor.user;
  const auto kept = context.services().imports->keep_upload(request.body_file->path(), *name, user);
  if (!kept) return kept.error();
  const auto noted = ledger::change(sheet.desk->tools, sheet.access.actor, [&](ledger::Change& open) {
    return open.audit({"upload",
                       "sheet",
                       kept->id,
                       {},
                       boost::json::object{{"name", kept->name}, {"bytes", kept->bytes}, {"sha256", kept->sha256}},
                       ""});
  });
  if (!noted) return noted.error();
  return http::Response::json(201, to_json(*kept));
}

}  // namespace lianzhao::api::handlers
