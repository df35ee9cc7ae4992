// Notices: short messages to one user, in both languages, with the page they lead to. Not audited.
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

struct Notice {
  std::string id, user_id;
  std::string kind;  // "list-assigned", "job-done", ...
  std::string text_zh, text_en;
  std::string link;  // path within the pages, "" for none
  Instant created_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (id, user_id, kind, text_zh, text_en, link, created_at, read_at))

class Notices {
 public:
  explicit Notices(const Tools& tools) : tools_(tools) {}
  Status post(store::Transaction& tx, const std::string& zone, const Notice& notice) const;  // within a change
  Status post(const std::string& zone, const Notice& notice) const;
  Status post_to_group(store::Transaction& tx, const std::string& zone, const std::string& group,
                       const Notice& notice, const std::string& except_user = "") const;
  Result<store::Page<Notice>> own(const Actor& actor, bool unread_only, int limit, const std::string& cursor) const;
  Result<std::int64_t> unread(const Actor& actor) const;
  Status mark_read(const Actor& actor, const std::string& id) const;  // "": all; kNotFound
  Status remove(const Actor& actor, const std::string& id) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
