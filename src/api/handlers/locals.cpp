#include "api/handlers/locals.h"

#include "api/handlers/edited.h"
#include "api/handlers/filters.h"
#include "api/handlers/records.h"
#include "api/listed_words.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {
namespace {

struct LocalFirmInput {
  Text<1, 120> name;
  std::optional<Text<0, 40>> brand;
  std::string node;
  std::optional<double> capacity;
  Text<1, 20> stage;
  std::optional<bool> anchor, whole_place;
  std::optional<Text<0, 1000>> note;
  ProvenanceInput provenance;
};
BOOST_DESCRIBE_STRUCT(LocalFirmInput, (), (name, brand, node, capacity, stage, anchor, whole_place, note, provenance))

struct PlannedProjectInput {
  Text<1, 120> name;
  std::string node;
  double quantity = 0;
  Bounded<1980, 2100> from_year, to_year;
  std::optional<Text<0, 1000>> note;
  ProvenanceInput provenance;
};
BOOST_DESCRIBE_STRUCT(PlannedProjectInput, (), (name, node, quantity, from_year, to_year, note, provenance))

struct TieInput {
  Text<1, 120> local;
  Text<2, 120> outside;
  Text<1, 20> kind;
  std::optional<Text<0, 1000>> note;
  ProvenanceInput provenance;
};
BOOST_DESCRIBE_STRUCT(TieInput, (), (local, outside, kind, note, provenance))

constexpr double kMostUnits = 1e12;

template <class Record>
void set_provenance(Record& record, const ProvenanceInput& from) {
  record.source = from.source;
  record.date = from.date;
  record.source_status = from.status;
}

std::optional<Problem> set_node(const Desk& desk, const std::string& id, std::string& node, std::string& unit) {
  const auto found = desk.engine->atlas().find_node(id);
  if (!found) return bad_field("/node", "bad-choice", "没有环节 " + id, "There is no node " + id);
  node = desk.engine->atlas().node(*found).id;
  unit = desk.engine->atlas().node(*found).unit.zh;
  return std::nullopt;
}

std::optional<Problem> check_units(const char* pointer, double units) {
  if (units >= 0 && units <= kMostUnits) return std::nullopt;
  return bad_field(pointer, "out-of-range", "应在 0 到 1e12 之间。", "Between 0 and 1e12.");
}

std::optional<Problem> apply(const Desk& desk, const LocalFirmInput& input, ledger::LocalFirm& firm) {
  if (auto problem = set_node(desk, input.node, firm.node, firm.unit)) return problem;
  if (auto problem = check_units("/capacity", input.capacity.value_or(0))) return problem;
  firm.name = input.name;
  firm.brand = input.brand ? std::string(*input.brand) : "";
  firm.capacity = input.capacity;
  firm.status = input.stage;
  firm.anchor = input.anchor.value_or(false);
  firm.whole_place = input.whole_place.value_or(false);
  firm.note = input.note ? std::string(*input.note) : "";
  set_provenance(firm, input.provenance);
  return std::nullopt;
}

std::optional<Problem> apply(const Desk& desk, const PlannedProjectInput& input, ledger::PlannedProject& project) {
  if (auto problem = set_node(desk, input.node, project.node, project.unit)) return problem;
  if (auto problem = check_units("/quantity", input.quantity)) return problem;
  project.name = input.name;
  project.quantity = input.quantity;
  project.from_year = input.from_year;
  project.to_year = input.to_year;
  project.note = input.note ? std::string(*input.note) : "";
  set_provenance(project, input.provenance);
  return std::nullopt;
}

std::optional<Problem> apply(const Desk&, const TieInput& input, ledger::FirmTie& tie) {
  tie.local = input.local;
  tie.outside = input.outside;
  tie.relation = input.kind;
  tie.note = input.note ? std::string(*input.note) : "";
  set_provenance(tie, input.provenance);
  return std::nullopt;
}

// What tells the kinds apart.
struct FirmKind {
  using Record = ledger::LocalFirm;
  using Input = LocalFirmInput;
  static const auto& records(const Desk& desk) { return desk->local_firms; }
  static void keep_unnamed(const NamedFields& named, const Record& seen, Record& wanted) {
    named.keep("/brand", seen, wanted, &Record::brand);
    named.keep("/capacity", seen, wanted, &Record::capacity);
    named.keep("/anchor", seen, wanted, &Record::anchor);
    named.keep("/whole_place", seen, wanted, &Record::whole_place);
    named.keep("/note", seen, wanted, &Record::note);
  }
  static std::string json(const Desk& desk, const Record& record) {
    return to_json(view::local_firm_of(*desk.engine, record));
  }
};
struct ProjectKind {
  using Record = ledger::PlannedProject;
  using Input = PlannedProjectInput;
  static const auto& records(const Desk& desk) { return desk->planned_projects; }
  static void keep_unnamed(const NamedFields& named, const Record& seen, Record& wanted) {
    named.keep("/note", seen, wanted, &Record::note);
  }
  static std::string json(const Desk& desk, const Record& record) {
    return to_json(view::planned_project_of(*desk.engine, record));
  }
};
struct TieRecord {
  using Record = ledger::FirmTie;
  using Input = TieInput;
  static const auto& records(const Desk& desk) { return desk->firm_ties; }
  static void keep_unnamed(const NamedFields& named, const Record& seen, Record& wanted) {
    named.keep("/note", seen, wanted, &Record::note);
  }
  static std::string json(const Desk&, const Record& record) { return to_json(view::tie_of(record)); }
};

// The record is kept; should the engine not take it up now, it does with the next change or start.
void into_engine(const Context& context) {
  if (auto done = context.services().engines->reload(workspace::Changed::only_zone()); !done) {
    fmt::print(stderr, "lianzhao: the zone could not be read again: {}\n", done.error().message);
  }
}

template <class Kind>
Reply create(Context& context, const http::Request& request) {
  using Record = typename Kind::Record;
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<typename Kind::Input>(request);
  if (!body.value) return body.problem;
  Record draft;
  if (auto problem = apply(desk, *body.value, draft)) return *problem;
  const Result<Record> made = Kind::records(desk).create(desk.access, draft);
  if (!made) return made.error();
  into_engine(context);
  return http::Response::json(201, Kind::json(desk, *made))
      .with("ETag", etag_of(made->version))
      .with("Location", std::string(request.path()) + "/" + made->id);
}

template <class Kind>
Reply get(Context& context) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto record = Kind::records(desk).get(desk.access, std::string(context.part("id")));
  if (!record) return record.error();
  return http::Response::json(200, Kind::json(desk, *record)).with("ETag", etag_of(record->version));
}

