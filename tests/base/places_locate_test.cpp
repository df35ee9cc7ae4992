// Where a firm is by what its row says: text in, place out.
#include <gtest/gtest.h>

#include "base/places.h"

namespace lianzhao {
namespace {

class PlacesLocateTest : public ::testing::Test {
 protected:
  static const Places& places() {
    static const Places all = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
    return all;
  }
  static FoundPlace address(std::string_view text) { return places().locate({"", "", text, {}, ""}); }
};

TEST_F(PlacesLocateTest, AnAddressAloneSaysThePlace) {
  const struct {
    const char* address;
    std::uint32_t code;
  } cases[] = {
      {"甘肃省酒泉市肃州区工业园", 620902},
      {"中国（江苏）自由贸易试验区苏州片区苏州工业园区汇智街8号", 320500},
      {"中国(四川)自由贸易试验区成都高新区天府大道北段1700号", 510100},
      {"中国（上海）自由贸易试验区芳春路400号", 310000},
      {"上海 上海市 徐汇区 陕西南路666弄", 310104},
      {"江苏省/苏州市/昆山市/玉山镇", 320583},
      {"江苏省-苏州市-昆山市", 320583},
      {"江苏省|苏州市|昆山市", 320583},
      {"江苏省，苏州市，昆山市", 320583},
      {"江苏省　苏州市　昆山市", 320583},
      {"浙江省 织里镇 吴兴区织里镇织纺路731号", 330502},
      {"北京市市辖区朝阳区建国路88号", 110105},
      {"重庆市县垫江县桂溪街道", 500231},
      {"河南省省直辖县级行政区划济源市沁园路", 419001},
      {"新疆维吾尔自治区自治区直辖县级行政区划石河子市北四路", 659001},
      {"北京市宣武区广安门外大街", 110102},
      {"北京市崇文区磁器口", 110101},
      {"天津市大港区大港油田花园路123号", 120116},
      {"天津市塘沽区", 120116},
      {"上海市闸北区天目西路", 310106},
      {"上海市南汇区惠南镇", 310115},
      {"杭州市下城区体育场路", 330105},
      {"浙江省杭州市江干区", 330102},
      {"浙江省萧山市城厢镇", 330109},
      {"广东省番禺市市桥镇", 440113},
      {"福建省三明市梅列区乾龙新村416幢", 350404},
      {"新疆哈密地区哈密市", 650502},
      {"陕西省咸阳市彬县", 610482},
      {"地址：江苏省昆山市玉山镇", 320583},
      {"注册地址:江苏省昆山市玉山镇", 320583},
      {"（一照多址）江苏省昆山市玉山镇", 320583},
      {"邮编 215300 江苏省昆山市", 320583},
      {"中华人民共和国江苏省昆山市", 320583},
      {"CHINA 江苏省昆山市", 320583},
      {"廣東省東莞市虎門鎮運河北路84號", 441900},
      {"臺灣台北市信義區", 710000},
      {"香港九龍觀塘", 810000},
      {"澳門氹仔", 820000},
      {"苏州昆山玉山镇", 320583},
      {"东莞松山湖", 441900},
      {"新疆哈密", 650500},
      {"内蒙古包头", 150200},
      {"广西南宁", 450100},
      {"浦东张江", 310115},
      {"天府新区兴隆街道", 510100},
      {"苏州工业园区星湖街", 320500},
      {"广东省东莞市长安镇", 441900},
      {"广东省中山市小榄镇", 442000},
      {"海南省儋州市那大镇", 460400},
      {"甘肃省嘉峪关市雄关区", 620200},
      {"海南省东方市八所镇", 469007},
      {"新疆胡杨河市", 659010},
      {"上海市南京西路100号", 310000},
      {"北京市场路8号", 0},
      {"南京西路100号", 0},
      {"凤凰镇双龙村", 0},
      {"朝阳区建国路88号", 0},
      {"鼓楼区中山北路", 0},
      {"东方大厦", 0},
      {"东方", 0},
      {"", 0},
  };
  for (const auto& each : cases) EXPECT_EQ(address(each.address).code.value, each.code) << each.address;
}

TEST_F(PlacesLocateTest, NameAndCodeDecideWhatAnAddressLeavesOpen) {
  const struct {
    const char* address;
    std::uint32_t name;
    const char* code;
    std::uint32_t expected;
    bool guessed;
  } cases[] = {
      {"朝阳区建国路88号", 110000, "", 110105, false},
      {"朝阳区建国路88号", 0, "91110105000000000X", 110105, false},
      {"朝阳区人民大街", 220100, "", 220104, false},
      {"鼓楼区中山北路", 320100, "", 320106, false},
      {"鼓楼区五四路", 350000, "913501020000000000", 350102, false},
      {"西湖区文三路", 0, "91330100000000000X", 330106, false},
      {"凤凰镇双龙村", 320582, "", 320582, true},
      {"南京西路100号", 310000, "", 310000, true},
      {"", 310000, "", 310000, true},
      {"", 0, "91320583000000000X", 320583, true},
      {"", 0, "320583000012345", 320583, true},
      {"", 0, "91320594000000000X", 320500, true},
      {"昆山玉山镇", 0, "", 320583, true},
      {"昆山玉山镇", 0, "91320583000000000X", 320583, false},
      {"昆山市玉山镇", 0, "", 320583, false},
      {"平湖白泥坑", 0, "91440300000000000X", 440300, true},
      {"城北市后街1号", 320583, "", 320583, true},
  };
  for (const auto& each : cases) {
    const auto found = places().locate({"", "", each.address, {each.name}, each.code});
    EXPECT_EQ(found.code.value, each.expected) << each.address << each.code;
    EXPECT_EQ(found.guessed, each.guessed) << each.address << each.code;
  }
}

TEST_F(PlacesLocateTest, ColumnsComeFirstAndTheBetterEvidenceWins) {
  const struct {
    const char *province, *city, *address;
    std::uint32_t name;
    const char* code;
    std::uint32_t expected;
    bool contradicted;
  } cases[] = {
      {"甘肃", "酒泉", "", 0, "", 620900, false},
      {"四川", "资阳", "四川省资阳市安岳县奎星路57号", 0, "", 512021, false},
      {"湖北", "襄樊", "", 0, "", 420600, false},
      {"不存在", "", "", 0, "", 0, false},
      {"江苏", "市辖区", "南京市玄武区", 0, "", 320102, false},
      {"江苏省", "", "昆山市玉山镇", 0, "", 320583, false},
      {"上海", "", "南京西路100号", 0, "", 310000, false},
      {"江苏", "苏州", "上海市浦东新区张江路", 0, "", 320500, true},
      {"江苏", "苏州", "上海市浦东新区张江路", 310000, "91310115000000000X", 310115, true},
      {"江苏", "苏州", "上海市浦东新区张江路", 320500, "", 320500, true},
      {"江苏", "苏州", "南京路1号", 0, "", 320500, false},
      {"江苏", "苏州", "南京市玄武区", 320100, "", 320102, true},
  };
  for (const auto& each : cases) {
    const auto found = places().locate({each.province, each.city, each.address, {each.name}, each.code});
    EXPECT_EQ(found.code.value, each.expected) << each.province << each.city << each.address;
    EXPECT_EQ(found.contradicted, each.contradicted) << each.province << each.city << each.address;
  }
}

TEST_F(PlacesLocateTest, APersonNamesAPlaceOfAnyLevel) {
  for (const char* text :
       {"昆山", "昆山市", "320583", "江苏昆山", "江苏省 昆山市", "苏州昆山", "江苏省/苏州市/昆山市"})
    EXPECT_EQ(places().find_named(text).value, 320583u) << text;
  EXPECT_EQ(places().find_named("江苏苏州").value, 320500u);
  EXPECT_EQ(places().find_named("朝阳").value, 211300u);
  EXPECT_EQ(places().find_named("东方").value, 469007u);
  for (const char* text : {"鼓楼区", "昆山市场", "999999", "", "不存在"})
    EXPECT_EQ(places().find_named(text).value, 0u) << text;
}

}  // namespace
}  // namespace lianzhao
