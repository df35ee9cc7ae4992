#include "cli/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/file.h"
#include "cli/say.h"

namespace lianzhao::cli {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

// The settings in the order of the sample. Words in English are those of the option.
struct Setting {
  std::string_view name, zh, example;
};
constexpr std::array kSettings{
    Setting{"home", "数据目录：名录、附件、SQLite 数据库", "/var/lib/lianzhao"},
    Setting{"db", "数据库：sqlite:路径 或 postgresql://...；不填则为数据目录下的 lianzhao.db",
            "postgresql:///lianzhao?host=/run/postgresql"},
    Setting{"english", "命令行与日志用英文（true）或中文（false）；网页的语言由各用户自选", ""},
    Setting{"listen", "监听地址；127.0.0.1 只有本机能访问，0.0.0.0 为所有地址（请同时配置 TLS 或置于代理之后）", ""},
    Setting{"port", "端口", ""},
    Setting{"tls-cert", "TLS 证书链（PEM），用户 lianzhao 须可读", "/etc/lianzhao/tls/fullchain.pem"},
    Setting{"tls-key", "证书的私钥（PEM），用户 lianzhao 须可读", "/etc/lianzhao/tls/key.pem"},
    Setting{"host", "浏览器访问本服务所用的主机名；可写多行", "lianzhao.example.cn"},
    Setting{"trusted-proxy", "反向代理的地址，其 X-Forwarded-For 可信；可写多行", "127.0.0.1"},
    Setting{"monitor", "可以读取 /metrics 的地址；可写多行", "10.0.0.5"},
    Setting{"access-log", "访问日志：文件、- 为标准错误、off 为不记", ""},
    Setting{"import-folder", "可从中导入名录文件的本机文件夹", "/srv/lianzhao/registries"},
    Setting{"public-leads", "开放公众线索表单：接收线索的专班的代号；不填则不开放", "reception"},
    Setting{"threads", "应答线程数；不填则为处理器数 + 1，至少 4", ""},
    Setting{"io-threads", "收发线程数；不填则为处理器数的一半", ""},
    Setting{"max-connections", "连接数上限", ""},
    Setting{"max-connections-per-client", "每个地址的连接数上限", ""},
};

CLI::Option* option_of(CLI::App& app, std::string_view name) {
  const auto flag = "--" + std::string(name);
  if (auto* shared = app.get_option_no_throw(flag)) return shared;
  return app.get_subcommand("serve")->get_option_no_throw(flag);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// "# ..." on a line of its own, or nothing.
bool is_comment(std::string_view line) {
  return line.empty() || line.front() == '#' || line.front() == ';';
}

Error wrong_line(const std::string& path, std::size_t line, std::string_view zh, std::string_view en) {
  return told(ErrorCode::kBadInput, fmt::format("{} 第 {} 行：{}", path, line, zh),
              fmt::format("{}, line {}: {}", path, line, en));
}

std::string all_names() {
  std::string names;
  for (const auto& setting : kSettings) names += (names.empty() ? "" : ", ") + std::string(setting.name);
  return names;
}

void print_sample(const Globals& globals, CLI::App& app) {
  fmt::print(
      "# 链招的设置。每项注释掉的行是默认值；修改后请重启服务：systemctl restart lianzhao\n"
      "# Settings of Lianzhao. Lines commented out show the defaults. Restart the service after a change.\n"
      "# 格式 format: name = value\n");
  for (const auto& setting : kSettings) {
    const auto* option = option_of(app, setting.name);
    if (option == nullptr) continue;
    fmt::print("\n# {}\n# {}\n", setting.zh, option->get_description());
    if (!setting.example.empty()) fmt::print("# 例 example: {} = {}\n", setting.name, setting.example);
    for (const auto& value : option->results()) fmt::print("{} = {}\n", setting.name, value);
    if (!option->results().empty()) continue;
    const std::string otherwise =
        setting.name == "english" ? (globals.english ? "true" : "false") : option->get_default_str();
    fmt::print("#{} ={}{}\n", setting.name, otherwise.empty() ? "" : " ", otherwise);
  }
}

}  // namespace

Status apply_settings(CLI::App& app, const std::string& path) {
  auto text = read_file(path, kMostBytes);
  if (!text) {
    return wrong_use(told(text.error().code, fmt::format("读不了设置文件：{}", text.error().message),
                          fmt::format("the settings cannot be read: {}", text.error().message)));
  }
  std::map<std::string, std::size_t, std::less<>> seen;  // name -> line
  std::size_t number = 0;
  for (std::string_view rest = *text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (is_comment(line)) continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      return wrong_line(path, number, "应为“名称 = 值”", "\"name = value\" is expected");
    }
    const auto name = trimmed(line.substr(0, equals)), value = trimmed(line.substr(equals + 1));
    auto* option = std::any_of(kSettings.begin(), kSettings.end(), [&](const auto& one) { return one.name == name; })
                       ? option_of(app, name)
                       : nullptr;
    if (option == nullptr) {
      return wrong_line(path, number, fmt::format("没有名为“{}”的设置。可用的有：{}", name, all_names()),
                        fmt::format("there is no setting \"{}\". There are: {}", name, all_names()));
    }
    if (value.empty()) {
      return wrong_line(path, number, fmt::format("“{}”没有值；要用默认值，请在行首加 #", name),
                        fmt::format("\"{}\" has no value; put # before it to use the default", name));
    }
    const auto [before, first] = seen.try_emplace(std::string(name), number);
    if (first && option->count() > 0) {  // the command line has it
      before->second = 0;
    }
    if (before->second == 0) continue;
    if (!first && option->get_items_expected_max() <= 1) {
      return wrong_line(path, number, fmt::format("“{}”已在第 {} 行设置过", name, before->second),
                        fmt::format("\"{}\" is set in line {} already", name, before->second));
    }
    try {
      option->add_result(std::string(value));
      option->run_callback();
    } catch (const CLI::Error& error) {
      return wrong_line(path, number, fmt::format("“{}”的值“{}”不能用（{}）", name, value, error.what()),
                        fmt::format("\"{}\" cannot be \"{}\" ({})", name, value, error.what()));
    }
  }
  return {};
}

void add_settings(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand(
      "settings",
      "a settings file for --config with every setting, its meaning and its default; with --config, "
      "FILE as it is understood");
  command->callback([&app, &globals, &exit_code] {
    print_sample(globals, app);
    exit_code = kDone;
  });
}

}  // namespace lianzhao::cli
