// The real program killed while visits, payments, stages and documents are written: what it acknowledged is there,
// what a phone sends again is not there twice, and a document's record and its bytes agree.
#include <openssl/evp.h>

#include <map>
#include <random>
#include <set>

#include "server/kill.h"

namespace lianzhao::api {
namespace {

constexpr int kRounds = 3;

std::string sha256(const std::string& bytes) {
  unsigned char out[32];
  unsigned size = sizeof out;
  EVP_Digest(bytes.data(), bytes.size(), out, &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[out[i] >> 4];
    hex += kDigits[out[i] & 15];
  }
  return hex;
}

// As a phone makes them: version 7, of this series and number.
std::string uuid(int series, int number) {
  char text[40];
  std::snprintf(text, sizeof text, "01934f2e-7c3a-7b1d-9%03d-%012d", series, number);
  return text;
}

struct SentOnce {
  std::string body;
  bool acknowledged = false;
};

class KillLedger : public KillTest {
 protected:
  std::string made(Client& client, const Login& login, const std::string& path, const json::object& body) {
    const auto answer = client.post(path, login.fields, text_of(body));
    EXPECT_TRUE(answer && answer->status == 201) << path << " " << (answer ? answer->body : "no answer");
    return answer && answer->status == 201 ? std::string(json::parse(answer->body).at("id").as_string()) : "none";
  }

