// A row as cells of a workbook, so that reading the workbook (reader.h) gives the same row.
#pragma once

#include "api/sheets/kind.h"
#include "api/sheets/lookup.h"
#include "api/workbook.h"

namespace lianzhao::api::sheets {

// Names stand for ids where they are clear, else the id. All outlive it.
class CellWriter {
 public:
  CellWriter(const Kind& kind, const Lookup& lookup, const Places& places, Language language)
      : kind_(kind), lookup_(lookup), places_(places), language_(language) {}
  [[nodiscard]] std::vector<Workbook::Cell> cells(const Row& row) const;

 private:
  [[nodiscard]] Workbook::Cell cell(const Column& column, const Row& row) const;
  [[nodiscard]] std::string choice(const Column& column, const std::string& key) const;
  [[nodiscard]] std::string place(std::int64_t code) const;

  const Kind& kind_;
  const Lookup& lookup_;
  const Places& places_;
  Language language_;
};

}  // namespace lianzhao::api::sheets
