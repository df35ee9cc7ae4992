// A client over TLS for tests of the server, and certificates made for it by openssl.
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "client.h"

namespace lianzhao::api {

// A folder with a key and a self-signed certificate for localhost: good for a day, of nobody.
class Certificate {
 public:
  Certificate() {
    char name[] = "/tmp/lianzhao-tls-XXXXXX";
    folder_ = ::mkdtemp(name);
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost -keyout " +
        key() + " -out " + chain() + " 2>/dev/null";
    made_ = std::system(command.c_str()) == 0;
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] std::string chain() const { return folder_ + "/chain.pem"; }
  [[nodiscard]] std::string key() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
  bool made_ = false;
};

// A connection that trusts that one certificate, for the name localhost. Reads until the server closes.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, const std::string& trusted, int newest_version = TLS1_3_VERSION)
      : socket_(port), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    SSL_CTX_load_verify_locations(context_.get(), trusted.c_str(), nullptr);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cipher_list(context_.get(), "DEFAULT:@SECLEVEL=0");  // that old versions may be tried at all
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), newest_version);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set1_host(ssl_.get(), "localhost");
    SSL_set_fd(ssl_.get(), socket_.descriptor());
    connected_ = socket_.connected() && SSL_connect(ssl_.get()) == 1;
  }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(ssl_.get()); }
  bool send(std::string_view bytes) {
    return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
  }
  // Everything up to `end`, or up to the end of the connection.
  std::string read_until(std::string_view end) {
    std::string out;
    char piece[20000];
    while (end.empty() || out.find(end) == std::string::npos) {
      const int got = SSL_read(ssl_.get(), piece, sizeof(piece));
      if (got <= 0) break;
      out.append(piece, static_cast<std::size_t>(got));
    }
    return out;
  }
  // The server said that it closes: nothing was cut off.
  [[nodiscard]] bool closed_properly() const { return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

 private:
  Client socket_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, SSL_free};
  bool connected_ = false;
};

}  // namespace lianzhao::api
