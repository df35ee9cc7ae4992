#include "api/json_writer.h"

#include <fmt/format.h>

#include <cmath>

namespace lianzhao::api {

void append_json(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.substr(begin, i - begin));
    begin = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += fmt::format("\\u{:04x}", c);
    }
  }
  out.append(text.substr(begin));
  out += '"';
}

void append_json(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
  } else if (number == std::trunc(number) && std::abs(number) < 1e15) {
    append_json(out, static_cast<std::int64_t>(number));
  } else {
    out += fmt::format("{}", number);
  }
}

void append_json(std::string& out, const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      break;
    case boost::json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case boost::json::kind::int64:
      append_json(out, value.get_int64());
      break;
    case boost::json::kind::uint64:
      append_json(out, value.get_uint64());
      break;
    case boost::json::kind::double_:
      append_json(out, value.get_double());
      break;
    case boost::json::kind::string:
      append_json(out, std::string_view(value.get_string().data(), value.get_string().size()));
      break;
    case boost::json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& element : value.get_array()) {
        if (!std::exchange(first, false)) out += ',';
        append_json(out, element);
      }
      out += ']';
      break;
    }
    case boost::json::kind::object: {
      out += '{';
      bool first = true;
      for (const auto& field : value.get_object()) {
        if (!std::exchange(first, false)) out += ',';
        append_json(out, std::string_view(field.key().data(), field.key().size()));
        out += ':';
        append_json(out, field.value());
      }
      out += '}';
      break;
    }
  }
}

std::string enumerator_word(std::string_view enumerator) {
  std::string out;
  if (enumerator.size() > 1 && enumerator[0] == 'k' && enumerator[1] >= 'A' && enumerator[1] <= 'Z')
    enumerator.remove_prefix(1);
  for (const char c : enumerator) {
    if (c >= 'A' && c <= 'Z') {
      if (!out.empty()) out += '_';
      out += static_cast<char>(c + 32);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace lianzhao::api
