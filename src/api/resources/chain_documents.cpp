// Chains as they are edited. Saving: check, keep as a new version, put the engine's chains anew, and where there are
// terms that the registry was not read with, have it read again by a job.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>

#include "api/chain_versions.h"
#include "api/jobs/job_runner.h"
#include "api/json/chains.h"
#include "api/json_reader.h"
#include "api/resources/chains.h"
#include "api/resources/engine_access.h"
#include "atlas/chain_document.h"
#include "base/identifiers.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::resources {
namespace {

using workspace::Engine;

struct DocumentInput {
  boost::json::value document;
  std::optional<Text<0, 300>> note;
};
BOOST_DESCRIBE_STRUCT(DocumentInput, (), (document, note))

struct DocumentOutput {
  std::int64_t version = 0;
  Raw document;
  std::optional<std::string> job;
};
BOOST_DESCRIBE_STRUCT(DocumentOutput, (), (version, document, job))

struct Version {
  std::int64_t number = 0;
  std::optional<std::string> at;
  std::string author, note;
  std::optional<std::int64_t> restored_from;
  bool current = false;
  std::vector<view::ChainChange> changes;
};
BOOST_DESCRIBE_STRUCT(Version, (), (number, at, author, note, restored_from, current, changes))

std::optional<std::size_t> chain_index(const Engine& engine, std::string_view id) {
  const auto& chains = engine.atlas().chains();
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].id == id) return i;
  }
  return std::nullopt;
}

Problem no_chain() {
  return not_found("没有这条产业链。", "There is no such chain.");
}

Reply document_reply(const Engine& engine, std::size_t chain, std::optional<std::string> job) {
  const DocumentOutput out{
      engine.chain_version(chain), {atlas::document_of(engine.atlas().chains()[chain])}, std::move(job)};
  return http::Response::json(200, to_json(out)).with("ETag", fmt::format("\"{}\"", out.version));
}

// The rules of chains, and what the zone needs: a node with firms or projects must stay.
std::vector<atlas::DocumentProblem> problems_of(const Engine& engine, std::size_t chain, const std::string& json) {
  const auto& now = engine.atlas().chains()[chain];
  auto read = atlas::read_document(json, now.id);
  if (!read.chain) return read.problems;
  if (read.chain->id != now.id) {
    read.problems.push_back({"/chain", "wrong-chain", fmt::format("this is '{}', not '{}'", read.chain->id, now.id)});
  }
  const auto check_use = [&](atlas::NodeRef node, const std::string& by) {
    if (node.chain != chain) return;
    const auto& id = now.nodes[node.node].id;
    for (const auto& other : read.chain->nodes) {
      if (other.id == id) return;
    }
    for (const auto& problem : read.problems) {
      if (problem.rule == "node-in-use" && problem.message.starts_with("'" + id + "'")) return;
    }
    read.problems.push_back({"/nodes", "node-in-use", fmt::format("'{}' is used by {}: move it first", id, by)});
  };
  for (const auto& firm : engine.zone().firms) check_use(firm.node, firm.name);
  for (const auto& project : engine.zone().projects) check_use(project.node, project.name);
  // Ids are the atlas's: another chain must not have them.
  for (std::size_t i = 0; i < read.chain->nodes.size(); ++i) {
    const auto other = engine.atlas().find_node(read.chain->nodes[i].id);
    if (other && other->chain != chain && engine.atlas().node(*other).id == read.chain->nodes[i].id) {
      read.problems.push_back({fmt::format("/nodes/{}/id", i), "duplicate-node",
                               fmt::format("'{}' is a node of another chain", read.chain->nodes[i].id)});
    }
  }
  return read.problems;
}