  std::map<std::string, SentOnce> visits_, payments_;  // by the id that the client made
  std::map<std::string, std::string> documents_;       // acknowledged: name to content
  std::set<std::string> sent_documents_;
  int stages_ = 0;  // acknowledged changes
};

TEST_F(KillLedger, VisitsPaymentsStagesAndDocumentsSurvive) {
  const auto once = make_home();
  std::string group, project, stepped;
  std::mt19937 random(11);
  for (int round = 0; round <= kRounds; ++round) {
    Program server(home_, {"serve", "--port", "0"});
    const auto port = server.port();
    ASSERT_NE(port, 0) << server.output();
    const auto login = round == 0 ? begin(port, once) : sign_in(port, kPassword);
    ASSERT_TRUE(login);
    Client client(port);
    if (round == 0) {
      group = made(client, *login, "/api/v1/groups",
                   {{"kind", "industry"}, {"name", {{"zh", "虚构专班"}, {"en", "Made-up group"}}}});
      const json::object base{{"firm", {{"name", "虚构齿轮箱有限公司"}}},
                              {"group", group},
                              {"node", "wind.gearbox"},
                              {"process", "装配"},
                              {"investment", 9e11},
                              {"agreement_on", "2021-01-01"}};
      for (auto* id : {&project, &stepped}) {
        auto body = base;
        body["name"] = id == &project ? "虚构一期" : "虚构二期";
        *id = made(client, *login, "/api/v1/projects", body);
      }
    }
    // A phone sends all again of which it has no answer, and some of which it lost the answer.
    for (auto [path, sent] : {std::pair{"/api/v1/visits", &visits_}, std::pair{"/api/v1/payments", &payments_}}) {
      int again = 0;
      for (auto& [id, one] : *sent) {
        if (one.acknowledged && ++again % 5 != 0) continue;
        const auto answer = client.post(path, login->fields, one.body);
        ASSERT_TRUE(answer) << path;
        EXPECT_TRUE(answer->status == 200 || (!one.acknowledged && answer->status == 201))
            << path << " " << answer->status << " " << answer->body;
        one.acknowledged = true;
      }
    }
    if (round == kRounds) {
      for (auto [path, sent] : {std::pair{"/api/v1/visits?group=" + group + "&", &visits_},
                                std::pair{"/api/v1/payments?project=" + project + "&", &payments_}}) {
        std::multiset<std::string> there;
        each(client, *login, path, [&](const json::value& item) { there.emplace(item.at("id").as_string()); });
        EXPECT_EQ(there.size(), sent->size()) << path;  // none doubled
        for (const auto& [id, one] : *sent) EXPECT_EQ(there.count(id), 1u) << path << id;
        EXPECT_GT(sent->size(), 10u) << path;
      }
      // One row of the log for each change, and the project stands where the last of them says.
      const auto log = client.get("/api/v1/projects/" + stepped + "/log", login->fields);
      ASSERT_TRUE(log && log->status == 200);
      const auto parsed = json::parse(log->body);
      const auto& rows = parsed.at("items").as_array();
      const auto now = client.get("/api/v1/projects/" + stepped, login->fields);
      ASSERT_TRUE(now && now->status == 200);
      const auto record = json::parse(now->body);
      EXPECT_EQ(static_cast<std::int64_t>(rows.size()), record.at("version").as_int64());
      EXPECT_GE(rows.size(), static_cast<std::size_t>(stages_) + 1);
      EXPECT_GT(stages_, 5);
      std::int64_t negotiating = 0, lead = 0;
      for (const auto& row : rows) (row.at("to") == "lead" ? lead : negotiating) += 1;
      EXPECT_EQ(std::string(record.at("stage").as_string()), lead > negotiating ? "lead" : "negotiating");
      // Every record of a document has its bytes; what was acknowledged has its record.
      const auto listed = client.get("/api/v1/attachments/projects/" + project, login->fields);
      ASSERT_TRUE(listed && listed->status == 200);
      std::set<std::string> kept;
      const auto documents = json::parse(listed->body);
      for (const auto& item : documents.at("items").as_array()) {
        const std::string name(item.at("name").as_string()), id(item.at("id").as_string());
        kept.insert(name);
        EXPECT_TRUE(sent_documents_.contains(name));
        const auto file = client.get("/api/v1/attachments/projects/" + project + "/" + id, login->fields);
        ASSERT_TRUE(file && file->status == 200) << name;
        EXPECT_EQ(sha256(file->body), std::string(item.at("sha256").as_string())) << name;
        if (const auto found = documents_.find(name); found != documents_.end()) EXPECT_EQ(file->body, found->second);
      }
      for (const auto& [name, content] : documents_) EXPECT_TRUE(kept.contains(name)) << "acknowledged, and gone";
      EXPECT_GT(documents_.size(), 5u);
      break;
    }

    const auto keep_sending = [&](const std::atomic<bool>& stop, int series, const char* path,
                                  std::map<std::string, SentOnce>& sent,
                                  const std::function<json::object(int)>& make) {
      Client writer(port);
      for (int i = 0; !stop; ++i) {
        const int number = round * 100'000 + i;
        const auto id = uuid(series, number);
        auto body = make(number);
        body["id"] = id;
        const auto text = text_of(body);
        {
          const std::lock_guard lock(mutex_);
          sent[id] = {text, false};
        }
        const auto answer = writer.post(path, login->fields, text);
        if (!answer) return;
        EXPECT_EQ(answer->status, 201) << answer->body;
        if (answer->status != 201) return;
        const std::lock_guard lock(mutex_);
        sent[id].acknowledged = true;
      }
    };
    std::vector<Writer> writers;
    writers.emplace_back([&](const std::atomic<bool>& stop) {
      keep_sending(stop, 1, "/api/v1/visits", visits_, [&](int number) {
        return json::object{{"kind", "visit"},
                            {"on", "2025-03-04"},
                            {"firm", {{"name", "虚构企业" + std::to_string(number)}}},
                            {"group", group},
                            {"topics", "扩产"}};
      });
    });
    writers.emplace_back([&](const std::atomic<bool>& stop) {
      keep_sending(stop, 2, "/api/v1/payments", payments_, [&](int number) {
        return json::object{{"project", project},         {"on", "2023-01-05"},        {"amount_fen", 100 + number},
                            {"origin", "other-province"}, {"use", "fixed-investment"}, {"evidence", "bank-voucher"}};
      });
    });
    writers.emplace_back([&](const std::atomic<bool>& stop) {
      Client writer(port);
      while (!stop) {
        const auto now = writer.get("/api/v1/projects/" + stepped, login->fields);
        if (!now || now->status != 200) return;
        const auto record = json::parse(now->body);
        const bool forward = record.at("stage") == "lead";
        // The day of the stage that it has reached: none lies before it.
        const auto answer = writer.post(
            "/api/v1/projects/" + stepped + "/stage",
            login->fields + "If-Match: \"" + std::to_string(record.at("version").as_int64()) + "\"\r\n",
            text_of(
                {{"to", forward ? "negotiating" : "lead"}, {"on", record.at("stage_since")}, {"note", "更正阶段"}}));
        if (!answer) return;
        EXPECT_EQ(answer->status, 200) << answer->body;
        if (answer->status != 200) return;
        const std::lock_guard lock(mutex_);
        ++stages_;
      }
    });
    writers.emplace_back([&](const std::atomic<bool>& stop) {
      Client writer(port);
      for (int i = 0; !stop; ++i) {
        const auto name = "r" + std::to_string(round) + "-" + std::to_string(i) + ".txt";
        std::string content = name + "\n";
        while (content.size() < 20'000 + static_cast<std::size_t>(i) * 100)
          content += "made-up document " + name + "\n";
        {
          const std::lock_guard lock(mutex_);
          sent_documents_.insert(name);
        }
        const auto answer = writer.post("/api/v1/attachments/projects/" + project + "?name=" + name,
                                        login->who + "Content-Type: application/octet-stream\r\n", content);
        if (!answer) return;
        EXPECT_EQ(answer->status, 201) << answer->body;
        if (answer->status != 201) return;
        const std::lock_guard lock(mutex_);
        documents_[name] = std::move(content);
      }
    });
    kill_under(server, std::chrono::milliseconds(400 + random() % 400), writers);
  }
  expect_whole_log();
}

}  // namespace
}  // namespace lianzhao::api
