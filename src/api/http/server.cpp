#include "api/http/server.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <ctime>
#include <thread>

#include "api/http/io_thread.h"

namespace lianzhao::api::http {

bool ClientCounts::enter(const std::string& client) {
  const std::lock_guard lock(mutex_);
  auto& count = counts_[client];
  if (count >= most_) return false;
  ++count;
  return true;
}

void ClientCounts::leave(const std::string& client) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(client);
  if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

void IoThread::start_sweeping(const Shared& shared) {
  tick(shared);
}

void IoThread::tick(const Shared& shared) {
  now = std::chrono::steady_clock::now();
  date = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr)));
  // Cutting may end a connection at once and change the set.
  std::vector<Connection*> late;
  for (auto* connection : connections) {
    if (now > connection->deadline || now > forced_end) late.push_back(connection);
  }
  for (auto* connection : late) {
    if (connections.contains(connection)) connection->cut();
  }
  if (shared.stopping && connections.empty()) return;
  sweep.expires_after(std::chrono::milliseconds(100));
  sweep.async_wait([this, &shared](const boost::system::error_code& error) {
    if (!error) tick(shared);
  });
}

namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

class AsioServer final : public Server {
 public:
  AsioServer(ServerOptions options, Service& service, Metrics& metrics)
      : options_(std::move(options)),
        pool_(pool_size()),
        tls_(asio::ssl::context::tls_server),
        shared_{options_, service, metrics, pool_, nullptr},
        clients_(options_.limits.connections_per_client) {
    const unsigned count =
        options_.io_threads ? options_.io_threads : std::max(1u, std::thread::hardware_concurrency() / 2);
    for (unsigned i = 0; i < count; ++i) threads_.push_back(std::make_unique<IoThread>());
    acceptor_ = std::make_unique<Acceptor>(threads_.front()->context);
    pause_ = std::make_unique<Timer>(threads_.front()->context);
    signals_ = std::make_unique<asio::signal_set>(threads_.front()->context);
  }

  ~AsioServer() override { pool_.join(); }

  Status bind() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) return Error{ErrorCode::kBadArgument, options_.address + " is not a numeric address to listen on"};
    const asio::ip::tcp::endpoint endpoint(address, options_.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(4096, error);
    if (error) {
      return io_error(fmt::format("cannot listen on {} port {} (another program may have it: choose --port)",
                                  options_.address, options_.port),
                      error.value());
    }
    return {};
  }

  Status load_certificate() {
    if (options_.tls_certificate.empty() != options_.tls_key.empty()) {
      return Error{ErrorCode::kBadArgument, "TLS needs both a certificate and a key"};
    }
    if (options_.tls_certificate.empty()) return {};
    boost::system::error_code error;
    tls_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                     asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
    SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_2_VERSION);
    tls_.use_certificate_chain_file(options_.tls_certificate, error);
    if (error)
      return Error{ErrorCode::kBadArgument,
                   options_.tls_certificate + ": no certificate chain in PEM: " + error.message()};
    tls_.use_private_key_file(options_.tls_key, asio::ssl::context::pem, error);
    if (error)
      return Error{ErrorCode::kBadArgument,
                   options_.tls_key + ": no private key of that certificate: " + error.message()};
    shared_.tls = &tls_;
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override {
    boost::system::error_code error;
    return acceptor_->local_endpoint(error).port();
  }

  void run() override {
    accept();
    std::vector<std::thread> others;
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      auto& thread = *threads_[i];
      asio::post(thread.context, [this, &thread] { thread.start_sweeping(shared_); });
      if (i > 0) others.emplace_back([&thread] { thread.context.run(); });
    }
    threads_.front()->context.run();
    for (auto& other : others) other.join();
    pool_.join();
  }

  void stop() override {
    if (shared_.stopping.exchange(true)) return;
    for (auto& thread : threads_) {
      asio::post(thread->context, [this, &io = *thread] {
        if (&io == threads_.front().get()) {
          boost::system::error_code ignored;
          acceptor_->close(ignored);
          pause_->cancel();
          signals_->cancel(ignored);
        }
        io.forced_end = std::chrono::steady_clock::now() + options_.limits.stop_time;
        const auto all = io.connections;
        for (auto* connection : all) {
          if (io.connections.contains(connection)) connection->stop();
        }
      });
    }
  }

  void stop_on_signals() override {
    signals_->add(SIGINT);
    signals_->add(SIGTERM);
    signals_->async_wait([this](const boost::system::error_code& error, int) {
      if (!error) stop();
    });
  }

 private:
  [[nodiscard]] unsigned pool_size() const {
    return options_.threads ? options_.threads : std::max(4u, std::thread::hardware_concurrency() + 1);
  }

  void accept() {
    // Turn by turn: each I/O thread gets the same share of connections.
    auto& io = *threads_[turn_++ % threads_.size()];
    acceptor_->async_accept(io.context, [this, &io](const boost::system::error_code& error, Socket socket) {
      if (shared_.stopping || error == asio::error::operation_aborted) return;
      if (error) {
        // No descriptors left, most likely: the next try waits for some to be given back.
        pause_->expires_after(std::chrono::milliseconds(100));
        pause_->async_wait([this](const boost::system::error_code& cancelled) {
          if (!cancelled && !shared_.stopping) accept();
        });
        return;
      }
      admit(std::move(socket), io);
      accept();
    });
  }

  void admit(Socket socket, IoThread& io) {
    boost::system::error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error) return;
    auto address = peer.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
      address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    auto client = address.to_string();
    auto& metrics = shared_.metrics;
    socket.non_blocking(true, error);
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    if (metrics.connections.load() >= static_cast<std::int64_t>(options_.limits.connections) ||
        !clients_.enter(client)) {
      ++metrics.refused;
      constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      if (!shared_.tls) socket.write_some(asio::buffer(kFull), error);
      return;  // closes
    }
    ++metrics.accepted;
    ++metrics.connections;
    asio::post(io.context, [this, &io, client, moved = std::move(socket)]() mutable {
      serve_connection(std::move(moved), client, io, shared_, [this, client] {
        clients_.leave(client);
        --shared_.metrics.connections;
      });
    });
  }

  ServerOptions options_;
  asio::thread_pool pool_;
  asio::ssl::context tls_;
  Shared shared_;
  ClientCounts clients_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<Timer> pause_;
  std::unique_ptr<asio::signal_set> signals_;
  std::size_t turn_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options, Service& service, Metrics& metrics) {
  auto server = std::make_unique<AsioServer>(options, service, metrics);
  if (auto loaded = server->load_certificate(); !loaded) return loaded.error();
  if (auto bound = server->bind(); !bound) return bound.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace lianzhao::api::http
