// What Places holds. Internal to base.
#pragma once

#include <vector>

#include "base/place_names.h"
#include "base/places.h"

namespace lianzhao {

struct Places::Impl {
  std::vector<Place> all;
  PlaceNames names;
};

}  // namespace lianzhao
