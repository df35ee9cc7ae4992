// Calendars of hostile texts: the lines are those of the events, whatever is in them, of at most 75 bytes, cut
// between characters, without control characters.
#include <fuzzer/FuzzedDataProvider.h>

#include "base/folding.h"
#include "fuzz/fuzz.h"
#include "ledger/calendar/ical.h"

namespace {

using namespace lianzhao;
using fuzz::require;

// Lines without their ends; folded ones joined.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    require(end != std::string_view::npos, "a line has its end");
    const auto line = text.substr(0, end);
    require(line.size() <= 75, "a line has at most 75 bytes");
    require(is_valid_utf8(line), "a line is cut between characters");
    for (const char c : line) {
      require((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t', "no control characters");
    }
    if (line.starts_with(' ')) {
      require(!out.empty(), "the first line is whole");
      out.back() += line.substr(1);
    } else {
      out.emplace_back(line);
    }
    text.remove_prefix(end + 2);
  }
  return out;
}

bool digits(std::string_view text) {
  return text.find_first_not_of("0123456789TZ") == std::string_view::npos && (text.size() == 8 || text.size() == 16);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider in(data, size);
  const auto text = [&] { return in.ConsumeRandomLengthString(400); };
  const auto day = [&] { return Day{in.ConsumeIntegralInRange(0, 65'744)}; };  // 1970 to 2150
  ledger::CalendarText out(text(), Instant{1'795'000'000'000'000});
  const int events = in.ConsumeIntegralInRange(0, 4);
  for (int i = 0; i < events; ++i) {
    ledger::CalendarEvent event;
    event.uid = text();
    event.summary = text();
    event.description = text();
    event.location = text();
    event.category = text();
    event.first = day();
    event.last = day();
    if (in.ConsumeBool()) event.begins = in.ConsumeIntegralInRange(0, 1439);
    if (in.ConsumeBool()) event.ends = in.ConsumeIntegralInRange(0, 1440);
    event.version = in.ConsumeIntegral<std::uint32_t>();
    event.changed_at = Instant{in.ConsumeIntegralInRange<std::int64_t>(0, 5'000'000'000'000'000)};
    event.cancelled = in.ConsumeBool();
    event.busy = in.ConsumeBool();
    out.add(event);
  }
  const auto lines = lines_of(out.finish());
  int begun = 0, ended = 0;
  for (const auto& line : lines) {
    begun += line == "BEGIN:VEVENT" ? 1 : 0;
    ended += line == "END:VEVENT" ? 1 : 0;
    const auto name = std::string_view(line).substr(0, line.find_first_of(":;"));
    require(!name.empty() && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == std::string_view::npos,
            "a line has a name");
    if (name.starts_with("DT")) require(digits(std::string_view(line).substr(line.find(':') + 1)), "a date is one");
  }
  require(begun == events && ended == events, "as many events as were added");
  require(lines.front() == "BEGIN:VCALENDAR" && lines.back() == "END:VCALENDAR", "one calendar");
  return 0;
}
