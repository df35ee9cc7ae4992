#include <boost/json.hpp>

#include "cli/plan_landing.h"
#include "planning/landing/holiday_note.h"

namespace lianzhao::cli {
namespace {

using namespace planning;
namespace json = boost::json;

json::object words_json(const Words& words) {
  return {{"zh", words.zh}, {"en", words.en}};
}

json::value day_json(const std::optional<Day>& day) {
  return day ? json::value(to_string(*day)) : json::value(nullptr);
}

json::object law_json(std::string_view role, const Citation& law, const Statute* statute,
                      const LandingAnswer& answer) {
  json::object out{{"role", role},
                   {"zh", law.title.zh},
                   {"en", law.title.en},
                   {"article", law.article.zh},
                   {"article_en", law.article.en},
                   {"says", words_json(law.note)},
                   {"source", name_of(law.degree)},
                   {"from", day_json(law.from)},
                   {"until", law.until ? json::value(to_string(Day{law.until->since_epoch - 1})) : nullptr},
                   {"replaced", nullptr}};
  if (statute) {
    out["days"] = statute->days;
    out["day_kind"] = name_of(statute->kind);
    if (statute->extension > 0) out["extension"] = statute->extension;
  }
  if (const auto next = replacement_of(law, answer.made.laws(), answer.today)) {
    out["replaced"] = json::object{{"on", to_string(next->on)}, {"by", words_json(words_of(next->by))},
                                   {"source", name_of(next->by.degree)}};
  }
  return out;
}

json::object task_json(const LandingAnswer& answer, std::size_t i) {
  const auto& t = answer.plan.tasks[i];
  const auto& s = answer.schedule.slots[i];
  json::array deferrable, laws;
  for (const auto& d : t.deferrable) deferrable.push_back(words_json(d));
  json::value minimum = nullptr;
  if (t.minimum) {
    minimum = law_json("minimum", t.minimum->law, &*t.minimum, answer);
    laws.push_back(minimum);
  }
  if (t.limit) laws.push_back(law_json("limit", t.limit->law, &*t.limit, answer));
  for (const auto& rule : t.rules) laws.push_back(law_json("rule", rule, nullptr, answer));
  return {{"id", t.id},
          {"zh", t.name.zh},
          {"en", t.name.en},
          {"owner", t.owner.zh},
          {"owner_en", t.owner.en},
          {"note", words_json(t.note)},
          {"day_kind", name_of(t.kind)},
          {"days", json::array{t.duration.low, t.duration.likely, t.duration.high}},
          {"start", to_string(s.start)},
          {"finish", to_string(last_day(s.start, s.finish))},
          {"latest_start", to_string(s.latest_start)},
          {"latest_finish", to_string(last_day(s.latest_start, s.latest_finish))},
          {"slack", s.slack},
          {"critical", s.critical},
          {"before_day_zero", s.before_day_zero},
          {"criticality", answer.simulation.criticality[i]},
          {"minimum", minimum},
          {"laws", laws},
          {"deferrable", deferrable}};
}

json::object target_json(const LandingAnswer& answer) {
  const auto& plan = answer.plan;
  const auto& check = *answer.check;
  json::array binding, ready;
  for (const auto& m : check.binding) {
    const auto& t = plan.tasks[m.lag ? plan.dependencies[m.index].to : m.index];
    binding.push_back(json::object{{"task", t.id}, {"lag", m.lag}});
  }
  for (const auto& r : check.ready) {
    ready.push_back(json::object{{"task", plan.tasks[r.task].id},
                                 {"start_by", to_string(r.start_by)},
                                 {"finish_by", to_string(last_day(r.start_by, r.finish_by))}});
  }
  return {{"days", check.days},
          {"verdict", name_of(check.verdict)},
          {"likely_days", check.likely_days},
          {"low_days", check.low_days},
          {"lawful_days", check.lawful_days},
          {"due", to_string(shown_end(plan.tasks[plan.target->to], check.due))},
          {"binding", binding},
          {"binding_days", check.binding_days},
          {"ready_before_day_zero", ready},
          {"probability", answer.simulation.probability_by(check.due)}};
}

}  // namespace

std::string landing_json(const LandingAnswer& answer) {
  const auto& plan = answer.plan;
  json::array tasks, decisions, changes, holidays, years;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) tasks.push_back(task_json(answer, i));
  for (const auto& decision : plan.decisions) {
    json::array missing;
    for (const auto& figure : decision.missing) missing.push_back(json::value(figure.id));
    decisions.push_back(json::object{{"option", decision.option},
                                     {"value", decision.value},
                                     {"by", name_of(decision.by)},
                                     {"missing", missing},
                                     {"text", words_json(words_of(decision))}});
  }
  for (const auto& change : answer.law_changes()) {
    changes.push_back(json::object{{"task", plan.tasks[change.task].id},
                                   {"on", to_string(change.on)},
                                   {"text", words_json(words_of(plan, change))}});
  }
  for (const int year : answer.schedule.unannounced_years) years.push_back(year);
  for (const auto& note : holiday_notes(answer.schedule.unannounced_years, answer.calendar)) {
    holidays.push_back(words_json(note));
  }
  json::object out{{"day_zero", to_string(plan.day_zero)},
                   {"end", to_string(answer.schedule.last)},
                   {"unannounced_years", years},
                   {"holiday_notes", holidays},
                   {"decisions", decisions},
                   {"law_changes", changes},
                   {"tasks", tasks}};
  if (answer.check) out["target"] = target_json(answer);
  const auto& simulation = answer.simulation;
  const auto& last = plan.tasks[simulation.task];
  const auto percentile = [&](double share) { return to_string(shown_end(last, simulation.percentile(share))); };
  out["simulation"] = json::object{{"runs", simulation.runs},
                                   {"task", last.id},
                                   {"p10", percentile(0.1)},
                                   {"p50", percentile(0.5)},
                                   {"p90", percentile(0.9)}};
  return json::serialize(out);
}

}  // namespace lianzhao::cli