Problem refusal(const std::vector<atlas::DocumentProblem>& problems) {
  auto out = Problem::of("bad-fields", fmt::format("这条产业链有 {} 处问题。", problems.size()),
                         fmt::format("The chain has {} problems.", problems.size()));
  for (const auto& problem : problems) {
    out.errors.push_back({"/document" + problem.pointer, problem.rule, {problem.message, problem.message}});
  }
  return out;
}

// Has the registry read again where it was read without some of the terms. Nothing where it need not, or where this
// server runs no jobs.
std::optional<std::string> read_again(const Context& context, const Engine& engine) {
  const auto& services = context.services();
  if (!services.jobs || !services.ids || engine.unread_terms().empty()) return std::nullopt;
  const auto job = services.jobs->submit(services.ids->next(), context.principal()->zone, "rebuild", "{}",
                                         context.principal()->user);
  return job ? std::optional(job->id) : std::nullopt;
}

Reply save(Context& context, const std::string& json, const std::string& note,
           std::optional<std::int64_t> restored_from) {
  auto engine = engine_of(context);
  auto& services = context.services();
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto chain = chain_index(*engine, context.part("chain"));
  if (!chain) return no_chain();
  const auto& id = engine->atlas().chains()[*chain].id;
  const auto conflict = [&](const Engine& now) {
    auto problem = Problem::of("stale-version", "这条产业链已被他人修改。", "Somebody else has changed this chain.");
    const auto at = chain_index(now, id);
    if (at) {
      problem.current =
          to_json(DocumentOutput{now.chain_version(*at), {atlas::document_of(now.atlas().chains()[*at])}, {}});
    }
    return problem;
  };
  if (expected.value != engine->chain_version(*chain)) return conflict(*engine);
  if (const auto problems = problems_of(*engine, *chain, json); !problems.empty()) return refusal(problems);
  const auto saved = services.chain_versions->save(*context.principal(), context.request_id(), id, expected.value,
                                                   json, note, restored_from);
  if (!saved && saved.error().code == ErrorCode::kConflict) {
    if (auto reloaded = services.engines->reload(workspace::Changed::only_chains()); !reloaded) {
      return reloaded.error();
    }
    return conflict(*services.engines->get());
  }
  if (!saved) return saved.error();
  if (auto reloaded = services.engines->reload(workspace::Changed::only_chains()); !reloaded) return reloaded.error();
  const auto now = services.engines->get();
  const auto at = chain_index(*now, id);
  if (!at) return no_chain();
  return document_reply(*now, *at, read_again(context, *now));
}

// What saving needs; a problem where this server has no store.
std::optional<Problem> may_save(const Context& context) {
  const auto& services = context.services();
  if (services.engines && services.chain_versions) return std::nullopt;
  return Problem::of("unavailable", "这台服务器没有数据库，不能保存。",
                     "This server has no store: nothing can be saved.");
}

// A version saved before verbs in terms were refused: without them, so that it can be restored.
std::string as_saved_now(std::string document, const std::string& chain) {
  if (atlas::read_document(document, chain).chain) return document;
  const auto kept = atlas::chain_from_document(document, chain);
  return kept ? atlas::document_of(*kept) : document;
}

// The document of a version; 0: as shipped.
Result<std::string> document_of_version(Context& context, const std::string& chain, std::int64_t number) {
  if (number > 0) {
    auto saved = context.services().chain_versions->document(*context.principal(), chain, number);
    if (!saved) return saved.error();
    return as_saved_now(*std::move(saved), chain);
  }
  const auto& folders = context.services().engines->options().folders;
  auto files = atlas::load_atlas({folders.in_share("atlas"), folders.in_home("atlas")});
  if (!files) return files.error();
  const auto* shipped = files->find_chain(chain);
  if (!shipped) return Error{ErrorCode::kNotFound, "the chain was not shipped"};
  return atlas::document_of(*shipped);
}

}  // namespace

Reply get_document(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto chain = chain_index(*engine, context.part("chain"));
  if (!chain) return no_chain();
  return document_reply(*engine, *chain, std::nullopt);
}

