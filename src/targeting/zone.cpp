#include "targeting/zone.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/file.h"
#include "base/tsv.h"

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kMostOutline = 1u << 20;  // bytes of zone.yaml
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStatusNames = {
    {{"running", "在产"}, {"building", "在建"}, {"signed", "签约"}, {"talking", "洽谈"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTieNames = {{{"supplier", "供应商"},
                                                                                     {"customer", "客户"},
                                                                                     {"shareholder", "股东"},
                                                                                     {"group", "同集团"},
                                                                                     {"visited", "已接触"}}};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::pair<std::string_view, std::string_view>, N>& names,
                          std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (text == names[i].first || text == names[i].second) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// One row of a file of the case, with messages that name its place.
class Row {
 public:
  Row(const TsvTable& table, std::size_t row) : table_(table), row_(row) {}

  [[nodiscard]] std::string text(std::string_view column) const {
    return std::string(table_.at(row_, table_.column(column)));
  }
  [[nodiscard]] Error wrong(std::string_view what) const {
    return {ErrorCode::kBadInput, fmt::format("{}: {}", table_.where(row_), what)};
  }
  Status number(std::string_view column, std::optional<double>& to) const {
    const auto cell = table_.at(row_, table_.column(column));
    if (cell.empty()) return {};
    double value = 0;
    const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (code != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value) || value < 0) {
      return wrong(fmt::format("{} '{}' is no number of 0 or more", column, cell));
    }
    to = value;
    return {};
  }
  Status node(const atlas::Atlas& atlas, atlas::NodeRef& to) const {
    const auto id = text("环节");
    const auto found = atlas.find_node(id);
    if (!found) return wrong(fmt::format("环节 '{}' is no node of any chain; see: lianzhao atlas show CHAIN", id));
    to = *found;
    const auto unit = text("单位");
    const auto& node = atlas.node(*found);
    if (!unit.empty() && unit != node.unit.zh && unit != node.unit.en) {
      return wrong(fmt::format("单位 '{}', but {} is counted in {}", unit, node.id, node.unit.zh));
    }
    return {};
  }
  Status provenance(Provenance& to) const {
    const auto day = parse_iso_day(text("日期"));
    if (!day) return wrong(fmt::format("日期 '{}' is no date like 2024-08-31", text("日期")));
    const auto status = text("来源状态");
    if (status != "reported" && status != "unverified") {
      return wrong(fmt::format("来源状态 '{}' must be reported or unverified", status));
    }
    to = {*day, text("来源"), status};
    if (to.source.empty()) return wrong("来源 is empty: every fact needs its source");
    return {};
  }

 private:
  const TsvTable& table_;
  std::size_t row_;
};

#define LIANZHAO_TRY(expression) \
  if (auto tried = (expression); !tried) return tried.error()

Status read_firms(const std::string& path, const atlas::Atlas& atlas, Zone& zone) {
  auto table = TsvTable::load(path, {"类型", "企业名称", "字号", "环节", "年产能", "单位", "链主", "状态", "日期",
                                     "来源", "来源状态", "说明"});
  if (!table) return table.error();
  for (std::size_t i = 0; i < table->rows(); ++i) {
    const Row row(*table, i);
    LocalFirm firm;
    firm.id = fmt::format("firms-{}", i + 1);
    firm.name = row.text("企业名称");
    if (firm.name.empty()) return row.wrong("企业名称 is empty");
    firm.brand = row.text("字号");
    const auto kind = row.text("类型");
    if (kind != "企业" && kind != "合计") return row.wrong(fmt::format("类型 '{}' must be 企业 or 合计", kind));
    firm.whole_place = kind == "合计";
    LIANZHAO_TRY(row.node(atlas, firm.node));
    LIANZHAO_TRY(row.number("年产能", firm.capacity));
    if (firm.whole_place && !firm.capacity) return row.wrong("a 合计 row needs its 年产能");
    const auto status = parse_firm_status(row.text("状态"));
    if (!status) return row.wrong(fmt::format("状态 '{}' must be 在产, 在建, 签约 or 洽谈", row.text("状态")));
    firm.status = *status;
    firm.anchor = row.text("链主") == "是";
    firm.note = row.text("说明");
    LIANZHAO_TRY(row.provenance(firm.provenance));
    zone.firms.push_back(std::move(firm));
  }
  return {};
}

Status read_projects(const std::string& path, const atlas::Atlas& atlas, Zone& zone) {
  auto table = TsvTable::load(
      path, {"项目", "环节", "年需求量", "单位", "起始年", "结束年", "日期", "来源", "来源状态", "说明"});
  if (!table) return table.error();
  for (std::size_t i = 0; i < table->rows(); ++i) {
    const Row row(*table, i);
    PlannedProject project;
    project.id = fmt::format("projects-{}", i + 1);
    project.name = row.text("项目");
    LIANZHAO_TRY(row.node(atlas, project.node));
    std::optional<double> quantity, from, to;
    LIANZHAO_TRY(row.number("年需求量", quantity));
    LIANZHAO_TRY(row.number("起始年", from));
    LIANZHAO_TRY(row.number("结束年", to));
    if (!quantity || !from || !to || *to < *from || *from < 1990 || *to > 2100) {
      return row.wrong("a project needs 年需求量, 起始年 and a 结束年 not before it");
    }
    project.quantity = *quantity;
    project.from_year = static_cast<int>(*from);
    project.to_year = static_cast<int>(*to);
    project.note = row.text("说明");
    LIANZHAO_TRY(row.provenance(project.provenance));
    zone.projects.push_back(std::move(project));
  }
  return {};
}

Status read_ties(const std::string& path, Zone& zone) {
  auto table = TsvTable::load(path, {"本地企业", "外地企业", "关系", "日期", "来源", "来源状态", "说明"});
  if (!table) return table.error();
  for (std::size_t i = 0; i < table->rows(); ++i) {
    const Row row(*table, i);
    Tie tie;
    tie.id = fmt::format("ties-{}", i + 1);
    tie.local = row.text("本地企业");
    tie.outside = row.text("外地企业");
    if (tie.local.empty() || tie.outside.empty()) return row.wrong("a tie needs 本地企业 and 外地企业");
    const auto kind = parse_tie_kind(row.text("关系"));
    if (!kind)
      return row.wrong(fmt::format("关系 '{}' must be 供应商, 客户, 股东, 同集团 or 已接触", row.text("关系")));
    tie.kind = *kind;
    tie.note = row.text("说明");
    LIANZHAO_TRY(row.provenance(tie.provenance));
    zone.ties.push_back(std::move(tie));
  }
  return {};
}

Result<PlaceCode> place_of(const Places& places, const YAML::Node& node) {
  const PlaceCode code{node.as<std::uint32_t>()};
  if (places.find(code)) return code;
  return Error{ErrorCode::kBadInput,
               fmt::format("line {}: {} is no GB/T 2260 code", node.Mark().line + 1, code.value)};
}

Status read_yaml(const std::string& path, const atlas::Atlas& atlas, const Places& places, Zone& zone) {
  auto text = read_file(path, kMostOutline);
  if (!text) return text.error();
  try {
    const auto yaml = YAML::Load(*text);
    zone.id = yaml["zone"].as<std::string>();
    zone.zh = yaml["name"]["zh"].as<std::string>();
    zone.en = yaml["name"]["en"].as<std::string>();
    auto place = place_of(places, yaml["place"]);
    if (!place) return place.error().in(path);
    zone.place = *place;
    zone.location = places.find(zone.place)->location;
    for (const auto& chain : yaml["chains"]) {
      zone.chains.push_back(chain.as<std::string>());
      if (!atlas.find_chain(zone.chains.back())) {
        return Error{ErrorCode::kBadInput,
                     fmt::format("{}:{}: there is no chain '{}'", path, chain.Mark().line + 1, zone.chains.back())};
      }
    }
    for (const auto& item : yaml["regions"]) {
      Region region{
          item["id"].as<std::string>(), item["zh"].as<std::string>(), item["en"].as<std::string>(), {}, false};
      region.focus = item["focus"].as<bool>(false);
      for (const auto& code : item["places"]) {
        auto found = place_of(places, code);
        if (!found) return found.error().in(path);
        region.places.push_back(*found);
      }
      zone.regions.push_back(std::move(region));
    }
    for (const auto& entry : yaml["counted"]) {
      const auto status = parse_firm_status(entry.first.as<std::string>());
      const auto share = entry.second.as<double>();
      if (!status || !(share >= 0 && share <= 1)) {
        return Error{ErrorCode::kBadInput, fmt::format("{}:{}: counted: a status and a share from 0 to 1", path,
                                                       entry.first.Mark().line + 1)};
      }
      zone.counted[*status] = share;
    }
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg)};
  }
  return {};
}

}  // namespace

