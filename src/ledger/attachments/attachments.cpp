#include "ledger/attachments/attachments.h"

#include "ledger/records_impl.h"
#include "ledger/rules.h"
#include "ledger/trips/trips.h"

namespace lianzhao::ledger {
namespace {

struct Subject {
  std::string_view kind, table, group;
};
constexpr Subject kSubjects[] = {{"visit", "visits", "t.group_id"},
                                 {"lead", "leads", "t.group_id"},
                                 {"project", "projects", "t.group_id"},
                                 {"payment", "payments", "t.group_id"},
                                 {"problem", "problems", kGroupOfProject}};

constexpr std::string_view kOrder = " ORDER BY name, number DESC";

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Status RecordTraits<Attachment>::rules(const Attachment& attachment) {
  if (attachment.name.find_first_of("/\\") != std::string::npos || attachment.name.starts_with('.')) {
    return told(ErrorCode::kBadInput, "附件名称不能含路径。", "the name of a document has no path in it", "name");
  }
  if (!is_hash(attachment.sha256)) return told(ErrorCode::kBadInput, "校验值无效。", "the hash is none", "sha256");
  return all_of(
      {check_word("subject_kind", attachment.subject_kind, {"visit", "lead", "project", "payment", "problem"}),
       check_text("subject", attachment.subject_id, 64), check_text("name", attachment.name, 800),
       check_size("role", attachment.role, 240), check_text("media_type", attachment.media_type, 120)});
}

Result<std::string> Attachments::group_of(store::Transaction& tx, const Access& access, const std::string& kind,
                                          const std::string& subject) const {
  for (const auto& known : kSubjects) {
    if (known.kind != kind) continue;
    store::Where where;
    where.add("t.zone = {} AND t.id = {}", {access.actor.zone, subject});
    restrict_to(access, known.group, "", where);
    auto rows = tx.query(fmt::format("SELECT {} FROM {} t{}", known.group, known.table, where.sql()), where.values());
    if (!rows) return rows.error();
    if (!rows->empty()) return std::string((*rows)[0].text(0));
    break;
  }
  return told(ErrorCode::kNotFound, "没有附件所属的记录。", fmt::format("there is no {} {}", kind, subject));
}

Result<std::vector<Attachment>> Attachments::of_subject(const Access& access, const std::string& kind,
                                                        const std::string& subject) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<Attachment>> {
    if (auto group = group_of(tx, access, kind, subject); !group) return group.error();
    auto rows =
        tx.query(fmt::format("SELECT {} FROM attachments WHERE zone = $1 AND subject_kind = $2 AND subject_id = $3{}",
                             columns_of<Attachment>(), kOrder),
                 {access.actor.zone, kind, subject});
    if (!rows) return rows.error();
    std::vector<Attachment> out;
    for (const auto row : *rows) out.push_back(from_row<Attachment>(row));
    return out;
  });
}

Result<Attachment> Attachments::one(const Access& access, const std::string& kind, const std::string& subject,
                                    const std::string& id) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<Attachment> {
    if (auto group = group_of(tx, access, kind, subject); !group) return group.error();
    auto rows =
        tx.query(fmt::format("SELECT {} FROM attachments WHERE zone = $1 AND id = $2 AND subject_kind = $3 AND "
                             "subject_id = $4",
                             columns_of<Attachment>()),
                 {access.actor.zone, id, kind, subject});
    if (!rows) return rows.error();
    if (rows->empty())
      return told(ErrorCode::kNotFound, "没有这份附件。", fmt::format("there is no attachment {}", id));
    return from_row<Attachment>((*rows)[0]);
  });
}

Result<Attachments::Added> Attachments::add(const Access& access, Attachment draft) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<Added> {
    auto group = group_of(open.tx, access, draft.subject_kind, draft.subject_id);
    if (!group) return group.error();
    draft.group_id = *group;
    auto rows = open.tx.query(
        fmt::format("SELECT {} FROM attachments WHERE zone = $1 AND subject_kind = $2 AND subject_id = $3 AND "
                    "name = $4 ORDER BY number DESC LIMIT 1",
                    columns_of<Attachment>()),
        {access.actor.zone, draft.subject_kind, draft.subject_id, draft.name});
    if (!rows) return rows.error();
    draft.number = 1;
    if (!rows->empty()) {
      auto newest = from_row<Attachment>((*rows)[0]);
      if (newest.sha256 == draft.sha256 && newest.role == draft.role) return Added{std::move(newest), false};
      draft.number = newest.number + 1;
    }
    auto made = create_in(open, access, draft);
    if (!made) return made.error();
    return Added{*std::move(made), true};
  });
}

Result<std::map<std::string, std::vector<Attachment>>> Attachments::of_subjects(const std::string& zone,
                                                                                std::string_view kind,
                                                                                const Strings& subjects) const {
  using Map = std::map<std::string, std::vector<Attachment>>;
  if (subjects.empty()) return Map();
  return tools_.database.read([&](store::Transaction& tx) -> Result<Map> {
    store::Where values;
    const auto zone_at = values.bind(zone), kind_at = values.bind(kind);
    auto rows = tx.query(fmt::format("SELECT {} FROM attachments WHERE zone = {} AND subject_kind = {} AND "
                                     "subject_id{}{}",
                                     columns_of<Attachment>(), zone_at, kind_at, in_list(values, subjects), kOrder),
                         values.values());
    if (!rows) return rows.error();
    Map out;
    for (const auto row : *rows) {
      auto one = from_row<Attachment>(row);
      out[one.subject_id].push_back(std::move(one));
    }
    return out;
  });
}

template class Records<Attachment>;

}  // namespace lianzhao::ledger
