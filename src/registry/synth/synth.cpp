#include "registry/synth/synth.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>

#include "base/day.h"
#include "base/file.h"
#include "base/random.h"
#include "registry/synth/synth_words.h"

namespace lianzhao::registry {
namespace {

// Draws ranks 0 .. n-1 with probability proportional to 1 / (rank + 2)^s, by a table of cumulated weights.
class Zipf {
 public:
  Zipf(std::size_t n, double s) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) cumulated_.push_back(sum += std::pow(static_cast<double>(i) + 2, -s));
  }
  std::size_t draw(Random& random) const {
    const double at = random.uniform() * cumulated_.back();
    const auto found = std::lower_bound(cumulated_.begin(), cumulated_.end(), at) - cumulated_.begin();
    return std::min(static_cast<std::size_t>(found), cumulated_.size() - 1);
  }

 private:
  std::vector<double> cumulated_;
};

template <class Range>
const auto& pick(Random& random, const Range& range) {
  return range[random.below(std::size(range))];
}

struct Province {
  double until;  // cumulated share
  const Place* place;
  std::vector<const Place*> cities;
  Zipf city;
};

// The check character of GB 32100-2015.
char check_character(std::string_view seventeen) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  unsigned sum = 0, weight = 1;
  for (const char c : seventeen) {
    sum += static_cast<unsigned>(kDigits.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return kDigits[(31 - sum % 31) % 31];
}

class Generator {
 public:
  Generator(const Places& places, const SynthOptions& options)
      : random_(options.seed),
        words_(options.words),
        word_(1, 1.0),
        brand_(std::max<std::size_t>(options.rows / 2, 16), 0.6) {
    for (const auto product : synth::generic_products()) generic_.emplace_back(product);
    word_ = Zipf(std::max<std::size_t>(words_.size(), 1), 0.9);
    double sum = 0;
    for (const auto& [code, share] : synth::province_shares()) {
      const auto* place = places.find({code});
      std::vector<const Place*> cities;
      for (const auto& candidate : places.all()) {
        const bool city = candidate.code.value % 100 == 0 && candidate.code.value % 10000 != 0;
        if (city && candidate.code.province().value == code) cities.push_back(&candidate);
      }
      if (!place || cities.empty()) continue;
      const auto count = cities.size();
      provinces_.push_back({sum += share, place, std::move(cities), Zipf(count, 0.8)});
    }
  }

  void row(std::uint64_t number, std::string& out) {
    const auto& province = pick_province();
    const auto& city = *province.cities[province.city.draw(random_)];
    const auto brand = brand_.draw(random_);
    row_.clear();
    auto to = std::back_inserter(row_);
    fmt::format_to(to, "{},{},{},{},", name(*province.place, city, brand), code(number, city), date(), type());
    fmt::format_to(to, "{},", capital());
    const auto text = scope();
    text.find_first_of(",\"") != std::string::npos ? fmt::format_to(to, "\"{}\",", text)
                                                   : fmt::format_to(to, "{},", text);
    fmt::format_to(to, "{},{},{}{}{}{}号\n", province.place->short_name, city.short_name, province.place->name,
                   city.name == province.place->name ? "" : city.name, pick(random_, synth::streets()),
                   1 + random_.below(999));
    out += row_;
  }
  // The row made last, spoilt as real files are.
  void broken(std::string& out) {
    switch (random_.below(4)) {
      case 0:
        out += row_.substr(row_.find(',') + 1);
        break;  // a column lost
      case 1:
        out += "," + row_;
        break;  // a column too many
      case 2:
        out += row_.substr(0, row_.find(',')) + "\n";
        break;  // cut short
      default:
        out += "N/A" + row_.substr(row_.find(','));
        break;  // no name
    }
  }
  void repeat(std::string& out) const { out += row_; }
  Random& random() { return random_; }

 private:
  const Province& pick_province() {
    const double at = random_.uniform() * provinces_.back().until;
    return *std::find_if(provinces_.begin(), provinces_.end() - 1, [&](const Province& p) { return at < p.until; });
  }

  std::string name(const Place& province, const Place& city, std::size_t brand) {
    // A brand's characters follow from its number, so that its firms share them.
    const auto characters = synth::brand_characters();
    std::string word = "虚构";
    for (std::size_t rest = brand + 1; rest > 0; rest /= characters.size())
      word += characters[rest % characters.size()];
    const auto industry = synth::industries()[(brand * 7 + random_.below(2)) % synth::industries().size()];
    const auto form = pick(random_, synth::forms());
    switch (random_.below(8)) {
      case 0:
        return fmt::format("{}（{}）{}{}", word, city.short_name, industry, form);
      case 1:
        return fmt::format("{}{}{}{}{}", province.short_name, city.short_name, word, industry, form);
      case 2:
        return fmt::format("{}{}{}{}", city.name, word, industry, form);
      case 3:
        return fmt::format("{}{}{}", word, industry, form);
      case 4:
        return fmt::format("{}{}{}{}", province.short_name, word, industry, form);
      default:
        return fmt::format("{}{}{}{}", city.short_name, word, industry, form);
    }
  }

  std::string code(std::uint64_t number, const Place& city) {
    if (random_.chance(0.006)) return "N/A";
    std::string code = fmt::format("91{:06}{:09}", city.code.value, number % 1'000'000'000);
    code += check_character(code);
    if (random_.chance(0.004)) code[8] = code[8] == '7' ? '8' : '7';
    return code;
  }

  std::string date() {
    // Registrations grow with the years, to the end of 2024.
    const int year = 2024 - static_cast<int>(std::pow(random_.uniform(), 2.2) * 44);
    const auto month = 1 + random_.below(12), day = 1 + random_.below(28);
    if (random_.chance(0.0005)) return fmt::format("{}-02-30", year);
    if (random_.chance(0.1)) return fmt::format("{}年{}月{}日", year, month, day);
    return fmt::format("{}-{:02}-{:02}", year, month, day);
  }

  std::string type() {
    static constexpr std::array<std::string_view, 6> kTypes = {
        "N/A",          "有限责任公司（自然人投资或控股）", "有限责任公司",
        "个人独资企业", "股份有限公司（非上市）",           "有限责任公司（外国法人独资）"};
    return std::string(random_.chance(0.7) ? kTypes[0] : pick(random_, kTypes));
  }

  std::string capital() {
    const double ten_thousands =
        std::round(std::exp(3.2 + 1.9 * (random_.uniform() + random_.uniform() + random_.uniform() - 1.5)) * 2);
    switch (random_.below(12)) {
      case 0:
        return fmt::format("{:.4f}(万元)", ten_thousands);
      case 1:
        return fmt::format("{:.6f}万人民币", ten_thousands);
      case 2:
        return fmt::format("{:.0f}万元", ten_thousands);
      case 3:
        return random_.chance(0.2) ? fmt::format("{:.0f}万美元", ten_thousands / 6)
                                   : fmt::format("{:.0f}(万元人民币)", ten_thousands);
      case 4:
        return random_.chance(0.4) ? "N/A"
                                   : fmt::format("\"{},{:03}万人民币\"", 1 + random_.below(9), random_.below(1000));
      case 5:
        return random_.chance(0.01) ? "见章程" : fmt::format("{:.0f}(万)", ten_thousands);
      default:
        return fmt::format("{:.0f}万人民币", ten_thousands);
    }
  }

  std::string_view product() {
    if (!words_.empty() && random_.chance(0.35)) return words_[word_.draw(random_)];
    const double u = random_.uniform();
    return generic_[static_cast<std::size_t>(u * u * static_cast<double>(generic_.size()))];
  }

  std::string scope() { return random_.chance(0.45) ? standard_scope() : free_scope(); }

  std::string standard_scope() {
    static constexpr std::array<std::string_view, 6> kVerbs = {"销售", "制造", "销售", "研发", "加工", "批发"};
    std::string out = "一般项目：";
    for (std::size_t i = 0, n = 3 + random_.below(9); i < n; ++i) {
      if (i > 0) out += "；";
      if (random_.chance(0.2)) {
        out += pick(random_, synth::generic_services());
        continue;
      }
      out += product();
      out += pick(random_, kVerbs);
    }
    return out + "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）";
  }

  std::string free_scope() {
    static constexpr std::array<std::string_view, 6> kAfter = {
        "的研发、生产、销售", "销售", "生产、销售", "的批发、零售", "加工、销售", "的制造、安装及售后服务"};
    static constexpr std::array<std::string_view, 5> kBefore = {"销售：", "生产、销售：", "批发、零售",
                                                                "生产、加工、销售：", "经销"};
    std::string out;
    const auto list = [&](std::size_t n) {
      for (std::size_t i = 0; i < n; ++i) {
        if (i > 0) out += "、";
        out += product();
      }
    };
    for (std::size_t i = 0, n = 1 + random_.below(4); i < n; ++i) {
      if (i > 0) out += "；";
      const bool before = random_.chance(0.4);
      if (before) out += pick(random_, kBefore);
      list(1 + random_.below(5));
      if (!before) out += pick(random_, kAfter);
      if (random_.chance(0.1)) out += "（不含危险化学品）";
    }
    if (random_.chance(0.3)) out += "；" + std::string(pick(random_, synth::generic_services()));
    return out + (random_.chance(0.6) ? "。（依法须经批准的项目，经相关部门批准后方可开展经营活动）" : "***");
  }

  Random random_;
  const std::vector<std::string>& words_;
  std::vector<std::string> generic_;
  Zipf word_, brand_;
  std::vector<Province> provinces_;
  std::string row_;
};

}  // namespace

Result<SynthReport> synthesise_registry(const std::string& path, const Places& places, const SynthOptions& options) {
  constexpr std::size_t kBuffer = 8u << 20;
  if (std::filesystem::path(path).filename().string().find("synthetic") == std::string::npos) {
    return Error{ErrorCode::kBadArgument,
                 "the name of a file of synthetic data must contain 'synthetic', so that nobody takes it "
                 "for real: try registry-synthetic.csv"};
  }
  auto file = AtomicFile::create(path);
  if (!file) return file.error();
  Generator generator(places, options);
  SynthReport report;
  std::string buffer = "企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址\n";
  while (report.rows < options.rows) {
    generator.row(report.rows, buffer);
    ++report.rows;
    if (report.rows < options.rows && generator.random().chance(0.005)) {
      generator.repeat(buffer);
      ++report.rows;
      ++report.repeated;
    } else if (report.rows < options.rows && generator.random().chance(0.001)) {
      generator.broken(buffer);
      ++report.rows;
      ++report.broken;
    }
    if (buffer.size() >= kBuffer || report.rows == options.rows) {
      if (auto written = file->append(buffer); !written) return written.error();
      buffer.clear();
      if (options.progress) options.progress(report.rows);
      if (options.stop && options.stop->load()) return Error{ErrorCode::kInterrupted, "stopped; no file was left"};
    }
  }
  report.bytes = file->size();
  if (auto committed = file->commit(); !committed) return committed.error();
  return report;
}

}  // namespace lianzhao::registry
