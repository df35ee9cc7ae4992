// How a file would be read: its format, which header became which column, and the first rows as understood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/import/importer.h"

namespace lianzhao::registry {

struct PreviewRow {
  std::uint64_t line = 0;
  std::string name, code;
  PlaceCode place;
  std::optional<double> capital;  // yuan
  std::optional<Day> registered;
  std::vector<TermId> terms;  // of the vocabulary
  // Why the row would be refused, in both languages; empty: it would be accepted.
  std::string problem_zh, problem_en;
};

struct Preview {
  std::string format;       // "CSV", "TSV", "JSON", "XLSX"
  std::string encoding;     // "UTF-8", "GB18030" ...; empty for XLSX
  std::string compression;  // "gzip", "zstd"; empty: none
  std::uint64_t bytes = 0;
  struct Header {
    std::string name;
    std::optional<Column> column;
    std::vector<std::string> sample;  // of a column that is read
  };
  std::vector<Header> headers;
  std::vector<PreviewRow> rows;  // at most `rows` asked for, refused ones included
  struct Note {
    std::string zh, en;
  };
  std::vector<Note> notes;  // records that never became rows
};

// Errors: as of open_source().
Result<Preview> preview_file(const std::string& path, const std::vector<ColumnOverride>& columns,
                             const Vocabulary& vocabulary, const ImportTools& tools, std::size_t rows = 20);

}  // namespace lianzhao::registry
