#include "ledger/passwords.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "base/folding.h"
#include "ledger/users.h"

namespace lianzhao::ledger {
namespace {

// Much used ones of ten characters and more, compared without case. Shorter ones are refused by length.
constexpr std::string_view kMuchUsed[] = {
    "1234567890",    "0123456789",  "9876543210",   "0987654321",    "12345678910",  "123456789a",  "a123456789",
    "qwertyuiop",    "1q2w3e4r5t",  "q1w2e3r4t5",   "asdfghjkl1",    "zxcvbnm123",   "password12",  "password123",
    "password01",    "passw0rd123", "p@ssw0rd12",   "administrator", "admin12345",   "admin123456", "admin@1234",
    "welcome123",    "qwerty12345", "abcd123456",   "abc1234567",    "abcdefghij",   "iloveyou12",  "woaini1314",
    "woaini5201314", "5201314520",  "1314520520",   "qazwsxedcr",    "1qaz2wsx3edc", "qwer123456",  "123qweasdzxc",
    "letmein123",    "lianzhao123", "zhaoshang123", "jiuquan123",    "12341234ab"};

struct Slot {
  std::counting_semaphore<2>& slots;
  explicit Slot(std::counting_semaphore<2>& all) : slots(all) { slots.acquire(); }
  ~Slot() { slots.release(); }
};

}  // namespace

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
  if (auto made = hash("a password that nobody has"); made) dummy_ = *made;
}

Result<std::string> Passwords::hash(std::string_view password) {
  const Slot slot(slots_);
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), cost_.operations, cost_.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return told(ErrorCode::kUnavailable, "内存不足，请稍后再试。", "not enough memory for the password, try again");
  }
  return std::string(out);
}

bool Passwords::verify(const std::string& hash, std::string_view password) {
  const Slot slot(slots_);
  const auto& against = hash.empty() ? dummy_ : hash;
  return crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0 && !hash.empty();
}

bool Passwords::outdated(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.operations, cost_.memory) != 0;
}

Status check_password(std::string_view password, std::string_view login) {
  const auto bad = [](const char* zh, const char* en) { return told(ErrorCode::kBadInput, zh, en, "password"); };
  if (!is_valid_utf8(password)) return bad("密码不是有效的 UTF-8。", "the password is not UTF-8");
  const auto characters = std::count_if(password.begin(), password.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (characters < 10) return bad("密码少于 10 个字符。", "the password has fewer than 10 characters");
  if (password.size() > 256) return bad("密码超过 256 字节。", "the password is longer than 256 bytes");
  const auto folded = fold_login(password), folded_login = fold_login(login);
  // A login of one or two letters is in many a good password.
  if (folded == folded_login || (folded_login.size() >= 4 && folded.find(folded_login) != std::string::npos)) {
    return bad("密码不能包含登录名。", "the password contains the login");
  }
  if (std::find(std::begin(kMuchUsed), std::end(kMuchUsed), folded) != std::end(kMuchUsed)) {
    return bad("这个密码太常见。", "this password is one that many use");
  }
  std::string distinct;
  for (const char c : folded) {
    if (distinct.find(c) == std::string::npos) distinct += c;
  }
  if (distinct.size() < 4) return bad("密码总在重复少数几个字符。", "the password repeats the same few characters");
  return {};
}

std::string one_time_password(RandomBytes& random) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";  // 31: without i, l, o, 0, 1
  std::string password;
  while (password.size() < 19) {
    if (password.size() % 5 == 4) password += '-';
    unsigned char byte = 0;
    do random.fill({&byte, 1});
    while (byte >= 248);  // 8 x 31: every letter equally often
    password += kLetters[byte % kLetters.size()];
  }
  return password;
}

}  // namespace lianzhao::ledger
