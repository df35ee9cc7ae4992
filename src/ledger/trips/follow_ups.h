// Follow-ups (跟进事项): what was promised on a visit, about a lead or a project; by whom, until when. Its owner sees
// and finishes it, whatever group it belongs to, and is told of it.
#pragma once

#include <map>

#include "ledger/notices.h"
#include "ledger/trips/visit.h"

namespace lianzhao::ledger {

struct Promise {   // a follow-up as it is asked for
  std::string id;  // "": one is made
  std::string what, owner;
  Day due;
};

class FollowUps : public Records<FollowUp> {
 public:
  // `notices` outlives it.
  FollowUps(const Tools& tools, const Notices& notices);
  FollowUps(const FollowUps&) = delete;

  // `by` is the name of who asks, for the notice. `subject` has kind, id, title and group filled in.
  Result<FollowUp> add_in(Change& open, const Access& access, const FollowUp& subject, const Promise& promise,
                          const std::string& by) const;
  Result<FollowUp> edit(const Access& access, const std::string& id, std::int64_t version,
                        const std::function<Status(FollowUp&)>& edit, const std::string& by) const;
  Result<FollowUp> edit_in(Change& open, const Access& access, const std::string& id, std::int64_t version,
                           const std::function<Status(FollowUp&)>& edit, const std::string& by) const;
  // Makes the follow-ups of a subject those given: others that are not done yet go. True where something changed.
  Result<bool> replace_in(Change& open, const Access& access, const FollowUp& subject,
                          const std::vector<Promise>& promises, const std::string& by) const;
  // Of subjects whose reach was checked already, by subject, in the order of their days.
  Result<std::map<std::string, std::vector<FollowUp>>> of_subjects(const std::string& zone,
                                                                   const Strings& subjects) const;
  Result<std::vector<FollowUp>> of_subject(store::Transaction& tx, const std::string& zone,
                                           const std::string& subject) const;
  // A subject has another group or title now: its follow-ups and documents go with it.
  static Status move_in(Change& open, const std::string& subject, const std::string& group, const std::string& title);

 private:
  Status tell(Change& open, const FollowUp& follow_up, const std::string& by) const;
  const Tools tools_;
  const Notices& notices_;
};

}  // namespace lianzhao::ledger