std::optional<FirmStatus> parse_firm_status(std::string_view text) {
  return parse<FirmStatus>(kStatusNames, text);
}
std::string_view name_of(FirmStatus status) {
  return kStatusNames[static_cast<std::size_t>(status)].first;
}
std::string_view name_zh(FirmStatus status) {
  return kStatusNames[static_cast<std::size_t>(status)].second;
}
std::optional<TieKind> parse_tie_kind(std::string_view text) {
  return parse<TieKind>(kTieNames, text);
}
std::string_view name_of(TieKind kind) {
  return kTieNames[static_cast<std::size_t>(kind)].first;
}
std::string_view name_zh(TieKind kind) {
  return kTieNames[static_cast<std::size_t>(kind)].second;
}

bool Region::contains(PlaceCode place) const {
  return std::any_of(places.begin(), places.end(), [&](PlaceCode area) { return area.contains(place); });
}

const Region* Zone::region_of(PlaceCode at) const {
  if (!at.known()) return nullptr;
  for (const auto& region : regions) {
    if (region.contains(at)) return &region;
  }
  return nullptr;
}

Result<std::string> load_zone_id(const std::string& folder) {
  const auto path = folder + "/zone.yaml";
  auto text = read_file(path, kMostOutline);
  if (!text) return text.error();
  try {
    return YAML::Load(*text)["zone"].as<std::string>();
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: {}", path, error.msg)};
  }
}

Result<Zone> load_zone_outline(const std::string& folder, const atlas::Atlas& atlas, const Places& places) {
  Zone zone;
  LIANZHAO_TRY(read_yaml(folder + "/zone.yaml", atlas, places, zone));
  return zone;
}

Result<Zone> load_zone(const std::string& folder, const atlas::Atlas& atlas, const Places& places) {
  Zone zone;
  LIANZHAO_TRY(read_yaml(folder + "/zone.yaml", atlas, places, zone));
  LIANZHAO_TRY(read_firms(folder + "/firms.tsv", atlas, zone));
  LIANZHAO_TRY(read_projects(folder + "/projects.tsv", atlas, zone));
  LIANZHAO_TRY(read_ties(folder + "/ties.tsv", zone));
  return zone;
}

#undef LIANZHAO_TRY

}  // namespace lianzhao::targeting
