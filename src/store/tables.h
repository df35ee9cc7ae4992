// The tables of the schema as they stand in a database: whatever the migrations made, and nothing else that may lie
// beside them.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace lianzhao::store {

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;  // of the primary key, in its order
};

// Those that exist, by name; without schema_migrations. Errors: kInternal (a table without primary key).
Result<std::vector<Table>> own_tables(Transaction& tx);
// No rows in any of them.
Result<bool> is_empty(Transaction& tx);
// Drops them all, with schema_migrations and the functions of the migrations.
Status drop_own(Transaction& tx);

// Foreign keys are not looked at until check_keys(): rows may come in any order. Both in one transaction, after the
// tables were made. check_keys: kCorrupt where a row refers to none.
Status defer_keys(Transaction& tx);
Status check_keys(Transaction& tx);

}  // namespace lianzhao::store