template <class Kind>
Reply update(Context& context, const http::Request& request) {
  using Record = typename Kind::Record;
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<typename Kind::Input>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  const Result<Record> seen = Kind::records(desk).get(desk.access, id);
  if (!seen) return seen.error();
  auto wanted = *seen;
  if (auto problem = apply(desk, *body.value, wanted)) return *problem;
  Kind::keep_unnamed(NamedFields(request), *seen, wanted);
  const Result<Record> changed =
      Kind::records(desk).update(desk.access, id, expected.value, [&](Record& record) -> Status {
        take_over(*seen, wanted, record);
        return {};
      });
  if (changed) into_engine(context);
  return one_record(
      200, changed, [&](const Record& record) { return Kind::json(desk, record); },
      [&] { return Kind::records(desk).get(desk.access, id); });
}

template <class Kind>
Reply remove(Context& context) {
  using Record = typename Kind::Record;
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = Kind::records(desk).remove(desk.access, id, expected.value);
  if (removed) into_engine(context);
  return removed_record<Record>(
      removed, [&](const Record& record) { return Kind::json(desk, record); },
      [&] { return Kind::records(desk).get(desk.access, id); });
}

// Filters node and chain of the query.
void filter_nodes(QueryReader& reader, const Desk& desk, ledger::ListQuery& query,
                  const std::optional<std::string>& node, const std::optional<std::string>& chain) {
  if (node) query.filters.emplace_back("node", *node);
  if (!chain) return;
  const auto* known = desk.engine->atlas().find_chain(*chain);
  if (!known) {
    reader.fault("chain", "bad-choice", "没有产业链 " + *chain, "There is no chain " + *chain);
    return;
  }
  std::string condition;
  store::Values ids;
  for (const auto& one : known->nodes) {
    condition += condition.empty() ? "t.node IN ({}" : ", {}";
    ids.emplace_back(one.id);
  }
  query.conditions.emplace_back(condition.empty() ? "1 = 0" : condition + ")", ids);
}

std::vector<std::pair<Words, double>> with_provenance(std::vector<std::pair<Words, double>> columns) {
  columns.push_back({{"备注", "Note"}, 40});
  columns.push_back({{"来源", "Source"}, 40});
  columns.push_back({{"日期", "Date"}, 12});
  columns.push_back({{"来源状态", "Status"}, 12});
  return columns;
}

}  // namespace

