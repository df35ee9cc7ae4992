// Business scopes, with terms to find in them.
#include "fuzz/fuzz.h"
#include "registry/scope/scope_items.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  using fuzz::require;
  static const auto kReader = registry::ScopeReader::create(fuzz::tools().vocabulary);
  require(kReader.ok(), "the reader is made");
  const auto scope = fuzz::view_of(data, size);
  registry::ScopeReading reading;
  kReader->read(scope, reading);
  require(reading.bytes_read <= scope.size(), "not more is read than there is");
  for (const auto& phrase : reading.phrases)
    require(phrase.begin < phrase.end && phrase.end <= scope.size(), "a phrase is within the scope and not empty");
  for (const auto& hit : reading.hits) {
    require(hit.term < fuzz::tools().vocabulary.size() && hit.phrase < reading.phrases.size(),
            "a hit is of a phrase");
    const auto& phrase = reading.phrases[hit.phrase];
    require(!phrase.negated, "what is excluded has no hits");
    require(phrase.begin <= hit.begin && hit.begin < hit.end && hit.end <= phrase.end, "a hit is within its phrase");
    require(fuzz::tools().vocabulary.find(scope.substr(hit.begin, hit.end - hit.begin)) != nullptr,
            "what was hit is a term");
  }
  // A reading that was used before gives the same.
  const auto phrases = reading.phrases.size(), hits = reading.hits.size();
  kReader->read(scope, reading);
  require(reading.phrases.size() == phrases && reading.hits.size() == hits, "reading again gives the same");
  if (reading.whole) return 0;
  // Importing reads item by item: together the items give the whole.
  registry::ScopeReading part;
  registry::ScopeItems items(fuzz::tools().table, scope);
  std::size_t bytes = 0, hit = 0;
  for (std::string_view item; items.next(item); bytes += item.size()) {
    kReader->read(item, part);
    for (const auto& one : part.hits) {
      require(hit < hits && reading.hits[hit].term == one.term && reading.hits[hit].begin == bytes + one.begin &&
                  reading.hits[hit].head == one.head &&
                  reading.phrases[reading.hits[hit].phrase].activities == part.phrases[one.phrase].activities,
              "an item gives what the scope gives");
      ++hit;
    }
  }
  require(bytes == scope.size() && hit == hits, "the items are the scope");
  return 0;
}
