// JSON bodies to structs, strictly, with a JSON pointer for every fault (RFC 6901):
//
//   struct NewList { Text<1, 80> name; std::optional<Text<0, 2000>> note; Bounded<1, 9> weight{1}; };
//   BOOST_DESCRIBE_STRUCT(NewList, (), (name, note, weight))
//   const auto body = read_body<NewList>(request);
//   if (!body.value) return body.problem;
//
// Refused: unknown fields, wrong types, missing fields, numbers out of range, texts too long or too short (counted in
// characters), control characters other than line break and tab, dates that are none. std::optional may be absent or
// null. Patched<T> tells absent from null. Defaulted<T> keeps its default where the field is absent.
// All faults are told at once, up to 50.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "api/http/message.h"
#include "api/json_writer.h"
#include "api/problem.h"
#include "base/day.h"

namespace lianzhao::api {

// A text with bounds of its length in characters. Blanks at both ends are dropped.
template <std::size_t kMin, std::size_t kMax>
struct Text : std::string {
  using std::string::string;
  using std::string::operator=;
};

// A whole number with bounds.
template <std::int64_t kLow, std::int64_t kHigh>
struct Bounded {
  std::int64_t value = kLow;
  operator std::int64_t() const { return value; }  // NOLINT(google-explicit-constructor)
};

template <std::int64_t kLow, std::int64_t kHigh>
void append_json(std::string& out, const Bounded<kLow, kHigh>& number) {
  append_json(out, number.value);
}

// Absent: `given` is false. null: given, without a value.
template <class T>
struct Patched {
  bool given = false;
  std::optional<T> value;
};

// Absent: the value it was made with.
template <class T>
struct Defaulted {
  T value{};
};

template <class T>
struct Read {
  std::optional<T> value;
  Problem problem;
};

class JsonFaults {
 public:
  void add(std::string code, std::string zh, std::string en);
  [[nodiscard]] bool full() const { return errors_.size() >= 50; }
  [[nodiscard]] bool none() const { return errors_.empty(); }
  [[nodiscard]] std::vector<FieldError> take() { return std::move(errors_); }

  // Within a field or an element while it lives.
  class At {
   public:
    At(JsonFaults& faults, std::string_view name);
    At(JsonFaults& faults, std::size_t index);
    ~At() { faults_.pointer_.resize(length_); }
    At(const At&) = delete;
    At& operator=(const At&) = delete;

   private:
    JsonFaults& faults_;
    std::size_t length_;
  };

