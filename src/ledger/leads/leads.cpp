#include "ledger/leads/leads.h"

#include <algorithm>

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

template <class N>
Status check_range(std::string_view field, const std::optional<N>& number, double most) {
  if (!number || (static_cast<double>(*number) >= 0 && static_cast<double>(*number) <= most)) return {};
  return refusal(field, fmt::format("{}应在 0 到 {:g} 之间", field, most),
                 fmt::format("{} must be between 0 and {:g}", field, most));
}

Error missing_refusal(const std::vector<const LeadFact*>& missing) {
  std::string zh = "还缺：", en = "still to be stated: ";
  boost::json::array errors;
  for (const auto* fact : missing) {
    zh += fmt::format("{}{}", errors.empty() ? "" : "、", fact->zh);
    en += fmt::format("{}{}", errors.empty() ? "" : ", ", fact->en);
    errors.push_back({{"field", fmt::format("{}{}", fact->field == "node" ? "" : "facts/", fact->field)},
                      {"code", "missing"},
                      {"zh", fmt::format("需要：{}", fact->zh)},
                      {"en", fmt::format("to be stated: {}", fact->en)}});
  }
  const boost::json::object data{{"code", "bad-fields"}, {"errors", std::move(errors)}};
  return {ErrorCode::kBadInput, std::move(en), boost::json::serialize(data), std::move(zh)};
}

Project project_of(const Lead& lead) {
  Project out;
  out.name = lead.title;
  out.firm_key = lead.firm_key;
  out.firm_name = lead.firm_name;
  out.group_id = lead.group_id;
  out.node = lead.node;
  out.lead_id = lead.id;
  out.investment_fen = lead.investment_fen;
  out.land_mu = lead.land_mu;
  out.capacity = lead.capacity;
  out.output_fen = lead.output_fen;
  out.tax_fen = lead.tax_fen;
  out.jobs = lead.jobs;
  out.process = lead.process;
  out.environment = lead.environment;
  out.energy_tce = lead.energy_tce;
  out.note = lead.note;
  out.synthetic = lead.synthetic;
  return out;
}

}  // namespace

