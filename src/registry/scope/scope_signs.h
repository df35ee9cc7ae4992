// Takes out of a scope what web pages and spreadsheets left in it: character references (&nbsp; &#40; &#x4E00;), tags
// (<br/>), escapes (_x000D_, \n), characters without width. What stood for a sign becomes the sign, so that brackets
// and stops are seen again.
#pragma once

#include <string_view>

#include "base/folding.h"
#include "registry/scope/scope_reader.h"

namespace lianzhao::registry {

// Whether the byte at which a folded unit began is that of a character without width, or of '<', which folding makes
// a space or a bracket.
bool is_sign_of_pages(std::string_view scope, std::size_t byte);

// Changes reading.folded and reading.ends; false when there was nothing to take out. References within references
// ('&amp;nbsp;') are followed three deep. `reading.folded` must be the folded scope.
bool take_out_signs(const FoldTable& table, std::string_view scope, ScopeReading& reading);

}  // namespace lianzhao::registry
