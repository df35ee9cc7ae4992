// Which words of a firm's texts made it a hit: reads the scope and the products again with the terms asked for and
// says where they stand, in which phrase, with which activities.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "registry/query/query.h"
#include "registry/scope/scope_reader.h"
#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

// Bytes of FirmTexts::details[field].
struct EvidenceMark {
  Detail field = Detail::kScope;  // kScope or kProducts
  std::uint32_t phrase_begin = 0, phrase_end = 0;
  std::uint32_t term_begin = 0, term_end = 0;
  ActivityMask activities = kUnstated;
  bool head = false;                   // the phrase is about the term, not merely mentions it
  std::size_t node = 0;                // index into the query's nodes
  float weight = 1;                    // of the term for that node
  [[nodiscard]] float points() const;  // as the capability part counts it
};

// From bytes of a text to Unicode code points, for readers that count those. A byte inside a character counts as its
// begin; one behind the end as the end.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  [[nodiscard]] std::uint32_t at(std::size_t byte) const { return before_[std::min(byte, before_.size() - 1)]; }

 private:
  std::vector<std::uint32_t> before_;  // by byte: characters that begin before it
};

class EvidenceReader {
 public:
  // Knows the terms of `nodes` and all terms of the snapshot that contain one of them, so that a word inside a longer
  // term is no hit here either.
  static Result<EvidenceReader> create(const Snapshot& snapshot, const FoldTable& table,
                                       const std::vector<QueryNode>& nodes);

  // Knows every term of the snapshot, as the import did: made once, it serves all questions.
  static Result<EvidenceReader> create_whole(const Snapshot& snapshot, const FoldTable& table,
                                             const std::vector<QueryNode>& nodes);

  // Best first; equal ones in the order of the text. With `only`, the marks of that node alone.
  [[nodiscard]] std::vector<EvidenceMark> read(const FirmTexts& texts, std::optional<std::size_t> only = {}) const;

 private:
  struct Wanted {
    std::size_t node;
    float weight;
  };
  static Result<EvidenceReader> make(const Snapshot& snapshot, const FoldTable& table,
                                     const std::vector<QueryNode>& nodes, const std::vector<TermId>& known);
  EvidenceReader(ScopeReader reader, std::vector<std::vector<Wanted>> wanted)
      : reader_(std::move(reader)), wanted_(std::move(wanted)) {}
  ScopeReader reader_;
  std::vector<std::vector<Wanted>> wanted_;  // by term of the reader's vocabulary; empty: a longer term in the way
};

// Where the words of a search stand in products and scope, folded; at most kMostTextMarks. Their node is kNoNode,
// their activities are not known.
inline constexpr std::size_t kNoNode = SIZE_MAX, kMostTextMarks = 50;
std::vector<EvidenceMark> find_words(const FoldTable& table, const FirmTexts& texts,
                                     const std::vector<std::string>& words);

// The text with each marked term between `open` and `close`; with `width` over 0 only about that many bytes around
// the first mark, ellipses where it was cut.
std::string marked_text(const FirmTexts& texts, Detail field, const std::vector<EvidenceMark>& marks,
                        std::string_view open, std::string_view close, std::size_t width = 0);

}  // namespace lianzhao::registry
