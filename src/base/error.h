// The one catalogue of expected failures. Rooms above give them context on the way up; the edge (command line, HTTP)
// turns them into exit codes, statuses and messages. Bugs are not in here: they are exceptions or assertions.
#pragma once

#include <string>
#include <string_view>

namespace lianzhao {

enum class ErrorCode {
  kBadArgument,      // the caller asked for something impossible: exit 2
  kNotFound,         // a file, chain, node or firm that does not exist: exit 1 (exit 3 for input files)
  kBadInput,         // a file or text that breaks its format: exit 3
  kTooLarge,         // a limit of size, depth or count was exceeded: exit 3
  kVersion,          // a snapshot or file of a version this program does not read: exit 3
  kCorrupt,          // a checksum or bound is wrong: exit 3
  kIo,               // the operating system refused: exit 3
  kNoSpace,          // the disk is full: exit 3
  kInterrupted,      // the user stopped the work: exit 130
  kConflict,         // the record was changed meanwhile; Error::data has it as it is now: exit 1
  kExists,           // another record has this name or key already: exit 1
  kForbidden,        // the role does not allow it, or the rule of a record: exit 1
  kUnauthenticated,  // no or wrong login, session ended: exit 1
  kThrottled,        // too many attempts; Error::data has {"retry_after": seconds}: exit 1
  kUnavailable,      // the database is busy or gone, try again: exit 75
  kInternal,         // a defect of the program that must not stop it: exit 70
};

// Short stable name of a code, for JSON and logs: "bad-input".
std::string_view name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;    // one or more sentences: where, what is wrong, the way out
  std::string data = {};  // JSON for programs, where the code says so; else empty
  std::string zh = {};    // the message in Chinese; empty where only those who keep the program can meet it

  // The same error seen from further up: "context: message".
  [[nodiscard]] Error in(std::string_view context) const;
};

// An error that users meet, in both languages. `field`: the field of their input that it is about, told in data as
// {"field": ...}; may be empty.
Error told(ErrorCode code, std::string zh, std::string en, std::string_view field = {});

// An operating-system failure: what was tried, then errno in words. ENOSPC, EDQUOT and EFBIG become kNoSpace.
Error io_error(std::string_view what, int errno_value);

}  // namespace lianzhao
