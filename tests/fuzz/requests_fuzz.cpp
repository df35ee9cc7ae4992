// Requests of somebody who is signed in, to every resource: the body through read_body and the rules of the ledger on
// a database, or the query through the lists. No defect; what was written can be read, alone and in its list.
#include <algorithm>
#include <cstring>

#include "api/router.h"
#include "api/routes.h"
#include "fuzz/json_mutator.h"
#include "fuzz/little_server.h"

namespace {

using namespace lianzhao;
using api::http::Method;
using fuzz::require;

// The first byte chooses the route, the second says how it is asked; the rest is the query or the body.
constexpr std::size_t kHead = 2;
enum : std::uint8_t { kEnglish = 1, kOldVersion = 2, kStranger = 4, kTwice = 8 };

const api::Route& route_of(std::uint8_t byte) {
  return api::routes()[fuzz::fuzzed_routes()[byte % fuzz::fuzzed_routes().size()]];
}

bool has_route(Method method, const std::string& path) {
  static const api::Router kRouter(api::routes());
  return kRouter.find(method, path).kind == api::Router::Match::Kind::kRoute;
}

std::string printable(std::string_view query) {
  std::string out;
  for (const char c : query.substr(0, 2000)) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '#') out += c;
  }
  return out;
}

void read_back(const std::string& path, const fuzz::Sent& written) {
  auto& server = fuzz::little_server();
  auto one = path;
  if (written.status == 201 && written.body.is_object()) {
    const auto* id = written.body.get_object().if_contains("id");
    if (id && id->is_string()) one += "/" + std::string(id->get_string());
  }
  if (written.status != 204 && has_route(Method::kGet, one)) {
    const auto sent = server.send({Method::kGet, one, "", ""});
    if (sent.status != 200) std::fprintf(stderr, "%s: %d %s\n", one.c_str(), sent.status, sent.text.c_str());
    require(sent.status == 200 || sent.status == 404, "what was written can be read");
  }
  const auto list = one.substr(0, one.rfind('/'));
  if (has_route(Method::kGet, list)) require(server.send({Method::kGet, list, "", ""}).status < 500, "its list too");
  if (path == "/api/v1/calendar/token") return;  // its address has changed
  const auto calendar = server.send({Method::kGet, server.known().at("calendar"), "", "", false});
  require(calendar.status == 200, "and the calendar");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < kHead) return -1;
  auto& server = fuzz::little_server();
  const auto& route = route_of(data[0]);
  const bool reads = api::http::is_safe(route.method);
  const auto rest = server.filled(fuzz::view_of(data, size).substr(kHead));
  fuzz::Ask ask;
  ask.method = route.method;
  ask.english = (data[1] & kEnglish) != 0;
  ask.signed_in = (data[1] & kStranger) == 0 || (route.flags & api::kPublic) == 0;
  const auto path = server.path_of(route.pattern);
  ask.target = reads && !rest.empty() ? path + "?" + printable(rest) : path;
  if (!reads) ask.body = rest;
  if (!reads && route.method != Method::kPost && has_route(Method::kGet, path)) {
    ask.if_match = server.send({Method::kGet, path, "", ""}).etag;
  }
  if (ask.if_match.empty() || (data[1] & kOldVersion) != 0) ask.if_match = "\"1\"";
  const auto sent = server.send(ask);
  if (reads) return 0;
  if (sent.status < 300) read_back(path, sent);
  if ((data[1] & kTwice) != 0) server.send(ask);
  // Each input finds what the one before found, so that one alone shows what it breaks.
  if (sent.status < 300) server.restore();
  return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  Random random(seed);
  if (size < kHead || random.chance(0.1)) return LLVMFuzzerMutate(data, size, most);
  if (random.chance(0.1)) data[1] = static_cast<std::uint8_t>(random.below(16));
  const bool reads = api::http::is_safe(route_of(data[0]).method);
  if (reads) return kHead + LLVMFuzzerMutate(data + kHead, size - kHead, most - kHead);
  const auto text = fuzz::mutated_json(fuzz::view_of(data, size).substr(kHead), random);
  if (text.size() + kHead > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data + kHead, text.data(), text.size());
  return text.size() + kHead;
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second, std::size_t second_size,
                                                 std::uint8_t* out, std::size_t most, unsigned seed) {
  if (first_size < kHead || second_size < kHead) return 0;
  Random random(seed);
  const auto text = fuzz::crossed_json(fuzz::view_of(first, first_size).substr(kHead),
                                       fuzz::view_of(second, second_size).substr(kHead), random);
  if (text.size() + kHead > most) return 0;
  std::copy_n(first, kHead, out);
  std::memcpy(out + kHead, text.data(), text.size());
  return text.size() + kHead;
}
