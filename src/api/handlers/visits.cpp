#include "api/handlers/edited.h"
#include "api/handlers/filters.h"
#include "api/handlers/trip_parts.h"
#include "api/handlers/trips.h"
#include "api/listed_words.h"
#include "api/visit_place.h"
#include "base/identifiers.h"
#include "store/digest.h"

namespace lianzhao::api::handlers {
namespace {

struct PersonInput {
  Text<0, 60> name;
  std::optional<Text<0, 60>> title;
  std::optional<Text<0, 30>> phone;
};
BOOST_DESCRIBE_STRUCT(PersonInput, (), (name, title, phone))

struct FollowUpInput {
  std::optional<Text<0, 36>> id;
  Text<1, 500> what;
  Text<1, 64> owner;
  Day due;
};
BOOST_DESCRIBE_STRUCT(FollowUpInput, (), (id, what, owner, due))

struct VisitInput {
  Text<36, 36> id;
  Text<1, 20> kind;
  Day on;
  FirmSent firm;
  std::optional<std::int64_t> place;
  Text<1, 64> group;
  std::optional<Text<0, 64>> trip, led_by;
  std::optional<std::vector<PersonInput>> people;
  std::optional<Text<0, 4000>> topics, needs;
  std::optional<Text<1, 20>> interest;
  std::optional<std::vector<FollowUpInput>> follow_ups;
};
BOOST_DESCRIBE_STRUCT(VisitInput, (),
                      (id, kind, on, firm, place, group, trip, led_by, people, topics, needs, interest, follow_ups))

struct Reason {
  Text<2, 300> reason;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason))

constexpr std::size_t kMostPeople = 40, kMostFollowUps = 40;

// What a visit sent a second time is known by. Absent and null are the same.
std::string hash_of(const VisitInput& input) {
  store::Digest digest;
  digest.add(to_json(input));
  return digest.hex();
}

std::optional<std::string> maybe(const std::optional<Text<0, 64>>& text) {
  return text && !text->empty() ? std::optional<std::string>(*text) : std::nullopt;
}

std::vector<ledger::PersonMet> people_sent(const VisitInput& input) {
  std::vector<ledger::PersonMet> people;
  if (!input.people) return people;
  for (const auto& person : *input.people) {
    if (person.name.empty() && text_or_empty(person.title).empty() && text_or_empty(person.phone).empty()) continue;
    people.push_back({person.name, text_or_empty(person.title), text_or_empty(person.phone)});
  }
  return people;
}

// `named`: of an edit; trip, leading visit and place stay where the body leaves them out.
std::optional<Problem> apply(const Desk& desk, const VisitInput& input, ledger::Visit& visit,
                             const NamedFields* named = nullptr) {
  const auto before = visit;
  const auto left_out = [&](std::string_view pointer) { return named && !named->has(pointer); };
  if (auto problem = check_group_named(desk, input.group)) return problem;
  if (input.place && !is_place(desk, *input.place)) {
    return bad_field("/place", "bad-choice", "不是 GB/T 2260 代码。", "No GB/T 2260 code.");
  }
  for (const auto& problem :
       {too_many("/people", input.people ? input.people->size() : 0, kMostPeople),
        too_many("/follow_ups", input.follow_ups ? input.follow_ups->size() : 0, kMostFollowUps)}) {
    if (problem) return problem;
  }
  FirmKept firm;
  if (auto problem = read_firm(desk, input.firm, "/firm/firm", Unlisted::kRefuse, {&visit.firm_key, 1}, firm)) {
    return problem;
  }
  visit.kind = input.kind;
  visit.on_day = input.on;
  visit.firm_key = firm.key;
  visit.firm_name = firm.name;
  visit.group_id = input.group;
  if (!left_out("/trip")) visit.trip_id = maybe(input.trip);
  if (!left_out("/led_by")) visit.led_by = maybe(input.led_by);
  visit.topics = text_or_empty(input.topics);
  visit.needs = text_or_empty(input.needs);
  visit.interest = input.interest ? std::string(*input.interest) : "none";
  std::string trip_region;
  if (visit.trip_id) {
    const auto trip = desk->trips.get(desk.access, *visit.trip_id);
    if (!trip && trip.error().code != ErrorCode::kNotFound) return Problem::of(trip.error());
    if (trip) trip_region = trip->region;  // one that is not there is refused by the ledger
  }
  PlaceCode given{input.place ? static_cast<std::uint32_t>(*input.place) : 0};
  if (left_out("/place") && visit.kind == before.kind && visit.firm_key == before.firm_key) {
    given.value = static_cast<std::uint32_t>(before.place);
  }
  place_visit(*desk.engine, given, firm.place, trip_region, visit);
  return std::nullopt;
}

std::optional<Problem> promises_of(const Desk& desk, const VisitInput& input, std::vector<ledger::Promise>& out) {
  for (std::size_t i = 0; input.follow_ups && i < input.follow_ups->size(); ++i) {
    const auto& one = (*input.follow_ups)[i];
    const auto pointer = fmt::format("/follow_ups/{}/", i);
    const auto id = text_or_empty(one.id);
    if (!id.empty() && !is_uuid(id)) return bad_field(pointer + "id", "bad-text", "不是 UUID。", "No UUID.");
    if (auto problem = check_user_named(desk, one.owner, pointer + "owner")) return problem;
    out.push_back({id, one.what, one.owner, one.due});
  }
  return std::nullopt;
}

Result<view::VisitParts> parts_of(const Desk& desk, const std::vector<ledger::Visit>& visits) {
  const auto& zone = desk.access.actor.zone;
  ledger::Strings ids, trips;
  for (const auto& visit : visits) {
    ids.push_back(visit.id);
    if (visit.trip_id) trips.push_back(*visit.trip_id);
  }
  view::VisitParts parts;
  auto names = desk->trips.names_of(zone, trips);
  if (!names) return names.error();
  parts.trips = *std::move(names);
  auto follow_ups = desk->follow_ups.of_subjects(zone, ids);
  if (!follow_ups) return follow_ups.error();
  parts.follow_ups = *std::move(follow_ups);
  auto attachments = desk->attachments.of_subjects(zone, "visit", ids);
  if (!attachments) return attachments.error();
  parts.attachments = *std::move(attachments);
  return parts;
}

Result<std::string> json_of(const Desk& desk, const ledger::Visit& visit, bool masked = true) {
  const auto parts = parts_of(desk, {visit});
  if (!parts) return parts.error();
  return to_json(view::visit_of(*desk.engine, desk.names, visit, *parts, today(desk), masked));
}

// A visit as it stands now; a stale version is answered with it.
Reply reply_of(const Desk& desk, int status, const Result<ledger::Visit>& visit, const std::string& id) {
  if (!visit && visit.error().code != ErrorCode::kConflict) return visit.error();
  const auto now = visit ? visit : desk->visits.get(desk.access, id);
  if (!now) return now.error();
  auto json = json_of(desk, *now);
  if (!json) return json.error();
  if (!visit) return stale(visit.error(), *std::move(json));
  return http::Response::json(status, *std::move(json)).with("ETag", etag_of(now->version));
}

const Sheet& sheet() {
  static const Sheet kSheet{{"拜访记录", "Visits"},
                            {{{"日期", "Day"}, 12},
                             {{"类型", "Kind"}, 12},
                             {{"企业", "Firm"}, 36},
                             {{"企业代码", "Key"}, 26},
                             {{"地点", "Place"}, 14},
                             {{"区域", "Region"}, 14},
                             {{"专班", "Group"}, 24},
                             {{"会见人", "People met"}, 30},
                             {{"主题", "Topics"}, 40},
                             {{"诉求", "Needs"}, 40},
                             {{"意向", "Interest"}, 10},
                             {{"记录人", "Logged by"}, 14},
                             {{"记录时间", "Logged"}, 26},
                             {{"合成数据", "Synthetic"}, 10}}};
  return kSheet;
}

std::vector<Workbook::Cell> cells_of(const Context& context, const Desk& desk, const ledger::Visit& visit) {
  const auto shown = view::visit_of(*desk.engine, desk.names, visit, {}, today(desk));
  const auto words = context.language();
  std::string people;  // masked
  for (const auto& person : shown.people) {
    people += (people.empty() ? "" : "、") + person.name + (person.title.empty() ? "" : " " + person.title);
  }
  return {shown.on,
          words_of(Listed::kVisitKind, shown.kind).in(words),
          shown.firm.name,
          visit.firm_key,
          shown.place.name.in(words),
          visit.region.empty() ? std::string() : region_words(desk, visit.region).in(words),
          shown.group.name.in(words),
          people,
          shown.topics,
          shown.needs,
          words_of(Listed::kInterest, shown.interest).in(words),
          shown.created_by,
          shown.created_at,
          shown.synthetic};
}

}  // namespace