Status RecordTraits<Lead>::rules(const Lead& lead) {
  constexpr double kFen = 100;
  return all_of({check_text("title", lead.title, 640),
                 check_size("firm_key", lead.firm_key, 40),
                 check_text("firm", lead.firm_name, 480),
                 check_text("group", lead.group_id, 64),
                 check_word("source", lead.source, {"target", "visit", "referral", "web", "import", "other"}),
                 check_size("introducer", lead.introducer, 640),
                 check_word("state", lead.state, {"new", "sorted", "following", "converted", "rejected"}),
                 check_size("node", lead.node, 80),
                 check_size("facts/process", lead.process, 8'000),
                 check_size("facts/environment", lead.environment, 8'000),
                 check_range("facts/investment", lead.investment_fen, 1e13 * kFen),
                 check_range("facts/output", lead.output_fen, 1e13 * kFen),
                 check_range("facts/tax", lead.tax_fen, 1e12 * kFen),
                 check_range("facts/land_mu", lead.land_mu, 1e6),
                 check_range("facts/power_mva", lead.power_mva, 1e5),
                 check_range("facts/energy_tce", lead.energy_tce, 1e9),
                 check_range("facts/water_t", lead.water_t, 1e10),
                 check_range("facts/jobs", lead.jobs, 1e6),
                 check_range("facts/capacity", lead.capacity, 1e12),
                 check_size("reason", lead.reason, 4'000),
                 check_size("despite_duplicates", lead.despite_reason, 2'000),
                 check_size("note", lead.note, 16'000)});
}

Leads::Leads(const Tools& tools, const Projects& projects, const FollowedRecords& followed)
    : Records(tools, [this](Change& open, const Access& access, const Lead* before,
                            const Lead& after) { return check(open, access, before, after); }),
      tools_(tools),
      projects_(projects),
      followed_(followed),
      stepped_(tools) {}

Status Leads::check(Change& open, const Access& access, const Lead* before, const Lead& after) const {
  const auto today = day_in_china(open.now);
  if (after.received_on > today) return refusal("received_on", "收到日期在今天之后", "received in the future");
  if (!before && (after.state != "new" || after.project_id)) {
    return refusal("state", "新线索从“新收”开始", "a new lead begins as new");
  }
  if (before) {
    if (before->state != after.state || before->project_id != after.project_id ||
        before->answered_on != after.answered_on || before->sorted_on != after.sorted_on) {
      return refusal("state", "状态不能直接修改", "the state does not change by an edit", ErrorCode::kForbidden);
    }
    if (before->state == "converted") {
      return refusal("state", "线索已转为项目，请修改项目", "the lead has become a project: edit the project",
                     ErrorCode::kForbidden);
    }
    if (before->state == "sorted" || before->state == "following") {
      auto lost = missing_facts(after);
      std::erase_if(lost, [&](const LeadFact* fact) { return !fact->stated(*before); });
      if (!lost.empty()) return missing_refusal(lost);
    }
    for (const auto& done : {after.answered_on, after.sorted_on}) {
      if (done && *done < after.received_on) {
        return refusal("received_on", "收到日期晚于办理日期", "received after it was answered or sorted");
      }
    }
  }
  // Begun by two groups: looked at where what is compared has changed.
  const bool same_firm = before && before->firm_key == after.firm_key && before->firm_name == after.firm_name &&
                         before->group_id == after.group_id;
  const bool same = same_firm && before->title == after.title && before->node == after.node;
  const bool decided = !after.despite_reason.empty() && before && before->despite_reason == after.despite_reason;
  if (same || (decided && same_firm)) return {};
  if (!after.despite_reason.empty() && !decided) {
    if (access.reach == Reach::kAll) return {};
    return refusal("despite_duplicates", "只有可查看全部专班的人可以决定重复跟进",
                   "only those who reach all groups may let a second group begin", ErrorCode::kForbidden);
  }
  return followed_.check_free(open, followable_of(after));
}

Result<std::vector<std::vector<FoundDuplicate>>> Leads::duplicates(const std::string& zone,
                                                                   std::span<const Followable> wanted) const {
  return tools_.database.read([&](store::Transaction& tx) {
    return followed_.find(tx, FollowedRecords::Within::kRead, zone, wanted, today());
  });
}

Result<Lead> Leads::step(const Access& access, const Access& projects_access, const std::string& id,
                         std::int64_t version, const LeadStep& step) const {
  return change(tools_, access.actor, [&](Change& open) {
    return stepped_.update_in(open, access, id, version, [&](Lead& lead) -> Status {
      const auto today = day_in_china(open.now), on = step.on.value_or(today);
      if (on > today) return refusal("on", "日期在今天之后", "the day lies in the future");
      if (on < lead.received_on) return refusal("on", "日期早于收到日期", "the day is before it was received");
      lead.last_activity_on = std::max(lead.last_activity_on, on);
      if (step.clock.empty()) return take(open, projects_access, step, lead);
      if (step.to != lead.state) {
        return refusal("to", "登记办理情况时状态不变", "what was done is entered without a change of the state");
      }
      if (step.clock == "answer") {
        lead.answered_on = on;
      } else if (step.clock == "introducer") {
        lead.introducer_answered_on = on;
      } else if (step.clock == "report") {
        lead.reported_on = std::max(lead.reported_on.value_or(on), on);
      } else {
        return refusal("clock", "没有这个时限", "there is no such clock");
      }
      return {};
    });
  });
}

Status Leads::take(Change& open, const Access& projects_access, const LeadStep& step, Lead& lead) const {
  const auto on = step.on.value_or(day_in_china(open.now));
  if (!may_go(lead.state, step.to)) {
    return refusal("to", fmt::format("不能从“{}”到“{}”", lead.state, step.to),
                   fmt::format("a lead does not go from {} to {}", lead.state, step.to));
  }
  if (step.to == "rejected" || step.to == "new") {
    if (step.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
      return refusal("reason", "请写明原因", "say why");
    }
  }
  if (step.to == "sorted" || step.to == "converted") {
    if (auto missing = missing_facts(lead); !missing.empty()) return missing_refusal(missing);
  }
  if (step.to == "sorted") lead.sorted_on = on;
  if (step.to == "rejected") {
    lead.reason = step.reason;
    if (!lead.answered_on) lead.answered_on = on;
    if (!lead.sorted_on) lead.sorted_on = on;
  }
  if (step.to == "new") {
    lead.reason.clear();
    lead.sorted_on.reset();
    if (lead.despite_reason.empty()) {
      auto wanted = followable_of(lead);
      wanted.registered = open.now;  // who began while it was rejected goes first
      if (auto free = followed_.check_free(open, wanted); !free) return free;
    }
  }
  lead.state = step.to;
  if (step.to != "converted") return {};
  auto project = projects_.create_in(open, projects_access, project_of(lead), lead.received_on);
  if (!project) return project.error();
  lead.project_id = project->id;
  return {};
}

template class Records<Lead>;

}  // namespace lianzhao::ledger
