#include "atlas/term_verbs.h"

#include <algorithm>
#include <array>

namespace lianzhao::atlas {
namespace {

// Simple verbs; compounds ('生产销售', '批发零售') end in one of them. Those of goods are in no term.
constexpr std::array kOfGoods = std::to_array<std::string_view>(
    {"生产", "制造", "制作", "自产", "产销", "研制", "试制", "自销",     "冶炼", "铸造", "锻造", "熔炼",      "轧制",
     "配制", "酿造", "印制", "修造", "开采", "采选", "采掘", "加工",     "组装", "装配", "分装", "灌装",      "改装",
     "销售", "批发", "零售", "批零", "经销", "购销", "代销", "分销",     "直销", "展销", "贸易", "进出口",    "进口",
     "出口", "代理", "收购", "出售", "代售", "供应", "兼营", "生产经营", "总装", "拼装", "制售", "进出口业务"});
constexpr std::array kOfServices = std::to_array<std::string_view>(
    {"研发", "研究", "开发", "设计",     "试验发展", "安装",     "承装",    "承修", "承试", "施工",
     "调试", "吊装", "承包", "建设",     "集成",     "租赁",     "出租",    "服务", "维修", "维护",
     "修理", "检修", "保养", "运维",     "咨询",     "转让",     "推广",    "交流", "培训", "检测",
     "检验", "改造", "投资", "运营",     "回收",     "再生利用", "运输",    "储存", "贮存", "储藏",
     "贮藏", "储运", "调配", "加工处理", "安装工程", "经营管理", "运营管理"});
// What a scope's item begins with before its object; and what makes such a verb part of a name.
constexpr std::array kBefore =
    std::to_array<std::string_view>({"生产", "制造", "销售", "研发", "批发", "零售", "经销", "出售"});
constexpr std::array kOfNames = std::to_array<std::string_view>(
    {"设备", "装备", "装置", "机", "线", "用", "型", "技术", "工艺", "软件", "系统", "平台", "中心", "车间", "性"});
constexpr std::size_t kTwoCharacters = 6;  // bytes of Chinese in UTF-8

template <std::size_t N>
std::string_view ending(std::string_view term, const std::array<std::string_view, N>& verbs) {
  for (const auto verb : verbs) {
    if (term.ends_with(verb)) return verb;
  }
  return {};
}

}  // namespace

std::string_view verb_of_term(std::string_view term, Kind kind) {
  if (const auto verb = ending(term, kOfGoods); !verb.empty()) return verb;
  if (kind == Kind::kService || kind == Kind::kProject) return {};
  if (const auto verb = ending(term, kOfServices); !verb.empty()) return verb;
  for (const auto verb : kBefore) {
    if (!term.starts_with(verb)) continue;
    const auto rest = term.substr(verb.size());
    const bool name =
        std::any_of(kOfNames.begin(), kOfNames.end(), [&](auto begin) { return rest.starts_with(begin); });
    if (!name) return verb;
  }
  return {};
}

std::string_view without_verbs(std::string_view term) {
  for (auto verb = ending(term, kOfGoods); !verb.empty() && term.size() >= verb.size() + kTwoCharacters;
       verb = ending(term, kOfGoods)) {
    term.remove_suffix(verb.size());
  }
  return term;
}

}  // namespace lianzhao::atlas
