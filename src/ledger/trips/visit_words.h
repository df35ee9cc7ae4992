// Which visits hold some words. Their texts are kept in memory, about 200 bytes a visit: neither database has an
// index that finds a part of a Chinese text, and reading 200,000 visits for each question takes seconds.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/changes_read.h"
#include "ledger/records.h"

namespace lianzhao::ledger {

class VisitWords {
 public:
  explicit VisitWords(const Tools& tools) : tools_(tools) {}

  // Up to so many are told. Where more have the words, the database finds the first of them soon by itself.
  static constexpr std::size_t kMost = 2'000;

  // In place of its search, the query gets the ids of the visits that have the words in firm, topics or needs, where
  // they are at most kMost; else it stays, without a total, which would take long. Whether a visit may be seen is
  // left to the query.
  Status narrow(const std::string& zone, ListQuery& query) const;

 private:
  struct Zone {
    std::vector<std::string> ids, texts;  // lower case; a visit that was removed keeps its place
    std::unordered_map<std::string, std::size_t> places;
    ChangesRead changes;
  };
  Status refresh(const std::string& zone, Zone& known) const;

  const Tools tools_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, Zone> zones_;
};

}  // namespace lianzhao::ledger
