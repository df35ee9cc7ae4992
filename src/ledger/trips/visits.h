// Visits as they are logged, from the office or late from a phone that was offline: the same visit sent twice is one,
// what was promised goes with it in one transaction.
#pragma once

#include "ledger/trips/follow_ups.h"
#include "ledger/trips/trips.h"
#include "ledger/trips/visit_words.h"

namespace lianzhao::ledger {

class Visits : public Records<Visit> {
 public:
  // `follow_ups` outlives it.
  Visits(const Tools& tools, const FollowUps& follow_ups);
  Visits(const Visits&) = delete;

  struct Logged {
    Visit visit;
    bool fresh = true;  // false: it was there already, as it stands now
  };
  // `draft` has its id and sent_hash. Errors beside those of create: kConflict (the id is that of a visit with other
  // content), kExists (the id is taken by what the actor does not see, or the visit was removed).
  Result<Logged> log(const Access& access, const Visit& draft, const std::vector<Promise>& promises,
                     const std::string& by) const;
  // The same within a change of several records.
  Result<Logged> log_in(Change& open, const Access& access, const Visit& draft, const std::vector<Promise>& promises,
                        const std::string& by) const;
  // `promises`: none, follow-ups stay as they are; else FollowUps::replace_in.
  Result<Visit> edit(const Access& access, const std::string& id, std::int64_t version,
                     const std::function<Status(Visit&)>& edit, const std::optional<std::vector<Promise>>& promises,
                     const std::string& by) const;
  // kExists where another visit followed from it, or documents belong to it. Its open follow-ups go with it.
  Status remove(const Access& access, const std::string& id, std::int64_t version) const;
  // With the people met in clear; the reason (kBadInput where it is empty) goes into the audit log.
  Result<Visit> reveal(const Access& access, const std::string& id, const std::string& reason) const;

  const VisitWords words;

 private:
  const Tools tools_;
  const FollowUps& follow_ups_;
};

struct PersonMet {
  std::string name, title, phone;
};
std::vector<PersonMet> people_of(const Json& people);
Json people_json(const std::vector<PersonMet>& people);
std::vector<PersonMet> masked(std::vector<PersonMet> people);
// What comes back as it was shown, masked, was not meant to be changed. kBadInput (with the index) where a masked
// name or phone is none of those that were shown.
Result<std::vector<PersonMet>> unmasked(std::vector<PersonMet> sent, const std::vector<PersonMet>& known);

}  // namespace lianzhao::ledger
