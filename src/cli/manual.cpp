// lianzhao manual TEMPLATE: the manual page (roff), from a text with @VERSION@, and with @OPTIONS@ and @COMMANDS@ on
// lines of their own. Used when the package is built; not listed by --help.
#include <fmt/format.h>

#include <string_view>

#include "base/file.h"
#include "base/version.h"
#include "cli/command.h"

namespace lianzhao::cli {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

// Backslashes, hyphens of options and leading dots have a meaning in roff.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  return out;
}

void replace(std::string& text, std::string_view mark, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += with.size()) {
    text.replace(at, mark.size(), with);
  }
}

bool is_help(const CLI::Option& option) {
  return option.check_name("--help");
}

std::string options_of(const CLI::App& app) {
  std::string out;
  for (const auto* option : app.get_options([](const CLI::Option* one) { return !one->get_group().empty(); })) {
    if (is_help(*option)) continue;
    const bool takes_value = option->get_items_expected_max() > 0;
    auto names = option->get_positional() ? option->get_name(true) : option->get_name(false, true);
    // "--english,--chinese{false}": what stands for the opposite.
    replace(names, "{false}", "");
    out += fmt::format(".TP\n\\fB{}\\fR", roff(names));
    if (!option->get_positional() && takes_value) {
      out += fmt::format(" \\fI{}\\fR", roff(option->get_type_name().empty() ? "VALUE" : option->get_type_name()));
    }
    if (!option->get_default_str().empty()) out += fmt::format(" (default: {})", roff(option->get_default_str()));
    out += fmt::format("\n{}\n", roff(option->get_description()));
  }
  return out;
}

std::string command_page(const CLI::App& command, const std::string& parents) {
  const auto name = parents.empty() ? command.get_name() : parents + " " + command.get_name();
  std::string out = fmt::format(".SS {}\n{}\n{}", roff(name), roff(command.get_description()), options_of(command));
  for (const auto* sub : command.get_subcommands(std::function<bool(const CLI::App*)>{})) {
    out += command_page(*sub, name);
  }
  return out;
}

std::string commands_of(const CLI::App& app) {
  std::string out;
  for (const auto* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); })) {
    out += command_page(*command, "");
  }
  return out;
}

int manual(const CLI::App& app, const std::string& path) {
  auto text = read_file(path, kMostBytes);
  if (!text) return report_error(text.error());
  replace(*text, "@VERSION@", std::string(version()));
  replace(*text, "@OPTIONS@\n", options_of(app));
  replace(*text, "@COMMANDS@\n", commands_of(app));
  fmt::print("{}", *text);
  return kDone;
}

}  // namespace

void add_manual(CLI::App& app, const Globals&, int& exit_code) {
  auto* command = app.add_subcommand("manual", "the manual page from a template")->group("");
  auto path = std::make_shared<std::string>();
  command->add_option("template", *path)->required();
  command->callback([&app, &exit_code, path] { exit_code = manual(app, *path); });
}

}  // namespace lianzhao::cli
