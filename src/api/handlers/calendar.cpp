#include "api/handlers/trip_parts.h"
#include "api/handlers/trips.h"
#include "ledger/calendar/ical.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {
namespace {

constexpr int kDaysBack = 180, kDaysDone = 30;

struct Feed {
  const Desk& desk;
  ledger::CalendarText& out;
  Day today;
};

std::string uid(std::string_view kind, const std::string& id) {
  return fmt::format("{}-{}@lianzhao", kind, id);
}

// Visits of an adopted plan, at their times.
void add_stops(Feed& feed, const ledger::Trip& trip) {
  if (!trip.plan_id || trip.state == "cancelled") return;
  // The plan belongs to its maker; its stops belong to the trip, and go to those who see it.
  const auto plan = feed.desk->trip_plans.get(ledger::Access::system(feed.desk.access.actor.zone), *trip.plan_id);
  if (!plan || plan->state != "adopted") return;
  const auto minutes = [](std::string_view clock) {
    return clock.size() == 5 ? (clock[0] - '0') * 600 + (clock[1] - '0') * 60 + (clock[3] - '0') * 10 + clock[4] - '0'
                             : 0;
  };
  const auto output = ledger::detail::to_json(plan->output);
  try {
    for (const auto& route : output.at("routes").as_array()) {
      if (route.at("group").at("id").as_string() != trip.group_id) continue;
      for (const auto& day : route.at("days").as_array()) {
        const auto on = parse_iso_day(std::string_view(day.at("on").as_string()));
        for (const auto& stop : day.at("stops").as_array()) {
          if (!on || stop.at("kind").as_string() != "visit") continue;
          const std::string name(stop.at("firm").at("name").as_string());
          const auto& key = stop.at("firm").at("firm");
          const auto firm = key.is_string() ? std::string(key.as_string()) : std::string();
          ledger::CalendarEvent event;
          event.uid = uid("stop", trip.id + "-" + (firm.empty() ? name : firm));
          event.summary = "拜访 " + name;
          event.location = stop.at("place").at("name").at("zh").as_string();
          event.category = "拜访";
          event.first = event.last = *on;
          event.begins = minutes(std::string_view(stop.at("begin").as_string()));
          event.ends = minutes(std::string_view(stop.at("end").as_string()));
          event.version = trip.version;
          event.changed_at = trip.updated_at;
          feed.out.add(event);
        }
      }
    }
  } catch (const std::exception&) {  // damaged, or written by another version: its days say so
    ledger::CalendarEvent event;
    event.uid = uid("stop", trip.id + "-unreadable");
    event.summary = "⚠ 行程安排无法读取 (unreadable): " + trip.name;
    event.category = "拜访";
    event.first = trip.from_day;
    event.last = trip.to_day;
    event.version = trip.version;
    event.changed_at = trip.updated_at;
    feed.out.add(event);
  }
}

Status add_trips(Feed& feed, const ledger::Access& access) {
  ledger::ListQuery query;
  query.conditions.push_back({"t.to_day >= {}", {feed.today.since_epoch - kDaysBack}});
  query.sort = "from_day";
  return feed.desk->trips.each(access, query, [&](const ledger::Trip& trip) {
    const auto shown = view::trip_of(*feed.desk.engine, feed.desk.names, trip, 0);
    ledger::CalendarEvent event;
    event.uid = uid("trip", trip.id);
    event.summary = (trip.synthetic ? "【合成数据】" : "") + std::string("外出招商 ") + trip.name;
    for (const auto& city : shown.cities) event.location += (event.location.empty() ? "" : "、") + city.name.zh;
    event.description = shown.group.name.zh;
    if (!trip.purpose.empty()) event.description += "\n" + trip.purpose;
    for (const auto& firm : shown.firms) event.description += "\n· " + firm.name;
    event.category = "外出招商";
    event.first = trip.from_day;
    event.last = trip.to_day;
    event.version = trip.version;
    event.changed_at = trip.updated_at;
    event.cancelled = trip.state == "cancelled";
    feed.out.add(event);
    add_stops(feed, trip);
    return true;
  });
}

Status add_follow_ups(Feed& feed, const ledger::Access& access) {
  ledger::ListQuery query;
  query.filters.emplace_back("owner", access.actor.user);
  query.conditions.push_back({"(t.done_on IS NULL OR t.done_on >= {})", {feed.today.since_epoch - kDaysDone}});
  query.sort = "due";
  return feed.desk->follow_ups.each(access, query, [&](const ledger::FollowUp& one) {
    ledger::CalendarEvent event;
    event.uid = uid("follow-up", one.id);
    const auto* mark = one.done_on ? "✓ " : one.due < feed.today ? "【超期】" : "【跟进】";
    event.summary = mark + one.what;
    event.description = one.subject_title;
    event.category = "跟进";
    event.first = event.last = one.due;
    event.version = one.version;
    event.changed_at = one.updated_at;
    event.busy = false;
    feed.out.add(event);
    return true;
  });
}

// Problems of projects that the user is to solve.
Status add_problems(Feed& feed, const ledger::Access& access) {
  if (access.reach == ledger::Reach::kNone) return {};
  store::Where where;
  where.add("t.zone = {} AND t.owner = {} AND t.state = 'open'", {access.actor.zone, access.actor.user});
  ledger::restrict_to(access, ledger::kGroupOfProject, "", where);
  auto rows = feed.desk->tools.database.read([&](store::Transaction& tx) {
    return tx.query(
        "SELECT t.id, t.title, t.due, t.version, t.updated_at, p.name FROM problems t JOIN projects p ON "
        "p.zone = t.zone AND p.id = t.project_id" +
            where.sql() + " ORDER BY t.due, t.id",
        where.values());
  });
  if (!rows) return rows.error();
  for (const auto row : *rows) {
    ledger::CalendarEvent event;
    event.uid = uid("problem", std::string(row.text(0)));
    event.summary = "【难题】" + std::string(row.text(1));
    event.description = row.text(5);
    event.category = "难题";
    event.first = event.last = Day{static_cast<std::int32_t>(row.integer(2))};
    event.version = row.integer(3);
    event.changed_at = row.instant(4);
    event.busy = false;
    feed.out.add(event);
  }
  return {};
}

}  // namespace

