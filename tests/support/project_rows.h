// Projects put into a test's database as rows: for tests of what builds upon projects, not of their rules.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "base/day.h"
#include "store/database.h"

namespace lianzhao {

struct ProjectRow {
  std::string name = {}, group = {};
  std::string phase_of = {};  // id of the project it is a later phase of; "" for none
  std::optional<Day> agreement = make_day(2021, 1, 1);
  std::int64_t investment_fen = 280'000'000'000;  // CNY 2.8 bn
};

// Returns the id.
inline std::string add_project(store::Database& database, const std::string& zone, const ProjectRow& row) {
  static int count = 0;
  const auto number = std::to_string(++count);
  const std::string id = "01934f2e-7c3a-7b1d-9a52-" + std::string(12 - number.size(), '0') + number;
  using store::Value;
  const auto done = database.write([&](store::Transaction& tx) {
    return tx.execute(
        "INSERT INTO projects (zone, id, version, created_at, created_by, updated_at, updated_by, name, firm_key, "
        "firm_name, group_id, stage, stage_since, activity, activity_reason, node, phase_of, investment_fen, "
        "foreign_origin, process, environment, agreement_on, registered_firm, project_code, lead_official, team, "
        "competitors, overridden, note, synthetic) VALUES ($1, $2, 1, 0, 'system', 0, 'system', $3, '', '', $4, "
        "'signed', 0, 'active', '', '', $5, $6, '', '', '', $7, '', '', '', '[]', '[]', 0, '', 1)",
        {zone, id, row.name, row.group, row.phase_of.empty() ? Value() : Value(row.phase_of), row.investment_fen,
         row.agreement ? Value(row.agreement->since_epoch) : Value()});
  });
  EXPECT_TRUE(done) << done.error().message;
  return id;
}

}  // namespace lianzhao