Reply check_document(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  const auto chain = chain_index(*engine, context.part("chain"));
  if (!chain) return no_chain();
  const auto body = read_body<DocumentInput>(request);
  if (!body.value) return body.problem;
  std::vector<view::ChainProblem> items;
  for (const auto& p : problems_of(*engine, *chain, boost::json::serialize(body.value->document))) {
    items.push_back({p.pointer, p.rule, p.message});
  }
  return http::Response::json(200, "{\"problems\":" + to_json(items) + "}");
}

Reply save_document(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  if (auto problem = may_save(context)) return *problem;
  const auto body = read_body<DocumentInput>(request);
  if (!body.value) return body.problem;
  return save(context, boost::json::serialize(body.value->document),
              body.value->note ? std::string(*body.value->note) : std::string(), std::nullopt);
}

Reply restore_version(Context& context, const http::Request&) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  if (auto problem = may_save(context)) return *problem;
  std::int64_t number = -1;
  const auto text = context.part("number");
  std::from_chars(text.data(), text.data() + text.size(), number);
  const auto chain = std::string(context.part("chain"));
  if (!chain_index(*engine, chain)) return no_chain();
  if (number < 0) return not_found("没有这个版本。", "There is no such version.");
  const auto document = document_of_version(context, chain, number);
  if (!document) return document.error();
  return save(context, *document, {}, number);
}

Reply list_versions(Context& context, const http::Request& request) {
  const auto engine = engine_of(context);
  if (!engine) return engine.problem;
  QueryReader query(request);
  const auto limit = static_cast<int>(query.integer("limit", 1, 500).value_or(50));
  const auto before = query.integer("cursor", 1, INT64_MAX).value_or(0);
  if (auto problem = query.done()) return *problem;
  const auto index = chain_index(*engine, context.part("chain"));
  if (!index) return no_chain();
  const auto& id = engine->atlas().chains()[*index].id;
  std::vector<ChainVersion> saved;
  if (auto* versions = context.services().chain_versions) {
    auto found = versions->versions(*context.principal(), id, limit + 1, before);
    if (!found) return found.error();
    saved = *std::move(found);
  }
  const bool more = static_cast<int>(saved.size()) > limit;
  const auto read = [&](std::int64_t number) -> std::optional<atlas::Chain> {
    const auto document = document_of_version(context, id, number);
    return document ? atlas::read_document(*document, id).chain : std::nullopt;
  };
  std::vector<std::string> items;
  std::optional<atlas::Chain> after;  // of the entry that comes next
  for (int i = 0; i < std::min<int>(limit, static_cast<int>(saved.size())); ++i) {
    const auto& from = saved[static_cast<std::size_t>(i)];
    Version version{from.number,
                    from.at,
                    from.author,
                    from.note,
                    from.restored_from,
                    from.number == engine->chain_version(*index),
                    {}};
    if (!after) after = read(from.number);
    const bool last = static_cast<std::size_t>(i) + 1 == saved.size();
    auto earlier = read(last ? 0 : saved[static_cast<std::size_t>(i) + 1].number);
    if (after && earlier) {
      for (const auto& change : atlas::changes_between(*earlier, *after)) {
        static constexpr const char* kKinds[] = {"added", "removed", "changed"};
        version.changes.push_back(
            {kKinds[static_cast<std::size_t>(change.kind)], change.id, view::words_of(change.words)});
      }
    }
    after = std::move(earlier);
    items.push_back(to_json(version));
  }
  if (!more && context.services().engines && document_of_version(context, id, 0)) {
    items.push_back(to_json(Version{0, std::nullopt, "", "", std::nullopt, engine->chain_version(*index) == 0, {}}));
  }
  return http::Response::json(
      200, list_json(items, more ? std::to_string(saved[static_cast<std::size_t>(limit) - 1].number) : ""));
}

}  // namespace lianzhao::api::resources
