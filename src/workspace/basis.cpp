#include "workspace/basis.h"

namespace lianzhao::workspace {

Result<std::shared_ptr<const Basis>> Basis::load(const Folders& folders) {
  std::shared_ptr<Basis> basis(new Basis);
  basis->table_ = std::make_unique<const FoldTable>();
  auto places = Places::load(folders.in_share("places.tsv"));
  if (!places) return places.error();
  basis->places_ = std::make_unique<const Places>(*std::move(places));
  auto names = registry::NameParser::load(*basis->places_, folders.in_share("registry/industry-words.txt"));
  if (!names) return names.error();
  basis->names_ = std::make_unique<const registry::NameParser>(*std::move(names));
  return std::shared_ptr<const Basis>(std::move(basis));
}

}  // namespace lianzhao::workspace
