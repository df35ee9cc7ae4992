#include "ledger/trips/visits.h"

#include "base/instant.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

constexpr Day kEarliest{10'957};     // 2000-01-01
constexpr int kFollowedAtMost = 50;  // visits that led to each other

FollowUp subject_of(const Visit& visit) {
  FollowUp subject;
  subject.subject_kind = "visit";
  subject.subject_id = visit.id;
  subject.subject_title = visit.firm_name;
  subject.group_id = visit.group_id;
  return subject;
}

Status check_day(Change& open, const Visit* before, const Visit& after) {
  if (before && before->on_day == after.on_day) return {};
  // A phone's clock may be a day ahead.
  if (after.on_day.since_epoch > day_in_china(open.now).since_epoch + 1) {
    return refusal("on", "拜访发生后才能记录，日期不能在将来。",
                   "a visit is logged once it took place: its day is yet to come");
  }
  if (after.on_day < kEarliest) return refusal("on", "日期早于 2000 年。", "the day is before the year 2000");
  if (!before) return {};
  auto later = open.tx.query("SELECT 1 FROM visits WHERE zone = $1 AND led_by = $2 AND on_day < $3 LIMIT 1",
                             {open.actor.zone, after.id, after.on_day.since_epoch});
  if (!later) return later.error();
  return later->empty() ? Status()
                        : refusal("on", "由此引出的拜访早于这一天。",
                                  "a visit that followed from this one lies before this day");
}

Status check_trip(Change& open, const Visit* before, const Visit& after) {
  if (!after.trip_id || (before && before->trip_id == after.trip_id && before->group_id == after.group_id &&
                         before->on_day == after.on_day)) {
    return {};
  }
  // A trip of another group is told by no other answer than one that is not there.
  auto rows = open.tx.query("SELECT from_day, to_day, state FROM trips WHERE zone = $1 AND id = $2 AND group_id = $3",
                            {open.actor.zone, *after.trip_id, after.group_id});
  if (!rows) return rows.error();
  if (rows->empty()) return refusal("trip", "该组没有这次外出。", "there is no such trip of this group");
  const auto row = (*rows)[0];
  if (row.text(2) == "cancelled") return refusal("trip", "这次外出已取消。", "the trip was cancelled");
  if (after.on_day.since_epoch < row.integer(0) || after.on_day.since_epoch > row.integer(1)) {
    return refusal("on", "拜访日期不在这次外出的日期之内。",
                   "the day of the visit lies outside the days of the trip");
  }
  return {};
}

// What led to a visit was before it, within reach, and did not follow from it itself.
Status check_led_by(Change& open, const Access& access, const Records<Visit>& visits, const Visit* before,
                    const Visit& after) {
  if (!after.led_by || (before && before->led_by == after.led_by && before->on_day == after.on_day)) return {};
  auto from = after.led_by;
  for (int step = 0; from; ++step) {
    if (*from == after.id || step == kFollowedAtMost)
      return refusal("led_by", "拜访不能由自身引出。", "a visit cannot follow from itself");
    auto rows =
        open.tx.query("SELECT led_by, on_day FROM visits WHERE zone = $1 AND id = $2", {open.actor.zone, *from});
    if (!rows) return rows.error();
    const bool seen = step > 0 || (!rows->empty() && visits.clear(open.tx, access, *from));
    if (rows->empty() || !seen)
      return refusal("led_by", "没有所指的前次拜访。", "there is no such visit that it followed from");
    const auto row = (*rows)[0];
    if (step == 0 && row.integer(1) > after.on_day.since_epoch) {
      return refusal("led_by", "所指的前次拜访反而更晚。", "the visit that it followed from was later");
    }
    from = row.is_null(0) ? std::optional<std::string>() : std::string(row.text(0));
  }
  return {};
}

RecordCheck<Visit> checks(const Records<Visit>& visits) {
  return [&visits](Change& open, const Access& access, const Visit* before, const Visit& after) -> Status {
    if (auto good = check_day(open, before, after); !good) return good;
    if (auto good = check_trip(open, before, after); !good) return good;
    return check_led_by(open, access, visits, before, after);
  };
}

}  // namespace

Visit RecordTraits<Visit>::shown(Visit visit) {
  visit.people = people_json(masked(people_of(visit.people)));
  visit.sent_hash.clear();
  return visit;
}

