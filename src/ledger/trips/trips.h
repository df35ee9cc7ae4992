// Trips with what the database must be asked for: their visits lie within their days and belong to their group.
#pragma once

#include <map>

#include "ledger/trips/trip.h"

namespace lianzhao::ledger {

class Trips : public Records<Trip> {
 public:
  explicit Trips(const Tools& tools);
  // kExists where visits were logged on it.
  Status remove(const Access& access, const std::string& id, std::int64_t version) const;
  // How many visits were logged on each of the trips; those without are not in it.
  Result<std::map<std::string, std::int64_t>> visits_of(const std::string& zone, const Strings& trips) const;
  // Their names, of trips whose reach was checked already.
  Result<std::map<std::string, std::string>> names_of(const std::string& zone, const Strings& trips) const;
  // A condition of ListQuery: trips whose name, purpose, result or firms hold the words.
  static std::pair<std::string, store::Values> with_words(std::string_view words);

 private:
  const Tools tools_;
};

// " IN ($3, $4)" for a list that is not empty.
std::string in_list(store::Where& where, const Strings& values);

}  // namespace lianzhao::ledger
