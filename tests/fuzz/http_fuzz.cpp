// What strangers send to the server: a request's bytes through the parser in two cuts, its target through router and
// query reader, its body through the JSON mapper.
#include <boost/describe.hpp>

#include "api/application.h"
#include "api/http/conditional.h"
#include "api/http/request_parser.h"
#include "api/json_reader.h"
#include "api/listing.h"
#include "api/router.h"
#include "api/routes.h"
#include "fuzz/fuzz.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::api;
using fuzz::require;

enum class Kind { kSmall, kLarge };
BOOST_DESCRIBE_ENUM(Kind, kSmall, kLarge)

struct Element {
  Text<1, 8> name;
  std::optional<double> share;
};
BOOST_DESCRIBE_STRUCT(Element, (), (name, share))

struct Sample {
  Kind kind = Kind::kSmall;
  Bounded<-3, 300> number;
  std::optional<Day> day;
  std::vector<Element> elements;
  std::map<std::string, int> counts;
  bool flag = false;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (kind, number, day, elements, counts, flag))

struct Parsed {
  int refusal = 0;
  bool whole = false;
  http::Request request;
};

// The bytes given in two pieces, the rest of the first kept before the second, as a connection does.
Parsed parsed(std::string_view bytes, std::size_t cut) {
  Parsed out;
  http::RequestParser parser(8192);
  std::string pending;
  bool head = false;
  for (const auto piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
    pending += piece;
    for (;;) {
      if (pending.empty() || out.refusal != 0 || out.whole) break;
      const auto step = head ? parser.feed_body(pending,
                                                [&](std::string_view part) {
                                                  out.request.body += part;
                                                  return out.request.body.size() <= 4096;
                                                })
                             : parser.feed_head(pending);
      require(step.consumed <= pending.size(), "no more is consumed than was given");
      pending.erase(0, step.consumed);
      if (step.step == http::RequestParser::Step::kRefused) {
        require(step.refusal >= 400 && step.refusal < 600, "a refusal has a status");
        out.refusal = step.refusal;
      } else if (step.step == http::RequestParser::Step::kMore) {
        break;
      } else if (head) {
        out.whole = true;
      } else {
        head = true;
        parser.take_head(out.request);
        out.whole = !parser.has_body();
      }
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = fuzz::view_of(data + 1, size - 1);
  const auto once = parsed(bytes, bytes.size());
  const auto twice = parsed(bytes, bytes.size() * data[0] / 256);
  require(once.whole == twice.whole, "a request is one wherever it is cut");
  if (!once.whole) return 0;
  require(once.request.target == twice.request.target && once.request.body == twice.request.body,
          "the cut does not show");

  const auto& request = once.request;
  static const Router kRouter(routes());
  const auto match = kRouter.find(request.method, request.path());
  for (const auto& [name, value] : match.parts) {
    require(is_utf8(value) && value != ".." && value != "." && value.find('\0') == std::string::npos,
            "a part is clean");
  }
  QueryReader query(request);
  const auto page = query.page({"name", "age"}, "name");
  require(page.limit >= 1 && page.limit <= 500, "a page has a limit");
  const auto year = query.integer("year", 1980, 2100);
  require(!year || (*year >= 1980 && *year <= 2100), "a number is within bounds");
  static_cast<void>(query.number("share", 0, 1));
  static_cast<void>(query.day("from"));
  static_cast<void>(query.done());
  static_cast<void>(language_of(request.headers.get("Accept-Language")));
  static_cast<void>(http::accepts_gzip(request.headers.get("Accept-Encoding")));
  const auto range = http::range_of(request.headers.get("Range"), {}, "\"x\"", 1000);
  require(range.first + range.count <= 1000, "a range is within the file");

  http::Request json;
  json.headers.add("Content-Type", "application/json");
  json.body = request.body;
  if (const auto read = read_body<Sample>(json); read.value) {
    require(read.value->number >= -3 && read.value->number <= 300, "a number is within its bounds");
    json.body = to_json(*read.value);
    const auto again = read_body<Sample>(json);
    require(again.value && to_json(*again.value) == json.body, "what was read can be written and read again");
  } else {
    require(problem_kind(read.problem.code).code == read.problem.code, "a problem is in the catalogue");
    static_cast<void>(to_response(read.problem, Language::kChinese, "id"));
  }
  return 0;
}
