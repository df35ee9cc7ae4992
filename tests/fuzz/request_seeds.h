// Requests that are in order: what the little server's records are made by, and what mutation begins with. "@name"
// stands for the id of a record (LittleServer::known), "{id}" for the record there is.
#pragma once

#include <string>
#include <vector>

#include "api/http/message.h"

namespace lianzhao::fuzz {

struct FirstRecord {
  std::string name;  // "@name" afterwards
  api::http::Method method = api::http::Method::kPost;
  std::string target, body;
  std::string pointer = "/id";  // where the answer says its id
};
// In the order in which they can be made.
std::vector<FirstRecord> first_records();

struct RequestSeed {
  api::http::Method method;
  std::string pattern;  // of the table of routes
  std::string text;     // the query of a request that only reads, else the body
};
std::vector<RequestSeed> request_seeds();

}  // namespace lianzhao::fuzz
