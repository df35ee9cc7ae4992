// Leads as JSON of the contract, with what is like them as far as who asks may know; bodies of leads.
#pragma once

#include <span>

#include "api/handlers/negotiation_input.h"
#include "api/json/leads.h"

namespace lianzhao::api::handlers {

struct LeadFactsInput {
  std::optional<Text<0, 2000>> process;
  std::optional<Yuan> investment;
  std::optional<Quantity<1'000'000>> land_mu;
  std::optional<Quantity<100'000>> power_mva;
  std::optional<Quantity<1'000'000'000>> energy_tce;
  std::optional<Quantity<10'000'000'000>> water_t;
  std::optional<Text<0, 2000>> environment;
  std::optional<Yuan> output;
  std::optional<Quantity<1'000'000'000'000>> tax;
  std::optional<Bounded<0, 1'000'000>> jobs;
  std::optional<Quantity<1'000'000'000'000>> capacity;
};
BOOST_DESCRIBE_STRUCT(LeadFactsInput, (),
                      (process, investment, land_mu, power_mva, energy_tce, water_t, environment, output, tax, jobs,
                       capacity))

struct LeadInput {
  Text<1, 160> title;
  FirmSent firm;
  Text<0, 64> group;
  Text<1, 20> source;
  std::optional<Text<0, 160>> introducer;
  std::optional<Text<0, 80>> node;
  std::optional<LeadFactsInput> facts;
  std::optional<Day> received_on;
  std::optional<Text<0, 64>> led_by;
  std::optional<Text<0, 4000>> note;
  std::optional<Text<0, 500>> despite_duplicates;
};
BOOST_DESCRIBE_STRUCT(LeadInput, (),
                      (title, firm, group, source, introducer, node, facts, received_on, led_by, note,
                       despite_duplicates))

// What a body may say of a lead; what it leaves out is empty, but for the day it was received and the reason for a
// second beginning, which stay.
std::optional<Problem> apply_lead(const Context& context, const Desk& desk, const LeadInput& input,
                                  ledger::Lead& lead);

// In their order; duplicates of all of them are looked for at once.
Result<std::vector<view::Lead>> leads_shown(const Context& context, const Desk& desk,
                                            std::span<const ledger::Lead> leads);
Reply lead_reply(const Context& context, const Desk& desk, int status, const Result<ledger::Lead>& lead,
                 const std::string& id);

}  // namespace lianzhao::api::handlers
