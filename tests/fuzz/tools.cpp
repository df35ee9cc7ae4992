#include "fuzz/fuzz.h"

namespace lianzhao::fuzz {
namespace {

template <class T>
T made(Result<T> result) {
  if (!result) std::fprintf(stderr, "%s\n", result.error().message.c_str());
  require(result.ok(), "the tools are at hand");
  return *std::move(result);
}

}  // namespace

Tools::Tools()
    : places(made(Places::load(LIANZHAO_SHARE_DIR "/places.tsv"))),
      names(made(registry::NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt"))) {
  for (const auto* term : {"风电齿轮箱", "齿轮箱", "齿轮", "联轴器", "光伏组件", "EVA胶膜", "EVA"})
    require(vocabulary.add(term).ok(), "the terms are good");
}

const Tools& tools() {
  static const Tools kTools;
  return kTools;
}

}  // namespace lianzhao::fuzz
