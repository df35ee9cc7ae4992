#include "ledger/projects/stage_log.h"

#include <algorithm>

#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

constexpr std::size_t kLeastReason = 10;  // characters

}  // namespace

Status append_stage_log(Change& open, const std::string& project, StageLogRow row) {
  auto last = open.tx.query("SELECT coalesce(max(seq), 0) FROM project_log WHERE zone = $1 AND project_id = $2",
                            {open.actor.zone, project});
  if (!last) return last.error();
  row.seq = (*last)[0].integer(0) + 1;
  row.at = open.now;
  row.by_user = open.actor.user;
  if (row.unmet.text == "null") row.unmet.text = "[]";
  store::Where values;
  std::string places = values.bind(open.actor.zone) + ", " + values.bind(project);
  for_each_field(row,
                 [&](std::string_view, const auto& field) { places += ", " + values.bind(detail::to_value(field)); });
  auto done = open.tx.execute(
      fmt::format("INSERT INTO project_log (zone, project_id, {}) VALUES ({})", columns_of<StageLogRow>(), places),
      values.values());
  if (!done) return done.error();
  return open.audit({"step", "project", project, {}, to_json(row), row.override_reason});
}

Status put_stage_day(Change& open, const std::string& project, ProjectStage stage, Day on) {
  auto done = open.tx.execute(
      "INSERT INTO project_dates (zone, project_id, stage, on_day) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (zone, project_id, stage) DO UPDATE SET on_day = excluded.on_day",
      {open.actor.zone, project, name_of(stage), on.since_epoch});
  if (!done) return done.error();
  return {};
}

Status forget_days_after(Change& open, const std::string& project, ProjectStage stage) {
  for (const auto later : kAllProjectStages) {
    if (later <= stage) continue;
    auto done = open.tx.execute("DELETE FROM project_dates WHERE zone = $1 AND project_id = $2 AND stage = $3",
                                {open.actor.zone, project, name_of(later)});
    if (!done) return done.error();
  }
  return {};
}

Error gate_refusal(std::span<const GateItem> items, std::string_view why) {
  boost::json::array errors;
  std::string zh = "还缺：", en = fmt::format("{}: ", why);
  for (const auto& item : items) {
    zh += fmt::format("{}{}", errors.empty() ? "" : "、", item.zh);
    en += fmt::format("{}{}", errors.empty() ? "" : ", ", item.en);
    errors.push_back({{"field", item.field},
                      {"code", item.kind == GateKind::kField ? "missing" : "missing-document"},
                      {"zh", fmt::format("“{}”阶段需要：{}", name_zh(item.stage), item.zh)},
                      {"en", fmt::format("the stage {} asks for: {}", name_en(item.stage), item.en)}});
  }
  const boost::json::object data{{"code", "gate-unmet"}, {"errors", std::move(errors)}};
  return {ErrorCode::kBadInput, std::move(en), boost::json::serialize(data), std::move(zh)};
}

Json words_of(std::span<const GateItem> items) {
  boost::json::array out;
  for (const auto& item : items) out.push_back({{"zh", item.zh}, {"en", item.en}});
  return {boost::json::serialize(out)};
}

Status may_override(const Access& overriding, const Project& project, const std::string& reason) {
  if (overriding.reach != Reach::kAll &&
      !(overriding.reach == Reach::kOwn && overriding.actor.in_group(project.group_id))) {
    return refusal("override_reason", "只有领导可以越过未满足的条件", "only a leader may pass what a gate asks for",
                   ErrorCode::kForbidden);
  }
  const auto characters = std::count_if(reason.begin(), reason.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80 && c != ' ' && c != '\t' && c != '\r' && c != '\n';
  });
  if (static_cast<std::size_t>(characters) < kLeastReason) {
    return refusal("override_reason", "请写明理由（至少 10 个字）", "give the reason, at least 10 characters");
  }
  return {};
}

}  // namespace lianzhao::ledger
