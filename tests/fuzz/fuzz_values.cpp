// Capital, date, credit code, place and name of one text.
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "base/credit_code.h"
#include "base/places.h"
#include "registry/name/name_parser.h"
#include "registry/values/values.h"

using namespace lianzhao;
using namespace lianzhao::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  static const NameParser names = *NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto capital = parse_capital(text);
  if (capital.state == ValueState::kUnderstood && !(capital.amount >= 0 && capital.amount <= 1e16)) std::abort();
  const Day latest = *make_day(2026, 11, 24);
  const auto date = parse_date(text, latest);
  if (date.state == ValueState::kUnderstood && date.day > latest) std::abort();
  (void)pack_credit_code(text);
  if (places.find_prefix(text).length > size) std::abort();
  (void)places.resolve(text.substr(0, size / 3), text.substr(size / 3, size / 3), text.substr(size / 3 * 2));
  const auto parts = names.parse(text);
  for (const auto part : {parts.place, parts.brand, parts.industry, parts.form}) {
    if (!part.empty() && (part.data() < text.data() || part.data() + part.size() > text.data() + size)) std::abort();
  }
  (void)brand_key(parts.brand);
  return 0;
}
