// Rows of all tables as text that either engine can read back: JSON lines, in pieces of a few MB. The first line of a
// piece has the names of the columns, every other one a row:
//
//   ["zone","id","score","raw"]
//   ["jiuquan","0193...",{"real":"0.1"},{"base64url":"AP8"}]
//
// Whole numbers, texts and null are themselves; real numbers are texts, so that they come back to the bit.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "store/database.h"

namespace lianzhao::store {

struct DumpPiece {
  std::string table;
  int number = 1;         // 1, 2, 3 ... in the table
  std::int64_t rows = 0;  // in this piece
  std::string text;
};
// Tables by name, rows by primary key; a table without rows has no piece. `without`: tables whose rows are left out.
// In a read transaction: all pieces show one moment.
Status dump_tables(Transaction& tx, std::span<const std::string_view> without,
                   const std::function<Status(const DumpPiece&)>& take);

// Makes the schema of `version` anew in place of the one that is there, all rows lost. Then load_piece() for every
// piece, and finish_load(), which looks at foreign keys and brings the schema up to date. All in one write
// transaction: an error leaves what was there. Errors: kVersion, kBadInput (not a piece of ours), kCorrupt (keys),
// and those of the database.
Status begin_load(Transaction& tx, int version);
Result<std::int64_t> load_piece(Transaction& tx, const std::string& table, std::string_view text);  // rows
Status finish_load(Transaction& tx);

}  // namespace lianzhao::store
