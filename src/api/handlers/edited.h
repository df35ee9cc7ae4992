// What an edit with PUT changes: the fields that its body names, nothing else. A field that the body leaves out stays
// as it was, null empties it; what no body can name (the state of a lead, who made it, columns that are shown masked)
// stays without being listed anywhere.
#pragma once

#include <boost/json/parse.hpp>

#include "api/http/message.h"
#include "ledger/record.h"

namespace lianzhao::api::handlers {

// Fields that the body of a request names, by JSON pointer: "/facts/process".
class NamedFields {
 public:
  explicit NamedFields(const http::Request& request) {
    boost::json::error_code bad;
    body_ = boost::json::parse(request.body, bad);
  }
  [[nodiscard]] bool has(std::string_view pointer) const {
    boost::json::error_code missing;
    return body_.find_pointer({pointer.data(), pointer.size()}, missing) != nullptr;
  }
  // Puts the field back to what it was before where the body leaves it out.
  template <class Record, class Member>
  void keep(std::string_view pointer, const Record& seen, Record& wanted, Member member) const {
    if (!has(pointer)) wanted.*member = seen.*member;
  }

 private:
  boost::json::value body_;
};

// The fields in which `wanted` differs from `seen` are those of `record` then.
template <class Record>
void take_over(const Record& seen, const Record& wanted, Record& record) {
  using Members = boost::describe::describe_members<Record, boost::describe::mod_public>;  // without the stamp
  boost::mp11::mp_for_each<Members>([&](auto member) {
    if (!(seen.*member.pointer == wanted.*member.pointer)) record.*member.pointer = wanted.*member.pointer;
  });
}

}  // namespace lianzhao::api::handlers
