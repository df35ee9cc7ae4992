// Documents of records: which versions of which name belong to what. Who may see the subject may see its documents.
// The bytes are kept elsewhere, by their hash.
#pragma once

#include <map>

#include "ledger/projects/project.h"

namespace lianzhao::ledger {

// The kinds of record that have documents.
inline constexpr std::string_view kSubjectKinds[] = {"visit", "lead", "project", "payment", "problem"};

class Attachments : public Records<Attachment> {
 public:
  explicit Attachments(const Tools& tools) : Records(tools), tools_(tools) {}

  // The group that the subject belongs to. kNotFound: there is none within the reach.
  Result<std::string> group_of(store::Transaction& tx, const Access& access, const std::string& kind,
                               const std::string& subject) const;
  // Names in order, of each the newest version first. kNotFound as above.
  Result<std::vector<Attachment>> of_subject(const Access& access, const std::string& kind,
                                             const std::string& subject) const;
  Result<Attachment> one(const Access& access, const std::string& kind, const std::string& subject,
                         const std::string& id) const;
  struct Added {
    Attachment attachment;
    bool fresh = true;  // false: the newest version of this name has the same content and role
  };
  // The next version of its name.
  Result<Added> add(const Access& access, Attachment draft) const;
  // Of subjects whose reach was checked already, by subject.
  Result<std::map<std::string, std::vector<Attachment>>> of_subjects(const std::string& zone, std::string_view kind,
                                                                     const Strings& subjects) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
