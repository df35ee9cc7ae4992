// Cuts a scope into its items: at stops (； 。 line ends ...) that stand outside brackets. Items are read
// independently of each other: reading all of them in turn gives the phrases and hits of the whole scope.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/folding.h"

namespace lianzhao::registry {

class ScopeItems {
 public:
  ScopeItems(const FoldTable& table, std::string_view scope) : table_(&table), scope_(scope) {}

  // The next item with the stop that ends it. False at the end.
  bool next(std::string_view& item);

 private:
  [[nodiscard]] std::size_t next_sign(std::size_t at) const;  // the next byte where a stop or bracket may begin

  const FoldTable* table_;
  std::string_view scope_;
  std::size_t at_ = 0;
};

}  // namespace lianzhao::registry
