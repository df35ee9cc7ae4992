// Where things lie. The home folder (--home, LIANZHAO_HOME, or ./lianzhao-home): snapshot.lzs, products.lzl (product
// knowledge), rejects/, terms/*.txt (imported word lists), atlas/*.yaml (chains of the user), case/ (the zone; where
// missing, the Jiuquan case that comes with the program), score.yaml (weights of the user). The share folder: what
// comes with the program.
#pragma once

#include <string>
#include <string_view>

#include "base/day.h"
#include "base/result.h"

namespace lianzhao::workspace {

struct Folders {
  std::string home, share;

  [[nodiscard]] std::string in_home(std::string_view name) const;
  [[nodiscard]] std::string in_share(std::string_view name) const;
  [[nodiscard]] std::string snapshot() const { return in_home("snapshot.lzs"); }
  [[nodiscard]] std::string likeness() const { return in_home("products.lzl"); }
  [[nodiscard]] std::string case_folder() const;
  [[nodiscard]] std::string weights() const;
  [[nodiscard]] bool has_snapshot() const;
  // Makes the home folder and those in it. Errors: kIo, kNoSpace.
  [[nodiscard]] Status make_home() const;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Day today() const override;
};

}  // namespace lianzhao::workspace
