// The real program killed in the middle of its work, again and again: what it acknowledged is there afterwards, the
// audit log is whole, and an import that was cut off is done by the next server or the registry is as it was.
#include "server/kill.h"

#include <random>
#include <set>

namespace lianzhao::api {
namespace {

constexpr int kKills = 4, kWriters = 4;

TEST_F(KillTest, AcknowledgedWritesSurvive) {
  const auto once = make_home();

  std::vector<std::string> notes, lists;  // what was acknowledged
  std::string firm, import;
  std::mt19937 random(7);
  for (int round = 0; round <= kKills; ++round) {
    Program server(home_, {"serve", "--port", "0"});
    const auto port = server.port();
    ASSERT_NE(port, 0) << server.output();
    const auto login = round == 0 ? begin(port, once) : sign_in(port, kPassword);
    ASSERT_TRUE(login) << "the changed password was acknowledged";
    Client client(port);
    if (round == 0) {
      const auto found = client.get("/api/v1/firms?nodes=wind.gearbox&top=1", login->fields);
      ASSERT_TRUE(found && found->status == 200);
      firm = std::string(json::parse(found->body).at("items").at(0).at("firm").as_string());
    }
    if (!import.empty()) {  // the import of the round before: taken up, or never begun
      std::string state;
      for (int i = 0; i < 200 && (state.empty() || state == "running"); ++i) {
        const auto record = client.get("/api/v1/imports/" + import, login->fields);
        ASSERT_TRUE(record && record->status == 200) << (record ? record->body : "no answer");
        state = std::string(json::parse(record->body).at("state").as_string());
        if (state == "running" || state == "cancelled") {
          state = "running";
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
      }
      EXPECT_EQ(state, "done");
    }
    if (round == kKills) {
      for (const auto& id : lists) {
        const auto answer = client.get("/api/v1/target-lists/" + id, login->fields);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200) << "an acknowledged list is gone";
      }
      std::set<std::string> kept;
      each(client, *login, "/api/v1/firms/" + firm + "/notes?",
           [&](const json::value& item) { kept.emplace(item.at("id").as_string()); });
      for (const auto& id : notes) EXPECT_TRUE(kept.contains(id)) << "an acknowledged note is gone";
      EXPECT_GT(notes.size() + lists.size(), 20u);
      break;
    }
    // An import, begun and cut off.
    std::string rows = "企业名称,经营范围,所在省份,地区\n";
    for (int i = 0; i < 20'000; ++i)
      rows += "虚构企业" + std::to_string(round) + "之" + std::to_string(i) + "有限公司,风电齿轮箱制造,江苏,南京\n";
    const auto upload = client.post("/api/v1/uploads?name=rows.csv", login->fields, rows);
    ASSERT_TRUE(upload && upload->status == 201) << (upload ? upload->body : "");
    const auto job = client.post("/api/v1/imports", login->fields,
                                 text_of({{"sources", {{{"upload", json::parse(upload->body).at("id")}}}},
                                          {"publisher", "虚构"},
                                          {"source_class", "synthetic"},
                                          {"status", "synthetic"}}));
    ASSERT_TRUE(job && job->status == 202) << (job ? job->body : "");
    const auto history = client.get("/api/v1/imports?limit=1", login->fields);
    ASSERT_TRUE(history && history->status == 200);
    import = std::string(json::parse(history->body).at("items").at(0).at("id").as_string());

    std::vector<Writer> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([&, w](const std::atomic<bool>& stop) {
        Client writer(port);
        for (int i = 0; !stop; ++i) {
          const bool note = (w + i) % 2 == 0;
          const auto answer =
              note ? writer.post("/api/v1/firms/" + firm + "/notes", login->fields, text_of({{"text", "记录"}}))
                   : writer.post("/api/v1/target-lists", login->fields, text_of({{"name", "名单"}}));
          if (!answer || answer->status != 201) return;
          const std::lock_guard lock(mutex_);
          (note ? notes : lists).emplace_back(json::parse(answer->body).at("id").as_string());
        }
      });
    }
    kill_under(server, std::chrono::milliseconds(50 + random() % 400), writers);
  }
  expect_whole_log();
}

}  // namespace
}  // namespace lianzhao::api
