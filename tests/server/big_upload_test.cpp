// Documents of 2 GB truly sent to the real program: refused with words as soon as it is known, nothing is left on
// disk, the program's memory stays small. What is as large as it may be is taken, in little memory.
#include <algorithm>
#include <array>

#include "server/program.h"

namespace lianzhao::api {
namespace {

constexpr std::uint64_t kTwoGigabytes = 2ull << 30, kMost = 200ull << 20;
constexpr std::size_t kPiece = 1u << 20;

// Kilobytes of a field of /proc/ID/status.
std::int64_t kilobytes(pid_t process, const std::string& field) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with(field + ":")) return std::atoll(line.c_str() + field.size() + 1);
  }
  return -1;
}

// Files below the folder, and their bytes.
std::pair<std::size_t, std::uint64_t> files_in(const std::string& folder) {
  std::pair<std::size_t, std::uint64_t> out{0, 0};
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(folder, code)) {
    if (!entry.is_regular_file(code)) continue;
    ++out.first;
    out.second += entry.file_size(code);
  }
  return out;
}

class BigUpload : public ServerTest {
 protected:
  static std::string made(Client& client, const Login& login, const std::string& path, const json::object& body) {
    const auto answer = client.post(path, login.fields, text_of(body));
    EXPECT_TRUE(answer && answer->status == 201) << path << " " << (answer ? answer->body : "no answer");
    return answer && answer->status == 201 ? std::string(json::parse(answer->body).at("id").as_string()) : "none";
  }
  // Bytes that the server has told of something about, without waiting.
  static bool answered(const Client& client) {
    pollfd poll{client.descriptor(), POLLIN, 0};
    return ::poll(&poll, 1, 0) == 1;
  }
  // Zeros, made as they are sent, until the server answers or the connection ends; how many were sent.
  static std::uint64_t stream(Client& client, std::uint64_t bytes, bool chunked) {
    static const std::string kZeros(kPiece, '\0');
    std::uint64_t sent = 0;
    while (sent < bytes && !answered(client)) {
      const auto count = std::min<std::uint64_t>(kPiece, bytes - sent);
      if (chunked && !client.send("100000\r\n")) break;
      if (!client.send(std::string_view(kZeros).substr(0, count))) break;
      if (chunked && !client.send("\r\n")) break;
      sent += count;
    }
    return sent;
  }
};

TEST_F(BigUpload, TwoGigabytesAreRefusedEarlyAndLeaveNothing) {
  const auto once = make_home();
  Program server(home_, {"serve", "--port", "0"});
  const auto port = server.port();
  ASSERT_NE(port, 0) << server.output();
  const auto login = begin(port, once);
  ASSERT_TRUE(login);
  Client client(port);
  const auto group = made(client, *login, "/api/v1/groups",
                          {{"kind", "industry"}, {"name", {{"zh", "虚构专班"}, {"en", "Made-up group"}}}});
  const auto project = made(client, *login, "/api/v1/projects",
                            {{"name", "虚构项目"}, {"firm", {{"name", "虚构企业"}}}, {"group", group}});
  const auto head = [&](const std::string& name, const std::string& framing) {
    return "POST /api/v1/attachments/projects/" + project + "?name=" + name +
           " HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh\r\nContent-Type: application/octet-stream\r\n" +
           login->who + framing + "\r\n\r\n";
  };
  // From here on the peak is counted anew: starting takes more than serving.
  std::ofstream("/proc/" + std::to_string(server.id()) + "/clear_refs") << "5";
  const auto memory = kilobytes(server.id(), "VmHWM");
  ASSERT_GT(memory, 0);
  const auto kept = files_in(home_ + "/attachments");  // of the case
  const auto nothing_left = [&](const char* what) {
    // The temporary file goes with the request, a moment after the answer.
    auto left = files_in(home_ + "/tmp");
    for (int i = 0; i < 1000 && left.first > 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      left = files_in(home_ + "/tmp");
    }
    EXPECT_EQ(left.first, 0u) << what << ": " << left.second << " bytes";
    EXPECT_EQ(files_in(home_ + "/attachments"), kept) << what;
  };

  {  // It says beforehand how much it is: refused before any of it is stored.
    Client sender(port);
    ASSERT_TRUE(sender.send(head("big.pdf", "Content-Length: " + std::to_string(kTwoGigabytes))));
    const auto sent = stream(sender, kTwoGigabytes, false);
    const auto answer = sender.read();
    ASSERT_TRUE(answer) << "the answer was lost after " << sent << " bytes";
    EXPECT_EQ(answer->status, 413);
    EXPECT_NE(answer->body.find("最多 200 MB"), std::string::npos) << answer->body;
    EXPECT_LT(sent, 64u << 20) << "the answer came late";
    nothing_left("announced");
  }
  {  // It does not say: it is stored until it is too much, and then not any more.
    Client sender(port);
    ASSERT_TRUE(sender.send(head("big.pdf", "Transfer-Encoding: chunked")));
    const auto sent = stream(sender, kTwoGigabytes, true);
    const auto answer = sender.read();
    ASSERT_TRUE(answer) << "the answer was lost after " << sent << " bytes";
    EXPECT_EQ(answer->status, 413);
    EXPECT_NE(answer->body.find("最多 200 MB"), std::string::npos) << answer->body;
    EXPECT_GE(sent, kMost / 2);
    EXPECT_LT(sent, kMost + (64u << 20)) << "more was taken than may be";
    nothing_left("chunked");
  }
  {  // Who leaves in the middle leaves nothing.
    {
      Client sender(port);
      ASSERT_TRUE(sender.send(head("big.pdf", "Content-Length: " + std::to_string(kMost))));
      stream(sender, 20u << 20, false);
    }
    nothing_left("left in the middle");
  }
  {  // A document as large as it may be is taken.
    Client sender(port);
    ASSERT_TRUE(sender.send(head("large.pdf", "Content-Length: " + std::to_string(kMost))));
    ASSERT_TRUE(sender.send("%PDF-1.4\n"));
    stream(sender, kMost - 9, false);
    const auto answer = [&] {
      for (int i = 0; i < 60 && !answered(sender); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(250));
      return sender.read();
    }();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 201) << answer->body;
    EXPECT_EQ(json::parse(answer->body).at("bytes").as_int64(), static_cast<std::int64_t>(kMost));
    EXPECT_EQ(files_in(home_ + "/attachments"), (std::pair{kept.first + 1, kept.second + kMost}));
  }
  const auto peak = kilobytes(server.id(), "VmHWM");
  EXPECT_LT(peak - memory, 48 * 1024) << "kilobytes more than before: from " << memory << " to " << peak;
  RecordProperty("memory_kb", std::to_string(memory) + " to " + std::to_string(peak));
}

}  // namespace
}  // namespace lianzhao::api
