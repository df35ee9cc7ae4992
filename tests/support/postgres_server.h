// A PostgreSQL of the test program's own: data in a temporary folder, a socket there, no network, gone with the
// program. initdb refuses root, so as root it runs as the user postgres.
#pragma once

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace lianzhao {

class PostgresServer {
 public:
  static PostgresServer& instance() {  // started by the first test that asks
    static PostgresServer server;
    return server;
  }
  // Why there is none; "" where it runs.
  [[nodiscard]] const std::string& missing() const { return missing_; }

  // The URL of a new, empty database.
  std::string new_database() {
    const auto name = "t" + std::to_string(++databases_);
    auto* admin = PQconnectdb(url("postgres").c_str());
    PQclear(PQexec(admin, ("CREATE DATABASE " + name + " TEMPLATE template0").c_str()));
    PQfinish(admin);
    return url(name);
  }
  // Runs SQL outside of the program under test.
  static std::string run(const std::string& url, const std::string& sql) {
    auto* connection = PQconnectdb(url.c_str());
    auto* result = PQexec(connection, sql.c_str());
    std::string message = PQresultErrorMessage(result);
    PQclear(result);
    PQfinish(connection);
    return message;
  }

 private:
  PostgresServer() {
    const std::string bin = "/usr/lib/postgresql/15/bin";
    if (!std::filesystem::exists(bin + "/initdb")) {
      missing_ = "PostgreSQL 15 is not installed (Debian package postgresql-15)";
      return;
    }
    if (::geteuid() == 0) {
      user_ = ::getpwnam("postgres");
      if (!user_) {
        missing_ = "initdb refuses root, and there is no user postgres";
        return;
      }
    }
    char pattern[] = "/tmp/lianzhao-pg-XXXXXX";
    folder_ = ::mkdtemp(pattern);
    if (user_ && ::chown(folder_.c_str(), user_->pw_uid, user_->pw_gid) != 0)
      missing_ = "cannot give the folder away";
    if (missing_.empty() &&
        wait_for(start({bin + "/initdb", "-D", folder_ + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8", "--no-sync", "--no-instructions"})) != 0) {
      missing_ = "initdb failed: " + log();
      return;
    }
    server_ = start({bin + "/postgres", "-D", folder_ + "/data", "-k", folder_, "-c", "listen_addresses=", "-c",
                     "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c",
                     "max_connections=60", "-c", "shared_buffers=32MB"});
    for (int i = 0; i < 200; ++i) {
      if (PQping(url("postgres").c_str()) == PQPING_OK) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    missing_ = "the server does not start: " + log();
  }
  ~PostgresServer() {
    if (server_ > 0) {
      ::kill(server_, SIGQUIT);
      wait_for(server_);
    }
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string url(const std::string& name) const {
    return "postgresql://postgres@/" + name + "?host=" + folder_;
  }
  [[nodiscard]] std::string log() const {
    std::ifstream file(folder_ + "/log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  pid_t start(std::vector<std::string> arguments) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (user_ && (::setgid(user_->pw_gid) != 0 || ::setuid(user_->pw_uid) != 0)) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // nothing stays behind when the tests are killed
    const int out = ::open((folder_ + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    if (::chdir(folder_.c_str()) != 0) ::_exit(126);
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
  static int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  const passwd* user_ = nullptr;
  std::string folder_, missing_;
  pid_t server_ = 0;
  int databases_ = 0;
};

}  // namespace lianzhao
