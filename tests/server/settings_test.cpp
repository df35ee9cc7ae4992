// Settings of a file, and where the program finds its data: the real program.
#include <fstream>

#include "server/program.h"

namespace lianzhao::api {
namespace {

class Settings : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/lianzhao-settings-XXXXXX";
    folder_ = ::mkdtemp(pattern);
  }
  void TearDown() override { fs::remove_all(folder_); }
  struct Ran {
    int code;
    std::string out;
  };
  // The program with a settings file and arguments before the command.
  Ran run(const std::string& file, const std::vector<std::string>& arguments) {
    std::ofstream(folder_ + "/a.conf") << file;
    return run_with("a.conf", arguments);
  }
  Ran run_with(const std::string& name, const std::vector<std::string>& arguments) {
    std::string command = "cd '" + folder_ +
                          "' && env -u LIANZHAO_HOME -u LIANZHAO_LANG LANG=C '" LIANZHAO_PROGRAM "' --config " + name;
    for (const auto& one : arguments) command += " '" + one + "'";
    const int status = std::system((command + " >out 2>&1").c_str());
    std::ifstream in(folder_ + "/out");
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, std::string(std::istreambuf_iterator<char>(in), {})};
  }
  std::string folder_;
};

TEST_F(Settings, AFileIsReadAndTheCommandLineGoesBeforeIt) {
  const auto file =
      "# words\n\n  port = 8443 \r\nhome=/tmp/of file\nhost = a.example\nhost = b.example\n;x\nenglish = true";
  const auto plain = run(file, {"settings"});
  EXPECT_EQ(plain.code, 0) << plain.out;
  for (const auto* line : {"\nport = 8443\n", "\nhome = /tmp/of file\n", "\nhost = a.example\nhost = b.example\n",
                           "\nenglish = true\n", "\n#listen = 127.0.0.1\n", "\n#tls-cert =\n"}) {
    EXPECT_NE(plain.out.find(line), std::string::npos) << line << plain.out;
  }
  const auto given = run(file, {"--home", "elsewhere", "settings"});
  EXPECT_EQ(given.code, 0);
  EXPECT_NE(given.out.find("\nhome = elsewhere\n"), std::string::npos) << given.out;
}

TEST_F(Settings, TheSampleSetsNothing) {
  const auto sample = run("", {"settings"});
  ASSERT_EQ(sample.code, 0);
  const auto again = run(sample.out, {"settings"});
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(again.out, sample.out);
}

TEST_F(Settings, EveryOptionOfTheServerIsASetting) {
  const auto sample = run("", {"settings"}), help = run("", {"serve", "--help"});
  std::size_t options = 0;
  for (std::size_t at = 0; (at = help.out.find("\n  --", at)) != std::string::npos; ++at) {
    const auto name = help.out.substr(at + 5, help.out.find_first_of(" \n", at + 5) - at - 5);
    if (name.starts_with("help")) continue;
    ++options;
    EXPECT_NE(sample.out.find("\n#" + name + " ="), std::string::npos) << name;
  }
  EXPECT_GE(options, 13u);
}

TEST_F(Settings, WhatIsWrongIsToldWithItsLineInBothLanguages) {
  const struct {
    const char *file, *zh, *en;
  } cases[] = {
      {"\nprot = 1\n", "第 2 行：没有名为“prot”的设置", "line 2: there is no setting \"prot\""},
      {"json = true\n", "第 1 行：没有名为“json”的设置", "line 1: there is no setting \"json\""},
      {"port = many\n", "第 1 行：“port”的值“many”不能用", "line 1: \"port\" cannot be \"many\""},
      {"port = 70000\n", "第 1 行：“port”的值“70000”不能用", "line 1: \"port\" cannot be \"70000\""},
      {"port\n", "第 1 行：应为“名称 = 值”", "line 1: \"name = value\" is expected"},
      {"# a\n# b\nport =\n", "第 3 行：“port”没有值", "line 3: \"port\" has no value"},
      {"port = 1\nport = 2\n", "第 2 行：“port”已在第 1 行设置过", "line 2: \"port\" is set in line 1 already"},
      {"tls-cert = /nowhere.pem\n", "第 1 行：“tls-cert”的值", "line 1: \"tls-cert\" cannot be \"/nowhere.pem\""},
  };
  for (const auto& one : cases) {
    const auto zh = run(one.file, {"--chinese", "settings"}), en = run(one.file, {"--english", "settings"});
    EXPECT_EQ(zh.code, 3) << zh.out;
    EXPECT_NE(zh.out.find(one.zh), std::string::npos) << zh.out;
    EXPECT_EQ(en.code, 3) << en.out;
    EXPECT_NE(en.out.find(one.en), std::string::npos) << en.out;
  }
}

TEST_F(Settings, AFileThatIsNotThereIsNotPassedOver) {
  const auto missing = run_with("other.conf", {"--chinese", "settings"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.out.find("读不了设置文件"), std::string::npos) << missing.out;
  EXPECT_NE(missing.out.find("other.conf"), std::string::npos) << missing.out;
}

TEST_F(Settings, AProgramWithoutItsDataSaysSo) {
  fs::create_directories(folder_ + "/bin");
  fs::copy_file(LIANZHAO_PROGRAM, folder_ + "/bin/lianzhao");
  const auto command = "env -u LIANZHAO_SHARE '" + folder_ + "/bin/lianzhao' --english --home '" + folder_ +
                       "/h' atlas list >'" + folder_ + "/out' 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream in(folder_ + "/out");
  const std::string out(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(WEXITSTATUS(status), 1) << out;
  EXPECT_NE(out.find(folder_ + "/share/lianzhao"), std::string::npos) << out;
  EXPECT_NE(out.find("LIANZHAO_SHARE"), std::string::npos) << out;
}

}  // namespace
}  // namespace lianzhao::api
