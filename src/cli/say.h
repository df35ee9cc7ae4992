// Prints in English or Chinese: both format strings are checked against the same arguments by the compiler.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace lianzhao::cli {

template <class... T>
void say_to(std::FILE* file, bool english, fmt::format_string<T...> en, fmt::format_string<T...> zh,
            T&&... arguments) {
  if (english) {
    fmt::print(file, en, std::forward<T>(arguments)...);
  } else {
    fmt::print(file, zh, std::forward<T>(arguments)...);
  }
}

template <class... T>
void say(bool english, fmt::format_string<T...> en, fmt::format_string<T...> zh, T&&... arguments) {
  say_to(stdout, english, en, zh, std::forward<T>(arguments)...);
}

}  // namespace lianzhao::cli
