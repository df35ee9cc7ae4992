// The snapshot before the latest import, for going back to it. It costs no copy: a second name of the same file (hard
// link) is made before an import, and stays when the import has put a new file in the first name's place.
//
//   snapshot.lzs            in force
//   snapshot.previous.lzs   before the latest import that succeeded
//   snapshot.keeping.lzs    while an import runs
//
// An import that was killed leaves snapshot.keeping.lzs; recover() finds out whether it had succeeded.
#pragma once

#include "base/result.h"
#include "workspace/folders.h"

namespace lianzhao::workspace {

// One writer of the registry at a time, over all processes that share the home folder. Released on destruction.
class RegistryLock {
 public:
  // kConflict where somebody else imports; kIo.
  static Result<RegistryLock> take(const Folders& folders);
  RegistryLock(RegistryLock&& other) noexcept;
  RegistryLock& operator=(RegistryLock&&) = delete;
  ~RegistryLock();

 private:
  explicit RegistryLock(int fd) : fd_(fd) {}
  int fd_;
};

class SnapshotKeeper {
 public:
  explicit SnapshotKeeper(Folders folders) : folders_(std::move(folders)) {}

  // All under a RegistryLock.
  Status recover();    // what a killed import left
  Status keep();       // before an import
  Status succeeded();  // after it: what was kept is the previous snapshot
  void failed();       // after it: the previous snapshot stays what it was
  // The previous snapshot takes the place of the one in force. kNotFound where there is none.
  Status roll_back();
  [[nodiscard]] bool has_previous() const;

 private:
  [[nodiscard]] std::string previous() const { return folders_.in_home("snapshot.previous.lzs"); }
  [[nodiscard]] std::string keeping() const { return folders_.in_home("snapshot.keeping.lzs"); }
  Folders folders_;
};

}  // namespace lianzhao::workspace
