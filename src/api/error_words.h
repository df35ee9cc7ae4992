// Errors of the rooms below in both languages. Their messages are English; the Chinese comes from one table of what
// they say, by pattern. What the table does not know is told in the words of its code.
#pragma once

#include "api/problem.h"

namespace lianzhao::api {

Words words_of(const Error& error);

}  // namespace lianzhao::api