Reply get_calendar(Context& context, const http::Request& request) {
  const auto& services = context.services();
  QueryReader reader(request);
  const auto token = reader.text("token", 100);
  if (auto problem = reader.done()) return *problem;
  if (!services.ledger || !services.engines) {
    return Problem::of("unavailable", "这台服务器没有数据库。", "This server has no store.");
  }
  auto actor = services.ledger->calendars.actor_of(services.zone, token.value_or(""));
  if (!actor) {
    if (actor.error().code != ErrorCode::kNotFound) return actor.error();
    return Problem::of("not-found", "没有这个日历，地址可能已更换。",
                       "There is no such calendar; it may have a new address.");
  }
  actor->request = context.request_id();
  actor->address = context.client();
  Desk desk;
  desk.ledger = services.ledger;
  desk.engine = services.engines->get();
  desk.access.actor = *actor;
  const auto access = ledger::Access::of(*actor, Permission::kTripsRead);
  if (!access) return Problem::of("not-found");
  desk.access = *access;
  if (auto loaded = reload_names(desk); !loaded) return loaded.error();
  ledger::CalendarText out("链招 " + desk.names.name_of(actor->user), desk->tools.clock.now());
  Feed feed{desk, out, today(desk)};
  if (auto added = add_trips(feed, desk.access); !added) return added.error();
  if (auto added = add_follow_ups(feed, desk.access); !added) return added.error();
  const ledger::Access projects{*actor, ledger::reach_of(actor->roles, Permission::kProjectsRead)};
  if (auto added = add_problems(feed, projects); !added) return added.error();
  http::Response response;
  response.headers.add("Content-Type", "text/calendar; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  response.body = out.finish();
  return response;
}

Reply make_calendar_token(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto token = desk->calendars.make_token(desk.access.actor);
  if (!token) return token.error();
  return http::Response::json(200, "{\"path\":\"/api/v1/calendar.ics?token=" + *token + "\"}")
      .with("Cache-Control", "no-store");
}

}  // namespace lianzhao::api::handlers
