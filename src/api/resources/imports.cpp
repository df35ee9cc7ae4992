#include "api/resources/imports.h"

#include <fmt/format.h>

#include <filesystem>

#include "api/backend/views.h"
#include "api/import_desk.h"
#include "api/jobs/job_runner.h"
#include "api/json/common.h"
#include "api/json_reader.h"
#include "api/resources/engine_access.h"
#include "api/workbook.h"

namespace lianzhao::api::resources {
namespace {

enum class SourceClass { kRegistry, kList, kSynthetic, kOther };
BOOST_DESCRIBE_ENUM(SourceClass, kRegistry, kList, kSynthetic, kOther)
enum class DataStatus { kReported, kUnverified, kSynthetic };
BOOST_DESCRIBE_ENUM(DataStatus, kReported, kUnverified, kSynthetic)

struct ImportInput {
  std::vector<SourceInput> sources;
  Text<1, 200> publisher;
  SourceClass source_class{};
  DataStatus status{};
  std::optional<Day> as_of;
  std::optional<bool> replace;
};
BOOST_DESCRIBE_STRUCT(ImportInput, (), (sources, publisher, source_class, status, as_of, replace))

struct HeaderView {
  std::string header, field;
  std::vector<std::string> sample;
};
BOOST_DESCRIBE_STRUCT(HeaderView, (), (header, field, sample))

struct RowView {
  std::uint64_t line = 0;
  std::string name, code;
  Words place;
  std::optional<double> capital;
  std::optional<Day> registered;
  std::vector<view::NodeRef> nodes;
  std::optional<Words> problem;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (line, name, code, place, capital, registered, nodes, problem))

struct PreviewView {
  std::string format, encoding, compression;
  std::uint64_t bytes = 0;
  std::vector<HeaderView> columns;
  std::vector<RowView> rows;
  std::vector<Words> notes;
};
BOOST_DESCRIBE_STRUCT(PreviewView, (), (format, encoding, compression, bytes, columns, rows, notes))

constexpr std::string_view kFields[registry::kColumnCount] = {"name",    "code",    "registered", "type",
                                                              "capital", "scope",   "products",   "province",
                                                              "city",    "address", "status",     "listed"};

PreviewView view_of(const workspace::Engine& engine, const workspace::ImportPreview& from) {
  PreviewView out{from.file.format, from.file.encoding, from.file.compression, from.file.bytes, {}, {}, {}};
  for (const auto& note : from.file.notes) out.notes.push_back({note.zh, note.en});
  for (const auto& header : from.file.headers) {
    out.columns.push_back(
        {header.name,
         header.column ? std::string(kFields[static_cast<std::size_t>(*header.column)]) : std::string("ignore"),
         header.sample});
  }
  for (std::size_t i = 0; i < from.file.rows.size(); ++i) {
    const auto& row = from.file.rows[i];
    RowView to{row.line,    row.name,       row.code, view::place_of(engine.places(), row.place).name,
               row.capital, row.registered, {},       {}};
    for (const auto node : from.nodes[i]) to.nodes.push_back(view::node_ref(engine, node));
    if (!row.problem_en.empty()) to.problem = Words{row.problem_zh, row.problem_en};
    out.rows.push_back(std::move(to));
  }
  return out;
}

ImportDesk* desk_of(const Context& context) {
  return context.services().imports;
}

Problem no_desk() {
  return Problem::of("unavailable", "这台服务器不能导入。", "This server takes no imports.");
}

// What was done to the registry, in the audit log.
Status note(const Context& context, std::string action, std::string kind, std::string id, boost::json::value after) {
  const auto* ledger = context.services().ledger;
  if (!ledger) return {};
  const auto actor = actor_of(*context.principal(), context.request_id(), context.client());
  return ledger::change(ledger->tools, actor,
                        [&](ledger::Change& open) { return open.audit({action, kind, id, {}, after, ""}); });
}

Reply workbook_of(const Context& context, const std::vector<ImportRecord>& records) {
  const auto pick = [&](const char* zh, const char* en) {
    return std::string(context.language() == Language::kEnglish ? en : zh);
  };
  auto book = Workbook::create(context.services().temporary_folder, pick("导入记录", "Imports"),
                               {{pick("时间", "Time"), 22},
                                {pick("操作人", "By"), 14},
                                {pick("文件", "Files"), 40},
                                {pick("发布者", "Publisher"), 24},
                                {pick("数据日期", "Date of data"), 12},
                                {pick("状态", "State"), 12},
                                {pick("读入行", "Rows read"), 12},
                                {pick("接受", "Accepted"), 12},
                                {pick("拒绝", "Rejected"), 12},
                                {pick("重复", "Duplicates"), 12},
                                {pick("更新", "Updated"), 12},
                                {pick("名录企业数", "Firms afterwards"), 14}});
  if (!book) return book.error();
  const auto count = [](std::uint64_t value) { return Workbook::Cell(static_cast<std::int64_t>(value)); };
  for (const auto& r : records) {
    std::string files;
    for (const auto& file : r.files) files += (files.empty() ? "" : ", ") + file;
    const auto written =
        book->row({r.at, r.by, files, r.publisher, r.as_of ? Workbook::Cell(*r.as_of) : Workbook::Cell(), r.state,
                   count(r.rows_read), count(r.accepted), count(r.rejected), count(r.duplicates), count(r.updated),
                   count(r.firms)});
    if (!written) return written.error();
  }
  auto response = book->response(pick("导入记录.xlsx", "imports.xlsx"));
  if (!response) return response.error();
  return *std::move(response);
}

}  // namespace

Reply upload(Context& context, const http::Request& request) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  QueryReader query(request);
  const auto name = query.text("name", 200);
  if (!name || name->empty()) query.fault("name", "missing", "缺少文件名", "name is missing");
  if (auto problem = query.done()) return *problem;
  if (!request.body_file) return Problem::of("bad-request", "没有收到文件。", "No file was sent.");
  const auto kept = desk->keep_upload(request.body_file->path(), *name);
  if (!kept) return kept.error();
  auto noted = note(context, "create", "upload", kept->id,
                    boost::json::object{{"name", kept->name}, {"bytes", kept->bytes}, {"sha256", kept->sha256}});
  if (!noted) return noted.error();
  return http::Response::json(201, to_json(*kept));
}

