// Tells the numbers of numbered items ('（1）', '2、', '三、', 'Ⅱ.', 'b)', '第一，') from numbers that belong to a
// product ('10.5kV', '三类医疗器械', '1,2-二氯乙烷').
#pragma once

#include "registry/scope/scope_reader.h"

namespace lianzhao::registry {

// Whether a unit may be part of such a number. Hot.
constexpr bool may_number(char16_t unit) {
  switch (unit) {
    case u'一':
    case u'二':
    case u'三':
    case u'四':
    case u'五':
    case u'六':
    case u'七':
    case u'八':
    case u'九':
    case u'十':
      return true;
    default:
      return (unit >= u'0' && unit <= u'9') || (unit >= u'a' && unit <= u'z') || (unit >= u'Ⅰ' && unit <= u'ⅿ');
  }
}

// ①, ⑴, ⒈, ㈠, ❶, ⓐ: numbers a list and nothing else.
constexpr bool is_enclosed_number(char16_t unit) {
  return (unit >= u'\u2460' && unit <= u'\u24FF') || (unit >= u'\u2776' && unit <= u'\u2793') ||
         (unit >= u'\u3220' && unit <= u'\u3229') || (unit >= u'\u3280' && unit <= u'\u3289');
}

// Numbers of items become tokens of their own (kNumber), with the brackets around them. A number that stands glued
// to the item before ('轴承2、齿轮') is one only where it follows the number before it.
void mark_numbering(ScopeReading& reading);

}  // namespace lianzhao::registry
