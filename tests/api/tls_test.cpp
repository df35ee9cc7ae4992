// The transport under TLS.
#include "tls_client.h"
#include "world.h"

namespace lianzhao::api {
namespace {

class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!certificate.made()) GTEST_SKIP() << "no openssl here to make a certificate";
    options.tls_certificate = certificate.chain();
    options.tls_key = certificate.key();
  }
  [[nodiscard]] Status opening(const std::string& chain, const std::string& key) const {
    World world;
    http::ServerOptions other;
    other.port = 0;
    other.tls_certificate = chain;
    other.tls_key = key;
    auto opened = http::Server::open(other, world.application, world.metrics);
    if (!opened) return opened.error();
    return {};
  }
  Certificate certificate;
  http::ServerOptions options;
};

TEST_F(Tls, ServesUnderTheCertificateAndKeepsTheConnection) {
  World world(options);
  TlsClient client(world.server->port(), certificate.chain());
  ASSERT_TRUE(client.connected()) << "the name or the chain was not accepted";
  EXPECT_EQ(client.version(), "TLSv1.3");
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    const auto page = client.read_until("</title>");
    EXPECT_TRUE(page.starts_with("HTTP/1.1 200 ")) << page;
    EXPECT_TRUE(page.ends_with(World::kPage));
  }
}

TEST_F(Tls, SendsAWholeFileAndClosesProperly) {
  World world(options);
  TlsClient client(world.server->port(), certificate.chain());
  ASSERT_TRUE(client.connected());
  client.send("GET /api/v1/file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const auto answer = client.read_until("");
  EXPECT_TRUE(answer.ends_with(std::string(300'000, 'a') + std::string(300'000, 'b')));
  EXPECT_TRUE(client.closed_properly());
}

TEST_F(Tls, TakesAnUpload) {
  World world(options);
  TlsClient client(world.server->port(), certificate.chain());
  ASSERT_TRUE(client.connected());
  client.send("POST /api/v1/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n" + std::string(kAdmin) +
              "\r\n");
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(client.send(std::string(10'000, 'u')));
  EXPECT_NE(client.read_until("}").find("{\"bytes\":200000,\"on_disk\":200000}"), std::string::npos);
}

TEST_F(Tls, RefusesOldVersionsAndPlainRequests) {
  World world(options);
  EXPECT_FALSE(TlsClient(world.server->port(), certificate.chain(), TLS1_1_VERSION).connected());
  TlsClient older(world.server->port(), certificate.chain(), TLS1_2_VERSION);
  EXPECT_TRUE(older.connected());
  auto plain = world.client();
  plain.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(plain.ends());
  EXPECT_EQ(plain.rest().find("HTTP/1.1 200"), std::string::npos);
}

TEST_F(Tls, ACertificateItIsNotIsRefusedAtTheStart) {
  const Certificate other;
  EXPECT_TRUE(opening(certificate.chain(), certificate.key()).ok());
  for (const auto& [chain, key] : {std::pair<std::string, std::string>(certificate.chain(), ""),
                                   {"", certificate.key()},
                                   {certificate.chain(), other.key()},
                                   {certificate.key(), certificate.key()},
                                   {certificate.chain(), certificate.chain()},
                                   {"/none/chain.pem", certificate.key()}}) {
    const auto status = opening(chain, key);
    ASSERT_FALSE(status.ok()) << chain << " " << key;
    EXPECT_EQ(status.error().code, ErrorCode::kBadArgument);
  }
}

}  // namespace
}  // namespace lianzhao::api
