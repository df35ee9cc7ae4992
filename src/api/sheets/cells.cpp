#include "api/sheets/cells.h"

namespace lianzhao::api::sheets {
namespace {

template <class T, class Word>
std::string joined(const std::vector<T>& several, std::string_view between, Word&& word) {
  std::string out;
  for (const auto& one : several) out.append(out.empty() ? "" : between).append(word(one));
  return out;
}

}  // namespace

std::vector<Workbook::Cell> CellWriter::cells(const Row& row) const {
  std::vector<Workbook::Cell> out;
  out.reserve(kind_.columns.size());
  for (const auto& column : kind_.columns) out.push_back(cell(column, row));
  return out;
}

Workbook::Cell CellWriter::cell(const Column& column, const Row& row) const {
  const auto& field = column.field;
  const auto as_text = [](std::string text) {
    return text.empty() ? Workbook::Cell() : Workbook::Cell(std::move(text));
  };
  switch (column.kind) {
    case CellKind::kText:
    case CellKind::kTrip:
    case CellKind::kNode:
      return as_text(row.text(field));
    case CellKind::kDay:
      return Workbook::cell(row.day(field));
    case CellKind::kYuan: {
      const auto fen = row.whole(field);
      return fen ? Workbook::Cell(static_cast<double>(*fen) / 100) : Workbook::Cell();
    }
    case CellKind::kInteger:
      return Workbook::cell(row.whole(field));
    case CellKind::kNumber:
      return Workbook::cell(row.number(field));
    case CellKind::kYesNo: {
      const auto truth = row.truth(field);
      if (!truth) return {};
      const bool english = language_ == Language::kEnglish;
      return std::string(*truth ? (english ? "yes" : "是") : (english ? "no" : "否"));
    }
    case CellKind::kChoice:
      return as_text(choice(column, row.text(field)));
    case CellKind::kProject:
      return as_text(lookup_.project_of(row.text(field)));
    case CellKind::kGroup:
      return as_text(lookup_.group_of(row.text(field), language_ == Language::kEnglish));
    case CellKind::kUser:
      return as_text(lookup_.user_of(row.text(field)));
    case CellKind::kUsers:
      return as_text(joined(row.texts(field), "、", [&](const auto& id) { return lookup_.user_of(id); }));
    case CellKind::kPlace: {
      const auto code = row.whole(field);
      return code && *code != 0 ? Workbook::Cell(place(*code)) : Workbook::Cell();
    }
    case CellKind::kPlaces:
      return as_text(joined(row.codes(field), "、", [&](std::int64_t code) { return place(code); }));
    case CellKind::kRegion:
      return as_text(lookup_.region_of(row.text(field), language_ == Language::kEnglish));
    case CellKind::kTexts:
      return as_text(joined(row.texts(field), "；", [](const auto& text) { return text; }));
  }
  return {};
}

std::string CellWriter::choice(const Column& column, const std::string& key) const {
  for (const auto& one : column.choices) {
    if (one.key == key) return one.words.in(language_);
  }
  return key;
}

std::string CellWriter::place(std::int64_t code) const {
  const auto number = PlaceCode{static_cast<std::uint32_t>(code)};
  if (const auto* found = places_.find(number)) {
    const auto back = lookup_.place(found->name);
    if (back.size() == 1 && back.front() == code) return found->name;
    // A county of a name that others have: with its city or province before it.
    for (const auto above : {number.city(), number.province()}) {
      const auto* whole = places_.find(above);
      if (!whole || above.value == number.value) continue;
      const auto both = whole->name + found->name;
      const auto again = lookup_.place(both);
      if (again.size() == 1 && again.front() == code) return both;
    }
  }
  return std::to_string(code);
}

}  // namespace lianzhao::api::sheets
