// The names of currencies, and words around an amount that say nothing about it. Internal to money_text.cpp.
#pragma once

#include <array>
#include <string_view>

#include "base/money.h"

namespace lianzhao::registry {

struct CurrencyWord {
  enum Kind : unsigned char { kName, kUnit, kLatin };  // 港币; 美元; USD
  std::u16string_view text;                            // as PlainText gives it
  Currency currency;
  Kind kind;
};
// A word that contains another stands before it.
inline constexpr auto kCurrencyWords = std::to_array<CurrencyWord>({
    {u"人民币元", Currency::kCny, CurrencyWord::kUnit},     {u"人民币", Currency::kCny, CurrencyWord::kName},
    {u"澳大利亚元", Currency::kAud, CurrencyWord::kUnit},   {u"澳门元", Currency::kMop, CurrencyWord::kUnit},
    {u"澳门币", Currency::kMop, CurrencyWord::kName},       {u"加拿大元", Currency::kCad, CurrencyWord::kUnit},
    {u"新加坡元", Currency::kSgd, CurrencyWord::kUnit},     {u"新加坡币", Currency::kSgd, CurrencyWord::kName},
    {u"新西兰元", Currency::kOther, CurrencyWord::kUnit},   {u"美元", Currency::kUsd, CurrencyWord::kUnit},
    {u"美金", Currency::kUsd, CurrencyWord::kName},         {u"香港元", Currency::kHkd, CurrencyWord::kUnit},
    {u"港元", Currency::kHkd, CurrencyWord::kUnit},         {u"港币", Currency::kHkd, CurrencyWord::kName},
    {u"港纸", Currency::kHkd, CurrencyWord::kName},         {u"欧元", Currency::kEur, CurrencyWord::kUnit},
    {u"日元", Currency::kJpy, CurrencyWord::kUnit},         {u"新台币", Currency::kTwd, CurrencyWord::kName},
    {u"台湾元", Currency::kTwd, CurrencyWord::kUnit},       {u"台币", Currency::kTwd, CurrencyWord::kName},
    {u"英镑", Currency::kGbp, CurrencyWord::kUnit},         {u"韩元", Currency::kKrw, CurrencyWord::kUnit},
    {u"韩币", Currency::kKrw, CurrencyWord::kName},         {u"新元", Currency::kSgd, CurrencyWord::kUnit},
    {u"新币", Currency::kSgd, CurrencyWord::kName},         {u"澳元", Currency::kAud, CurrencyWord::kUnit},
    {u"澳币", Currency::kAud, CurrencyWord::kName},         {u"加元", Currency::kCad, CurrencyWord::kUnit},
    {u"加币", Currency::kCad, CurrencyWord::kName},         {u"瑞士法郎", Currency::kChf, CurrencyWord::kUnit},
    {u"瑞郎", Currency::kChf, CurrencyWord::kUnit},         {u"德国马克", Currency::kOther, CurrencyWord::kUnit},
    {u"西德马克", Currency::kOther, CurrencyWord::kUnit},   {u"马克", Currency::kOther, CurrencyWord::kUnit},
    {u"法国法郎", Currency::kOther, CurrencyWord::kUnit},   {u"法郎", Currency::kOther, CurrencyWord::kUnit},
    {u"意大利里拉", Currency::kOther, CurrencyWord::kUnit}, {u"里拉", Currency::kOther, CurrencyWord::kUnit},
    {u"泰国铢", Currency::kOther, CurrencyWord::kUnit},     {u"泰铢", Currency::kOther, CurrencyWord::kUnit},
    {u"卢布", Currency::kOther, CurrencyWord::kUnit},       {u"卢比", Currency::kOther, CurrencyWord::kUnit},
    {u"林吉特", Currency::kOther, CurrencyWord::kUnit},     {u"瑞典克朗", Currency::kOther, CurrencyWord::kUnit},
    {u"丹麦克朗", Currency::kOther, CurrencyWord::kUnit},   {u"挪威克朗", Currency::kOther, CurrencyWord::kUnit},
    {u"克朗", Currency::kOther, CurrencyWord::kUnit},       {u"越南盾", Currency::kOther, CurrencyWord::kUnit},
    {u"其他币种", Currency::kOther, CurrencyWord::kName},   {u"其它币种", Currency::kOther, CurrencyWord::kName},
    {u"其他", Currency::kOther, CurrencyWord::kName},       {u"renminbi", Currency::kCny, CurrencyWord::kLatin},
    {u"rmb¥", Currency::kCny, CurrencyWord::kLatin},        {u"rmb", Currency::kCny, CurrencyWord::kLatin},
    {u"cny¥", Currency::kCny, CurrencyWord::kLatin},        {u"cny", Currency::kCny, CurrencyWord::kLatin},
    {u"cnh", Currency::kCny, CurrencyWord::kLatin},         {u"cn¥", Currency::kCny, CurrencyWord::kLatin},
    {u"yuan", Currency::kCny, CurrencyWord::kUnit},         {u"us dollars", Currency::kUsd, CurrencyWord::kUnit},
    {u"us dollar", Currency::kUsd, CurrencyWord::kUnit},    {u"usd$", Currency::kUsd, CurrencyWord::kLatin},
    {u"usd", Currency::kUsd, CurrencyWord::kLatin},         {u"us$", Currency::kUsd, CurrencyWord::kLatin},
    {u"dollars", Currency::kUsd, CurrencyWord::kUnit},      {u"hkd", Currency::kHkd, CurrencyWord::kLatin},
    {u"hk$", Currency::kHkd, CurrencyWord::kLatin},         {u"eur", Currency::kEur, CurrencyWord::kLatin},
    {u"jpy", Currency::kJpy, CurrencyWord::kLatin},         {u"jp¥", Currency::kJpy, CurrencyWord::kLatin},
    {u"twd", Currency::kTwd, CurrencyWord::kLatin},         {u"ntd", Currency::kTwd, CurrencyWord::kLatin},
    {u"nt$", Currency::kTwd, CurrencyWord::kLatin},         {u"gbp", Currency::kGbp, CurrencyWord::kLatin},
    {u"krw", Currency::kKrw, CurrencyWord::kLatin},         {u"sgd", Currency::kSgd, CurrencyWord::kLatin},
    {u"s$", Currency::kSgd, CurrencyWord::kLatin},          {u"aud", Currency::kAud, CurrencyWord::kLatin},
    {u"a$", Currency::kAud, CurrencyWord::kLatin},          {u"cad", Currency::kCad, CurrencyWord::kLatin},
    {u"c$", Currency::kCad, CurrencyWord::kLatin},          {u"chf", Currency::kChf, CurrencyWord::kLatin},
    {u"mop", Currency::kMop, CurrencyWord::kLatin},         {u"dem", Currency::kOther, CurrencyWord::kLatin},
    {u"frf", Currency::kOther, CurrencyWord::kLatin},       {u"itl", Currency::kOther, CurrencyWord::kLatin},
    {u"nzd", Currency::kOther, CurrencyWord::kLatin},       {u"thb", Currency::kOther, CurrencyWord::kLatin},
    {u"myr", Currency::kOther, CurrencyWord::kLatin},       {u"rub", Currency::kOther, CurrencyWord::kLatin},
    {u"inr", Currency::kOther, CurrencyWord::kLatin},       {u"sek", Currency::kOther, CurrencyWord::kLatin},
    {u"dkk", Currency::kOther, CurrencyWord::kLatin},       {u"nok", Currency::kOther, CurrencyWord::kLatin},
    {u"vnd", Currency::kOther, CurrencyWord::kLatin},       {u"idr", Currency::kOther, CurrencyWord::kLatin},
    {u"php", Currency::kOther, CurrencyWord::kLatin},       {u"¥", Currency::kCny, CurrencyWord::kLatin},
    {u"$", Currency::kUsd, CurrencyWord::kLatin},           {u"€", Currency::kEur, CurrencyWord::kLatin},
    {u"£", Currency::kGbp, CurrencyWord::kLatin},           {u"₩", Currency::kKrw, CurrencyWord::kLatin},
});

// Words beside an amount that neither change nor bound it from above. 'About', 'at least' and 'over' are among them:
// a capital serves to tell sizes apart.
inline constexpr auto kBesideAmount = std::to_array<std::u16string_view>(
    {u"注册资本金", u"注册资本", u"注册资金", u"认缴出资额", u"认缴出资", u"认缴", u"实收资本", u"开办资金",
     u"资金数额",   u"出资额",   u"共计",     u"合计",       u"总计",     u"大写", u"小写",     u"大约",
     u"约为",       u"约",       u"近",       u"不低于",     u"不少于",   u"至少", u"超过",     u"以上",
     u"左右",       u"余",       u"多",       u"整",         u"正",       u"单位", u"计",       u"为",
     u"≥",          u"≧",        u">=",       u">",          u"≈",        u"~"});

}  // namespace lianzhao::registry
