// Firms that a trip plan may meet, with what a visit to each is worth and why (docs/trips.md):
//
//   target    10 points for each point of the firm's best score, of a list or a node; at least 1
//   lead      30 for an open lead, 20 more once it is followed up, up to 30 for its investment
//   interest  of the last visit: medium 8, high 15, ready 20
//   pinned    1, where there is nothing else
#pragma once

#include "api/problem.h"
#include "api/trip_plans/input.h"
#include "ledger/ledger.h"
#include "workspace/engine.h"

namespace lianzhao::api::trip_plans {

struct ValuePart {
  Words name;
  double value = 0;
};
BOOST_DESCRIBE_STRUCT(ValuePart, (), (name, value))

struct Candidate {
  std::string key, name;  // key "" where the firm is not in the registry
  PlaceCode city;         // not known: it cannot be planned
  std::string chain;      // of its best target; "" any group may meet it
  std::vector<ValuePart> parts;
  [[nodiscard]] double value() const;
};

// Within the reach of the actor; best first. Errors: those of ledger and engine.
Result<std::vector<Candidate>> candidates(const ledger::Ledger& ledger, const workspace::Engine& engine,
                                          const ledger::Actor& actor, const Input& input);

}  // namespace lianzhao::api::trip_plans
