// Values that go into a statement: null, whole number, real number, text, bytes. Truth is 0 or 1.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.h"

namespace lianzhao::store {

struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

class Value {
 public:
  using Variant = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

  // NOLINTBEGIN(google-explicit-constructor): a parameter list is written as {zone, id, 3}.
  Value() = default;
  Value(std::nullopt_t) {}
  template <std::integral I>
  Value(I number) : value_(static_cast<std::int64_t>(number)) {}
  Value(double number) : value_(number) {}
  Value(std::string text) : value_(std::move(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(Blob blob) : value_(std::move(blob)) {}
  Value(Instant at) : value_(at.micros) {}
  template <class T>
  Value(const std::optional<T>& maybe) {
    if (maybe) *this = Value(*maybe);
  }
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] const Variant& variant() const { return value_; }
  [[nodiscard]] bool is_null() const { return value_.index() == 0; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  Variant value_;
};

using Values = std::vector<Value>;

}  // namespace lianzhao::store
