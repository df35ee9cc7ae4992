#include "ledger/firm_records.h"

#include "ledger/masks.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {

Status RecordTraits<FirmNote>::rules(const FirmNote& note) {
  return all_of({check_text("firm_key", note.firm_key, 40), check_size("firm_name", note.firm_name, 400),
                 check_text("text", note.text, 20'000), check_word("visibility", note.visibility, {"group", "all"})});
}

Status RecordTraits<FirmCorrection>::rules(const FirmCorrection& correction) {
  return all_of({check_text("firm_key", correction.firm_key, 40), check_size("firm_name", correction.firm_name, 400),
                 check_word("field", correction.field,
                            {"name", "place", "address", "capital", "registered", "status", "products", "listed"}),
                 check_text("value", correction.value, 20'000), check_text("reason", correction.reason, 2'000),
                 check_size("source", correction.source, 1'000), check_source_status(correction.source_status)});
}

Status RecordTraits<FirmContact>::rules(const FirmContact& contact) {
  return all_of({check_text("firm_key", contact.firm_key, 40), check_size("firm_name", contact.firm_name, 400),
                 check_text("name", contact.name, 200), check_size("title", contact.title, 200),
                 check_size("phone", contact.phone, 40), check_size("email", contact.email, 200),
                 check_size("note", contact.note, 2'000)});
}

FirmContact RecordTraits<FirmContact>::shown(FirmContact contact) {
  contact.name = mask_name(contact.name);
  contact.phone = mask_phone(contact.phone);
  contact.email = mask_email(contact.email);
  return contact;
}

Result<FirmContact> FirmContacts::reveal(const Access& access, const std::string& id,
                                         const std::string& reason) const {
  if (auto good = check_text("reason", reason, 1'000); !good) return good.error();
  return change(tools_, access.actor, [&](Change& open) -> Result<FirmContact> {
    auto contact = clear(open.tx, access, id);
    if (!contact) return contact.error();
    if (auto noted = open.audit({"reveal", "firm-contact", id, {}, {}, reason}); !noted) return noted.error();
    return contact;
  });
}

template class Records<FirmNote>;
template class Records<FirmCorrection>;
template class Records<FirmContact>;

}  // namespace lianzhao::ledger
