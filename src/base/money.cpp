#include "base/money.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>

namespace lianzhao {
namespace {

struct CurrencyFact {
  std::string_view iso;
  double yuan;  // reference rate, see reference_rate()
};
constexpr std::array<CurrencyFact, 14> kFacts = {{{"CNY", 1},
                                                  {"USD", 6.8},
                                                  {"HKD", 0.87},
                                                  {"EUR", 7.6},
                                                  {"JPY", 0.056},
                                                  {"TWD", 0.22},
                                                  {"GBP", 8.9},
                                                  {"KRW", 0.0057},
                                                  {"SGD", 5.0},
                                                  {"AUD", 4.8},
                                                  {"CAD", 5.1},
                                                  {"CHF", 7.2},
                                                  {"MOP", 0.84},
                                                  {"XXX", 0}}};

}  // namespace

std::string_view iso_code(Currency currency) {
  return kFacts[static_cast<std::size_t>(currency)].iso;
}
double reference_rate(Currency currency) {
  return kFacts[static_cast<std::size_t>(currency)].yuan;
}

std::string to_string(Money money) {
  return fmt::format("{}{}.{:02}", money.fen < 0 ? "-" : "", std::abs(money.fen / 100), std::abs(money.fen % 100));
}

std::string yuan_in_words(double yuan, bool english) {
  const double size = std::abs(yuan);
  if (english) {
    if (size >= 1e9) return fmt::format("CNY {:.4g} bn", yuan / 1e9);
    if (size >= 1e6) return fmt::format("CNY {:.4g} m", yuan / 1e6);
    return fmt::format("CNY {:.4g}", yuan);
  }
  if (size >= 1e8) return fmt::format("{:.4g} 亿元", yuan / 1e8);
  if (size >= 1e4) return fmt::format("{:.4g} 万元", yuan / 1e4);
  return fmt::format("{:.4g} 元", yuan);
}

}  // namespace lianzhao
