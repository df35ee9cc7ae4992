// The files of a home folder that a backup keeps: everything but the database, temporary files, hidden ones and
// archives that lie at its top. Names are relative, with "/" between the parts.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lianzhao::ledger {

struct HomeFile {
  std::string name;
  std::uint64_t size = 0;
};
// `without`: paths (absolute or not) that are left out wherever they lie. Sorted by name. Errors: kIo, kTooLarge (too
// deep, which is a link that leads in circles).
Result<std::vector<HomeFile>> home_files(const std::string& home, const std::vector<std::string>& without);

// Puts unpacked files in the place of those that are there, and back again when things go wrong: undone on
// destruction unless kept. The files of before lie in a hidden folder of the home folder until then.
class HomeSwap {
 public:
  explicit HomeSwap(std::string home, std::vector<std::string> without);
  HomeSwap(const HomeSwap&) = delete;
  HomeSwap& operator=(const HomeSwap&) = delete;
  ~HomeSwap();

  // Where to unpack to; made when asked for. The parent folders of `name` are there then.
  Result<std::string> place_for(const std::string& name);
  Status put();  // all or nothing
  void undo();
  void keep();  // removes the files of before

 private:
  Status move(const std::string& from, const std::string& to);
  std::string home_, scratch_;
  std::vector<std::string> without_;
  std::vector<std::pair<std::string, std::string>> moved_;
};

}  // namespace lianzhao::ledger
