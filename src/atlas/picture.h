// A chain as a layered picture, from upstream on the left to downstream on the right. Graphviz places nodes and
// edges, the drawing is ours. Self-contained SVG 1.1: no scripts, no outside fonts; every node has its id and a
// tooltip.
#pragma once

#include <string>

#include "atlas/atlas.h"
#include "base/result.h"

namespace lianzhao::atlas {

struct PictureOptions {
  bool english = false;  // English names in front, Chinese below; else the other way round
};

// May be called on several threads; one draws at a time. Errors: kIo where Graphviz cannot lay the chain out.
Result<std::string> draw_chain(const Chain& chain, const PictureOptions& options);

}  // namespace lianzhao::atlas
