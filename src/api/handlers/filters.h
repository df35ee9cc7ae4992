// Filters of lists. A value that no record can have (another group than the zone's, an id that is none) is a fault of
// the query, told with its parameter: an empty list would read as if there were nothing.
#pragma once

#include "api/handlers/records.h"

namespace lianzhao::api::handlers {

std::optional<std::string> group_asked(QueryReader& reader, const Desk& desk);          // group: one of the zone's
std::optional<std::string> record_asked(QueryReader& reader, std::string_view name);    // an id
std::optional<std::string> node_asked(QueryReader& reader, const Desk& desk);           // node: of a chain
std::optional<std::string> region_asked(QueryReader& reader, const Desk& desk);         // region; "-": "", none
std::optional<std::string> firm_key_asked(QueryReader& reader, std::string_view name);  // as the registry has it
std::optional<std::string> user_asked(QueryReader& reader, const Desk& desk, std::string_view name);
// A word that the program itself writes, such as the kind of an entry of the audit log.
std::optional<std::string> word_asked(QueryReader& reader, std::string_view name);

}  // namespace lianzhao::api::handlers
