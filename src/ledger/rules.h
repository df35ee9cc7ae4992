// Checks that several kinds of records share; each names the field it is about.
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/result.h"

namespace lianzhao::ledger {

// A refusal in both languages that names the field.
Error refusal(std::string_view field, std::string zh, std::string en, ErrorCode code = ErrorCode::kBadInput);
// One of the words.
Status check_word(std::string_view field, std::string_view value, std::initializer_list<std::string_view> words);
// At least one character that is no space, at most `most` characters.
Status check_text(std::string_view field, std::string_view value, std::size_t most);
// May be empty.
Status check_size(std::string_view field, std::string_view value, std::size_t most);
// How sure a source is: reported, derived, unverified, verified or synthetic.
Status check_source_status(std::string_view status);
// The first that fails.
Status all_of(std::initializer_list<Status> checks);

}  // namespace lianzhao::ledger
