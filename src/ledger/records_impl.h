// The bodies of Records<T>; included by records.h only.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {}
