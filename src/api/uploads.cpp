#include "api/uploads.h"

#include <openssl/evp.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "api/router.h"
#include "base/identifiers.h"

namespace lianzhao::api {
namespace fs = std::filesystem;
namespace {

constexpr auto kKept = std::chrono::hours(24 * 7);

}  // namespace

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
  while (!std::feof(file.get()) && !std::ferror(file.get())) {
    EVP_DigestUpdate(digest.get(), piece.data(), std::fread(piece.data(), 1, piece.size(), file.get()));
  }
  if (std::ferror(file.get())) return io_error("cannot read " + path, errno);
  unsigned char out[32];
  unsigned size = sizeof out;
  EVP_DigestFinal_ex(digest.get(), out, &size);
  return to_hex(out);
}

void remove_old_uploads(const std::string& folder) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (!is_uuid(entry.path().stem().string())) continue;
    const auto changed = fs::last_write_time(entry.path(), failed);
    if (!failed && fs::file_time_type::clock::now() - changed > kKept) fs::remove(entry.path(), failed);
  }
}

}  // namespace lianzhao::api
