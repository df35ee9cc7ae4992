#include "api/handlers/about_firm.h"
#include "api/handlers/edited.h"
#include "api/handlers/firm_records.h"
#include "api/handlers/named.h"
#include "ledger/masks.h"

namespace lianzhao::api::handlers {
namespace {

struct ContactInput {
  Text<1, 60> name;
  std::optional<Text<0, 60>> title;
  std::optional<Text<0, 30>> phone;
  std::optional<Text<0, 120>> email;
  std::optional<Text<0, 1000>> note;
  std::optional<Text<0, 64>> group;
};
BOOST_DESCRIBE_STRUCT(ContactInput, (), (name, title, phone, email, note, group))

struct Reason {
  Text<2, 300> reason;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason))

std::string json_of(const Desk& desk, const ledger::FirmContact& contact) {
  return to_json(view::contact_of(desk.names, contact, true));
}

// What comes back as it was shown, masked, was not meant to be changed.
void set_unless_masked(std::string& to, const std::string& from, const std::string& masked) {
  if (from != masked) to = from;
}

void apply(const ContactInput& input, ledger::FirmContact& contact) {
  const auto text = [](const auto& maybe) { return maybe ? std::string(*maybe) : std::string(); };
  set_unless_masked(contact.name, input.name, ledger::mask_name(contact.name));
  set_unless_masked(contact.phone, text(input.phone), ledger::mask_phone(contact.phone));
  set_unless_masked(contact.email, text(input.email), ledger::mask_email(contact.email));
  contact.title = text(input.title);
  contact.note = text(input.note);
}

}  // namespace

Reply list_contacts(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  std::string items;
  auto done = desk->contacts.each(desk.access, about<ledger::FirmContact>(std::string(context.part("firm"))),
                                  [&](const auto& contact) {
                                    items += (items.empty() ? "" : ",") + json_of(desk, contact);
                                    return true;
                                  });
  if (!done) return done.error();
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

Reply create_contact(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto firm = firm_of_path(context, desk);
  if (firm.problem) return *firm.problem;
  const auto body = read_body<ContactInput>(request);
  if (!body.value) return body.problem;
  ledger::FirmContact draft;
  draft.firm_key = firm.key;
  draft.firm_name = firm.name;
  apply(*body.value, draft);
  draft.group_id =
      owning_group(desk.access, body.value->group ? std::optional<std::string>(*body.value->group) : std::nullopt);
  if (auto problem = check_group_named(desk, draft.group_id)) return *problem;
  const auto made = desk->contacts.create(desk.access, draft);
  if (!made) return made.error();
  return http::Response::json(201, json_of(desk, *made)).with("ETag", etag_of(made->version));
}

Reply update_contact(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto known = read_about(desk->contacts, desk.access, context);
  if (!known) return known.error();
  const auto body = read_body<ContactInput>(request);
  if (!body.value) return body.problem;
  if (body.value->group && !body.value->group->empty()) {
    if (auto problem = check_group_named(desk, *body.value->group)) return *problem;
  }
  const NamedFields named(request);
  const auto changed =
      desk->contacts.update(desk.access, known->id, expected.value, [&](ledger::FirmContact& contact) {
        const auto before = contact;
        apply(*body.value, contact);
        named.keep("/title", before, contact, &ledger::FirmContact::title);
        named.keep("/phone", before, contact, &ledger::FirmContact::phone);
        named.keep("/email", before, contact, &ledger::FirmContact::email);
        named.keep("/note", before, contact, &ledger::FirmContact::note);
        if (body.value->group && !body.value->group->empty()) contact.group_id = *body.value->group;
        return Status();
      });
  return one_record(
      200, changed, [&](const auto& contact) { return json_of(desk, contact); },
      [&] { return desk->contacts.get(desk.access, known->id); });
}

Reply delete_contact(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto known = read_about(desk->contacts, desk.access, context);
  if (!known) return known.error();
  return removed_record<ledger::FirmContact>(
      desk->contacts.remove(desk.access, known->id, expected.value),
      [&](const auto& contact) { return json_of(desk, contact); },
      [&] { return desk->contacts.get(desk.access, known->id); });
}

Reply reveal_contact(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto known = read_about(desk->contacts, desk.access, context);
  if (!known) return known.error();
  const auto body = read_body<Reason>(request);
  if (!body.value) return body.problem;
  const auto clear = desk->contacts.reveal(desk.access, known->id, body.value->reason);
  if (!clear) return clear.error();
  return http::Response::json(200, to_json(view::contact_of(desk.names, *clear, false)))
      .with("Cache-Control", "no-store");
}

}  // namespace lianzhao::api::handlers
