#include "ledger/trips/follow_ups.h"

#include <set>

#include "base/instant.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"
#include "ledger/trips/trips.h"

namespace lianzhao::ledger {
namespace {

Status check_follow_up(Change& open, const Access&, const FollowUp* before, const FollowUp& after) {
  if (!before || before->owner != after.owner) {
    auto rows = open.tx.query("SELECT active FROM users WHERE zone = $1 AND id = $2", {open.actor.zone, after.owner});
    if (!rows) return rows.error();
    if (rows->empty() || !(*rows)[0].truth(0))
      return refusal("owner", "负责人不是有效用户。", "the owner is no active user");
  }
  if (after.done_on && (!before || before->done_on != after.done_on) && *after.done_on > day_in_china(open.now)) {
    return refusal("done_on", "完成日期不能在将来。", "a follow-up cannot be done on a day to come");
  }
  return {};
}

}  // namespace

Status RecordTraits<FollowUp>::rules(const FollowUp& follow_up) {
  if (!is_uuid(follow_up.id)) return refusal("id", "编号不是有效的 UUID。", "the id is no UUID");
  return all_of({check_word("subject_kind", follow_up.subject_kind, {"visit", "lead", "project"}),
                 check_text("subject", follow_up.subject_id, 64), check_text("what", follow_up.what, 2'000),
                 check_text("owner", follow_up.owner, 64),
                 check_size("subject_title", follow_up.subject_title, 800)});
}

FollowUps::FollowUps(const Tools& tools, const Notices& notices)
    : Records(tools, check_follow_up), tools_(tools), notices_(notices) {}

Status FollowUps::tell(Change& open, const FollowUp& follow_up, const std::string& by) const {
  if (follow_up.owner == open.actor.user) return {};
  Notice notice;
  notice.user_id = follow_up.owner;
  notice.kind = "follow-up";
  notice.text_zh = fmt::format("{}请您跟进“{}”：{}，{} 前完成", by, follow_up.subject_title, follow_up.what,
                               to_string(follow_up.due));
  notice.text_en = fmt::format("{} asks you to follow up \"{}\" until {}: {}", by, follow_up.subject_title,
                               to_string(follow_up.due), follow_up.what);
  notice.link = fmt::format("/{}s/{}", follow_up.subject_kind, follow_up.subject_id);
  return notices_.post(open.tx, open.actor.zone, notice);
}

Result<FollowUp> FollowUps::add_in(Change& open, const Access& access, const FollowUp& subject,
                                   const Promise& promise, const std::string& by) const {
  FollowUp draft = subject;
  draft.id = promise.id;
  draft.what = promise.what;
  draft.owner = promise.owner;
  draft.due = promise.due;
  auto made = create_in(open, access, draft);
  if (!made) return made.error();
  if (auto told = tell(open, *made, by); !told) return told.error();
  return made;
}

Result<FollowUp> FollowUps::edit_in(Change& open, const Access& access, const std::string& id, std::int64_t version,
                                    const std::function<Status(FollowUp&)>& edit, const std::string& by) const {
  auto before = clear(open.tx, access, id, Purpose::kEdit);
  if (!before) return before.error();
  auto after = update_in(open, access, id, version, edit);
  if (!after) return after.error();
  if (after->owner != before->owner) {
    if (auto told = tell(open, *after, by); !told) return told.error();
  }
  return after;
}

Result<FollowUp> FollowUps::edit(const Access& access, const std::string& id, std::int64_t version,
                                 const std::function<Status(FollowUp&)>& edit, const std::string& by) const {
  return change(tools_, access.actor,
                [&](Change& open) -> Result<FollowUp> { return edit_in(open, access, id, version, edit, by); });
}

Result<bool> FollowUps::replace_in(Change& open, const Access& access, const FollowUp& subject,
                                   const std::vector<Promise>& promises, const std::string& by) const {
  auto known = of_subject(open.tx, access.actor.zone, subject.subject_id);
  if (!known) return known.error();
  bool changed = false;
  std::set<std::string> kept;
  for (const auto& promise : promises) {
    const auto found =
        std::find_if(known->begin(), known->end(), [&](const auto& one) { return one.id == promise.id; });
    if (!promise.id.empty() && !kept.insert(promise.id).second)
      return refusal("follow_ups", "同一跟进事项出现了两次。", "a follow-up is named twice");
    if (found == known->end()) {
      if (auto made = add_in(open, access, subject, promise, by); !made) return made.error();
      changed = true;
      continue;
    }
    auto edited = edit_in(
        open, access, found->id, found->version,
        [&](FollowUp& one) -> Status {
          one.what = promise.what;
          one.owner = promise.owner;
          one.due = promise.due;
          return {};
        },
        by);
    if (!edited) return edited.error();
    changed = changed || edited->version != found->version;
  }
  for (const auto& one : *known) {
    if (kept.contains(one.id) || one.done_on) continue;  // what was done stays to be seen
    if (auto removed = remove_in(open, access, one.id, one.version); !removed) return removed.error();
    changed = true;
  }
  return changed;
}

Result<std::vector<FollowUp>> FollowUps::of_subject(store::Transaction& tx, const std::string& zone,
                                                    const std::string& subject) const {
  auto rows = tx.query(fmt::format("SELECT {} FROM follow_ups WHERE zone = $1 AND subject_id = $2 ORDER BY due, id",
                                   columns_of<FollowUp>()),
                       {zone, subject});
  if (!rows) return rows.error();
  std::vector<FollowUp> out;
  for (const auto row : *rows) out.push_back(from_row<FollowUp>(row));
  return out;
}

Result<std::map<std::string, std::vector<FollowUp>>> FollowUps::of_subjects(const std::string& zone,
                                                                            const Strings& subjects) const {
  using Map = std::map<std::string, std::vector<FollowUp>>;
  if (subjects.empty()) return Map();
  return tools_.database.read([&](store::Transaction& tx) -> Result<Map> {
    store::Where values;
    const auto zone_at = values.bind(zone);
    auto rows = tx.query(fmt::format("SELECT {} FROM follow_ups WHERE zone = {} AND subject_id{} ORDER BY due, id",
                                     columns_of<FollowUp>(), zone_at, in_list(values, subjects)),
                         values.values());
    if (!rows) return rows.error();
    Map out;
    for (const auto row : *rows) {
      auto one = from_row<FollowUp>(row);
      out[one.subject_id].push_back(std::move(one));
    }
    return out;
  });
}

Status FollowUps::move_in(Change& open, const std::string& subject, const std::string& group,
                          const std::string& title) {
  auto moved =
      open.tx.execute("UPDATE follow_ups SET group_id = $3, subject_title = $4 WHERE zone = $1 AND subject_id = $2",
                      {open.actor.zone, subject, group, title});
  if (!moved) return moved.error();
  moved = open.tx.execute("UPDATE attachments SET group_id = $3 WHERE zone = $1 AND subject_id = $2",
                          {open.actor.zone, subject, group});
  if (!moved) return moved.error();
  return {};
}

template class Records<FollowUp>;

}  // namespace lianzhao::ledger
