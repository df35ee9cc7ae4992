#include <algorithm>
#include <array>

#include "base/address_reader.h"

namespace lianzhao {
namespace {

// Traditional and simplified characters of names of provinces, cities and counties, and of the words of an address.
constexpr std::string_view kPairs =
    "臺台灣湾廣广東东鎮镇縣县區区鄉乡龍龙門门陽阳陰阴漢汉濱滨連连遼辽寧宁蘇苏無无錫锡揚扬鹽盐雲云貴贵陝陕肅肃慶庆蘭兰"
    "張张關关內内濟济煙烟"
    "濰潍棗枣萊莱蕪芜溫温麗丽紹绍興兴義义烏乌魯鲁齊齐爾尔瀋沈陳陈鐵铁嶺岭錦锦盤盘蘆芦島岛莊庄鄭郑開开許许駐驻馬马鶴鹤"
    "荊荆黃黄岡冈鹹咸"
    "長长婁娄懷怀頭头遠远欽钦貢贡賀贺來来賓宾瓊琼綿绵樂乐達达資资瀘泸遵遵畢毕節节銅铜紅红臨临滄沧薩萨壩坝寶宝雞鸡榆榆"
    "銀银吳吴衛卫獨独"
    "勝胜營营棲栖贛赣撫抚鷹鹰饒饶廈厦績绩鄲郸邊边晉晋運运呂吕樑梁鬆松賚赉壯壮維维崑昆橋桥園园號号樓楼灘滩匯汇滙汇靜静"
    "閔闵閘闸賢贤盧卢"
    "楊杨薊蓟豐丰順顺溝沟萬万壽寿榮荣墊垫潁颍澗涧漣涟瀏浏醴醴鳳凤鍾钟祿禄羅罗應应倉仓啟启崍崃彭彭筠筠簡简縉缙諸诸鄒邹"
    "郟郏鄧邓靈灵韶韶"
    "圳圳廬庐桐桐滸浒漵溆瀾澜燈灯獅狮瑪玛疊叠禮礼穀谷紡纺經经綏绥縱纵總总莊庄葉叶薦荐蕭萧蠡蠡襄襄誠诚讓让豬猪贊赞趙赵"
    "車车軍军載载鄰邻"
    "釣钓鈴铃銘铭鋒锋鋼钢鎖锁鏡镜鑫鑫閩闽闊阔陸陆隴陇隨随雙双電电靖靖韓韩頂顶領领顏颜風风飛飞館馆魚鱼鮮鲜麥麦點点龜龟"
    "國国華华業业產产"
    "實实學学對对導导層层嶼屿幹干廠厂態态戶户撥拨據据數数條条標标權权歷历歸归歲岁歐欧殘残氣气決决況况沖冲淚泪淺浅渾浑"
    "湊凑準准溪溪滿满"
    "濕湿濟济烴烃熱热牆墙獲获環环現现畫画當当盜盗盡尽監监眾众礦矿碼码禪禅種种稱称窪洼競竞筆笔築筑範范籬篱紀纪納纳純纯"
    "紙纸級级細细組组"
    "結结給给統统絲丝綠绿綜综網网線线緣缘縣县繼继續续聖圣聯联聰聪聲声職职腳脚脫脱舊旧艦舰藍蓝藝艺藥药處处蟲虫衝冲補补"
    "製制複复觀观觸触"
    "計计訊讯記记設设許许評评詞词試试話话該该詳详語语說说課课調调談谈請请論论謝谢證证識识議议護护讀读變变象象財财貨货"
    "販贩責责貿贸費费"
    "賴赖賽赛質质購购贈赠贏赢跡迹踐践輕轻輛辆輝辉輪轮輯辑輸输轉转辦办農农迴回進进遊游過过違违遙遥遞递適适遷迁選选遺遗"
    "還还邁迈鄂鄂醫医"
    "釋释針针鈣钙鈦钛鈴铃鋁铝鋪铺錄录錢钱鍋锅鍵键鎢钨鏈链鐘钟鑽钻長长閉闭問问閒闲間间閣阁隊队階阶際际隱隐雜杂離离難难"
    "霧雾靜静響响項项"
    "須须預预頓顿頻频題题額额類类顧顾顯显飯饭飲饮餐餐養养餘余駕驾驅驱驛驿驗验體体鬧闹鴻鸿鵬鹏鵝鹅麵面黨党";

constexpr std::size_t kBytes = 3;
constexpr std::uint32_t code_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
  };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

struct Pair {
  std::uint32_t traditional = 0, simple = 0;
};

constexpr auto kTable = [] {
  std::array<Pair, kPairs.size() / (2 * kBytes)> table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = {code_at(kPairs, 2 * kBytes * i), code_at(kPairs, 2 * kBytes * i + kBytes)};
  }
  std::sort(table.begin(), table.end(), [](const Pair& a, const Pair& b) { return a.traditional < b.traditional; });
  return table;
}();

}  // namespace

std::string_view simplified(std::string_view text, char* buffer, std::size_t size) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (i + bytes > text.size() || used + bytes > size) break;
    std::uint32_t code = 0;
    if (bytes == kBytes) {
      const auto found =
          std::lower_bound(kTable.begin(), kTable.end(), code = code_at(text, i),
                           [](const Pair& pair, std::uint32_t value) { return pair.traditional < value; });
      if (found != kTable.end() && found->traditional == code) code = found->simple;
      buffer[used] = static_cast<char>(code >> 16);
      buffer[used + 1] = static_cast<char>(code >> 8);
      buffer[used + 2] = static_cast<char>(code);
    } else {
      for (std::size_t k = 0; k < bytes; ++k) buffer[used + k] = text[i + k];
    }
    used += bytes;
    i += bytes;
  }
  return {buffer, used};
}

}  // namespace lianzhao
