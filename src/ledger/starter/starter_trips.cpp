// Trips, visits and targets of groups of the starter.
#include <boost/json.hpp>

#include "ledger/starter/starter_rows.h"

namespace lianzhao::ledger::starter {
namespace {

Json firm_refs(const StarterNeeds& needs, const std::vector<std::string>& names) {
  boost::json::array firms;
  for (const auto& name : names) {
    const auto key = needs.firm_key(name);
    firms.push_back({{"firm", key.empty() ? boost::json::value() : boost::json::value(key)}, {"name", name}});
  }
  return {boost::json::serialize(firms)};
}

Json codes(const std::vector<std::string>& cities) {
  boost::json::array out;
  for (const auto& city : cities) out.push_back(std::stoll("0" + city));
  return {boost::json::serialize(out)};
}

}  // namespace

Status Loading::trips() {
  return each("trips", {"编号", "名称", "专班", "区域", "开始日期", "结束日期", "状态"}, [&](Row& row) -> Status {
    trip_regions_[row.text("编号")] = row.text("区域");
    const auto id = id_of("trips", row.text("编号"));
    const auto there = has("trips", id);
    if (!there) return there.error();
    if (*there) return {};
    const auto owner = group(row.text("专班"));
    if (!owner) return owner.error();
    Trip trip;
    trip.id = id;
    trip.name = row.text("名称");
    trip.group_id = *owner;
    trip.region = row.text("区域");
    trip.cities = codes(row.list("城市"));
    trip.from_day = row.day("开始日期").value_or(Day{});
    trip.to_day = row.day("结束日期").value_or(Day{});
    trip.purpose = row.text("目的");
    trip.firms = firm_refs(needs_, row.list("拟拜访企业"));
    trip.cost_fen = row.fen("费用");
    trip.result = row.text("结果") + "（" + row.text("说明") + "）";
    trip.state =
        row.word("状态", {{"计划", "planned"}, {"进行", "under-way"}, {"完成", "done"}, {"取消", "cancelled"}});
    trip.synthetic = true;
    if (!row.fault()) return row.fault();
    if (auto made = ledger_.trips.create(access_, std::move(trip)); !made) return made.error();
    ++counts.trips;
    return {};
  });
}

Status Loading::visits() {
  return each("visits", {"编号", "类型", "日期", "企业名称", "专班"}, [&](Row& row) -> Status {
    const auto id = id_of("visits", row.text("编号"));
    const auto there = has("visits", id);
    if (!there) return there.error();
    if (*there) return {};
    const auto owner = group(row.text("专班"));
    if (!owner) return owner.error();
    Visit visit;
    visit.id = id;
    visit.kind = row.word("类型", {{"拜访", "visit"}, {"回访", "return-visit"}, {"接待", "reception"}});
    visit.on_day = row.day("日期").value_or(Day{});
    visit.firm_name = row.text("企业名称");
    visit.firm_key = needs_.firm_key(visit.firm_name);
    visit.place = row.whole("地点").value_or(0);
    visit.group_id = *owner;
    if (const auto trip = row.text("外出"); !trip.empty()) {
      visit.trip_id = id_of("trips", trip);
      visit.region = trip_regions_[trip];
    } else {
      visit.region = row.text("区域");
    }
    if (const auto led_by = row.text("缘起拜访"); !led_by.empty()) visit.led_by = id_of("visits", led_by);
    visit.people = people_json({{row.text("会见人"), row.text("职务"), ""}});
    visit.topics = row.text("话题");
    visit.needs = row.text("需求");
    visit.interest =
        row.word("意向", {{"无", "none"}, {"低", "low"}, {"中", "medium"}, {"高", "high"}, {"意向明确", "ready"}});
    visit.synthetic = true;
    visit.sent_hash = sha256_hex(id);
    if (!row.fault()) return row.fault();
    if (auto made = ledger_.visits.log(access_, visit, {}, "starter"); !made) return made.error();
    ++counts.visits;
    return {};
  });
}

Status Loading::targets() {
  return each("group-targets", {"专班", "年份", "季度", "指标", "目标"}, [&](Row& row) -> Status {
    const auto owner = group(row.text("专班"));
    if (!owner) return owner.error();
    GroupTarget target;
    target.group_id = *owner;
    target.year = row.whole("年份").value_or(0);
    target.quarter = row.whole("季度").value_or(0);
    target.indicator = row.word("指标", {{"外出", "trips"},
                                         {"拜访", "visits"},
                                         {"回访", "return-visits"},
                                         {"接待", "receptions"},
                                         {"线索", "leads"},
                                         {"签约", "signed"},
                                         {"签约额", "signed-investment"},
                                         {"开工", "started"},
                                         {"投产", "in-production"},
                                         {"到位资金", "arrived-capital"}});
    target.target = row.number("目标").value_or(0);
    if (!row.fault()) return row.fault();
    if (auto saved = ledger_.group_targets.save(access_, target); !saved) return saved.error();
    ++counts.targets;
    return {};
  });
}

}  // namespace lianzhao::ledger::starter
