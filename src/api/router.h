// Finds the route of a target. A pattern's literal segment wins over {param}, that over {rest...}.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/route.h"

namespace lianzhao::api {

class Router {
 public:
  explicit Router(std::span<const Route> routes);
  ~Router();

  struct Match {
    enum class Kind { kRoute, kNoRoute, kWrongMethod, kBadPath } kind = Kind::kNoRoute;
    std::size_t route = 0;                                   // index of the table
    std::vector<std::pair<std::string, std::string>> parts;  // decoded
    std::string allow;                                       // kWrongMethod: for the Allow field
  };
  // HEAD finds GET. A bad path is one with "." or ".." segments, empty segments, control characters, a backslash, a
  // decoded slash, bytes that are not UTF-8, or a broken percent sign.
  [[nodiscard]] Match find(http::Method method, std::string_view path) const;

  [[nodiscard]] std::span<const Route> routes() const { return routes_; }

 private:
  struct Node;
  std::span<const Route> routes_;
  std::unique_ptr<Node> root_;
};

// "%E9%A3%8E" -> "风"; nullopt for a broken or cut sign. `plus` turns '+' into a blank, as queries have it.
std::optional<std::string> percent_decoded(std::string_view text, bool plus = false);
bool is_utf8(std::string_view text);

}  // namespace lianzhao::api
