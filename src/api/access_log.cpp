#include "api/access_log.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "base/folding.h"

namespace lianzhao::api {
namespace {

constexpr std::size_t kMostPending = 8u << 20;  // past it lines are counted and dropped

// A value for logfmt: quoted where needed, control characters replaced, so that no request writes lines of its own.
void append_value(std::string& out, std::string_view text) {
  bool plain = !text.empty();
  for (const unsigned char c : text) plain = plain && c > ' ' && c != '"' && c != '=' && c != '\\' && c != 0x7f;
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? '?' : c;
  }
  out += '"';
}

// The names of a query's parameters, without values.
std::string names_only(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const auto part = query.substr(0, query.find('&'));
    if (!out.empty()) out += '&';
    out += part.substr(0, part.find('='));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
  if (path == "-") return std::unique_ptr<AccessLog>(new AccessLog(STDERR_FILENO, false));
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (fd < 0) return io_error("cannot open the access log " + path, errno);
  return std::unique_ptr<AccessLog>(new AccessLog(fd, true));
}

AccessLog::AccessLog(int fd, bool owned) : fd_(fd), owned_(owned), thread_([this] { drain(); }) {}

AccessLog::~AccessLog() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
  if (owned_) ::close(fd_);
}

void AccessLog::write(const http::Exchange& exchange, std::string_view route, bool secret_query) {
  const auto& request = *exchange.request;
  const auto now = std::chrono::system_clock::now();
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  std::string line = fmt::format(
      "time={:%Y-%m-%dT%H:%M:%S}.{:06}Z id={} client=", fmt::gmtime(static_cast<std::time_t>(micros / 1'000'000)),
      micros % 1'000'000, request.id);
  append_value(line, request.client);
  line += " method=";
  line += http::name_of(request.method);
  line += " path=";
  append_value(line, cut_at_character(request.path(), 512));
  if (const auto query = request.query(); !query.empty()) {
    line += " query=";
    append_value(line,
                 secret_query ? names_only(cut_at_character(query, 512)) : std::string(cut_at_character(query, 512)));
  }
  line += " route=";
  append_value(line, route);
  fmt::format_to(std::back_inserter(line), " status={} bytes={} ms={:.3f}{}\n", exchange.status, exchange.sent_bytes,
                 std::chrono::duration<double, std::milli>(exchange.took).count(),
                 exchange.from_cache ? " cached=true" : "");
  const std::lock_guard lock(mutex_);
  if (pending_.size() + line.size() > kMostPending) {
    ++dropped_;
  } else {
    pending_ += line;
  }
}

void AccessLog::drain() {
  std::unique_lock lock(mutex_);
  for (bool last = false; !last;) {
    wake_.wait_for(lock, std::chrono::milliseconds(200), [this] { return stop_; });
    last = stop_;
    std::string lines;
    lines.swap(pending_);
    if (const auto dropped = std::exchange(dropped_, 0)) lines += fmt::format("dropped_lines={}\n", dropped);
    lock.unlock();
    std::string_view rest(lines);
    while (!rest.empty()) {
      const auto written = ::write(fd_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) break;  // a full disk must not stop the server
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    lock.lock();
  }
}

}  // namespace lianzhao::api
