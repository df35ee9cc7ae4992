// The law as data (data/landing/laws.yaml; the format is in docs/landing-plan.md): laws and their provisions, each in
// force from a day until a day, replaced by another, and known by reading, from secondary sources or generally.
//
// A template cites the oldest provision of a chain; a plan takes the one that is in force on the day of the task.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

struct Law {
  std::string id;
  Words title, note;
  std::optional<Day> from, until;  // in force in [from, until)
  std::string replaced_by;         // a law; empty where none is
  Degree degree = Degree::kGeneral;
};

struct Provision {
  std::string id, law;
  Words article, note;             // 第十八条, Art. 18; what it says
  std::optional<Day> from, until;  // within those of the law, which hold where nothing is said
  std::string replaced_by;         // a provision; empty where none is
  std::optional<int> days;         // what it sets, if it sets a duration
  DayKind kind = DayKind::kCalendar;
  int extension = 0;
  Degree degree = Degree::kGeneral;
  [[nodiscard]] bool holds(Day day) const { return (!from || *from <= day) && (!until || day < *until); }
};

// 第十条、第十八条; Arts. 10, 18. Empty for none.
Words article_in_words(const std::vector<int>& numbers);

class LawBook {
 public:
  // Errors: kNotFound, kIo; kBadInput with file, line and what is wrong.
  static Result<LawBook> load(const std::string& path);
  static Result<LawBook> parse(std::string_view text, const std::string& name);

  // False where the id is taken.
  bool add(Law law);
  bool add(Provision provision);
  // What each says of others: laws exist, periods lie within those of the law, chains of replacement have no gap back
  // in time and no circle. Returns the first complaint: id, and words; empty where all is sound.
  [[nodiscard]] std::pair<std::string, std::string> unsound() const;

  [[nodiscard]] const Law* law(std::string_view id) const;
  [[nodiscard]] const Provision* provision(std::string_view id) const;
  // Of the chain that begins with `id`, the provision in force on `day`; null where none is.
  [[nodiscard]] const Provision* in_force(std::string_view id, Day day) const;
  [[nodiscard]] bool law_in_force(std::string_view id, Day day) const;
  [[nodiscard]] Citation cite(const Provision& provision) const;
  // nullopt unless the provision sets days.
  [[nodiscard]] std::optional<Statute> statute(const Provision& provision) const;
  [[nodiscard]] const std::map<std::string, Provision, std::less<>>& provisions() const { return provisions_; }

 private:
  std::map<std::string, Law, std::less<>> laws_;
  std::map<std::string, Provision, std::less<>> provisions_;
};

}  // namespace lianzhao::planning