 private:
  std::string pointer_;
  std::vector<FieldError> errors_;
};

namespace json_detail {

void read_text(const boost::json::value& from, std::string& to, std::size_t low, std::size_t high,
               JsonFaults& faults);
void read_integer(const boost::json::value& from, std::int64_t& to, std::int64_t low, std::int64_t high,
                  JsonFaults& faults);
void wrong_type(const boost::json::value& from, std::string_view zh, std::string_view en, JsonFaults& faults);
void unknown_field(std::string_view name, JsonFaults& faults);
void missing(JsonFaults& faults);
void bad_choice(const std::vector<std::string>& choices, JsonFaults& faults);
void too_many(std::size_t most, JsonFaults& faults);
// The whole text as a value: depth, size and syntax checked; the problem otherwise.
std::optional<boost::json::value> parse(const http::Request& request, Problem& problem);

inline constexpr std::size_t kMostElements = 10'000;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsOptional<Patched<T>> : std::true_type {};
template <class T>
struct IsOptional<Defaulted<T>> : std::true_type {};

}  // namespace json_detail

inline void read_json(const boost::json::value& from, std::string& to, JsonFaults& faults) {
  json_detail::read_text(from, to, 0, 4000, faults);
}
template <std::size_t kMin, std::size_t kMax>
void read_json(const boost::json::value& from, Text<kMin, kMax>& to, JsonFaults& faults) {
  json_detail::read_text(from, to, kMin, kMax, faults);
}
template <std::int64_t kLow, std::int64_t kHigh>
void read_json(const boost::json::value& from, Bounded<kLow, kHigh>& to, JsonFaults& faults) {
  json_detail::read_integer(from, to.value, kLow, kHigh, faults);
}
template <std::integral T>
  requires(!std::same_as<T, bool>)
void read_json(const boost::json::value& from, T& to, JsonFaults& faults) {
  using Limits = std::numeric_limits<T>;
  constexpr auto kHigh = std::is_same_v<T, std::uint64_t> ? std::numeric_limits<std::int64_t>::max()
                                                          : static_cast<std::int64_t>(Limits::max());
  std::int64_t value = 0;
  json_detail::read_integer(from, value, static_cast<std::int64_t>(Limits::min()), kHigh, faults);
  to = static_cast<T>(value);
}
void read_json(const boost::json::value& from, bool& to, JsonFaults& faults);
void read_json(const boost::json::value& from, double& to, JsonFaults& faults);
void read_json(const boost::json::value& from, Day& to, JsonFaults& faults);
void read_json(const boost::json::value& from, boost::json::value& to, JsonFaults& faults);  // any, taken as it is

template <class T>
void read_json(const boost::json::value& from, std::optional<T>& to, JsonFaults& faults);
template <class T>
void read_json(const boost::json::value& from, Patched<T>& to, JsonFaults& faults);
template <class T>
void read_json(const boost::json::value& from, Defaulted<T>& to, JsonFaults& faults);
template <class T>
void read_json(const boost::json::value& from, std::vector<T>& to, JsonFaults& faults);
template <class T>
void read_json(const boost::json::value& from, std::map<std::string, T>& to, JsonFaults& faults);
template <class T>
  requires boost::describe::has_describe_members<T>::value
void read_json(const boost::json::value& from, T& to, JsonFaults& faults);
template <class T>
  requires boost::describe::has_describe_enumerators<T>::value
void read_json(const boost::json::value& from, T& to, JsonFaults& faults);

template <class T>
void read_json(const boost::json::value& from, std::optional<T>& to, JsonFaults& faults) {
  to.reset();
  if (!from.is_null()) read_json(from, to.emplace(), faults);
}

template <class T>
void read_json(const boost::json::value& from, Patched<T>& to, JsonFaults& faults) {
  to.given = true;
  read_json(from, to.value, faults);
}

template <class T>
void read_json(const boost::json::value& from, Defaulted<T>& to, JsonFaults& faults) {
  read_json(from, to.value, faults);
}

template <class T>
void read_json(const boost::json::value& from, std::vector<T>& to, JsonFaults& faults) {
  if (!from.is_array()) return json_detail::wrong_type(from, "列表", "an array", faults);
  const auto& array = from.get_array();
  if (array.size() > json_detail::kMostElements) return json_detail::too_many(json_detail::kMostElements, faults);
  to.clear();
  to.reserve(array.size());
  for (std::size_t i = 0; i < array.size() && !faults.full(); ++i) {
    const JsonFaults::At at(faults, i);
    T element{};
    read_json(array[i], element, faults);
    to.push_back(std::move(element));
  }
}

template <class T>
void read_json(const boost::json::value& from, std::map<std::string, T>& to, JsonFaults& faults) {
  if (!from.is_object()) return json_detail::wrong_type(from, "对象", "an object", faults);
  to.clear();
  for (const auto& field : from.get_object()) {
    if (faults.full()) return;
    const JsonFaults::At at(faults, std::string_view(field.key().data(), field.key().size()));
    T element{};
    read_json(field.value(), element, faults);
    to.emplace(std::string(field.key()), std::move(element));
  }
}

template <class T>
  requires boost::describe::has_describe_members<T>::value
void read_json(const boost::json::value& from, T& to, JsonFaults& faults) {
  using Members =
      boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;
  if (!from.is_object()) return json_detail::wrong_type(from, "对象", "an object", faults);
  const auto& object = from.get_object();
  std::size_t known = 0;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(to.*member.pointer)>;
    const auto name = member_name(member.name);
    const JsonFaults::At at(faults, name);
    if (const auto* value = object.if_contains(boost::json::string_view(name.data(), name.size()))) {
      ++known;
      if (!faults.full()) read_json(*value, to.*member.pointer, faults);
    } else if (!json_detail::IsOptional<Field>::value) {
      json_detail::missing(faults);
    }
  });
  if (known == object.size()) return;
  for (const auto& field : object) {
    const std::string_view key(field.key().data(), field.key().size());
    bool listed = false;
    boost::mp11::mp_for_each<Members>([&](auto member) { listed = listed || member_name(member.name) == key; });
    if (!listed) json_detail::unknown_field(key, faults);
  }
}

template <class T>
  requires boost::describe::has_describe_enumerators<T>::value
void read_json(const boost::json::value& from, T& to, JsonFaults& faults) {
  if (!from.is_string()) return json_detail::wrong_type(from, "文本", "a string", faults);
  std::vector<std::string> words;
  bool found = false;
  const std::string_view text(from.get_string().data(), from.get_string().size());
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
    words.push_back(enumerator_word(enumerator.name));
    if (words.back() == text) {
      to = enumerator.value;
      found = true;
    }
  });
  if (!found) json_detail::bad_choice(words, faults);
}

// Problems: 415 without application/json, 400 for what is no JSON (with the place), 422 with a pointer for each
// fault.
template <class T>
Read<T> read_body(const http::Request& request) {
  Read<T> read;
  const auto value = json_detail::parse(request, read.problem);
  if (!value) return read;
  JsonFaults faults;
  T out{};
  read_json(*value, out, faults);
  if (faults.none()) {
    read.value = std::move(out);
  } else {
    read.problem.code = "bad-fields";
    read.problem.errors = faults.take();
  }
  return read;
}

}  // namespace lianzhao::api
