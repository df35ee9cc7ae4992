// Tab-separated files with a header line. Lines end with LF or CR LF; there is no quoting.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::targeting {

// Calls `row(cells, line)` for every line after the header with the cells of `columns` in that order; a column whose
// name begins with '?' may be missing and is then empty. Blank lines are passed over. Line numbers begin with 1.
// Errors: kNotFound, kIo, kBadInput (missing column, wrong number of cells, bytes that are not UTF-8), and what `row`
// returns.
Status read_tsv(const std::string& path, std::span<const std::string_view> columns,
                const std::function<Status(std::span<const std::string_view> cells, std::size_t line)>& row);

}  // namespace lianzhao::targeting
