#include "workspace/folders.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

namespace lianzhao::workspace {
namespace fs = std::filesystem;

Day SystemClock::today() const {
  using namespace std::chrono;
  const auto china = system_clock::now() + hours{8};
  return {static_cast<std::int32_t>(floor<days>(china).time_since_epoch().count())};
}

std::string Folders::in_home(std::string_view name) const {
  return (fs::path(home) / name).string();
}
std::string Folders::in_share(std::string_view name) const {
  return (fs::path(share) / name).string();
}

std::string Folders::case_folder() const {
  const auto own = in_home("case");
  return fs::exists(own) ? own : in_share("case/jiuquan");
}

std::string Folders::weights() const {
  const auto own = in_home("score.yaml");
  return fs::exists(own) ? own : in_share("targeting/score.yaml");
}

bool Folders::has_snapshot() const {
  return fs::exists(snapshot());
}

Status Folders::make_home() const {
  std::error_code code;
  for (const auto* folder : {"", "rejects", "terms", "atlas"}) {
    fs::create_directories(in_home(folder), code);
    if (code) return io_error(fmt::format("cannot create the folder {}", in_home(folder)), code.value());
  }
  return {};
}

}  // namespace lianzhao::workspace
