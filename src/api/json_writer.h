// Structs to JSON text, in the order of their members (Boost.Describe):
//
//   struct Item { std::string name; std::optional<double> score; };
//   BOOST_DESCRIBE_STRUCT(Item, (), (name, score))
//   std::string text = to_json(item);             // {"name":"...","score":1.25}
//
// Member names are the JSON names; a trailing '_' is dropped ("class_"). Numbers in normal notation, numbers that
// JSON does not have as null; enums by the words of their enumerators (kInProgress: "in_progress"); Raw is JSON
// already.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/problem.h"
#include "base/day.h"

namespace lianzhao::api {

struct Raw {
  std::string json;
};

BOOST_DESCRIBE_STRUCT(Words, (), (zh, en))

void append_json(std::string& out, std::string_view text);  // quoted and escaped
void append_json(std::string& out, double number);
void append_json(std::string& out, const boost::json::value& value);
std::string enumerator_word(std::string_view enumerator);  // "kInProgress" -> "in_progress"

inline void append_json(std::string& out, const std::string& text) {
  append_json(out, std::string_view(text));
}
inline void append_json(std::string& out, const char* text) {
  append_json(out, std::string_view(text));
}
inline void append_json(std::string& out, Day day) {
  append_json(out, to_string(day));
}
inline void append_json(std::string& out, const Raw& raw) {
  out += raw.json.empty() ? "null" : raw.json;
}
inline void append_json(std::string& out, float number) {
  append_json(out, static_cast<double>(number));
}
inline void append_json(std::string& out, bool value) {
  out += value ? "true" : "false";
}
template <std::integral T>
  requires(!std::same_as<T, bool>)
void append_json(std::string& out, T number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

template <class T>
void append_json(std::string& out, const std::optional<T>& value);
template <class T>
void append_json(std::string& out, const std::vector<T>& values);
template <class T>
void append_json(std::string& out, const std::map<std::string, T>& values);
template <class T>
  requires boost::describe::has_describe_members<T>::value
void append_json(std::string& out, const T& value);
template <class T>
  requires boost::describe::has_describe_enumerators<T>::value
void append_json(std::string& out, T value);

template <class T>
void append_json(std::string& out, const std::optional<T>& value) {
  if (value) {
    append_json(out, *value);
  } else {
    out += "null";
  }
}

template <class T>
void append_json(std::string& out, const std::vector<T>& values) {
  out += '[';
  bool first = true;
  for (const auto& value : values) {
    if (!std::exchange(first, false)) out += ',';
    append_json(out, static_cast<const T&>(value));
  }
  out += ']';
}

template <class T>
void append_json(std::string& out, const std::map<std::string, T>& values) {
  out += '{';
  bool first = true;
  for (const auto& [name, value] : values) {
    if (!std::exchange(first, false)) out += ',';
    append_json(out, name);
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

// The JSON name of a member.
constexpr std::string_view member_name(const char* name) {
  std::string_view text(name);
  if (text.ends_with('_')) text.remove_suffix(1);
  return text;
}

template <class T>
  requires boost::describe::has_describe_members<T>::value
void append_json(std::string& out, const T& value) {
  out += '{';
  bool first = true;
  boost::mp11::mp_for_each<
      boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>>(
      [&](auto member) {
        if (!std::exchange(first, false)) out += ',';
        out += '"';
        out += member_name(member.name);
        out += "\":";
        append_json(out, value.*member.pointer);
      });
  out += '}';
}

template <class T>
  requires boost::describe::has_describe_enumerators<T>::value
void append_json(std::string& out, T value) {
  std::string word;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
    if (enumerator.value == value) word = enumerator_word(enumerator.name);
  });
  append_json(out, word);
}

template <class T>
std::string to_json(const T& value) {
  std::string out;
  append_json(out, value);
  return out;
}

}  // namespace lianzhao::api
