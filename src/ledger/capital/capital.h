// Arrived capital of a zone: counting rules in their versions, restated bases, monthly closes, and the figures that
// come out of the payments: sums of a year beside the same period (summary.h), the forecast (forecast.h). Figures are
// those that are credited to groups within the reach of who asks, whoever has the projects now; restated bases are
// the whole zone's and count for those alone who reach all.
#pragma once

#include "ledger/capital/counted.h"
#include "ledger/capital/forecast.h"
#include "ledger/capital/payments.h"
#include "ledger/capital/summary.h"

namespace lianzhao::ledger {

struct CapitalClose {
  std::int64_t year = 0, month = 0;
  Instant closed_at;
  std::string closed_by;
  std::int64_t yuan_fen = 0;  // counted in the month when it was closed, by the rule in force then
  std::int64_t entries = 0;
};
BOOST_DESCRIBE_STRUCT(CapitalClose, (), (year, month, closed_at, closed_by, yuan_fen, entries))

capital::Rule rule_of(const CapitalRule& record);

struct YearForecast {
  capital::Forecast figures;
  capital::Month until;       // what is in counts up to and with this month
  std::int64_t projects = 0;  // signed
  // Not signed: taken with their likelihood, left out as it is not stated; planned investment of those taken, and
  // that times their likelihoods.
  std::int64_t unsigned_projects = 0, without_likelihood = 0, planned_fen = 0, weighted_fen = 0;
  std::optional<std::int64_t> last_year_fen;  // the whole year before, where known by the rule
};

class Capital {
 public:
  explicit Capital(const Tools& tools);

  // Rules. Newest first. A rule is never changed; the number is the next one.
  Result<std::vector<CapitalRule>> rules(const std::string& zone) const;
  Result<CapitalRule> create_rule(const Access& access, CapitalRule draft) const;
  // "": the one in force on the day, the newest of those valid by then. Errors: kNotFound.
  Result<CapitalRule> rule(const std::string& zone, const std::string& id, Day on) const;
  // The usual rule, where the zone has none: fixed investment from outside the city with evidence, by the audit.
  Status seed_rule(const std::string& zone) const;

  Result<std::vector<CapitalBase>> bases(const std::string& zone) const;  // newest month first
  // States or restates the basis of a month. Errors: kBadInput (a rule that is not there, a month to come).
  Result<CapitalBase> save_base(const Access& access, const CapitalBase& draft) const;

  // Closes with the figures as far as the access reaches: the stored ones, or for those who reach their own groups
  // what of them counts in the month.
  Result<std::vector<CapitalClose>> closes(const Access& access) const;  // newest first
  // Closes a month, and with it all before. Errors: kBadInput where it is not over, kExists where it is closed.
  Result<CapitalClose> close(const Access& access, int year, int month) const;
  Result<std::vector<capital::Close>> closed_months(const std::string& zone) const;

  Result<capital::Summary> summary(const Access& access, const CapitalRule& rule, capital::Month until) const;
  // `as_of`: what has arrived by the end of this month is in; absent: the last whole month of the year by now.
  // Errors: kBadArgument for a year to come.
  Result<YearForecast> forecast(const Access& access, const CapitalRule& rule, int year,
                                std::optional<int> as_of) const;

 private:
  Result<std::vector<capital::Entry>> entries(store::Transaction& tx, const Access& access, const capital::Rule& rule,
                                              const std::vector<capital::Close>& closes, capital::Month from,
                                              capital::Month to) const;
  const Tools tools_;
  const Records<CapitalRule> rules_;
  const Records<CapitalBase> bases_;
};

}  // namespace lianzhao::ledger
