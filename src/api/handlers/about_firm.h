// What records about a firm share: the firm of the path, and that a record belongs to it.
#pragma once

#include "api/handlers/records.h"

namespace lianzhao::api::handlers {

// The firm's name as the registry has it now; a problem where it has none of this key.
struct FirmOfPath {
  std::string key, name;
  std::optional<Problem> problem;
};
inline FirmOfPath firm_of_path(const Context& context, const Desk& desk) {
  FirmOfPath out{std::string(context.part("firm")), {}, {}};
  const auto firm = desk.engine->firm(out.key);
  if (!firm) {
    out.problem = not_found("名录里没有这家企业。", "The registry has no such firm.");
    return out;
  }
  auto name = desk.engine->snapshot()->name(*firm);
  if (name) {
    out.name = *std::move(name);
  } else {
    out.problem = Problem::of(name.error());
  }
  return out;
}

// All records about the firm that the access reaches. It may have left the registry: they stay.
template <class T>
ledger::ListQuery about(const std::string& firm) {
  ledger::ListQuery query;
  query.filters.emplace_back("firm_key", firm);
  return query;
}

template <class T>
Result<T> read_about(const ledger::Records<T>& records, const ledger::Access& access, const Context& context) {
  auto record = records.get(access, std::string(context.part("id")));
  if (record && record->firm_key != context.part("firm")) {
    return told(ErrorCode::kNotFound, "这家企业没有这条记录。", "there is no such record of this firm");
  }
  return record;
}

}  // namespace lianzhao::api::handlers
