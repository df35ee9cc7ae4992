#include "api/routes.h"

#include "api/handlers/system.h"
#include "api/resources/chains.h"
#include "api/resources/desk.h"
#include "api/resources/firms.h"
#include "api/resources/imports.h"
#include "api/resources/jobs.h"
#include "api/resources/targets.h"

namespace lianzhao::api {
namespace {

using enum http::Method;

constexpr std::uint64_t kChainBytes = 5u << 20, kUploadBytes = 64ull << 30;

// Method, path, permission, handler, flags, most bytes of the body.
constexpr Route kRoutes[] = {
    {kGet, "/healthz", "", handlers::health, kPublic},
    {kGet, "/readyz", "", handlers::ready, kPublic},
    {kGet, "/metrics", "", handlers::metrics, kPublic | kLocalOnly},
    {kGet, "/api/v1/problems", "", handlers::list_problems, kPublic | kCached},
    {kGet, "/problems/{code}", "", handlers::show_problem, kPublic | kCached},

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

    {kGet, "/api/v1/targets", "engine.read", resources::list_targets, kCached},
    {kGet, "/api/v1/targets/weights", "engine.read", resources::get_weights},

    {kGet, "/api/v1/firms", "engine.read", resources::list_firms, kCached},
    {kGet, "/api/v1/firms/counts", "engine.read", resources::count_firms, kCached},
    {kGet, "/api/v1/firms/{firm}", "engine.read", resources::get_firm, kCached},
    {kGet, "/api/v1/firms/{firm}/scores", "engine.read", resources::get_firm_scores, kCached},

    {kPost, "/api/v1/uploads", "import", resources::upload, kUpload, kUploadBytes},
    {kPost, "/api/v1/imports/preview", "import", resources::preview_import},
    {kGet, "/api/v1/imports", "import", resources::list_imports},
    {kPost, "/api/v1/imports", "import", resources::start_import},
    {kGet, "/api/v1/imports/{id}", "import", resources::get_import},
    {kGet, "/api/v1/imports/{id}/rejects", "import", resources::get_rejects},
    {kPost, "/api/v1/imports/{id}/rollback", "import", resources::roll_back_import},

    {kGet, "/api/v1/jobs/{id}", "jobs.read", resources::get_job},
    {kGet, "/api/v1/jobs/{id}/events", "jobs.read", resources::watch_job},
    {kPost, "/api/v1/jobs/{id}/cancel", "jobs.cancel", resources::cancel_job},
};

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace lianzhao::api
