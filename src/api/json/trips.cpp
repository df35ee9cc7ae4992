#include "api/json/trips.h"

#include "ledger/unreadable.h"

namespace lianzhao::api::view {

GroupRef group_or_id(const Directory& names, const std::string& id) {
  if (auto known = group_ref(names, id)) return *known;
  return {id, {id, id}};
}

FirmRef firm_ref(const std::string& key, const std::string& name) {
  return {key.empty() ? std::nullopt : std::optional(key), name};
}

std::vector<FirmRef> firms_of(const ledger::Trip& trip) {
  std::vector<FirmRef> out;
  const auto firms = ledger::detail::to_json(trip.firms);
  if (firms.is_null()) return out;
  if (!firms.is_array()) return {firm_ref("", ledger::unreadable(trip.firms.text))};
  for (const auto& firm : firms.get_array()) {
    const auto* key = firm.is_object() ? firm.get_object().if_contains("firm") : nullptr;
    const auto* name = firm.is_object() ? firm.get_object().if_contains("name") : nullptr;
    if (!name || !name->is_string()) {
      out.push_back(firm_ref("", ledger::unreadable(boost::json::serialize(firm))));
      continue;
    }
    out.push_back(firm_ref(key && key->is_string() ? std::string(key->get_string()) : std::string(),
                           std::string(name->get_string())));
  }
  return out;
}

Trip trip_of(const Engine& engine, const Directory& names, const ledger::Trip& trip, std::int64_t visits) {
  Trip out;
  out.id = trip.id;
  out.version = trip.version;
  out.name = trip.name;
  out.group = group_or_id(names, trip.group_id);
  if (!trip.region.empty()) out.region = trip.region;
  const auto cities = ledger::detail::to_json(trip.cities);
  const auto unknown = [](const std::string& stored) {
    return Place{0, {ledger::unreadable(stored), ledger::unreadable(stored)}, 0, 0, std::nullopt, std::nullopt};
  };
  if (const auto* codes = cities.if_array()) {
    for (const auto& code : *codes) {
      out.cities.push_back(code.is_int64() ? place_of(engine.places(), {static_cast<std::uint32_t>(code.get_int64())})
                                           : unknown(boost::json::serialize(code)));
    }
  } else if (!cities.is_null()) {
    out.cities.push_back(unknown(trip.cities.text));
  }
  out.from = trip.from_day;
  out.to = trip.to_day;
  out.purpose = trip.purpose;
  for (const auto& id : trip.participants) out.participants.push_back({id, names.name_of(id)});
  out.firms = firms_of(trip);
  if (trip.cost_fen) out.cost = static_cast<double>(*trip.cost_fen) / 100;
  out.result = trip.result;
  out.state = trip.state;
  out.visits = visits;
  out.plan = trip.plan_id;
  out.synthetic = trip.synthetic;
  return out;
}

FollowUp follow_up_of(const Directory& names, const ledger::FollowUp& follow_up, Day today) {
  return {follow_up.id,
          follow_up.version,
          follow_up.what,
          {follow_up.owner, names.name_of(follow_up.owner)},
          follow_up.due,
          follow_up.done_on,
          follow_up.subject_kind,
          follow_up.subject_id,
          follow_up.subject_title,
          !follow_up.done_on && follow_up.due < today};
}

Attachment attachment_of(const Directory& names, const ledger::Attachment& attachment) {
  return {attachment.id,
          attachment.name,
          attachment.role,
          attachment.media_type,
          attachment.bytes,
          attachment.sha256,
          attachment.number,
          to_rfc3339(attachment.created_at),
          names.name_of(attachment.created_by)};
}

Visit visit_of(const Engine& engine, const Directory& names, const ledger::Visit& visit, const VisitParts& parts,
               Day today, bool masked) {
  Visit out;
  out.id = visit.id;
  out.version = visit.version;
  out.kind = visit.kind;
  out.on = visit.on_day;
  out.firm = firm_ref(visit.firm_key, visit.firm_name);
  out.place = place_of(engine.places(), {static_cast<std::uint32_t>(visit.place)});
  out.group = group_or_id(names, visit.group_id);
  if (visit.trip_id) {
    const auto name = parts.trips.find(*visit.trip_id);
    out.trip = TripName{*visit.trip_id, name == parts.trips.end() ? *visit.trip_id : name->second};
  }
  out.led_by = visit.led_by;
  for (const auto& person : ledger::people_of(visit.people)) {
    out.people.push_back({person.name, person.title, person.phone});
  }
  out.masked = masked;
  out.topics = visit.topics;
  out.needs = visit.needs;
  out.interest = visit.interest;
  if (const auto found = parts.follow_ups.find(visit.id); found != parts.follow_ups.end()) {
    for (const auto& one : found->second) out.follow_ups.push_back(follow_up_of(names, one, today));
  }
  if (const auto found = parts.attachments.find(visit.id); found != parts.attachments.end()) {
    for (const auto& one : found->second) out.attachments.push_back(attachment_of(names, one));
  }
  out.synthetic = visit.synthetic;
  out.created_at = to_rfc3339(visit.created_at);
  out.created_by = names.name_of(visit.created_by);
  return out;
}

}  // namespace lianzhao::api::view
