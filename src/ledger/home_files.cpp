#include "ledger/home_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace lianzhao::ledger {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 32;

bool at_top(const std::string& name) {
  return !name.starts_with('.') && name != "tmp" && !name.starts_with("lianzhao.db") && !name.ends_with(".tar.zst");
}

bool is_one_of(const fs::path& path, const std::vector<std::string>& others) {
  std::error_code ignored;
  return std::any_of(others.begin(), others.end(), [&](const std::string& other) {
    return fs::weakly_canonical(path, ignored) == fs::weakly_canonical(other, ignored);
  });
}

// Names at the top of the home folder that belong to a backup.
Result<std::vector<std::string>> top_names(const std::string& home, const std::vector<std::string>& without) {
  std::vector<std::string> names;
  std::error_code code;
  for (auto entry = fs::directory_iterator(home, code); !code && entry != fs::directory_iterator();
       entry.increment(code)) {
    auto name = entry->path().filename().string();
    if (at_top(name) && !name.ends_with(".tmp") && !is_one_of(entry->path(), without))
      names.push_back(std::move(name));
  }
  if (code && code != std::errc::no_such_file_or_directory) return io_error("cannot read " + home, code.value());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<std::vector<HomeFile>> home_files(const std::string& home, const std::vector<std::string>& without) {
  auto names = top_names(home, without);
  if (!names) return names.error();
  std::vector<HomeFile> files;
  const auto add = [&](const fs::path& path, const std::string& name) {
    std::error_code gone;  // files come and go while the server works
    const auto size = fs::file_size(path, gone);
    if (!gone && !name.ends_with(".tmp") && !is_one_of(path, without)) files.push_back({name, size});
  };
  for (const auto& name : *names) {
    const auto path = fs::path(home) / name;
    std::error_code code;
    if (fs::is_regular_file(path, code)) add(path, name);
    if (!fs::is_directory(path, code)) continue;
    const auto options = fs::directory_options::follow_directory_symlink;
    auto entry = fs::recursive_directory_iterator(path, options, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
      if (entry.depth() > kDeepest) {
        return Error{ErrorCode::kTooLarge, fmt::format("{} is too deep", entry->path().string())};
      }
      std::error_code gone;
      if (!entry->is_regular_file(gone)) continue;
      add(entry->path(), (fs::path(name) / entry->path().lexically_relative(path)).generic_string());
    }
    if (code) return io_error("cannot read " + path.string(), code.value());
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

HomeSwap::HomeSwap(std::string home, std::vector<std::string> without)
    : home_(std::move(home)),
      scratch_((fs::path(home_) / fmt::format(".restore-{}", ::getpid())).string()),
      without_(std::move(without)) {
  std::error_code ignored;
  fs::remove_all(scratch_, ignored);
}

HomeSwap::~HomeSwap() {
  undo();
  std::error_code ignored;
  fs::remove_all(scratch_, ignored);
}

Result<std::string> HomeSwap::place_for(const std::string& name) {
  const auto path = fs::path(scratch_) / "new" / name;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  if (code) return io_error("cannot make " + path.parent_path().string(), code.value());
  return path.string();
}

Status HomeSwap::move(const std::string& from, const std::string& to) {
  std::error_code code;
  fs::create_directories(fs::path(to).parent_path(), code);
  if (!code) fs::rename(from, to, code);
  if (code) return io_error(fmt::format("cannot move {} to {}", from, to), code.value());
  moved_.emplace_back(from, to);
  return {};
}

Status HomeSwap::put() {
  auto before = top_names(home_, without_);
  if (!before) return before.error();
  const auto unpacked = (fs::path(scratch_) / "new").string();
  auto after = top_names(unpacked, {});
  if (!after) return after.error();
  const auto all = [&](const std::vector<std::string>& names, const fs::path& from, const fs::path& to) -> Status {
    for (const auto& name : names) {
      if (auto moved = move((from / name).string(), (to / name).string()); !moved) {
        undo();
        return moved;
      }
    }
    return {};
  };
  if (auto moved = all(*before, home_, fs::path(scratch_) / "old"); !moved) return moved;
  return all(*after, unpacked, home_);
}

void HomeSwap::undo() {
  for (auto moved = moved_.rbegin(); moved != moved_.rend(); ++moved) {
    std::error_code ignored;
    fs::rename(moved->second, moved->first, ignored);
  }
  moved_.clear();
}

void HomeSwap::keep() {
  moved_.clear();
}

}  // namespace lianzhao::ledger
