// A snapshot whose sections were changed behind its back, and files that are none. The input is a list of patches:
// four bytes of place and one of value each; patches lie behind the header and before the directory, whose checksums
// would stop the reader at once. An odd first byte gives the bytes themselves as a file.
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "fuzz/memory_file.h"
#include "registry/import/importer.h"
#include "registry/query/evidence.h"
#include "support/fixed_clock.h"

using namespace lianzhao;
using namespace lianzhao::registry;

namespace {

struct World {
  FoldTable table;
  Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  NameParser names = *NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  std::string bytes;

  World() {
    const auto folder = std::filesystem::temp_directory_path() / ("lianzhao-fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    std::string csv = "企业名称,注册日期,注册资金,经营范围,所在省份,地区\n";
    for (int i = 0; i < 300; ++i) {
      csv += "虚构" + std::to_string(i % 40) + "号齿轮有限公司" + std::to_string(i) +
             ",2001-01-01,500万元,\"齿轮箱、齿轮制造；光伏组件销售\",江苏,南京\n";
    }
    std::ofstream(folder / "a.csv") << csv;
    Vocabulary vocabulary(table);
    for (const auto* term : {"齿轮箱", "齿轮", "光伏组件"}) (void)vocabulary.add(term);
    const FixedClock clock;
    ImportOptions options;
    options.files = {(folder / "a.csv").string()};
    options.snapshot_path = (folder / "s.lzs").string();
    options.reject_path = (folder / "r.csv").string();
    options.threads = 1;
    if (!import_files(options, vocabulary, {&table, &places, &names, &clock})) std::abort();
    bytes = *read_file(options.snapshot_path, 64u << 20);
    std::filesystem::remove_all(folder);
  }
};

void read_all(const World& world, const std::string& path) {
  const auto snapshot = Snapshot::open(path);
  if (!snapshot) return;
  const QueryEngine engine(*snapshot, world.places, world.table);
  Query query;
  query.nodes = {{"a", {{0, 1}, {1, 0.5f}}}, {"b", {{2, 1}}}};
  query.places = {{320000}};
  query.top = 50;
  const auto result = engine.search(query, true);
  if (result) {
    for (const auto& hit : result->hits) {
      (void)snapshot->texts(hit.firm);
      (void)snapshot->name(hit.firm);
      (void)engine.score(query, hit.firm);
    }
  }
  (void)engine.count(query, CountBy::kCity);
  (void)snapshot->firms_of_brand(brand_key("虚构1号"));
  query.texts = {"齿轮"};
  (void)engine.search(query);
  (void)EvidenceReader::create(*snapshot, world.table, query.nodes);
  (void)snapshot->verify();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World world;
  if (size > 0 && data[0] % 2 == 1) {
    const fuzz::MemoryFile file(data + 1, size - 1);
    read_all(world, file.path());
    return 0;
  }
  auto bytes = world.bytes;
  FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  for (std::size_t at = 1; at + 5 <= size; at += 5) {
    std::uint32_t place;
    std::memcpy(&place, data + at, sizeof place);
    const auto span = header.directory_offset - kHeaderBytes;
    bytes[kHeaderBytes + place % span] = static_cast<char>(data[at + 4]);
  }
  const fuzz::MemoryFile file(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  read_all(world, file.path());
  return 0;
}
