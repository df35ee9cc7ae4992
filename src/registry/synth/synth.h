// A synthetic registry of realistic shape, for trials and measurements where no real registry is at hand. Nothing in
// it is true: every name contains 虚构 (fictitious), and the file's name must contain "synthetic".
//
// Shape: provinces by their share of China's firms, cities within a province by a Zipf law; brands with several firms
// (sizes by a Zipf law) that spread over places and years; scopes of 3 to 20 phrases in the free style of old and the
// standardised style used since 2021, words by a Zipf law; capital in the registry's many forms; and the odd errors
// of real files: about 1 % of codes missing or wrong, 0.5 % of rows repeated, 0.1 % broken in some way.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/places.h"
#include "base/result.h"

namespace lianzhao::registry {

struct SynthOptions {
  std::uint64_t rows = 10'000;
  std::uint64_t seed = 1;
  std::vector<std::string> words;  // products that scopes speak of, the most common first; the generic ones are added
  std::function<void(std::uint64_t rows)> progress;
  const std::atomic<bool>* stop = nullptr;
};

struct SynthReport {
  std::uint64_t rows = 0, bytes = 0, repeated = 0, broken = 0;
};

// Writes CSV (UTF-8) with the usual header to `path`. The same options give the same bytes.
// Errors: kBadArgument when the file's name does not contain "synthetic"; kIo, kNoSpace, kInterrupted (no file is
// left).
Result<SynthReport> synthesise_registry(const std::string& path, const Places& places, const SynthOptions& options);

}  // namespace lianzhao::registry
