// Leads and projects for tests of the server: bodies, steps, documents.
#pragma once

#include "records_world.h"

namespace lianzhao::api {

class NegotiationTest : public RecordsTest {
 protected:
  std::string days_ago(int days) { return to_string(Day{backend_->ledger().projects.today().since_epoch - days}); }
  [[nodiscard]] json::object bare_project(const std::string& name) const {
    return {{"name", name}, {"firm", {{"name", "虚构齿轮箱有限公司"}}}, {"group", wind_}};
  }
  // With all the fields that gates ask for.
  json::object full_project(const std::string& name) {
    auto body = bare_project(name);
    body["node"] = "wind.gearbox";
    body["process"] = "齿轮箱，装配与试验";
    body["investment"] = 2.8e9;
    body["foreign"] = "other-province";
    body["land_mu"] = 187.55;
    body["output"] = 3.3e9;
    body["tax"] = 1e8;
    body["energy_tce"] = 12000;
    body["environment"] = "报告表";
    body["lead_official"] = "管委会副主任";
    body["agreement_on"] = days_ago(20);
    body["registered_firm"] = "酒泉虚构齿轮箱有限公司";
    body["project_code"] = "2022-620902-00-01-000000";
    body["expected_production"] = days_ago(-300);
    return body;
  }
  std::string make_project(const Login& who, const json::object& body) {
    const auto made = post(who, "/api/v1/projects", body);
    EXPECT_EQ(made.status, 201) << made.text;
    return "/api/v1/projects/" + (made.status == 201 ? made.at("/id") : std::string("none"));
  }
  Sent put(const Login& who, const std::string& path, const json::object& body) {
    return send(who, http::Method::kPut, path, json::serialize(body), version_of(path));
  }
  Sent step(const Login& who, const std::string& path, const std::string& to, int days,
            const std::string& override_reason = "") {
    json::object body{{"to", to}, {"on", days_ago(days)}};
    if (!override_reason.empty()) body["override_reason"] = override_reason;
    return send(who, http::Method::kPost, path + "/stage", json::serialize(body), version_of(path));
  }
  // As it is stored, whoever asks.
  std::string version_of(const std::string& path) {
    const auto id = path.substr(path.rfind('/') + 1);
    const auto& ledger = backend_->ledger();
    const auto project = ledger.projects.get(system(), id);
    return fmt::format("\"{}\"", project ? project->version : 1);
  }
  void add_document(const std::string& path, const std::string& role) {
    const auto id = path.substr(path.rfind('/') + 1);
    const auto& ledger = backend_->ledger();
    const auto added = ledger.tools.database.write([&](store::Transaction& tx) -> Status {
      auto done = tx.execute(
          "INSERT INTO attachments (zone, id, version, created_at, created_by, updated_at, updated_by, subject_kind, "
          "subject_id, group_id, name, number, role, media_type, bytes, sha256) VALUES ($1, $2, 1, 0, 'system', 0, "
          "'system', 'project', $3, $4, $5, 1, $6, 'application/pdf', 1, '')",
          {backend_->zone(), ledger.tools.ids.next(), id, wind_, role + ".pdf", role});
      return done ? Status() : Status(done.error());
    });
    ASSERT_TRUE(added) << added.error().message;
  }
};

}  // namespace lianzhao::api
