// A little world for the tests of makers: a folder of files written in the test, and makers of three trades.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace lianzhao::targeting {

class Folder {
 public:
  explicit Folder(const std::string& name) {
    auto pattern = (std::filesystem::temp_directory_path() / ("lianzhao-" + name + "-XXXXXX")).string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + pattern);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

// `firms` firms in three trades; a firm makes five of the eight products of its trade, each with a mark of its own.
inline std::string three_trades(int firms) {
  const std::string trades[3][8] = {
      {"风电齿轮箱", "风电叶片", "风电塔筒", "风电主轴", "风电轴承", "风电机舱罩", "风电变流器", "风电法兰"},
      {"牛奶", "酸奶", "奶粉", "奶酪", "乳清粉", "炼乳", "奶油", "乳饮料"},
      {"棉纱", "棉布", "混纺纱", "印染布", "坯布", "针织布", "色纺纱", "牛仔布"}};
  std::string text = "firm\tproduct\trevenue_share\n";
  for (int f = 0; f < firms; ++f) {
    for (int p = 0; p < 5; ++p) {
      text += "F" + std::to_string(f) + "\t" + trades[f % 3][(f / 3 + p * (1 + f % 2)) % 8] +
              (p == 4 ? "" : std::to_string(f / 6)) + "\t0.2\n";
    }
  }
  return text;
}

}  // namespace lianzhao::targeting
