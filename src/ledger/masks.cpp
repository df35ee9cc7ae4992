#include "ledger/masks.h"

#include "base/characters.h"

namespace lianzhao::ledger {
namespace {

constexpr std::size_t kShortest = 8, kBegin = 3, kEnd = 4;
constexpr char kStar = '*';

std::string stars(std::size_t count) {
  std::string out;
  return out.append(count, kStar);
}

bool is_of_a_number(std::string_view character) {
  if (character.size() == 1) return std::string_view("0123456789+-() ").find(character) != std::string_view::npos;
  for (const std::string_view sign : {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９", "＋", "－", "—"}) {
    if (character == sign) return true;
  }
  return false;
}

// The text with a star for every character that is not of a number.
std::string only_number(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto character = first_character(text);
    if (is_of_a_number(character)) {
      out += character;
    } else {
      out += kStar;
    }
    text.remove_prefix(character.size());
  }
  return out;
}

// Letters, digits, hyphens and dots of an address, also those of other scripts: up to what cannot be in one.
std::size_t domain_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    const auto character = first_character(text.substr(size));
    if (character.size() == 1 && std::string_view(" \t,;/()<>[]\"'|").find(character) != std::string_view::npos)
      break;
    if (character == "（" || character == "，" || character == "；" || character == "、" || character == "　") break;
    size += character.size();
  }
  return size;
}

}  // namespace

std::string mask_phone(std::string_view phone) {
  const auto count = character_count(phone);
  if (count < kShortest) return stars(count);
  return only_number(first_characters(phone, kBegin)) + stars(4) + only_number(last_characters(phone, kEnd));
}

std::string mask_email(std::string_view email) {
  if (email.empty()) return {};
  const auto at = email.rfind('@');
  if (at == std::string_view::npos) return stars(3);
  const auto domain = email.substr(at + 1);
  const auto shown = domain_size(domain);
  std::string out(first_characters(email.substr(0, at), 1));
  out.append(stars(3)).append("@").append(domain.substr(0, shown));
  return shown < domain.size() ? out + stars(3) : out;
}

std::string mask_name(std::string_view name) {
  return name.empty() ? std::string() : std::string(first_characters(name, 1)) + stars(2);
}

}  // namespace lianzhao::ledger
