// What is shown of the names, phones and e-mail addresses of people, everywhere: lists, audit log, workbooks. Cut
// between characters, so that the mask of any text is a text; stars stand for at least one hidden character.
#pragma once

#include <string>
#include <string_view>

namespace lianzhao::ledger {

// "138****5678": three characters at the begin and four at the end, of these only digits and the signs of numbers:
// what people write behind a number, such as "（微信同号）" or a name, is hidden. Fewer than eight characters: stars.
std::string mask_phone(std::string_view phone);
// "z***@example.com"; what stands behind the address is hidden.
std::string mask_email(std::string_view email);
// "王**"
std::string mask_name(std::string_view name);

}  // namespace lianzhao::ledger
