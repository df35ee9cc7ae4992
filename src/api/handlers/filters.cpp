#include "api/handlers/filters.h"

#include <algorithm>

#include "base/identifiers.h"

namespace lianzhao::api::handlers {
namespace {

constexpr std::size_t kMostCharacters = 80;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// 18 signs of a credit code, or n and 24 hexadecimal digits.
bool is_firm_key(std::string_view key) {
  if (key.size() == 18) {
    return std::all_of(key.begin(), key.end(), [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
  }
  return key.size() == 25 && key[0] == 'n' &&
         std::all_of(key.begin() + 1, key.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace

std::optional<std::string> group_asked(QueryReader& reader, const Desk& desk) {
  auto group = reader.text("group", kMostCharacters);
  if (!group || desk.names.group(*group)) return group;
  reader.fault("group", "bad-choice", "没有这个组。", "There is no such group.");
  return std::nullopt;
}

std::optional<std::string> record_asked(QueryReader& reader, std::string_view name) {
  auto id = reader.text(name, kMostCharacters);
  if (!id || is_uuid(*id)) return id;
  reader.fault(name, "bad-text", "编号不是有效的 UUID。", "The id is no UUID.");
  return std::nullopt;
}

std::optional<std::string> node_asked(QueryReader& reader, const Desk& desk) {
  auto node = reader.text("node", kMostCharacters);
  if (!node || desk.engine->atlas().find_node(*node)) return node;
  reader.fault("node", "bad-choice", "没有环节 " + *node, "There is no node " + *node);
  return std::nullopt;
}

std::optional<std::string> region_asked(QueryReader& reader, const Desk& desk) {
  auto region = reader.text("region", kMostCharacters);
  if (!region) return region;
  if (*region == "-") return std::string();
  const auto& regions = desk.engine->zone().regions;
  if (std::any_of(regions.begin(), regions.end(), [&](const auto& one) { return one.id == *region; })) return region;
  reader.fault("region", "bad-choice", "没有区域 " + *region, "There is no region " + *region);
  return std::nullopt;
}

std::optional<std::string> firm_key_asked(QueryReader& reader, std::string_view name) {
  auto key = reader.text(name, kMostCharacters);
  if (!key || is_firm_key(*key)) return key;
  reader.fault(name, "bad-text", "不是企业代码。", "It is no key of a firm.");
  return std::nullopt;
}

std::optional<std::string> user_asked(QueryReader& reader, const Desk& desk, std::string_view name) {
  auto user = reader.text(name, kMostCharacters);
  if (!user || *user == "system" || desk.names.person(*user)) return user;
  reader.fault(name, "bad-choice", "没有这位用户。", "There is no such user.");
  return std::nullopt;
}

std::optional<std::string> word_asked(QueryReader& reader, std::string_view name) {
  auto word = reader.text(name, kMostCharacters);
  if (!word || std::all_of(word->begin(), word->end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; })) {
    return word;
  }
  reader.fault(name, "bad-text", "应由小写字母和连字符组成。", "It is made of lower-case letters and hyphens.");
  return std::nullopt;
}

}  // namespace lianzhao::api::handlers
