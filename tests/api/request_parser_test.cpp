// Bodies in chunks, as they come in pieces of any size.
#include "api/http/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lianzhao::api::http {
namespace {

using Step = RequestParser::Step;

struct Read {
  Step step = Step::kMore;
  std::string body;
};

// The body of a request whose bytes come in these pieces; what is not taken waits for the next, as in a connection.
Read read(std::initializer_list<std::string_view> pieces) {
  RequestParser parser(8192);
  Read out;
  std::string pending;
  bool head = true;
  for (const auto piece : pieces) {
    pending += piece;
    for (bool again = true; again && out.step == Step::kMore;) {
      const auto progress = head ? parser.feed_head(pending) : parser.feed_body(pending, [&](std::string_view part) {
        out.body += part;
        return true;
      });
      pending.erase(0, progress.consumed);
      again = head && progress.step == Step::kDone;
      if (again) {
        head = false;
      } else {
        out.step = progress.step;
      }
    }
  }
  return out;
}

constexpr std::string_view kHead = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(RequestParser, ChunksAreOneBodyWhereverTheyAreCut) {
  const std::string chunks = "3\r\nabc\r\nA;why=because\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
  const auto whole = std::string(kHead) + chunks;
  for (std::size_t first = 1; first < whole.size(); ++first) {
    for (std::size_t second = first; second < whole.size(); second += 3) {
      const std::string_view bytes = whole;
      const auto got = read({bytes.substr(0, first), bytes.substr(first, second - first), bytes.substr(second)});
      ASSERT_EQ(got.step, Step::kDone) << first << ", " << second;
      ASSERT_EQ(got.body, "abc0123456789") << first << ", " << second;
    }
  }
}

TEST(RequestParser, TheLastChunkAloneWaitsForItsEnd) {
  EXPECT_EQ(read({kHead, "0\r\n"}).step, Step::kMore);
  EXPECT_EQ(read({kHead, "0\r\n", ""}).step, Step::kMore);
  EXPECT_EQ(read({kHead, "0\r\n", "\r"}).step, Step::kMore);
  EXPECT_EQ(read({kHead, "0\r\n", "\r", "\n"}).step, Step::kDone);
  EXPECT_EQ(read({kHead, "x\r\n\r\n"}).step, Step::kRefused);
}

}  // namespace
}  // namespace lianzhao::api::http
