// A damaged snapshot, imported into and built anew: what comes out is refused or whole.
#include <filesystem>

#include "fuzz/fuzz.h"
#include "fuzz/rehash.h"
#include "registry/import/importer.h"

namespace {

using namespace lianzhao;
using namespace lianzhao::registry;

void check_whole(const std::string& path) {
  const auto snapshot = Snapshot::open(path);
  fuzz::require(snapshot.ok() && snapshot->verify().ok(), "a snapshot that was written is whole");
  std::uint64_t rows = 0, alive = 0;
  for (const auto& segment : snapshot->segments()) {
    rows += segment.rows;
    for (std::uint32_t row = 0; row < segment.rows; ++row) alive += segment.is_alive(row);
  }
  fuzz::require(rows == snapshot->header().row_count && alive == snapshot->header().alive_count, "rows are counted");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string kFolder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "lianzhao-fuzz-XXXXXX").string();
    fuzz::require(mkdtemp(name.data()) != nullptr, "a folder is made");
    return name;
  }();
  static const fuzz::MemoryFile kMore(
      "企业名称,经营范围\n南京虚构齿轮有限公司,光伏组件制造\n虚构新来有限公司,联轴器销售\n");
  const auto path = kFolder + "/s.lzs";
  const ImportTools tools{&fuzz::tools().table, &fuzz::tools().places, &fuzz::tools().names, &fuzz::tools().clock};
  {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    fuzz::require(file != nullptr, "a file is made");
    const auto bytes = fuzz::rehashed(fuzz::view_of(data, size));
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
  }
  Vocabulary vocabulary(fuzz::tools().table);
  if (!load_vocabulary(path, vocabulary)) return 0;
  ImportOptions options;
  options.files = {kMore.path()};
  options.snapshot_path = path;
  options.reject_path = "/dev/null";
  options.threads = 1;
  options.limits.block_bytes = options.limits.record_bytes = 4096;
  if (const auto report = import_files(options, vocabulary, tools)) {
    fuzz::require(report->accepted == 2, "new rows are accepted");
    check_whole(path);
  }
  if (rebuild(path, path, vocabulary, tools, 1, nullptr, {})) check_whole(path);
  return 0;
}
