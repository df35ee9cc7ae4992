// Versioned documents: chains as edited by the zone's staff, saved score weights. Every save is a new number; nothing
// is overwritten.
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

struct DocumentVersion {
  std::string kind;  // "chain" | "weights"
  std::string name;  // "wind"
  std::int64_t number = 0;
  Json document;
  std::string note;
  std::optional<std::int64_t> restored_from;
  Instant created_at;
  std::string created_by;
};
BOOST_DESCRIBE_STRUCT(DocumentVersion, (),
                      (kind, name, number, document, note, restored_from, created_at, created_by))

class Documents {
 public:
  Documents(const Tools& tools, std::string kind) : tools_(tools), kind_(std::move(kind)) {}
  // `base`: the number that was edited, 0 for the first; kConflict (data: the newest) where there is a newer one.
  Result<DocumentVersion> save(const Access& access, const std::string& name, std::int64_t base, const Json& document,
                               const std::string& note) const;
  Result<DocumentVersion> restore(const Access& access, const std::string& name, std::int64_t base,
                                  std::int64_t number, const std::string& note) const;
  Result<DocumentVersion> latest(const std::string& zone, const std::string& name) const;  // kNotFound
  Result<DocumentVersion> get(const std::string& zone, const std::string& name, std::int64_t number) const;
  Result<std::vector<DocumentVersion>> all_latest(const std::string& zone) const;
  // Newest first, without the documents (null).
  Result<store::Page<DocumentVersion>> history(const std::string& zone, const std::string& name, int limit,
                                               const std::string& cursor) const;

 private:
  Result<DocumentVersion> put(Change& change, const std::string& name, std::int64_t base, const Json& document,
                              const std::string& note, std::optional<std::int64_t> restored_from) const;
  const Tools tools_;
  std::string kind_;
};

}  // namespace lianzhao::ledger
