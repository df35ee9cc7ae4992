// The real program, run as a process of its own: started, signed in to, killed.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/client.h"

namespace lianzhao::api {

namespace json = boost::json;
namespace fs = std::filesystem;

// A run of the program with its two outputs in files.
class Program {
 public:
  Program(const std::string& home, const std::vector<std::string>& arguments) : out_(home + "-out.txt") {
    std::vector<std::string> all{LIANZHAO_PROGRAM, "--chinese", "--home", home};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (auto& one : all) raw.push_back(one.data());
    raw.push_back(nullptr);
    fs::remove(out_);
    process_ = ::fork();
    if (process_ != 0) return;
    if (!std::freopen(out_.c_str(), "w", stdout) || ::dup2(1, 2) < 0) ::_exit(98);
    ::execv(LIANZHAO_PROGRAM, raw.data());
    ::_exit(99);
  }
  ~Program() {
    if (process_ > 0) kill();
  }
  int wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void kill() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  [[nodiscard]] std::string output() const {
    std::ifstream file(out_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] pid_t id() const { return process_; }
  // The port that it says it serves, 0 where it ended before.
  std::uint16_t port() {
    for (int i = 0; i < 1200; ++i) {
      const auto text = output();
      const auto at = text.find("http://127.0.0.1:");
      if (at != std::string::npos && text.find('\n', at) != std::string::npos) {
        return static_cast<std::uint16_t>(std::stoi(text.substr(at + 17)));
      }
      if (::waitpid(process_, nullptr, WNOHANG) > 0) {
        process_ = 0;
        return 0;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return 0;
  }

 private:
  std::string out_;
  pid_t process_ = 0;
};

struct Login {
  std::string fields;  // header lines of a JSON request
  std::string who;     // of them those that say who it is
};

inline std::string text_of(const json::object& body) {
  return json::serialize(body);
}

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/lianzhao-server-XXXXXX";
    folder_ = ::mkdtemp(pattern);
    home_ = folder_ + "/home";
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::optional<Login> sign_in(std::uint16_t port, const std::string& password) {
    Client client(port);
    const auto answer = client.post("/api/v1/session", "Content-Type: application/json\r\n",
                                    text_of({{"login", "admin"}, {"password", password}}));
    if (!answer || answer->status != 200) return std::nullopt;
    const auto cookie = answer->header("set-cookie");
    const auto body = json::parse(answer->body);
    const auto who = "Cookie: " + cookie.substr(0, cookie.find(';')) +
                     "\r\nX-CSRF-Token: " + std::string(body.at("csrf_token").as_string()) + "\r\n";
    return Login{who + "Content-Type: application/json\r\n", who};
  }

  // Makes the home folder; the one-time password of its first login.
  std::string make_home() {
    Program init(home_, {"init"});
    EXPECT_EQ(init.wait(), 0) << init.output();
    const auto said = init.output();
    const auto at = said.find("一次性密码：");
    EXPECT_NE(at, std::string::npos) << said;
    if (at == std::string::npos) return "";
    const auto begin = at + std::string("一次性密码：").size();
    return said.substr(begin, said.find('\n', begin) - begin);
  }
  // The first login with the password of its own in place of the one-time one.
  static std::optional<Login> begin(std::uint16_t port, const std::string& once) {
    const auto fresh = sign_in(port, once);
    if (!fresh) return std::nullopt;
    Client client(port);
    const auto changed = client.post("/api/v1/session/password", fresh->fields,
                                     text_of({{"old_password", once}, {"new_password", kPassword}}));
    if (!changed || changed->status != 200) return std::nullopt;
    return sign_in(port, kPassword);
  }
  static constexpr auto kPassword = "battery staple 9";

  std::string folder_, home_;
};

}  // namespace lianzhao::api
