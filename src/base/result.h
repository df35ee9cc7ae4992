// Result<T>: a value or an Error. Expected failures are values; a caller that ignores one is warned by the compiler.
//
//   Result<Day> parse_day(std::string_view);
//   auto day = parse_day(text);
//   if (!day) return day.error().in("注册日期");
//   use(*day);
//
// Status is Result<void>: `return {};` is success.
#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.h"

namespace lianzhao {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // NOLINTBEGIN(clang-analyzer-core.uninitialized.UndefReturn): without assertions the analyser does not know the
  // state.
  T& operator*() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& operator*() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& operator*() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  [[nodiscard]] const Error& error() const { return assert(!ok()), *std::get_if<1>(&state_); }
  // NOLINTEND(clang-analyzer-core.uninitialized.UndefReturn)

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const { return assert(error_), *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace lianzhao