Reply preview_import(Context& context, const http::Request& request) {
  auto* desk = desk_of(context);
  const auto engine = engine_of(context);
  if (!desk || !engine) return no_desk();
  const auto body = read_body<SourceInput>(request);
  if (!body.value) return body.problem;
  const auto preview = desk->preview(*body.value);
  if (!preview) return preview.error();
  return http::Response::json(200, to_json(view_of(*engine, *preview)));
}

Reply list_imports(Context& context, const http::Request& request) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  QueryReader query(request);
  const auto limit = static_cast<std::size_t>(query.integer("limit", 1, 500).value_or(50));
  const auto cursor = query.text("cursor", 512).value_or("");
  const bool workbook = wants_workbook(query);
  if (auto problem = query.done()) return *problem;
  if (workbook) {
    if (auto problem = may_export(context)) return *problem;
  }
  auto records = desk->list(workbook ? 100'000 : limit + 1, cursor);
  if (!records) return records.error();
  if (workbook) return workbook_of(context, *records);
  const bool more = records->size() > limit;
  if (more) records->resize(limit);
  std::vector<std::string> items;
  for (const auto& record : *records) items.push_back(to_json(record));
  return http::Response::json(200, list_json(items, more ? records->back().id : ""));
}

Reply start_import(Context& context, const http::Request& request) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  auto body = read_body<ImportInput>(request);
  if (!body.value) return body.problem;
  auto& input = *body.value;
  if (input.sources.empty() || input.sources.size() > 50) {
    auto problem = Problem::of("bad-fields");
    problem.errors.push_back({"/sources", "out-of-range", {"一次导入 1 到 50 个文件", "from 1 to 50 files at once"}});
    return problem;
  }
  ImportRecord record;
  record.publisher = input.publisher;
  const auto word = [](auto value) {
    const auto json = to_json(value);
    return json.substr(1, json.size() - 2);
  };
  record.source_class = word(input.source_class);
  record.status = word(input.status);
  record.as_of = input.as_of;
  const auto& who = *context.principal();
  const auto job = desk->start(who.user, who.display_name, who.zone, std::move(record),
                               {"", std::move(input.sources), input.replace.value_or(false)});
  if (!job) return job.error();
  return http::Response::json(202, context.services().jobs->json_of(*job));
}

Reply get_import(Context& context, const http::Request&) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  const auto record = desk->find(std::string(context.part("id")));
  if (!record) return record.error();
  return http::Response::json(200, to_json(*record));
}

Reply get_rejects(Context& context, const http::Request&) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  const auto record = desk->find(std::string(context.part("id")));
  if (!record) return record.error();
  const auto path = desk->reject_path(record->id);
  if (!std::filesystem::exists(path)) return not_found("没有拒绝文件。", "There is no reject file.");
  return http::Response::download({path, nullptr}, "text/csv; charset=utf-8",
                                  fmt::format("rejects-{}.csv", record->at.substr(0, 10)));
}

Reply roll_back_import(Context& context, const http::Request&) {
  auto* desk = desk_of(context);
  if (!desk) return no_desk();
  const auto record = desk->roll_back(std::string(context.part("id")));
  if (!record) return record.error();
  auto noted =
      note(context, "roll-back", "import", record->id, boost::json::object{{"publisher", record->publisher}});
  if (!noted) return noted.error();
  return http::Response::json(200, to_json(*record));
}

}  // namespace lianzhao::api::resources
