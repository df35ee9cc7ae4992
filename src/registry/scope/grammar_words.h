// The closed word classes of business scopes: activities, frame, negation, connectors. They are searched for together
// with the vocabulary's terms in one pass; the longest word wins, so that a guard word ('服务器') protects what it
// contains ('服务').
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "registry/scope/activity.h"

namespace lianzhao::registry {

enum class WordKind : std::uint8_t {
  kActivity,    // 生产, 销售: says what is done with the phrase
  kVerbBehind,  // 储存, 集成: the same, but only behind the phrase: before one it is part of a name (集成电路)
  kFrame,       // 依法须经批准: its fragment says nothing about products
  kHeading,     // 一般项目: frame that, before a sign, begins a new item
  kNegation,    // 不含, 不得, 除: what follows, to the end of the list, is excluded
  kExcept,      // 除外: what stands before it in the fragment is excluded
  kConnector,   // 及, 和, 以及: separates members of a list
  kOf,          // 的: between phrase and activity
  kLight,       // 等, 产品, 系列: may follow the head of a phrase without changing what it is; with activities (业务,
                // 等): may also follow a verb, which stays one (销售业务, but 检测设备 is a thing)
  kLead,        // 从事, 主营, 经营: introduces a list and adds nothing
  kPlace,       // 外埠, 分支机构: where it is done; 限, 在 and the like before it go with it
  kSummary,     // 上述产品: stands for all that was listed before
  kGuard,       // 服务器, 加工中心: an ordinary word that contains a word of the other kinds
};

struct GrammarWord {
  std::string_view text;
  WordKind kind;
  ActivityMask activities = 0;  // of verbs; of kLead: what it says behind its object
};

std::span<const GrammarWord> grammar_words();

}  // namespace lianzhao::registry
