// What a handler returns: a response, an expected failure of a room below, or a problem of the request.
#pragma once

#include <utility>
#include <variant>

#include "api/http/message.h"
#include "api/problem.h"

namespace lianzhao::api {

class Reply {
 public:
  Reply(http::Response response) : state_(std::move(response)) {}  // NOLINT(google-explicit-constructor)
  Reply(Problem problem) : state_(std::move(problem)) {}           // NOLINT(google-explicit-constructor)
  Reply(const Error& error) : state_(Problem::of(error)) {}        // NOLINT(google-explicit-constructor)

  [[nodiscard]] http::Response* response() { return std::get_if<http::Response>(&state_); }
  [[nodiscard]] Problem* problem() { return std::get_if<Problem>(&state_); }

 private:
  std::variant<http::Response, Problem> state_;
};

}  // namespace lianzhao::api
