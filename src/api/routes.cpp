#include "api/routes.h"

#include "api/handlers/accounts.h"
#include "api/handlers/attachments.h"
#include "api/handlers/audit.h"
#include "api/handlers/capital.h"
#include "api/handlers/firm_records.h"
#include "api/handlers/landing_plans.h"
#include "api/handlers/leads.h"
#include "api/handlers/lists.h"
#include "api/handlers/locals.h"
#include "api/handlers/projects.h"
#include "api/handlers/session.h"
#include "api/handlers/sheets.h"
#include "api/handlers/system.h"
#include "api/handlers/trip_plans.h"
#include "api/handlers/trips.h"
#include "api/handlers/work.h"
#include "api/resources/chains.h"
#include "api/resources/desk.h"
#include "api/resources/firms.h"
#include "api/resources/imports.h"
#include "api/resources/jobs.h"
#include "api/resources/targets.h"

namespace lianzhao::api {
namespace {

using enum http::Method;
using handlers::Subject;

constexpr std::uint64_t kChainBytes = 5u << 20, kSmall = 16u << 10, kUploadBytes = 4ull << 30;

// Method, path, permission, handler, flags, most bytes of the body.
constexpr Route kRoutes[] = {
    {kGet, "/healthz", "", handlers::health, kPublic},
    {kGet, "/readyz", "", handlers::ready, kPublic},
    {kGet, "/metrics", "", handlers::metrics, kPublic | kLocalOnly},
    {kGet, "/api/v1/problem-kinds", "", handlers::list_problems, kPublic | kCached},
    {kGet, "/problems/{code}", "", handlers::show_problem, kPublic | kCached},

    // One's own session and password: also while the password must be changed.
    {kGet, "/api/v1/session", "", handlers::get_session, kAnyUser | kMayBeStale},
    {kPost, "/api/v1/session", "", handlers::sign_in, kPublic | kNoCsrf, kSmall},
    {kDelete, "/api/v1/session", "", handlers::sign_out, kAnyUser | kMayBeStale},
    {kPost, "/api/v1/session/password", "", handlers::change_password, kAnyUser | kMayBeStale, kSmall},
    {kGet, "/api/v1/session/list", "", handlers::list_sessions, kAnyUser | kMayBeStale},
    {kDelete, "/api/v1/session/list/{id}", "", handlers::end_session, kAnyUser | kMayBeStale},

    {kGet, "/api/v1/users", "groups.read", handlers::list_users},
    {kPost, "/api/v1/users", "users.manage", handlers::create_user},
    {kGet, "/api/v1/users/{id}", "groups.read", handlers::get_user},
    {kPatch, "/api/v1/users/{id}", "users.manage", handlers::update_user},
    {kPost, "/api/v1/users/{id}/one-time-password", "users.manage", handlers::reset_password},
    {kGet, "/api/v1/groups", "groups.read", handlers::list_groups},
    {kPost, "/api/v1/groups", "groups.manage", handlers::create_group},
    {kGet, "/api/v1/groups/{id}", "groups.read", handlers::get_group},
    {kPatch, "/api/v1/groups/{id}", "groups.manage", handlers::update_group},
    {kDelete, "/api/v1/groups/{id}", "groups.manage", handlers::delete_group},
    {kGet, "/api/v1/roles", "", handlers::list_roles, kAnyUser},
    {kGet, "/api/v1/audit", "audit.read", handlers::list_audit},
    {kGet, "/api/v1/audit/verify", "audit.read", handlers::verify_audit},

    {kGet, "/api/v1/overview", "engine.read", resources::get_overview},
    {kGet, "/api/v1/search", "engine.read", resources::search},
    {kGet, "/api/v1/places", "engine.read", resources::list_places, kCached},

    {kGet, "/api/v1/chains", "engine.read", resources::list_chains, kCached},
    {kGet, "/api/v1/chains/{chain}", "engine.read", resources::get_chain, kCached},
    {kGet, "/api/v1/chains/{chain}/nodes/{node}", "engine.read", resources::get_node},
    {kGet, "/api/v1/chains/{chain}/picture", "engine.read", resources::get_picture, kCached},
    {kGet, "/api/v1/chains/{chain}/document", "engine.read", resources::get_document},
    {kPut, "/api/v1/chains/{chain}/document", "chains.edit", resources::save_document, 0, kChainBytes},
    {kPost, "/api/v1/chains/{chain}/document/check", "chains.edit", resources::check_document, 0, kChainBytes},
    {kGet, "/api/v1/chains/{chain}/versions", "engine.read", resources::list_versions},
    {kPost, "/api/v1/chains/{chain}/versions/{number}/restore", "chains.edit", resources::restore_version},

    {kGet, "/api/v1/local-firms", "engine.read", handlers::list_local_firms},
    {kPost, "/api/v1/local-firms", "locals.edit", handlers::create_local_firm},
    {kGet, "/api/v1/local-firms/{id}", "engine.read", handlers::get_local_firm},
    {kPut, "/api/v1/local-firms/{id}", "locals.edit", handlers::update_local_firm},
    {kDelete, "/api/v1/local-firms/{id}", "locals.edit", handlers::delete_local_firm},
    {kGet, "/api/v1/planned-projects", "engine.read", handlers::list_planned_projects},
    {kPost, "/api/v1/planned-projects", "locals.edit", handlers::create_planned_project},
    {kGet, "/api/v1/planned-projects/{id}", "engine.read", handlers::get_planned_project},
    {kPut, "/api/v1/planned-projects/{id}", "locals.edit", handlers::update_planned_project},
    {kDelete, "/api/v1/planned-projects/{id}", "locals.edit", handlers::delete_planned_project},
    {kGet, "/api/v1/ties", "engine.read", handlers::list_ties},
    {kPost, "/api/v1/ties", "locals.edit", handlers::create_tie},
    {kGet, "/api/v1/ties/{id}", "engine.read", handlers::get_tie},
    {kPut, "/api/v1/ties/{id}", "locals.edit", handlers::update_tie},
    {kDelete, "/api/v1/ties/{id}", "locals.edit", handlers::delete_tie},

    {kGet, "/api/v1/targets", "engine.read", resources::list_targets, kCached},
    {kGet, "/api/v1/targets/weights", "engine.read", resources::get_weights},
    {kPut, "/api/v1/targets/weights", "weights.edit", handlers::save_weights},
    {kGet, "/api/v1/target-lists", "lists.read", handlers::list_target_lists},
    {kPost, "/api/v1/target-lists", "lists.edit", handlers::create_target_list},
    {kGet, "/api/v1/target-lists/{id}", "lists.read", handlers::get_target_list},
    {kPatch, "/api/v1/target-lists/{id}", "lists.edit", handlers::update_target_list},
    {kDelete, "/api/v1/target-lists/{id}", "lists.edit", handlers::delete_target_list},
    {kPost, "/api/v1/target-lists/{id}/items", "lists.edit", handlers::add_to_target_list},
    {kPatch, "/api/v1/target-lists/{id}/items/{item}", "lists.edit", handlers::update_target_item},
    {kDelete, "/api/v1/target-lists/{id}/items/{item}", "lists.edit", handlers::remove_from_target_list},

    {kGet, "/api/v1/firms", "engine.read", resources::list_firms, kCached},
    {kGet, "/api/v1/firms/counts", "engine.read", resources::count_firms, kCached},
    {kGet, "/api/v1/firms/{firm}", "engine.read", resources::get_firm, kCached},
    {kGet, "/api/v1/firms/{firm}/scores", "engine.read", resources::get_firm_scores, kCached},
    {kGet, "/api/v1/firms/{firm}/notes", "notes.read", handlers::list_notes},
    {kPost, "/api/v1/firms/{firm}/notes", "notes.edit", handlers::create_note},
    {kPut, "/api/v1/firms/{firm}/notes/{id}", "notes.edit", handlers::update_note},
    {kDelete, "/api/v1/firms/{firm}/notes/{id}", "notes.edit", handlers::delete_note},
    {kGet, "/api/v1/firms/{firm}/corrections", "notes.read", handlers::list_corrections},
    {kPost, "/api/v1/firms/{firm}/corrections", "notes.edit", handlers::create_correction},
    {kDelete, "/api/v1/firms/{firm}/corrections/{id}", "notes.edit", handlers::delete_correction},
    {kGet, "/api/v1/firms/{firm}/contacts", "contacts.read", handlers::list_contacts},
    {kPost, "/api/v1/firms/{firm}/contacts", "contacts.edit", handlers::create_contact},
    {kPut, "/api/v1/firms/{firm}/contacts/{id}", "contacts.edit", handlers::update_contact},
    {kDelete, "/api/v1/firms/{firm}/contacts/{id}", "contacts.edit", handlers::delete_contact},
    {kPost, "/api/v1/firms/{firm}/contacts/{id}/reveal", "contacts.reveal", handlers::reveal_contact},

    {kGet, "/api/v1/leads", "leads.read", handlers::list_leads},
    {kPost, "/api/v1/leads", "leads.edit", handlers::create_lead},
    {kPost, "/api/v1/leads/check", "leads.edit", handlers::check_lead},
    {kGet, "/api/v1/leads/{id}", "leads.read", handlers::get_lead},
    {kPut, "/api/v1/leads/{id}", "leads.edit", handlers::update_lead},
    {kPost, "/api/v1/leads/{id}/step", "leads.edit", handlers::step_lead},
    {kPost, "/api/v1/public/leads", "", handlers::send_public_lead, kPublic | kNoCsrf, kSmall},
    {kGet, "/api/v1/landing-templates", "projects.read", handlers::list_landing_templates},
    {kGet, "/api/v1/projects/{id}/landing-plans", "projects.read", handlers::list_landing_plans},
    {kPost, "/api/v1/projects/{id}/landing-plans", "projects.edit", handlers::create_landing_plan},
    {kGet, "/api/v1/landing-plans/{id}", "projects.read", handlers::get_landing_plan},
    {kPatch, "/api/v1/landing-plans/{id}", "projects.edit", handlers::update_landing_plan},
    {kDelete, "/api/v1/landing-plans/{id}", "projects.edit", handlers::delete_landing_plan},

    {kGet, "/api/v1/payments", "payments.read", handlers::list_payments},
    {kPost, "/api/v1/payments", "payments.edit", handlers::create_payment},
    {kGet, "/api/v1/payments/{id}", "payments.read", handlers::get_payment},
    {kPost, "/api/v1/payments/{id}/reverse", "payments.edit", handlers::reverse_payment},
    {kPost, "/api/v1/payments/{id}/audit", "payments.audit", handlers::audit_payment},
    {kGet, "/api/v1/capital/rules", "payments.read", handlers::list_capital_rules},
    {kPost, "/api/v1/capital/rules", "capital.manage", handlers::create_capital_rule},
    {kGet, "/api/v1/capital/bases", "payments.read", handlers::list_capital_bases},
    {kPut, "/api/v1/capital/bases", "capital.manage", handlers::save_capital_base},
    {kGet, "/api/v1/capital/closes", "payments.read", handlers::list_capital_closes},
    {kPost, "/api/v1/capital/closes", "capital.manage", handlers::close_capital_month},
    {kGet, "/api/v1/capital/summary", "payments.read", handlers::get_capital_summary},
    {kGet, "/api/v1/capital/forecast", "payments.read", handlers::get_capital_forecast},

    // Each kind of sheet has permissions of its own: the handlers ask for them.
    {kGet, "/api/v1/sheets/{kind}", "", handlers::export_sheet, kAnyUser},
    {kGet, "/api/v1/sheets/{kind}/template", "", handlers::get_sheet_template, kAnyUser},
    {kPost, "/api/v1/sheets/{kind}/uploads", "", handlers::upload_sheet, kUpload | kAnyUser, handlers::kSheetBytes},
    {kPost, "/api/v1/sheets/{kind}", "", handlers::import_sheet, kAnyUser},

    {kGet, "/api/v1/projects", "projects.read", handlers::list_projects},
    {kPost, "/api/v1/projects", "projects.edit", handlers::create_project},
    {kGet, "/api/v1/projects/gates", "projects.read", handlers::list_gates},
    {kGet, "/api/v1/projects/{id}", "projects.read", handlers::get_project},
    {kPut, "/api/v1/projects/{id}", "projects.edit", handlers::update_project},
    {kPost, "/api/v1/projects/{id}/stage", "projects.edit", handlers::step_project},
    {kPost, "/api/v1/projects/{id}/activity", "projects.edit", handlers::set_project_activity},
    {kGet, "/api/v1/projects/{id}/log", "projects.read", handlers::get_project_log},
    {kGet, "/api/v1/projects/{id}/gates", "projects.read", handlers::get_project_gates},
    {kPost, "/api/v1/projects/{id}/problems", "projects.edit", handlers::create_problem},
    {kGet, "/api/v1/problems", "projects.read", handlers::list_problems_of_projects},
    {kPatch, "/api/v1/problems/{id}", "projects.edit", handlers::update_problem},
    {kGet, "/api/v1/trips", "trips.read", handlers::list_trips},
    {kPost, "/api/v1/trips", "trips.edit", handlers::create_trip},
    {kGet, "/api/v1/trips/{id}", "trips.read", handlers::get_trip},
    {kPut, "/api/v1/trips/{id}", "trips.edit", handlers::update_trip},
    {kDelete, "/api/v1/trips/{id}", "trips.edit", handlers::delete_trip},
    {kGet, "/api/v1/visits", "trips.read", handlers::list_visits},
    {kPost, "/api/v1/visits", "trips.edit", handlers::create_visit},
    {kGet, "/api/v1/visits/{id}", "trips.read", handlers::get_visit},
    {kPut, "/api/v1/visits/{id}", "trips.edit", handlers::update_visit},
    {kDelete, "/api/v1/visits/{id}", "trips.edit", handlers::delete_visit},
    {kPost, "/api/v1/visits/{id}/people", "contacts.reveal", handlers::reveal_visit_people},
    {kGet, "/api/v1/follow-ups", "trips.read", handlers::list_follow_ups},
    {kPatch, "/api/v1/follow-ups/{id}", "trips.edit", handlers::update_follow_up},
    {kGet, "/api/v1/visits/rates", "trips.read", handlers::get_visit_rates},
    {kGet, "/api/v1/firms/{firm}/history", "trips.read", handlers::get_firm_history},
    {kGet, "/api/v1/trip-plans", "trips.read", handlers::list_trip_plans},
    {kPost, "/api/v1/trip-plans", "trips.edit", handlers::create_trip_plan},
    {kGet, "/api/v1/trip-plans/{id}", "trips.read", handlers::get_trip_plan},
    {kPut, "/api/v1/trip-plans/{id}", "trips.edit", handlers::replan_trip},
    {kDelete, "/api/v1/trip-plans/{id}", "trips.edit", handlers::delete_trip_plan},
    {kPost, "/api/v1/trip-plans/{id}/adopt", "trips.edit", handlers::adopt_trip_plan},
    {kGet, "/api/v1/group-targets", "trips.read", handlers::list_group_targets},
    {kPut, "/api/v1/group-targets", "targets.edit", handlers::save_group_target},
    {kGet, "/api/v1/calendar.ics", "", handlers::get_calendar, kPublic | kSecretQuery},
    {kPost, "/api/v1/calendar/token", "trips.read", handlers::make_calendar_token},
    {kGet, "/api/v1/attachments/visits/{id}", "trips.read", handlers::list_attachments_of<Subject::kVisit>},
    {kPost, "/api/v1/attachments/visits/{id}", "trips.edit", handlers::add_attachment_of<Subject::kVisit>, kUpload,
     handlers::kAttachmentBytes},
    {kGet, "/api/v1/attachments/visits/{id}/{attachment}", "trips.read",
     handlers::get_attachment_of<Subject::kVisit>},
    {kGet, "/api/v1/attachments/leads/{id}", "leads.read", handlers::list_attachments_of<Subject::kLead>},
    {kPost, "/api/v1/attachments/leads/{id}", "leads.edit", handlers::add_attachment_of<Subject::kLead>, kUpload,
     handlers::kAttachmentBytes},
    {kGet, "/api/v1/attachments/leads/{id}/{attachment}", "leads.read", handlers::get_attachment_of<Subject::kLead>},
    {kGet, "/api/v1/attachments/projects/{id}", "projects.read", handlers::list_attachments_of<Subject::kProject>},
    {kPost, "/api/v1/attachments/projects/{id}", "projects.edit", handlers::add_attachment_of<Subject::kProject>,
     kUpload, handlers::kAttachmentBytes},
    {kGet, "/api/v1/attachments/projects/{id}/{attachment}", "projects.read",
     handlers::get_attachment_of<Subject::kProject>},
    {kGet, "/api/v1/attachments/payments/{id}", "payments.read", handlers::list_attachments_of<Subject::kPayment>},
    {kPost, "/api/v1/attachments/payments/{id}", "payments.edit", handlers::add_attachment_of<Subject::kPayment>,
     kUpload, handlers::kAttachmentBytes},
    {kGet, "/api/v1/attachments/payments/{id}/{attachment}", "payments.read",
     handlers::get_attachment_of<Subject::kPayment>},
    {kGet, "/api/v1/attachments/problems/{id}", "projects.read", handlers::list_attachments_of<Subject::kProblem>},
    {kPost, "/api/v1/attachments/problems/{id}", "projects.edit", handlers::add_attachment_of<Subject::kProblem>,
     kUpload, handlers::kAttachmentBytes},
    {kGet, "/api/v1/attachments/problems/{id}/{attachment}", "projects.read",
     handlers::get_attachment_of<Subject::kProblem>},

    {kPost, "/api/v1/uploads", "import", resources::upload, kUpload, kUploadBytes},
    {kPost, "/api/v1/imports/preview", "import", resources::preview_import},
    {kGet, "/api/v1/imports", "import", resources::list_imports},
    {kPost, "/api/v1/imports", "import", resources::start_import},
    {kGet, "/api/v1/imports/{id}", "import", resources::get_import},
    {kGet, "/api/v1/imports/{id}/rejects", "import", resources::get_rejects},
    {kPost, "/api/v1/imports/{id}/rollback", "import", resources::roll_back_import},

    {kGet, "/api/v1/jobs", "jobs.read", handlers::list_jobs},
    {kGet, "/api/v1/jobs/{id}", "jobs.read", resources::get_job},
    {kGet, "/api/v1/jobs/{id}/events", "jobs.read", resources::watch_job},
    {kPost, "/api/v1/jobs/{id}/cancel", "jobs.cancel", resources::cancel_job},

    {kGet, "/api/v1/notices", "", handlers::list_notices, kAnyUser},
    {kGet, "/api/v1/notices/unread", "", handlers::count_unread_notices, kAnyUser},
    {kPost, "/api/v1/notices/{id}/read", "", handlers::read_notice, kAnyUser},
};

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace lianzhao::api
