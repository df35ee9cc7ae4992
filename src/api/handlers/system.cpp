#include "api/handlers/system.h"

#include "api/http/metrics.h"
#include "api/json_writer.h"
#include "api/listing.h"

namespace lianzhao::api::handlers {
namespace {

struct Kind {
  std::string code;
  int status;
  Words title;
};
BOOST_DESCRIBE_STRUCT(Kind, (), (code, status, title))

std::string json_of(const ProblemKind& kind) {
  return to_json(Kind{std::string(kind.code), kind.status, {std::string(kind.zh), std::string(kind.en)}});
}

}  // namespace

Reply health(Context&, const http::Request&) {
  return http::Response::json(200, R"({"status":"ok"})").with("Cache-Control", "no-store");
}

Reply ready(Context& context, const http::Request&) {
  const auto missing = context.services().not_ready();
  return http::Response::json(missing.empty() ? 200 : 503,
                              "{\"ready\":" + to_json(missing.empty()) + ",\"missing\":" + to_json(missing) + "}")
      .with("Cache-Control", "no-store");
}

Reply metrics(Context& context, const http::Request&) {
  if (!context.services().metrics) return Problem::of("unavailable");
  auto response = http::Response::text(200, context.services().metrics->text()).with("Cache-Control", "no-store");
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

Reply list_problems(Context&, const http::Request& request) {
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  std::vector<std::string> items;
  for (const auto& kind : problem_kinds()) items.push_back(json_of(kind));
  const auto total = static_cast<std::int64_t>(items.size());
  return http::Response::json(200, list_json(items, {}, total));
}

Reply show_problem(Context& context, const http::Request&) {
  for (const auto& kind : problem_kinds()) {
    if (kind.code == context.part("code")) return http::Response::json(200, json_of(kind));
  }
  return Problem::of("not-found");
}

}  // namespace lianzhao::api::handlers
