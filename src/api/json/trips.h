// The contract's schemas of trips, visits, follow-ups and documents as structs.
#pragma once

#include <map>

#include "api/json/records.h"

namespace lianzhao::api::view {

struct FirmRef {
  std::optional<std::string> firm;  // key; none: by name only
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FirmRef, (), (firm, name))

struct Trip {
  std::string id;
  std::int64_t version = 1;
  std::string name;
  GroupRef group;
  std::optional<std::string> region;
  std::vector<Place> cities;
  Day from, to;
  std::string purpose;
  std::vector<Person> participants;
  std::vector<FirmRef> firms;
  std::optional<double> cost;
  std::string result, state;
  std::int64_t visits = 0;
  std::optional<std::string> plan;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Trip, (),
                      (id, version, name, group, region, cities, from, to, purpose, participants, firms, cost, result,
                       state, visits, plan, synthetic))

struct FollowUp {
  std::string id;
  std::int64_t version = 1;
  std::string what;
  Person owner;
  Day due;
  std::optional<Day> done_on;
  std::string subject_kind, subject, subject_title;
  bool late = false;
};
BOOST_DESCRIBE_STRUCT(FollowUp, (),
                      (id, version, what, owner, due, done_on, subject_kind, subject, subject_title, late))

struct Attachment {
  std::string id, name, role, media_type;
  std::int64_t bytes = 0;
  std::string sha256;
  std::int64_t number = 1;
  std::string at, by;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, name, role, media_type, bytes, sha256, number, at, by))

struct TripName {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(TripName, (), (id, name))

struct PersonMet {
  std::string name, title, phone;
};
BOOST_DESCRIBE_STRUCT(PersonMet, (), (name, title, phone))

struct Visit {
  std::string id;
  std::int64_t version = 1;
  std::string kind;
  Day on;
  FirmRef firm;
  Place place;
  GroupRef group;
  std::optional<TripName> trip;
  std::optional<std::string> led_by;
  std::vector<PersonMet> people;
  bool masked = true;
  std::string topics, needs, interest;
  std::vector<FollowUp> follow_ups;
  std::vector<Attachment> attachments;
  bool synthetic = false;
  std::string created_at, created_by;
};
BOOST_DESCRIBE_STRUCT(Visit, (),
                      (id, version, kind, on, firm, place, group, trip, led_by, people, masked, topics, needs,
                       interest, follow_ups, attachments, synthetic, created_at, created_by))

// What belongs to visits, read for a whole page at once.
struct VisitParts {
  std::map<std::string, std::string> trips;  // names by id
  std::map<std::string, std::vector<ledger::FollowUp>> follow_ups;
  std::map<std::string, std::vector<ledger::Attachment>> attachments;
};

GroupRef group_or_id(const Directory& names, const std::string& id);
FirmRef firm_ref(const std::string& key, const std::string& name);
std::vector<FirmRef> firms_of(const ledger::Trip& trip);
Trip trip_of(const Engine& engine, const Directory& names, const ledger::Trip& trip, std::int64_t visits);
FollowUp follow_up_of(const Directory& names, const ledger::FollowUp& follow_up, Day today);
Attachment attachment_of(const Directory& names, const ledger::Attachment& attachment);
Visit visit_of(const Engine& engine, const Directory& names, const ledger::Visit& visit, const VisitParts& parts,
               Day today, bool masked = true);

}  // namespace lianzhao::api::view
