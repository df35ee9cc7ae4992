// Visits (拜访), return visits (回访) and receptions (考察接待), with the follow-ups that were promised.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct Visit : Stamp {         // id: made by whoever logs it, so that a visit sent twice is one visit
  std::string kind = "visit";  // visit | return-visit | reception
  Day on_day;
  std::string firm_key, firm_name;  // key "" where the firm is not in the registry
  std::int64_t place = 0;           // GB/T 2260
  std::string region;               // of the zone's regions, by place or trip; "" for none
  std::string group_id;
  std::optional<std::string> trip_id;
  std::optional<std::string> led_by;  // the visit that led to it
  Json people;                        // [{"name", "title", "phone"}]: masked when shown
  std::string topics, needs;
  std::string interest = "none";  // none | low | medium | high | ready
  bool synthetic = false;
  std::string sent_hash;  // SHA-256 of the visit as it was first sent; never shown: it would help to guess phones
};
BOOST_DESCRIBE_STRUCT(Visit, (Stamp),
                      (kind, on_day, firm_key, firm_name, place, region, group_id, trip_id, led_by, people, topics,
                       needs, interest, synthetic, sent_hash))
template <>
struct RecordTraits<Visit> : RecordTraitsBase {
  static constexpr std::string_view table = "visits", kind = "visit", zh = "这条拜访记录", group = "t.group_id",
                                    sort = "-on_day";
  static constexpr std::string_view searched[] = {"firm_name", "topics", "needs"};
  static std::string owner(const Visit& visit) { return visit.group_id; }
  static Visit shown(Visit visit);  // names and phones of people masked
  static Status rules(const Visit& visit);
};

struct FollowUp : Stamp {
  std::string subject_kind;  // visit | lead | project
  std::string subject_id, subject_title;
  std::string group_id;  // of the subject
  std::string what;
  std::string owner;  // user id
  Day due;
  std::optional<Day> done_on;
};
BOOST_DESCRIBE_STRUCT(FollowUp, (Stamp),
                      (subject_kind, subject_id, subject_title, group_id, what, owner, due, done_on))
template <>
struct RecordTraits<FollowUp> : RecordTraitsBase {
  static constexpr std::string_view table = "follow_ups", kind = "follow-up", zh = "这项跟进", group = "t.group_id",
                                    sort = "due";
  static constexpr std::string_view person = "t.owner";  // whoever promised it sees and finishes it
  static constexpr std::string_view searched[] = {"what", "subject_title"};
  static std::string owner(const FollowUp& follow_up) { return follow_up.group_id; }
  static Status rules(const FollowUp& follow_up);
};

struct GroupTarget : Stamp {
  std::string group_id;
  std::int64_t year = 0;
  std::int64_t quarter = 0;  // 0: the whole year
  std::string indicator;
  double target = 0;
};
BOOST_DESCRIBE_STRUCT(GroupTarget, (Stamp), (group_id, year, quarter, indicator, target))
template <>
struct RecordTraits<GroupTarget> : RecordTraitsBase {
  static constexpr std::string_view table = "group_targets", kind = "group-target", zh = "这项目标", sort = "-year";
  static constexpr std::string_view open = "1 = 1";  // every group may see the others' targets
  static constexpr std::string_view searched[] = {"indicator"};
  static Status rules(const GroupTarget& target);
};

}  // namespace lianzhao::ledger
