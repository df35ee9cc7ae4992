#include "workspace/share.h"

#include <fmt/format.h>

#include <filesystem>

namespace lianzhao::workspace {
namespace fs = std::filesystem;

Result<std::string> find_share(const std::string& program) {
  const auto beside = fs::path(program).parent_path() / "share/lianzhao";
  const auto above = fs::path(program).parent_path().parent_path() / "share/lianzhao";
  std::error_code ignored;
  for (const auto& folder : {beside, above}) {
    // A file that is always there: an empty folder of this name will not do.
    if (fs::exists(folder / "places.tsv", ignored)) return folder.string();
  }
  return told(ErrorCode::kNotFound,
              fmt::format("找不到程序自带的数据（产业链、行政区划、节假日等），已查找 {} 和 {}。请重新安装，"
                          "或用环境变量 LIANZHAO_SHARE 指定其文件夹",
                          beside.string(), above.string()),
              fmt::format("the data that come with the program (chains, places, calendar) are in neither {} nor {}. "
                          "Install it again, or name their folder in the environment variable LIANZHAO_SHARE",
                          beside.string(), above.string()));
}

Result<std::string> program_path() {
  std::error_code failed;
  const auto path = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return io_error("cannot read /proc/self/exe", failed.value());
  return path.string();
}

}  // namespace lianzhao::workspace