Status RecordTraits<Visit>::rules(const Visit& visit) {
  if (!is_uuid(visit.id)) return refusal("id", "编号不是有效的 UUID。", "the id is no UUID");
  return all_of({check_word("kind", visit.kind, {"visit", "return-visit", "reception"}),
                 check_text("firm", visit.firm_name, 480), check_size("firm", visit.firm_key, 40),
                 check_text("group", visit.group_id, 64), check_size("region", visit.region, 80),
                 check_size("topics", visit.topics, 16'000), check_size("needs", visit.needs, 16'000),
                 check_size("people", visit.people.text, 40'000),
                 check_word("interest", visit.interest, {"none", "low", "medium", "high", "ready"})});
}

Visits::Visits(const Tools& tools, const FollowUps& follow_ups)
    : Records(tools, checks(*this)), words(tools), tools_(tools), follow_ups_(follow_ups) {}

Result<Visits::Logged> Visits::log(const Access& access, const Visit& draft, const std::vector<Promise>& promises,
                                   const std::string& by) const {
  return change(tools_, access.actor, [&](Change& open) { return log_in(open, access, draft, promises, by); });
}

Result<Visits::Logged> Visits::log_in(Change& open, const Access& access, const Visit& draft,
                                      const std::vector<Promise>& promises, const std::string& by) const {
  const auto& zone = access.actor.zone;
  auto known = open.tx.query("SELECT sent_hash FROM visits WHERE zone = $1 AND id = $2", {zone, draft.id});
  if (!known) return known.error();
  if (!known->empty()) {
    auto visit = clear(open.tx, access, draft.id);
    if (!visit) return told(ErrorCode::kExists, "这个编号已被使用。", "this id is taken");
    if (visit->sent_hash != draft.sent_hash) {
      return told(ErrorCode::kConflict, "同一编号已记录过内容不同的拜访。",
                  "a visit with this id and other content was logged before");
    }
    return Logged{RecordTraits<Visit>::shown(*std::move(visit)), false};
  }
  auto removed = open.tx.query(
      "SELECT 1 FROM audit WHERE zone = $1 AND kind = 'visit' AND subject = $2 AND action = 'delete' LIMIT 1",
      {zone, draft.id});
  if (!removed) return removed.error();
  if (!removed->empty())
    return told(ErrorCode::kExists, "这条拜访记录过，后来已删除。", "this visit was logged before, and removed");
  auto visit = create_in(open, access, draft);
  if (!visit) return visit.error();
  for (const auto& promise : promises) {
    if (auto made = follow_ups_.add_in(open, access, subject_of(*visit), promise, by); !made) return made.error();
  }
  return Logged{*std::move(visit), true};
}

Result<Visit> Visits::edit(const Access& access, const std::string& id, std::int64_t version,
                           const std::function<Status(Visit&)>& edit,
                           const std::optional<std::vector<Promise>>& promises, const std::string& by) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<Visit> {
    auto before = clear(open.tx, access, id, Purpose::kEdit);
    if (!before) return before.error();
    auto visit = update_in(open, access, id, version, edit);
    if (!visit) return visit.error();
    if (visit->group_id != before->group_id || visit->firm_name != before->firm_name) {
      if (auto moved = FollowUps::move_in(open, id, visit->group_id, visit->firm_name); !moved) return moved.error();
    }
    if (!promises) return visit;
    auto changed = follow_ups_.replace_in(open, access, subject_of(*visit), *promises, by);
    if (!changed) return changed.error();
    if (!*changed || visit->version != version) return visit;
    // Who edits from an older list of follow-ups must be told.
    auto raised = open.tx.execute(
        "UPDATE visits SET version = version + 1, updated_at = $3, updated_by = $4 WHERE zone = $1 AND id = $2",
        {access.actor.zone, id, open.now, access.actor.user});
    if (!raised) return raised.error();
    auto raised_visit = clear(open.tx, access, id);
    if (!raised_visit) return raised_visit.error();
    return RecordTraits<Visit>::shown(*std::move(raised_visit));
  });
}

Status Visits::remove(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) -> Status {
    if (auto found = clear(open.tx, access, id, Purpose::kEdit); !found) return found.error();
    const auto& zone = access.actor.zone;
    auto used = open.tx.query(
        "SELECT 1 FROM visits WHERE zone = $1 AND led_by = $2 UNION ALL SELECT 1 FROM leads WHERE zone = $1 AND "
        "led_by = $2 LIMIT 1",
        {zone, id});
    if (!used) return used.error();
    if (!used->empty())
      return told(ErrorCode::kExists, "已有拜访或线索由它引出，不能删除。",
                  "another visit or a lead followed from this visit");
    used = open.tx.query("SELECT 1 FROM attachments WHERE zone = $1 AND subject_kind = 'visit' AND subject_id = $2",
                         {zone, id});
    if (!used) return used.error();
    if (!used->empty())
      return told(ErrorCode::kExists, "这条拜访有附件，不能删除。", "documents belong to this visit: it stays");
    auto promised = follow_ups_.of_subject(open.tx, zone, id);
    if (!promised) return promised.error();
    for (const auto& one : *promised) {
      if (auto removed = follow_ups_.remove_in(open, access, one.id, one.version); !removed) return removed;
    }
    return remove_in(open, access, id, version);
  });
}

Result<Visit> Visits::reveal(const Access& access, const std::string& id, const std::string& reason) const {
  if (auto good = check_text("reason", reason, 1'200); !good) return good.error();
  return change(tools_, access.actor, [&](Change& open) -> Result<Visit> {
    auto visit = clear(open.tx, access, id);
    if (!visit) return visit.error();
    if (auto noted = open.audit({"reveal", "visit", id, {}, {}, reason}); !noted) return noted.error();
    return visit;
  });
}

template class Records<Visit>;

}  // namespace lianzhao::ledger
