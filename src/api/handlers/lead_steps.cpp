#include "api/handlers/lead_json.h"
#include "api/handlers/leads.h"
#include "api/public_form.h"

namespace lianzhao::api::handlers {
namespace {

struct LeadStepInput {
  Text<1, 20> to;
  std::optional<Text<1, 20>> clock;
  std::optional<Text<0, 1000>> reason;
  std::optional<Day> on;
};
BOOST_DESCRIBE_STRUCT(LeadStepInput, (), (to, clock, reason, on))

struct PublicLeadInput {
  Text<2, 120> firm;
  Text<2, 160> title;
  std::optional<Text<0, 4000>> text;
  Text<1, 60> contact;
  Text<1, 30> phone;
};
BOOST_DESCRIBE_STRUCT(PublicLeadInput, (), (firm, title, text, contact, phone))

// Contacts are kept by a firm's key; the sender's firm may have none, so they are kept by the lead:
// GET /firms/lLEAD-ID/contacts.
std::string contact_key(const std::string& lead) {
  return "l" + lead;
}

// The group of that slug; kNotFound.
Result<std::string> group_of_slug(const ledger::Ledger& ledger, const std::string& zone, const std::string& slug) {
  auto rows = ledger.tools.database.read([&](store::Transaction& tx) {
    return tx.query("SELECT id FROM groups WHERE zone = $1 AND slug = $2", {zone, slug});
  });
  if (!rows) return rows.error();
  if (rows->empty()) return Error{ErrorCode::kUnavailable, "the group of the public form is not there"};
  return std::string((*rows)[0].text(0));
}

// As the program: the sender has no account. Whether the firm is followed already is for the group to see, not for
// the sender to learn, so it is taken in all cases.
Status take_public_lead(const ledger::Ledger& ledger, const std::string& zone, const std::string& group,
                        const PublicLeadInput& input, const std::string& request) {
  const auto access = ledger::Access::system(zone, request);
  return ledger::change(ledger.tools, access.actor, [&](ledger::Change& open) -> Status {
    ledger::Lead lead;
    lead.title = input.title;
    lead.firm_name = input.firm;
    lead.group_id = group;
    lead.source = "web";
    lead.note = text_of(input.text);
    lead.received_on = lead.last_activity_on = ledger.leads.today();
    lead.despite_reason = "网上提交，尚未核对 (sent by the public form, not looked at yet)";
    auto made = ledger.leads.create_in(open, access, lead);
    if (!made) return made.error();
    // Names and numbers of people are kept as contacts are: masked, shown for a reason that is logged.
    ledger::FirmContact contact;
    contact.firm_key = contact_key(made->id);
    contact.firm_name = input.firm;
    contact.name = input.contact;
    contact.phone = input.phone;
    contact.group_id = group;
    if (auto kept = ledger.contacts.create_in(open, access, contact); !kept) return kept.error();
    const ledger::Notice notice{"",
                                "",
                                "lead",
                                fmt::format("网上收到线索“{}”", made->title),
                                fmt::format("The public form received the lead \"{}\"", made->title),
                                "/leads/" + made->id,
                                {},
                                {}};
    return ledger.notices.post_to_group(open.tx, zone, group, notice);
  });
}

}  // namespace

Reply step_lead(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<LeadStepInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  const std::string id(context.part("id"));
  const ledger::LeadStep step{input.to, text_of(input.clock), text_of(input.reason), input.on};
  const auto moved =
      desk->leads.step(desk.access, access_for(context, Permission::kProjectsEdit), id, expected.value, step);
  return lead_reply(context, desk, 200, moved, id);
}

Reply check_lead(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<LeadInput>(request);
  if (!body.value) return body.problem;
  ledger::Lead draft;
  draft.created_at = desk->tools.clock.now();
  draft.received_on = desk->leads.today();
  if (auto problem = apply_lead(context, desk, *body.value, draft)) return *problem;
  const auto shown = leads_shown(context, desk, std::span(&draft, 1));
  if (!shown) return shown.error();
  return http::Response::json(200, "{\"duplicates\":" + to_json(shown->front().duplicates) +
                                       ",\"findings\":" + to_json(shown->front().findings) + "}");
}

Reply send_public_lead(Context& context, const http::Request& request) {
  const auto& services = context.services();
  if (!services.public_form || !services.ledger) {
    return Problem::of("forbidden", "本园区未开放网上提交。", "This zone has no public form.");
  }
  // The body first: what is no lead does not use up the sender's turns, and leaves nothing behind.
  const auto body = read_body<PublicLeadInput>(request);
  if (!body.value) return body.problem;
  const auto& ledger = *services.ledger;
  if (const auto wait = services.public_form->admit(context.client(), ledger.tools.clock.now()); wait > 0) {
    auto problem = Problem::of("throttled", "提交过于频繁，请稍后再试。", "Too many were sent: try again later.");
    problem.retry_after = wait;
    problem.headers.emplace_back("Retry-After", std::to_string(wait));
    return problem;
  }
  const auto group = group_of_slug(ledger, services.zone, services.public_form->group());
  if (!group) return group.error();
  if (auto taken = take_public_lead(ledger, services.zone, *group, *body.value, context.request_id()); !taken) {
    return taken.error();
  }
  return http::Response::json(202, R"({"received":true})");
}

}  // namespace lianzhao::api::handlers
