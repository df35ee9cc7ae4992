// A filled-in workbook read against the columns of its kind: rows of values, and what is wrong with row and column in
// words.
#pragma once

#include "api/sheets/kind.h"
#include "api/sheets/lookup.h"

namespace lianzhao::api::sheets {

struct Fault {
  std::int64_t row = 0;  // as the sheet numbers it; 1 is the header
  std::string column;    // its header
  Words detail;
};

struct Filled {
  struct Line {
    std::int64_t number = 0;
    Row row;
    bool good = true;  // no fault in it
  };
  std::vector<Line> lines;
  std::vector<Fault> faults;
  std::map<std::string, std::string> headers;  // of the file, by field
};

inline constexpr std::size_t kMostFaults = 500;

// Errors: of the file (kBadInput, kTooLarge); kTooLarge for more rows than the kind takes. A header that is not
// known, or one that is missing, is a fault of row 1.
Result<Filled> read_filled(const std::string& path, const Kind& kind, const Lookup& lookup, Day today);

}  // namespace lianzhao::api::sheets