Reply list_visits(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"on", "firm", "kind", "interest", "updated_at", "created_at"}, "-on");
  const auto group = group_asked(reader, desk), trip = record_asked(reader, "trip");
  const auto firm = reader.text("firm", 120);  // its key or its name
  const auto region = region_asked(reader, desk);
  const auto kind = reader.choice("kind", {"visit", "return-visit", "reception"});
  const auto interest = reader.choice("interest", {"none", "low", "medium", "high", "ready"});
  const auto from = reader.day("from"), to = reader.day("to");
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(page, {{"on", "on_day"},
                               {"firm", "firm_name"},
                               {"kind", "kind"},
                               {"interest", "interest"},
                               {"updated_at", "updated_at"},
                               {"created_at", "created_at"}});
  if (group) query.filters.emplace_back("group_id", *group);
  if (trip) query.filters.emplace_back("trip_id", *trip);
  if (region) query.filters.emplace_back("region", *region);
  if (kind) query.filters.emplace_back("kind", *kind);
  if (interest) query.filters.emplace_back("interest", *interest);
  if (firm) query.conditions.push_back({"(t.firm_key = {} OR t.firm_name = {})", {*firm, *firm}});
  between_days(query, "on_day", from, to);
  if (auto narrowed = desk->visits.words.narrow(desk.access.actor.zone, query); !narrowed) return narrowed.error();
  if (!page.workbook) {
    const auto found = desk->visits.page(desk.access, query);
    if (!found) return found.error();
    const auto parts = parts_of(desk, found->items);
    if (!parts) return parts.error();
    std::vector<std::string> items;
    for (const auto& visit : found->items) {
      items.push_back(to_json(view::visit_of(*desk.engine, desk.names, visit, *parts, today(desk))));
    }
    return list_reply(items, found->next, found->total);
  }
  return list_records<ledger::Visit>(
      context, desk->visits, desk.access, query, true, [](const auto&) { return std::string(); }, sheet(),
      [&](const auto& visit) { return cells_of(context, desk, visit); });
}

