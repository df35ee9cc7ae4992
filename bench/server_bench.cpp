// server_bench serve PORT BYTES FILE: the server with one cached answer of BYTES at /api/v1/sample, which it also
// writes to FILE for the server beside; prints nothing, ends on SIGTERM. server_bench crowd PORT IDLE SLOW: holds
// IDLE connections that say nothing and SLOW that send a byte a second, anew when they are cut, until it is killed.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "api/application.h"
#include "api/context.h"
#include "api/http/metrics.h"
#include "api/http/server.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::api;

// JSON of about `bytes`, like a firm's.
std::string sample_of(std::size_t bytes) {
  std::string out = R"({"items":[)";
  for (int i = 0; out.size() + 80 < bytes; ++i)
    out += R"({"name":"某某新能源装备有限公司","score":)" + std::to_string(i) + "},";
  out.back() = ']';
  return out + "}";
}

int serve(std::uint16_t port, std::size_t bytes, const char* file) {
  static std::string sample;  // the handler is a plain function
  sample = sample_of(bytes);
  std::ofstream(file) << sample;
  const Route table[] = {{http::Method::kGet, "/api/v1/sample", "",
                          [](Context&, const http::Request&) -> Reply { return http::Response::json(200, sample); },
                          kPublic | kCached}};
  Services services;
  http::Metrics metrics(Application::route_names(table));
  services.metrics = &metrics;
  Application application({}, table, services, metrics, nullptr, nullptr);
  http::ServerOptions options;
  options.port = port;
  options.upload_folder = "/tmp";
  auto server = http::Server::open(options, application, metrics);
  if (!server) return 1;
  (*server)->stop_on_signals();
  (*server)->run();
  return 0;
}

int connected(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(fd);
    return -1;
  }
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

int crowd(std::uint16_t port, int idle, int slow) {
  std::vector<int> quiet;
  for (int i = 0; i < idle; ++i) quiet.push_back(connected(port));
  constexpr std::string_view kHead = "GET /api/v1/sample HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  struct Slow {
    int fd;
    std::size_t sent;
  };
  std::vector<Slow> slows(static_cast<std::size_t>(slow), Slow{-1, 0});
  for (;;) {
    for (auto& one : slows) {
      if (one.fd < 0) one = {connected(port), 0};
      const char c = one.sent < kHead.size() ? kHead[one.sent] : 'x';
      ++one.sent;
      char answer[512];
      const auto got = ::recv(one.fd, answer, sizeof(answer), 0);
      if (got >= 0 || ::send(one.fd, &c, 1, MSG_NOSIGNAL) != 1) {
        ::close(one.fd);
        one.fd = -1;
      }
    }
    ::sleep(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[2]));
  if (std::strcmp(argv[1], "serve") == 0) return serve(port, static_cast<std::size_t>(std::atol(argv[3])), argv[4]);
  if (std::strcmp(argv[1], "crowd") == 0) return crowd(port, std::atoi(argv[3]), std::atoi(argv[4]));
  return 2;
}
