#include <array>

#include "api/sheets/kinds/columns.h"
#include "api/sheets/people_met.h"
#include "api/sheets/row_id.h"
#include "api/sheets/taking_out.h"
#include "api/visit_place.h"
#include "ledger/id_query.h"
#include "ledger/rules.h"
#include "store/digest.h"

namespace lianzhao::api::sheets {
namespace {

// The trip of the row's group by id or name; of several of one name that which holds the day.
Status set_trip(const Target& target, const std::string& text, ledger::Visit& visit, std::string& region) {
  if (text.empty()) return {};
  auto rows = target.change.tx.query(
      "SELECT id, region, from_day, to_day FROM trips WHERE zone = $1 AND group_id = $2 AND (id = $3 OR name = $4)",
      {target.access.actor.zone, visit.group_id, text, text});
  if (!rows) return rows.error();
  std::size_t fitting = 0;
  const bool one = rows->size() == 1;
  for (const auto row : *rows) {
    const auto day = visit.on_day.since_epoch;
    if (!one && (day < row.integer(2) || day > row.integer(3))) continue;
    ++fitting;
    visit.trip_id = std::string(row.text(0));
    region = row.text(1);
  }
  if (fitting == 1) return {};
  if (fitting == 0) return ledger::refusal("trip", "该组没有这次外出。", "There is no such trip of this group.");
  return ledger::refusal("trip", "该组在这一天有多次同名外出，请改填编号。",
                         "The group has several trips of this name on this day: put in the id.");
}

// Visits of the row's group to its firm on a day.
Result<std::vector<std::string>> visits_on(const Target& target, const ledger::Visit& visit, Day on,
                                           const std::string& kind) {
  store::Where where;
  where.add("zone = {} AND group_id = {} AND on_day = {}",
            {target.access.actor.zone, visit.group_id, on.since_epoch});
  where.add("(firm_name = {} OR (firm_key <> '' AND firm_key = {}))", {visit.firm_name, visit.firm_key});
  if (!kind.empty()) where.add("kind = {}", {kind});
  auto rows = target.change.tx.query("SELECT id FROM visits" + where.sql(), where.values());
  if (!rows) return rows.error();
  std::vector<std::string> out;
  for (const auto row : *rows) out.emplace_back(row.text(0));
  return out;
}

Status set_led_by(const Target& target, std::optional<Day> on, ledger::Visit& visit) {
  if (!on) return {};
  auto found = visits_on(target, visit, *on, "");
  if (!found) return found.error();
  if (found->empty()) {
    return ledger::refusal("led_by", "该组当日没有这家企业的拜访记录。",
                           "The group has no visit of this firm on that day.");
  }
  if (found->size() > 1) {
    return ledger::refusal("led_by", "该组当日有这家企业的多条拜访记录，请录入后再指明。",
                           "The group has several visits of this firm on that day: state it once this is entered.");
  }
  visit.led_by = found->front();
  return {};
}

Status set_promise(const Row& row, std::vector<ledger::Promise>& promises) {
  const auto what = row.text("follow_up"), owner = row.text("follow_up_owner");
  const auto due = row.day("follow_up_due");
  if (what.empty() && owner.empty() && !due) return {};
  for (const auto& [field, given] :
       {std::pair("follow_up", !what.empty()), std::pair("follow_up_owner", !owner.empty()),
        std::pair("follow_up_due", due.has_value())}) {
    if (given) continue;
    return ledger::refusal(field, "跟进事项、负责人、期限须一并填写。",
                           "A follow-up needs what, who and until when.");
  }
  promises.push_back({"", what, owner, *due});
  return {};
}

// The id as given; else derived from whom, when, how and whose the visit was, and the mark that tells apart two of
// them. Never from what was said or who was met: an id is shown to everyone who sees the visit.
Status set_id(const Target& target, const Row& row, ledger::Visit& visit) {
  const auto mark = row.text("id");
  visit.sent_hash = [&] {
    store::Digest digest;
    digest.add(row.fingerprint());
    return digest.hex();
  }();
  if (is_uuid(mark)) {
    visit.id = mark;
    return {};
  }
  visit.id = derived_id({"visit", target.access.actor.zone, visit.group_id, visit.kind,
                         std::to_string(visit.on_day.since_epoch), row.text("firm_key"), row.text("firm"), mark});
  if (!mark.empty()) return {};
  auto same = visits_on(target, visit, visit.on_day, visit.kind);
  if (!same) return same.error();
  if (same->empty()) return {};
  return ledger::refusal("firm", "该组当日已有这家企业的同类记录；如确为另一次，请在“编号”列填写标记，如 2。",
                         "The group has logged such a visit of this firm on this day; if this is another one, put a "
                         "mark such as 2 into the column id.",
                         ErrorCode::kExists);
}

Status write(const Target& target, const Row& row) {
  ledger::Visit draft;
  draft.group_id = row.text("group");
  if (auto allowed = check_owner(target, draft.group_id); !allowed) return allowed;
  draft.kind = row.text("kind");
  draft.on_day = *row.day("on");
  const auto firm = target.firms.find(row.text("firm"), row.text("firm_key"), Unlisted::kRefuse);
  if (!firm) return firm.error();
  draft.firm_key = firm->key;
  draft.firm_name = firm->name;
  std::string trip_region;
  if (auto set = set_trip(target, row.text("trip"), draft, trip_region); !set) return set;
  if (auto set = set_led_by(target, row.day("led_by"), draft); !set) return set;
  auto people = people_met(row.text("people"));
  if (!people) return people.error();
  // What was taken out masked is nobody's name.
  auto clear = ledger::unmasked(*std::move(people), {});
  if (!clear) {
    return ledger::refusal("people", "会见人是掩码形式，请填写完整或留空。",
                           "The people met are masked: write them in full, or leave the cell empty.");
  }
  draft.people = ledger::people_json(*clear);
  draft.topics = row.text("topics");
  draft.needs = row.text("needs");
  if (const auto interest = row.text("interest"); !interest.empty()) draft.interest = interest;
  draft.synthetic = row.truth("synthetic").value_or(false);
  const auto place = static_cast<std::uint32_t>(row.whole("place").value_or(0));
  place_visit(target.engine, {place}, firm->place, trip_region, draft);
  std::vector<ledger::Promise> promises;
  if (auto set = set_promise(row, promises); !set) return set;
  if (auto set = set_id(target, row, draft); !set) return set;
  const auto logged = target.ledger.visits.log_in(target.change, target.access, draft, promises, target.by);
  if (logged && logged->fresh) return {};
  if (logged) {
    return ledger::refusal("id", "这条拜访已经录入。", "This visit was entered already.", ErrorCode::kExists);
  }
  if (logged.error().code != ErrorCode::kConflict) return logged.error();
  return ledger::refusal("id", "同一编号已记录过内容不同的拜访。",
                         "A visit with this id and other content was logged before.", ErrorCode::kExists);
}

// Trips as cells name them: by name where the group has one of it, else by id.
Result<std::map<std::string, std::string>> trip_texts(const Source& source) {
  std::map<std::string, std::string> out;
  std::map<std::pair<std::string, std::string>, int> count;
  std::vector<std::array<std::string, 3>> trips;
  auto read = each_page<ledger::Trip>(source.ledger.trips, source.access, [&](const auto& page) -> Status {
    for (const auto& trip : page) {
      trips.push_back({trip.id, trip.group_id, trip.name});
      ++count[{trip.group_id, trip.name}];
    }
    return {};
  });
  if (!read) return read.error();
  for (const auto& [id, group, name] : trips) out.emplace(id, count[{group, name}] == 1 ? name : id);
  return out;
}

// Days of the visits that led to these, by id.
Result<std::map<std::string, Day>> days_of_leading(const Source& source, const std::vector<ledger::Visit>& visits) {
  std::vector<std::string> ids;
  for (const auto& visit : visits) {
    if (visit.led_by) ids.push_back(*visit.led_by);
  }
  using Days = std::map<std::string, Day>;
  return source.ledger.tools.database.read([&](store::Transaction& tx) -> Result<Days> {
    auto rows = ledger::query_of_ids(tx, "SELECT id, on_day FROM visits", "id", source.access.actor.zone, ids);
    if (!rows) return rows.error();
    Days out;
    for (const auto row : *rows) {
      out.emplace(row.text(0), Day{static_cast<std::int32_t>(row.integer(1))});
    }
    return out;
  });
}

std::string people_cell(const ledger::Json& people) {
  std::string out;
  for (const auto& person : ledger::people_of(people)) {
    std::string one = person.name;
    for (const auto& part : {person.title, person.phone}) {
      if (!part.empty()) one += (one.empty() ? "" : " ") + part;
    }
    if (!one.empty()) out += (out.empty() ? "" : "；") + one;
  }
  return out;
}

Status take_out(const Source& source, const RowSink& sink) {
  const auto trips = trip_texts(source);
  if (!trips) return trips.error();
  return each_page<ledger::Visit>(source.ledger.visits, source.access, [&](const auto& visits) -> Status {
    const auto leading = days_of_leading(source, visits);
    if (!leading) return leading.error();
    ledger::Strings ids;
    for (const auto& visit : visits) ids.push_back(visit.id);
    const auto promised = source.ledger.follow_ups.of_subjects(source.access.actor.zone, ids);
    if (!promised) return promised.error();
    for (const auto& visit : visits) {
      Row row;
      put(row, "kind", visit.kind);
      row.set("on", visit.on_day);
      put(row, "firm", visit.firm_name);
      put_code(row, visit.firm_key);
      put(row, "group", visit.group_id);
      if (visit.trip_id) {
        const auto trip = trips->find(*visit.trip_id);
        put(row, "trip", trip == trips->end() ? *visit.trip_id : trip->second);
      }
      if (visit.place != 0) row.set("place", visit.place);
      put(row, "people", people_cell(visit.people));
      put(row, "topics", visit.topics);
      put(row, "needs", visit.needs);
      put(row, "interest", visit.interest);
      if (const auto day = leading->find(visit.led_by.value_or("")); day != leading->end()) {
        row.set("led_by", day->second);
      }
      // The columns hold one: that which is due first.
      if (const auto found = promised->find(visit.id); found != promised->end() && !found->second.empty()) {
        const auto& first = found->second.front();
        put(row, "follow_up", first.what);
        put(row, "follow_up_owner", first.owner);
        row.set("follow_up_due", first.due);
      }
      put_true(row, "synthetic", visit.synthetic);
      put(row, "id", visit.id);
      if (auto taken = sink(row); !taken) return taken;
    }
    return {};
  });
}

}  // namespace

Kind visits_kind() {
  using enum CellKind;
  return {
      .name = "visits",
      .title = {"拜访记录", "Visits"},
      .edit = ledger::Permission::kTripsEdit,
      .read = ledger::Permission::kTripsRead,
      .columns = {{.field = "kind",
                   .header = {"类型", "Kind"},
                   .kind = kChoice,
                   .required = true,
                   .width = 12,
                   .choices = {{"visit", {"拜访", "Visit"}},
                               {"return-visit", {"企业回访", "Return visit"}},
                               {"reception", {"考察接待", "Reception"}}}},
                  {.field = "on",
                   .header = {"日期", "Day"},
                   .kind = kDay,
                   .required = true,
                   .width = 12,
                   .note = {"如 2023-03-31，不能晚于今天", "Such as 2023-03-31, not in the future"}},
                  firm_column(),
                  {.field = "firm_key",
                   .header = {"统一社会信用代码", "Credit code"},
                   .width = 22,
                   .note = {"可空；须在名录中", "May be empty; of a firm of the registry"},
                   .most = 40},
                  group_column(),
                  {.field = "trip",
                   .header = {"所属外出", "Trip"},
                   .kind = kTrip,
                   .width = 28,
                   .note = {"该专班的外出名称或编号", "Name or id of a trip of the group"},
                   .most = 120},
                  {.field = "place",
                   .header = {"地点", "Place"},
                   .kind = kPlace,
                   .note = {"空为企业所在地，接待为本地", "Empty: where the firm sits; of a reception the zone"}},
                  {.field = "people",
                   .header = {"会见人", "People met"},
                   .width = 34,
                   .note = {"姓名 职务 电话，以空格分隔；多人用分号隔开",
                            "Name title telephone, parted by spaces; people by semicolons"},
                   .most = 4'000},
                  {.field = "topics", .header = {"主题", "Topics"}, .width = 40, .most = 4'000},
                  {.field = "needs", .header = {"诉求", "Needs"}, .width = 40, .most = 4'000},
                  {.field = "interest",
                   .header = {"意向", "Interest"},
                   .kind = kChoice,
                   .width = 10,
                   .choices = {{"none", {"无意向", "None"}},
                               {"low", {"较弱", "Weak"}},
                               {"medium", {"一般", "Fair"}},
                               {"high", {"较强", "Strong"}},
                               {"ready", {"可签约", "Ready"}}}},
                  {.field = "led_by",
                   .header = {"源于哪天的拜访", "Led by the visit on"},
                   .kind = kDay,
                   .note = {"同一专班对同一企业此前拜访的日期",
                            "Day of an earlier visit of the same group to the same firm"}},
                  {.field = "follow_up",
                   .header = {"跟进事项", "Follow-up"},
                   .width = 30,
                   .note = {"须与负责人、期限一并填写", "With who and until when"},
                   .most = 500},
                  {.field = "follow_up_owner", .header = {"跟进负责人", "Follow-up by"}, .kind = kUser},
                  {.field = "follow_up_due", .header = {"跟进期限", "Follow-up until"}, .kind = kDay, .width = 12},
                  synthetic_column(),
                  {.field = "id",
                   .header = {"编号", "Id"},
                   .width = 20,
                   .note = {"可空；同日再次拜访同一企业时填标记，如 2，或填 UUID",
                            "May be empty; a mark such as 2 for another visit of the same day, or a UUID"},
                   .most = 40}},
      .write = write,
      .take_out = take_out,
  };
}

}  // namespace lianzhao::api::sheets
