// Words of money taken apart: figure, unit, currency, in any order. Internal to the readers of capital and of units.
#pragma once

#include <optional>
#include <string_view>

#include "base/money.h"

namespace lianzhao::registry {

struct MoneyText {
  bool number = false;        // an amount stands there; without one the text is a unit: '万元', 'USD'
  double amount = 0;          // with the unit of the text, where one is stated
  double scale = 1;           // of the unit, where there is no amount: '万元' 10^4
  bool scaled = false;        // 万, 亿, million and the like are stated
  bool in_thousands = false;  // 千 behind a figure, without 万: '5千'
  bool unit = false;          // the currency's own unit is stated: 元, 美元, 英镑, yuan
  bool latin = false;         // the currency is stated by its code or sign: RMB, USD, ￥
  bool small_coins = false;   // 角, 分
  std::optional<Currency> currency;
};

// False: something in the text is neither amount nor unit nor currency, or there are two amounts.
bool read_money(std::u16string_view plain, MoneyText& out);

// The Chinese word of a currency's unit: 元, 美元, 港元 ...
std::string_view unit_of(Currency currency);

}  // namespace lianzhao::registry
