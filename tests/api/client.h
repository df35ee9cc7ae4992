// A plain socket client for tests of the server: sends exactly the bytes it is given and reads answers by their
// framing.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace lianzhao::api {

struct Answer {
  int status = 0;
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  ~Client() {
    if (fd_ >= 0) ::close(fd_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_), rest_(std::move(other.rest_)) {}

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int descriptor() const { return fd_; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // More bytes into rest_; false at the end, on error, or after `wait`.
  bool more(std::chrono::milliseconds wait = std::chrono::seconds(5)) {
    pollfd poll{fd_, POLLIN, 0};
    if (::poll(&poll, 1, static_cast<int>(wait.count())) != 1) return false;
    char piece[65536];
    const auto count = ::recv(fd_, piece, sizeof(piece), 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    rest_.append(piece, static_cast<std::size_t>(count));
    return true;
  }

  // One answer; nullopt where none came whole.
  std::optional<Answer> read(bool head_only = false) {
    std::size_t end;
    while ((end = rest_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return std::nullopt;
    }
    Answer answer;
    const std::string head = rest_.substr(0, end + 2);
    rest_.erase(0, end + 4);
    answer.status = std::atoi(head.c_str() + 9);
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
      const auto line_end = head.find("\r\n", at);
      const auto line = head.substr(at, line_end - at);
      auto name = line.substr(0, line.find(':'));
      for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.headers.emplace(name, line.substr(std::min(line.size(), line.find(':') + 2)));
      at = line_end + 2;
    }
    const auto length = answer.header("content-length");
    if (head_only || answer.status == 304 || answer.status == 204 || answer.status == 100) return answer;
    if (length.empty()) {  // until the end
      while (more()) {
      }
      answer.body = std::exchange(rest_, {});
      return answer;
    }
    const auto size = std::strtoull(length.c_str(), nullptr, 10);
    while (rest_.size() < size) {
      if (!more()) return std::nullopt;
    }
    answer.body = rest_.substr(0, size);
    rest_.erase(0, size);
    return answer;
  }

  std::optional<Answer> get(std::string_view target, std::string_view fields = {}) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n");
    return read();
  }
  std::optional<Answer> post(std::string_view target, std::string_view fields, std::string_view body) {
    send("POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(fields) + "\r\n" + std::string(body));
    return read();
  }

  // The server has closed, within `wait`, whatever it sent before.
  bool ends(std::chrono::milliseconds wait = std::chrono::seconds(5)) {
    const auto until = std::chrono::steady_clock::now() + wait;
    while (!ended_ && std::chrono::steady_clock::now() < until) more(std::chrono::milliseconds(50));
    return ended_;
  }

  [[nodiscard]] const std::string& rest() const { return rest_; }

 private:
  int fd_;
  bool connected_ = false, ended_ = false;
  std::string rest_;
};

}  // namespace lianzhao::api
