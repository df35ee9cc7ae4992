// lianzhao serve: the server, until it is told to stop by SIGINT or SIGTERM.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "api/application.h"
#include "api/backend/backend.h"
#include "api/http/server.h"
#include "api/routes.h"
#include "base/identifiers.h"
#include "cli/command.h"
#include "cli/ledger_desk.h"
#include "cli/say.h"

namespace lianzhao::cli {
namespace {

namespace http = api::http;

// The settings of the service that the Debian package installs (packaging/debian).
constexpr std::string_view kPackagedSettings = "/etc/lianzhao/lianzhao.conf";

struct ServeArguments {
  http::ServerOptions server;
  api::ApplicationOptions application;
  std::string access_log = "off";
  std::string import_folder;
  std::string public_leads;
};

// A descriptor for each connection and some more: the limit of the process is raised as far as it may be.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string url_of(const ServeArguments& arguments, std::uint16_t port) {
  const auto& address = arguments.server.address;
  const bool any = address == "0.0.0.0" || address == "::";
  const auto host = any ? (arguments.application.hosts.empty() ? "127.0.0.1" : arguments.application.hosts.front())
                    : address.find(':') != std::string::npos ? "[" + address + "]"
                                                             : address;
  return fmt::format("{}://{}:{}", arguments.server.tls_certificate.empty() ? "http" : "https", host, port);
}

int serve(const Globals& globals, ServeArguments arguments) {
  raise_descriptor_limit();
  std::signal(SIGPIPE, SIG_IGN);  // a log that goes into a closed pipe must not end the server
  namespace fs = std::filesystem;
  const auto all = fs::path(globals.home) / "tmp";
  const auto temporary = all / std::to_string(::getpid());
  std::error_code failed;
  // Uploads and workbooks of servers that were killed: their folders have the numbers of processes that are no more.
  for (const auto& entry : fs::directory_iterator(all, failed)) {
    const int process = std::atoi(entry.path().filename().c_str());
    if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), failed);
  }
  failed.clear();
  fs::remove_all(temporary, failed);
  fs::create_directories(temporary, failed);
  if (failed) return report_error(io_error("cannot make " + temporary.string(), failed.value()));
  fs::permissions(temporary, fs::perms::owner_all, failed);
  arguments.server.upload_folder = temporary.string();

  std::unique_ptr<api::AccessLog> log;
  if (arguments.access_log != "off") {
    auto opened = api::AccessLog::open(arguments.access_log);
    if (!opened) return report_error(opened.error());
    log = std::move(*opened);
  }
  // A further address is a name by which the server is known.
  auto& hosts = arguments.application.hosts;
  const auto& address = arguments.server.address;
  if (address != "0.0.0.0" && address != "::")
    hosts.push_back(address.find(':') == std::string::npos ? address : "[" + address + "]");
  http::Metrics metrics(api::Application::route_names(api::routes()));
  const http::StaticFiles files(http::embedded_ui());
  const workspace::SystemClock clock;
  const SystemInstantClock instants;
  SystemRandomBytes random;
  api::BackendOptions options;
  options.folders = {globals.home, globals.share};
  options.database = database_url(globals);
  options.temporary_folder = temporary.string();
  options.import_folder = arguments.import_folder;
  options.public_leads = arguments.public_leads;
  auto backend = api::Backend::open(options, clock, instants, random);
  if (!backend) return report_error(backend.error());
  auto& services = (*backend)->services();
  services.metrics = &metrics;
  if (auto started = (*backend)->start(); !started) return report_error(started.error());
  api::Application application(arguments.application, api::routes(), services, metrics, log.get(), &files);
  auto server = http::Server::open(arguments.server, application, metrics);
  if (!server) return report_error(server.error());
  (*server)->stop_on_signals();
  const auto url = url_of(arguments, (*server)->port());
  say(globals.english, "Lianzhao serves {} (Ctrl+C stops it)\n", "链招服务已启动：{}（按 Ctrl+C 停止）\n", url);
  const auto users = (*backend)->ledger().users.count((*backend)->zone());
  if (users && *users == 0) {
    // Where the package's service runs, the command must run as its user and with its settings.
    const auto* program = globals.config == kPackagedSettings ? "sudo lianzhao-admin" : "lianzhao";
    say(globals.english, "Nobody can sign in yet: make the first login with  {} init\n",
        "还没有可登录的用户：请运行 {} init 创建首个登录\n", program);
  }
  std::fflush(stdout);
  (*server)->run();
  (*backend)->stop();
  fs::remove_all(temporary, failed);
  say(globals.english, "Stopped.\n", "已停止。\n");
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("serve", "serve the pages and the HTTP interface");
  auto arguments = std::make_shared<ServeArguments>();
  auto& server = arguments->server;
  command
      ->add_option("--listen", server.address, "address to listen on; others than 127.0.0.1 are reached from outside")
      ->capture_default_str();
  command->add_option("--port", server.port, "0: any free one")->capture_default_str();
  command->add_option("--tls-cert", server.tls_certificate, "certificate chain, PEM")->check(CLI::ExistingFile);
  command->add_option("--tls-key", server.tls_key, "its private key, PEM")->check(CLI::ExistingFile);
  command->add_option("--host", arguments->application.hosts,
                      "host name by which clients know this server; may be repeated");
  command->add_option("--monitor", arguments->application.monitors,
                      "address that may read /metrics; may be repeated");
  command->add_option("--trusted-proxy", server.trusted_proxies,
                      "address whose X-Forwarded-For is believed; may be repeated");
  command->add_option("--threads", server.threads, "threads that answer (default: processors + 1, at least 4)");
  command->add_option("--io-threads", server.io_threads,
                      "threads that read and write (default: half of the processors)");
  command->add_option("--max-connections", server.limits.connections)->capture_default_str();
  command->add_option("--max-connections-per-client", server.limits.connections_per_client)->capture_default_str();
  command->add_option("--access-log", arguments->access_log, "file, - for stderr, or off")->capture_default_str();
  command
      ->add_option("--import-folder", arguments->import_folder,
                   "folder of this machine from which registry files may be imported")
      ->check(CLI::ExistingDirectory);
  command->add_option("--public-leads", arguments->public_leads,
                      "open the public form for leads: slug of the group that gets them (default: shut)");
  command->callback([&globals, &exit_code, arguments] { exit_code = serve(globals, *arguments); });
}

}  // namespace lianzhao::cli
