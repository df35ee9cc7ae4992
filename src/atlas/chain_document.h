// A chain as a JSON document, the form in which it is edited: the fields of the chain file (docs/atlas.md), JSON
// being YAML. Reading goes through the reader of chain files, so that one set of rules holds for both.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.h"

namespace lianzhao::atlas {

std::string document_of(const Chain& chain);  // JSON

// What is wrong with a document: where, as a JSON pointer (RFC 6901), which rule, in words.
struct DocumentProblem {
  std::string pointer;  // "/nodes/3/price"
  std::string rule;     // those of atlas::Problem, and bad-json, unknown-field, too-large
  std::string message;
};

struct ReadDocument {
  std::optional<Chain> chain;  // absent where there is any problem
  std::vector<DocumentProblem> problems;
};

// `name` stands for the file: Chain::path.
ReadDocument read_document(std::string_view json, const std::string& name);

// The same as a Result, for a document that was kept: verbs of its terms are taken off; the message of the error
// lists all problems.
Result<Chain> chain_from_document(std::string_view json, const std::string& name);

// What differs between two versions of a chain, in words.
struct ChainChange {
  enum class Kind : std::uint8_t { kAdded, kRemoved, kChanged } kind;
  std::string id;  // of the node; of an edge "FROM>TO"; "" for the chain itself
  Words words;
};
std::vector<ChainChange> changes_between(const Chain& before, const Chain& after);

}  // namespace lianzhao::atlas
