#include "api/uploads.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "api/router.h"

namespace lianzhao::api {
namespace fs = std::filesystem;

std::string safe_file_name(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f || std::string_view(":*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  }
  while (out.starts_with('.') || out.starts_with(' ')) out.erase(0, 1);
  if (out.size() > 200) {  // the end says what kind of file it is
    out.erase(0, out.size() - 200);
    while (!out.empty() && (static_cast<unsigned char>(out.front()) & 0xc0) == 0x80) out.erase(0, 1);
  }
  return out.empty() || !is_utf8(out) ? "upload" : out;
}

Result<std::string> sha256_of_file(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) return io_error("cannot read " + path, errno);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::vector<unsigned char> piece(1u << 20);
  while (const auto count = std::fread(piece.data(), 1, piece.size(), file.get())) {
    EVP_DigestUpdate(digest.get(), piece.data(), count);
  }
  if (std::ferror(file.get())) return io_error("cannot read " + path, errno);
  unsigned char out[32];
  unsigned size = sizeof out;
  EVP_DigestFinal_ex(digest.get(), out, &size);
  return to_hex(out);
}

Result<Uploads::Kept> Uploads::keep(const std::string& path, std::string_view name) const {
  remove_older_than(std::chrono::hours(24 * 7));
  auto hash = sha256_of_file(path);
  if (!hash) return hash.error();
  Kept kept{ids_.next(), safe_file_name(name), {}, *hash, 0};
  std::error_code failed;
  const auto folder = fs::path(folder_) / kept.id;
  fs::create_directories(folder, failed);
  if (failed) return io_error("cannot make " + folder.string(), failed.value());
  kept.path = (folder / kept.name).string();
  fs::rename(path, kept.path, failed);
  if (failed) {
    const auto reason = failed.value();
    fs::remove_all(folder, failed);
    return io_error("cannot keep the upload", reason);
  }
  kept.bytes = fs::file_size(kept.path, failed);
  return kept;
}

Result<Uploads::Kept> Uploads::find(std::string_view id) const {
  if (is_uuid(id)) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(fs::path(folder_) / id, failed)) {
      if (!entry.is_regular_file()) continue;
      return Kept{std::string(id), entry.path().filename().string(), entry.path().string(), {}, entry.file_size()};
    }
  }
  return Error{ErrorCode::kNotFound, "there is no such upload: it was never sent, or is older than a week"};
}

void Uploads::remove_older_than(std::chrono::hours age) const {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    if (!is_uuid(entry.path().filename().string())) continue;
    const auto changed = fs::last_write_time(entry.path(), failed);
    if (!failed && fs::file_time_type::clock::now() - changed > age) fs::remove_all(entry.path(), failed);
  }
}

}  // namespace lianzhao::api
