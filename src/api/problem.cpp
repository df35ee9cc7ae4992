#include "api/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "api/json_writer.h"

namespace lianzhao::api {
namespace {

// Codes with the names of base/error.h first, then those that only a request can have.
constexpr ProblemKind kKinds[] = {
    {"bad-argument", 400, "请求有误", "The request is wrong"},
    {"not-found", 404, "没有找到", "Not found"},
    {"bad-input", 422, "内容不符合格式", "The content breaks its format"},
    {"too-large", 413, "内容过大", "The content is too large"},
    {"version", 409, "版本不受支持", "The version is not supported"},
    {"corrupt", 500, "数据已损坏", "The data are damaged"},
    {"io", 500, "读写失败", "Reading or writing failed"},
    {"no-space", 507, "磁盘空间不足", "The disk is full"},
    {"interrupted", 503, "操作已中断", "The work was interrupted"},
    {"conflict", 409, "内容已被他人修改", "Somebody else has changed it"},
    {"exists", 409, "已经存在或仍在使用", "It exists already, or is in use"},
    {"forbidden", 403, "没有权限", "Not permitted"},
    {"unavailable", 503, "服务暂不可用", "The service is not available now"},
    {"throttled", 429, "请求过于频繁", "Too many requests"},
    {"unauthorized", 401, "请先登录", "Sign in first"},
    {"unauthenticated", 401, "登录失败", "Not signed in"},
    {"internal", 500, "程序出错", "The program failed"},
    {"bad-request", 400, "请求不是有效的 HTTP", "The request is not valid HTTP"},
    {"bad-path", 400, "路径无效", "The path is not valid"},
    {"bad-query", 400, "查询参数有误", "Parameters of the query are wrong"},
    {"bad-json", 400, "请求体不是有效的 JSON", "The body is not valid JSON"},
    {"bad-fields", 422, "有字段不正确", "Some fields are wrong"},
    {"gate-unmet", 422, "阶段条件尚未满足", "The stage's gate is not met"},
    {"followed", 409, "其他专班正在跟进", "Another group follows it"},
    {"bad-if-match", 400, "If-Match 无效", "If-Match is not valid"},
    {"wrong-host", 421, "此服务器不使用该主机名", "This server does not answer to that host name"},
    {"method-not-allowed", 405, "不支持该方法", "The method is not allowed"},
    {"not-acceptable", 406, "无法提供所要求的格式", "The format asked for is not available"},
    {"timeout", 408, "请求超时", "The request took too long"},
    {"stale-version", 409, "内容已被他人修改", "Somebody else has changed it"},
    {"uri-too-long", 414, "地址过长", "The address is too long"},
    {"wrong-content-type", 415, "内容类型不受支持", "The content type is not supported"},
    {"expectation-failed", 417, "无法满足 Expect", "The expectation cannot be met"},
    {"csrf", 403, "缺少或错误的 CSRF 令牌", "The CSRF token is missing or wrong"},
    {"must-change-password", 403, "请先修改密码", "Change the password first"},
    {"version-required", 428, "需要 If-Match", "If-Match is needed"},
    {"header-too-large", 431, "请求头过大", "The header is too large"},
    {"not-implemented", 501, "不支持该传输编码", "The transfer coding is not supported"},
    {"http-version", 505, "HTTP 版本不受支持", "The HTTP version is not supported"},
};

}  // namespace

std::span<const ProblemKind> problem_kinds() {
  return kKinds;
}

Words words_of(const Error& error) {
  if (!error.zh.empty()) return {error.zh, error.message};
  return {fmt::format("{}：{}", problem_kind(name_of(error.code)).zh, error.message), error.message};
}

const ProblemKind& problem_kind(std::string_view code) {
  const auto* found =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& kind) { return kind.code == code; });
  return found != std::end(kKinds) ? *found : problem_kind("internal");
}

Problem Problem::of(const Error& error) {
  Problem problem;
  problem.code = name_of(error.code);
  // What broke inside names files and statements: that is for the log.
  if (problem_kind(problem.code).status < 500 || problem.code == "unavailable") {
    problem.detail = words_of(error);
  }
  boost::json::error_code bad;
  const auto data = boost::json::parse(error.data.empty() ? "null" : error.data, bad);
  if (!bad && data.is_object() && error.code != ErrorCode::kConflict) {
    const auto text = [](const boost::json::object& from, const char* name) {
      const auto* found = from.if_contains(name);
      return found && found->is_string() ? std::string(found->get_string()) : std::string();
    };
    if (const auto* errors = data.get_object().if_contains("errors"); errors && errors->is_array()) {
      problem.code = text(data.get_object(), "code");
      for (const auto& one : errors->get_array()) {
        const auto& fault = one.get_object();
        problem.errors.push_back(
            {"/" + text(fault, "field"), text(fault, "code"), {text(fault, "zh"), text(fault, "en")}});
      }
    }
    if (const auto* field = data.get_object().if_contains("field"); field && field->is_string()) {
      problem.errors.push_back({"/" + std::string(field->get_string()), problem.code, problem.detail});
    }
    if (const auto* wait = data.get_object().if_contains("retry_after"); wait && wait->is_int64()) {
      problem.retry_after = wait->get_int64();
      problem.headers.emplace_back("Retry-After", std::to_string(problem.retry_after));
    }
  }
  return problem;
}

Problem Problem::of(std::string code, std::string zh, std::string en) {
  Problem problem;
  problem.code = std::move(code);
  problem.detail = {std::move(zh), std::move(en)};
  return problem;
}

http::Response to_response(const Problem& problem, Language language, std::string_view request_id) {
  const auto& kind = problem_kind(problem.code);
  std::string out = "{\"type\":";
  append_json(out, "/problems/" + std::string(kind.code));
  out += ",\"title\":";
  append_json(out, language == Language::kEnglish ? kind.en : kind.zh);
  out += ",\"status\":";
  append_json(out, kind.status);
  out += ",\"code\":";
  append_json(out, kind.code);
  const auto& detail = problem.detail.in(language);
  out += ",\"detail\":";
  append_json(out, detail.empty() ? (language == Language::kEnglish ? kind.en : kind.zh) : std::string_view(detail));
  if (!request_id.empty()) {
    out += ",\"request\":";
    append_json(out, request_id);
  }
  if (problem.retry_after > 0) {
    out += ",\"retry_after\":";
    append_json(out, problem.retry_after);
  }
  if (!problem.errors.empty()) {
    out += ",\"errors\":[";
    for (std::size_t i = 0; i < problem.errors.size(); ++i) {
      const auto& error = problem.errors[i];
      out += i > 0 ? ",{\"pointer\":" : "{\"pointer\":";
      append_json(out, error.pointer);
      out += ",\"code\":";
      append_json(out, error.code);
      out += ",\"detail\":";
      append_json(out, error.detail.in(language));
      out += '}';
    }
    out += ']';
  }
  if (!problem.current.empty()) out += ",\"current\":" + problem.current;
  out += '}';
  auto response = http::Response::json(kind.status, std::move(out));
  response.headers.set("Content-Type", "application/problem+json");
  response.headers.set("Content-Language", language == Language::kEnglish ? "en" : "zh");
  response.headers.set("Cache-Control", "no-store");
  for (const auto& [name, value] : problem.headers) response.headers.set(name, value);
  return response;
}

}  // namespace lianzhao::api
