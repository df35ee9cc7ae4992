// What problems that rise by themselves (problems.h) tell: their owner, the project's lead official and who leads its
// group, once for each level, whoever asks how often, also after a restart.
//
// The lead official is a text of the project: the accounts that it names by display name or login are told. Leaders
// of a group are its members with the role leader or with a function that says so (is_lead). The committee, and where
// nobody was found so, are all who have the role leader. Who cannot see the project is never told.
#pragma once

#include "ledger/notices.h"
#include "ledger/projects/problems.h"

namespace lianzhao::ledger {

class Escalation {
 public:
  Escalation(const Tools& tools, const Notices& notices) : tools_(tools), notices_(notices) {}

  // Tells of every rise that was not told yet; how many problems have risen. Asked often: it writes where there is
  // something to tell, or where a deadline was put off, so that a later rise is told again. Problems of dropped
  // projects wait until the project is taken up again.
  Result<int> tell(const std::string& zone) const;

 private:
  const Tools tools_;
  const Notices& notices_;
};

// Whether the function of a member ("组长", "lead") is that of a leader.
bool is_lead(std::string_view function);
// The text names this person: one of its parts between commas, brackets and blanks is the name.
bool names_person(std::string_view text, std::string_view name);

}  // namespace lianzhao::ledger