Reply create_visit(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<VisitInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  if (!is_uuid(input.id)) return bad_field("/id", "bad-text", "不是 UUID。", "No UUID.");
  ledger::Visit draft;
  draft.id = input.id;
  draft.sent_hash = hash_of(input);
  std::vector<ledger::Promise> promises;
  std::optional<Problem> problem = apply(desk, input, draft);
  if (!problem) problem = promises_of(desk, input, promises);
  if (problem) {
    // What was taken once is not refused the second time, though a firm, a user or a group has gone since.
    const auto known = desk->visits.get(desk.access, input.id);
    if (!known) return *problem;
  }
  draft.people = ledger::people_json(people_sent(input));
  const auto logged = desk->visits.log(desk.access, draft, promises, context.principal()->display_name);
  if (!logged) {
    if (logged.error().code != ErrorCode::kConflict) return logged.error();
    return reply_of(desk, 0, logged.error(), input.id);
  }
  auto json = json_of(desk, logged->visit);
  if (!json) return json.error();
  return http::Response::json(logged->fresh ? 201 : 200, *std::move(json))
      .with("ETag", etag_of(logged->visit.version))
      .with("Location", "/api/v1/visits/" + logged->visit.id);
}

Reply get_visit(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const std::string id(context.part("id"));
  return reply_of(desk, 200, desk->visits.get(desk.access, id), id);
}

Reply update_visit(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<VisitInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string id(context.part("id"));
  if (input.id != id) return bad_field("/id", "bad-choice", "与地址中的编号不同。", "Not the id of the address.");
  const auto seen = desk->visits.get(desk.access, id);
  if (!seen) return seen.error();
  auto wanted = *seen;
  const NamedFields named(request);
  if (auto problem = apply(desk, input, wanted, &named)) return *problem;
  named.keep("/topics", *seen, wanted, &ledger::Visit::topics);
  named.keep("/needs", *seen, wanted, &ledger::Visit::needs);
  named.keep("/interest", *seen, wanted, &ledger::Visit::interest);
  std::optional<std::vector<ledger::Promise>> promises;
  if (input.follow_ups) {
    if (auto problem = promises_of(desk, input, promises.emplace())) return *problem;
  }
  const auto changed = desk->visits.edit(
      desk.access, id, expected.value,
      [&](ledger::Visit& visit) -> Status {
        take_over(*seen, wanted, visit);
        if (!input.people) return {};
        auto people = ledger::unmasked(people_sent(input), ledger::people_of(visit.people));
        if (!people) return people.error();
        visit.people = ledger::people_json(*people);
        return {};
      },
      promises, context.principal()->display_name);
  return reply_of(desk, 200, changed, id);
}

Reply delete_visit(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = desk->visits.remove(desk.access, id, expected.value);
  return removed ? Reply(http::Response::empty()) : reply_of(desk, 0, removed.error(), id);
}

Reply reveal_visit_people(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<Reason>(request);
  if (!body.value) return body.problem;
  const auto clear = desk->visits.reveal(desk.access, std::string(context.part("id")), body.value->reason);
  if (!clear) return clear.error();
  auto json = json_of(desk, *clear, false);
  if (!json) return json.error();
  return http::Response::json(200, *std::move(json)).with("Cache-Control", "no-store");
}

}  // namespace lianzhao::api::handlers
