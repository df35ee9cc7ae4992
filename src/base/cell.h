// What a cell of a stranger's table says before anyone reads its value: blanks, wrappings, words that stand for
// nothing, yes and no.
#pragma once

#include <optional>
#include <string_view>

namespace lianzhao {

// Without white space at its ends, that of other scripts, no-break spaces and marks without width among it, and
// without the ="..." that web exports wrap around a cell to keep a spreadsheet from changing it.
std::string_view trim_cell(std::string_view text);

// Whether a trimmed cell stands for an empty one: '', '-', '--', '—', '/', '\N', '***', 'NULL', 'None', 'nan', 'N/A',
// '#N/A', '#REF!', '无', '暂无', '未公开', '未知' and their like, in any case, width and brackets. Not: '0', '否'.
bool says_nothing(std::string_view cell);

// Yes: 是, 有, 对, √, yes, y, true, t, 1; no: 否, 非, 没有, 无, ×, no, n, false, f, 0. Anything else: nullopt.
std::optional<bool> read_yes_no(std::string_view cell);

}  // namespace lianzhao