Reply list_local_firms(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "node", "capacity", "updated_at"}, "node");
  const auto node = node_asked(reader, desk), chain = reader.text("chain", 40);
  auto query =
      query_of(page, {{"name", "name"}, {"node", "node"}, {"capacity", "capacity"}, {"updated_at", "updated_at"}});
  filter_nodes(reader, desk, query, node, chain);
  if (auto problem = reader.done()) return *problem;
  static const Sheet kSheet{{"本地企业", "Local firms"},
                            with_provenance({{{"企业", "Firm"}, 36},
                                             {{"字号", "Brand"}, 12},
                                             {{"环节", "Node"}, 20},
                                             {{"产能", "Capacity"}, 12},
                                             {{"单位", "Unit"}, 10},
                                             {{"阶段", "Stage"}, 10},
                                             {{"链主", "Anchor"}, 8},
                                             {{"全域合计", "Whole place"}, 10}})};
  return list_records<ledger::LocalFirm>(
      context, desk->local_firms, desk.access, query, page.workbook,
      [&](const auto& firm) { return FirmKind::json(desk, firm); }, kSheet,
      [&](const auto& firm) -> std::vector<Workbook::Cell> {
        const auto shown = view::local_firm_of(*desk.engine, firm);
        return {shown.name,
                shown.brand,
                shown.node.name.in(context.language()),
                shown.capacity ? Workbook::Cell(*shown.capacity) : Workbook::Cell(),
                shown.unit.in(context.language()),
                words_of(Listed::kFirmStage, shown.stage).in(context.language()),
                shown.anchor,
                shown.whole_place,
                shown.note,
                shown.provenance.source,
                shown.provenance.date,
                words_of(Listed::kSourceStatus, shown.provenance.status).in(context.language())};
      });
}

Reply list_planned_projects(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "node", "quantity", "from_year", "updated_at"}, "node");
  const auto node = node_asked(reader, desk), chain = reader.text("chain", 40);
  auto query = query_of(page, {{"name", "name"},
                               {"node", "node"},
                               {"quantity", "quantity"},
                               {"from_year", "from_year"},
                               {"updated_at", "updated_at"}});
  filter_nodes(reader, desk, query, node, chain);
  if (auto problem = reader.done()) return *problem;
  static const Sheet kSheet{{"规划项目", "Planned projects"},
                            with_provenance({{{"项目", "Project"}, 36},
                                             {{"环节", "Node"}, 20},
                                             {{"数量", "Quantity"}, 12},
                                             {{"单位", "Unit"}, 10},
                                             {{"起始年", "From"}, 8},
                                             {{"结束年", "To"}, 8}})};
  return list_records<ledger::PlannedProject>(
      context, desk->planned_projects, desk.access, query, page.workbook,
      [&](const auto& project) { return ProjectKind::json(desk, project); }, kSheet,
      [&](const auto& project) -> std::vector<Workbook::Cell> {
        const auto shown = view::planned_project_of(*desk.engine, project);
        return {shown.name,
                shown.node.name.in(context.language()),
                shown.quantity,
                shown.unit.in(context.language()),
                project.from_year,
                project.to_year,
                shown.note,
                shown.provenance.source,
                shown.provenance.date,
                words_of(Listed::kSourceStatus, shown.provenance.status).in(context.language())};
      });
}

Reply list_ties(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"local", "outside", "kind", "updated_at"}, "local");
  const auto local = reader.text("local", 200);
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(
      page, {{"local", "local"}, {"outside", "outside"}, {"kind", "relation"}, {"updated_at", "updated_at"}});
  if (local) query.filters.emplace_back("local", *local);
  static const Sheet kSheet{
      {"企业关联", "Ties"},
      with_provenance(
          {{{"本地企业", "Local firm"}, 36}, {{"外地企业", "Outside firm"}, 36}, {{"关系", "Relation"}, 14}})};
  return list_records<ledger::FirmTie>(
      context, desk->firm_ties, desk.access, query, page.workbook,
      [&](const auto& tie) { return TieRecord::json(desk, tie); }, kSheet,
      [&](const auto& tie) -> std::vector<Workbook::Cell> {
        const auto words = context.language();
        return {tie.local,  tie.outside, words_of(Listed::kTieKind, tie.relation).in(words),          tie.note,
                tie.source, tie.date,    words_of(Listed::kSourceStatus, tie.source_status).in(words)};
      });
}

Reply create_local_firm(Context& context, const http::Request& request) {
  return create<FirmKind>(context, request);
}
Reply get_local_firm(Context& context, const http::Request&) {
  return get<FirmKind>(context);
}
Reply update_local_firm(Context& context, const http::Request& request) {
  return update<FirmKind>(context, request);
}
Reply delete_local_firm(Context& context, const http::Request&) {
  return remove<FirmKind>(context);
}
Reply create_planned_project(Context& context, const http::Request& request) {
  return create<ProjectKind>(context, request);
}
Reply get_planned_project(Context& context, const http::Request&) {
  return get<ProjectKind>(context);
}
Reply update_planned_project(Context& context, const http::Request& request) {
  return update<ProjectKind>(context, request);
}
Reply delete_planned_project(Context& context, const http::Request&) {
  return remove<ProjectKind>(context);
}
Reply create_tie(Context& context, const http::Request& request) {
  return create<TieRecord>(context, request);
}
Reply get_tie(Context& context, const http::Request&) {
  return get<TieRecord>(context);
}
Reply update_tie(Context& context, const http::Request& request) {
  return update<TieRecord>(context, request);
}
Reply delete_tie(Context& context, const http::Request&) {
  return remove<TieRecord>(context);
}

}  // namespace lianzhao::api::handlers
