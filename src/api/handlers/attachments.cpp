#include "api/handlers/attachments.h"

#include <filesystem>

#include "api/attachment_files.h"
#include "api/handlers/records.h"
#include "api/json/trips.h"
#include "api/router.h"
#include "ledger/attachments/file_type.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {
namespace {

std::string kind_of(Subject subject) {
  return std::string(ledger::kSubjectKinds[static_cast<std::size_t>(subject)]);
}

AttachmentFiles files_of(const Context& context) {
  return AttachmentFiles(context.services().engines->options().folders.in_home("attachments"));
}

std::string json_of(const Desk& desk, const ledger::Attachment& attachment) {
  return to_json(view::attachment_of(desk.names, attachment));
}

bool is_role(std::string_view role) {
  return role.size() <= 60 &&
         role.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

Reply list_attachments(Context& context, const http::Request& request, Subject subject) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto found = desk->attachments.of_subject(desk.access, kind_of(subject), std::string(context.part("id")));
  if (!found) return found.error();
  std::string items;
  for (const auto& one : *found) items += (items.empty() ? "" : ",") + json_of(desk, one);
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

Reply add_attachment(Context& context, const http::Request& request, Subject subject) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto sent_name = reader.text("name", 400);
  const auto role = reader.text("role", 60);
  if (!sent_name) reader.fault("name", "missing", "缺少 name", "name is missing");
  if (role && !is_role(*role))
    reader.fault("role", "bad-text", "应为小写字母、数字和短横", "lower-case letters, digits and hyphens");
  if (auto problem = reader.done()) return *problem;
  // Whether the record is there and within reach comes first: nothing else is told of it.
  ledger::Attachment draft;
  draft.subject_kind = kind_of(subject);
  draft.subject_id = context.part("id");
  const auto group = desk->tools.database.read([&](store::Transaction& tx) {
    return desk->attachments.group_of(tx, desk.access, draft.subject_kind, draft.subject_id);
  });
  if (!group) return group.error();
  if (!is_utf8(*sent_name)) return bad_field("/name", "bad-text", "文件名不是 UTF-8。", "The name is not UTF-8.");
  auto name = ledger::document_name(*sent_name);
  if (!name) return name.error();
  if (!request.body_file || request.body_bytes == 0) {
    return bad_field("/", "missing", "没有文件内容。", "There is no content.");
  }
  if (request.body_bytes > kAttachmentBytes) return Problem::of("too-large", "最多 200 MB。", "At most 200 MB.");
  const auto type = ledger::check_file_type(request.body_file->path(), *name);
  if (!type) {
    if (type.error().code != ErrorCode::kBadArgument) return type.error();
    auto problem = Problem::of(type.error());
    problem.code = "wrong-content-type";
    return problem;
  }
  auto hash = files_of(context).keep(request.body_file->path());
  if (!hash) return hash.error();
  draft.name = *std::move(name);
  draft.role = role.value_or("");
  draft.media_type = type->media_type;
  draft.bytes = static_cast<std::int64_t>(request.body_bytes);
  draft.sha256 = *std::move(hash);
  const auto added = desk->attachments.add(desk.access, draft);
  if (!added) return added.error();
  return http::Response::json(added->fresh ? 201 : 200, json_of(desk, added->attachment));
}

Reply get_attachment(Context& context, const http::Request&, Subject subject) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto found = desk->attachments.one(desk.access, kind_of(subject), std::string(context.part("id")),
                                           std::string(context.part("attachment")));
  if (!found) return found.error();
  const auto path = files_of(context).path_of(found->sha256);
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) {
    return Error{ErrorCode::kCorrupt, "the file of attachment " + found->id + " is missing"};
  }
  // Always for saving, never shown in the page: what was sent by one user is not run in the browser of another.
  return http::Response::download({path, nullptr}, "application/octet-stream", found->name)
      .with("ETag", "\"" + found->sha256 + "\"")
      .with("Cache-Control", "private, no-cache");
}

}  // namespace lianzhao::api::handlers
