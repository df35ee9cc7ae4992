#include "api/resources/engine_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "api/backend/views.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api {
namespace {

constexpr double kMostYuan = 1e15;

std::optional<PlaceCode> parse_place(const std::string& text, const Places& places) {
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc() || end != text.data() + text.size() || !places.find(PlaceCode{code})) return std::nullopt;
  return PlaceCode{code};
}

void read_places(QueryReader& query, const workspace::Engine& engine, registry::Query& out) {
  for (const auto& text : query.texts("places", 400)) {
    if (const auto place = parse_place(text, engine.places())) {
      out.places.push_back(*place);
    } else {
      query.fault("places", "bad-choice", fmt::format("{} 不是 GB/T 2260 代码", text),
                  fmt::format("{} is no GB/T 2260 code", text));
    }
  }
  for (const auto& id : query.texts("regions", 40)) {
    const auto& regions = engine.zone().regions;
    const auto region = std::find_if(regions.begin(), regions.end(), [&](const auto& r) { return r.id == id; });
    if (region == regions.end()) {
      query.fault("regions", "bad-choice", fmt::format("没有区域 {}", id), fmt::format("there is no region {}", id));
    } else {
      out.places.insert(out.places.end(), region->places.begin(), region->places.end());
    }
  }
}

void read_activities(QueryReader& query, registry::Query& out) {
  registry::ActivityMask mask = 0;
  const auto names = query.texts("activities", 8);
  for (const auto& name : names) {
    if (name == "unstated") {
      out.unstated = true;
    } else if (const auto activity = registry::parse_activity(name)) {
      mask |= registry::mask_of(*activity);
    } else {
      query.fault(
          "activities", "bad-choice", fmt::format("没有活动 {}", name),
          fmt::format("{} is no activity: make, process, research, install, sell, rent, service, unstated", name));
    }
  }
  if (!names.empty()) out.activities = mask;
}

}  // namespace

EngineAccess engine_of(const Context& context) {
  if (const auto* engines = context.services().engines) return {engines->get(), {}};
  return {nullptr,
          Problem::of("unavailable", "这台服务器没有打开数据目录。", "This server has no data folder open.")};
}

EngineAccess engine_with_registry(const Context& context) {
  auto access = engine_of(context);
  if (!access || access->snapshot()) return access;
  return {nullptr, Problem::of("unavailable", "还没有导入企业名录。请先在“导入”页导入。",
                               "No registry has been imported yet. Import one first.")};
}

Problem not_found(std::string zh, std::string en) {
  return Problem::of("not-found", std::move(zh), std::move(en));
}

registry::Query read_filters(QueryReader& query, const workspace::Engine& engine) {
  registry::Query out;
  read_places(query, engine, out);
  out.capital_min = query.number("capital_min", 0, kMostYuan);
  out.capital_max = query.number("capital_max", 0, kMostYuan);
  out.registered_from = query.day("registered_from");
  out.registered_to = query.day("registered_to");
  read_activities(query, out);
  out.listed_only = query.flag("listed").value_or(false);
  if (const auto brand = query.text("brand", 60); brand && !brand->empty()) out.brand = registry::brand_key(*brand);
  if (const auto text = query.text("text", 200)) {
    std::string_view rest = *text;
    while (!rest.empty()) {  // words parted by blanks: each must stand there
      const auto word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (!word.empty()) out.texts.emplace_back(word);
    }
  }
  return out;
}

bool wants_workbook(QueryReader& query) {
  return query.choice("format", {"json", "xlsx"}).value_or("json") == "xlsx";
}

std::optional<Problem> may_export(const Context& context) {
  if (context.scope_of("export") == Scope::kNone) {
    return Problem::of("forbidden", "没有导出权限。", "You may not export.");
  }
  const auto* ledger = context.services().ledger;
  if (!ledger || !context.principal()) return std::nullopt;
  const auto actor = actor_of(*context.principal(), context.request_id(), context.client());
  auto noted = ledger::change(ledger->tools, actor, [&](ledger::Change& open) {
    return open.audit({"export", "list", context.target(), {}, {}, ""});
  });
  if (!noted) return Problem::of(noted.error());
  return std::nullopt;
}

}  // namespace lianzhao::api
