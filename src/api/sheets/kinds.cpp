#include "api/sheets/kind.h"

namespace lianzhao::api::sheets {

std::vector<Kind> all_kinds() {
  return {payments_kind(), projects_kind()};
}

std::optional<Kind> find_kind(std::string_view name) {
  for (auto& kind : all_kinds()) {
    if (kind.name == name) return std::move(kind);
  }
  return std::nullopt;
}

}  // namespace lianzhao::api::sheets
