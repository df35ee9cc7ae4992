#include "workspace/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "atlas/chain_document.h"
#include "targeting/makers/likeness.h"

namespace lianzhao::workspace {
namespace {

unsigned or_all(unsigned threads) {
  return threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
}

// Calls work(0) ... work(count - 1) from several threads; the first error ends it.
Status for_each(std::size_t count, unsigned threads, const std::function<Status(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  Status first;
  const auto run = [&] {
    for (auto i = next++; i < count; i = next++) {
      if (auto done = work(i); !done) {
        const std::lock_guard lock(mutex);
        if (first) first = done;
        next = count;
      }
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i) others.emplace_back(run);
  run();
  for (auto& thread : others) thread.join();
  return first;
}

}  // namespace

Result<std::shared_ptr<const Engine>> Engine::load(const EngineOptions& options, std::shared_ptr<const Basis> basis,
                                                   const EngineSources& sources, Day today, std::uint64_t generation,
                                                   const Engine* before, Changed changed) {
  std::shared_ptr<Engine> engine(new Engine);
  engine->basis_ = std::move(basis);
  engine->today_ = today;
  engine->generation_ = generation;
  if (auto loaded = engine->load_parts(options, sources, before, changed); !loaded) return loaded.error();
  if (auto diagnosed = engine->diagnose(options, before, changed); !diagnosed) return diagnosed.error();
  return std::shared_ptr<const Engine>(std::move(engine));
}

Status Engine::load_parts(const EngineOptions& options, const EngineSources& sources, const Engine* before,
                          Changed changed) {
  const auto& folders = options.folders;
  if (before && !changed.chains) {
    chains_ = before->chains_;
  } else {
    auto loaded = load_chains(folders, sources.chains);
    if (!loaded) return loaded.error();
    chains_ = *loaded;
  }
  if (before && !changed.zone && !changed.chains) {
    zone_ = before->zone_;
  } else {
    CaseFiles files(folders);
    ZoneSource& source = sources.zone ? *sources.zone : files;
    auto zone = source.load(chains_->atlas, basis_->places());
    if (!zone) return zone.error();
    zone_ = std::make_shared<const targeting::Zone>(*std::move(zone));
  }
  if (before && !changed.weights) {
    weights_ = before->weights_;
    shipped_weights_ = before->shipped_weights_;
  } else {
    auto shipped = targeting::load_weights(folders.weights());
    if (!shipped) return shipped.error();
    shipped_weights_ = std::make_shared<const targeting::ScoreWeights>(*std::move(shipped));
    SavedWeights saved{0, *shipped_weights_};
    if (sources.weights) {
      auto loaded = sources.weights->load(*shipped_weights_);
      if (!loaded) return loaded.error();
      saved = *std::move(loaded);
    }
    weights_ = std::make_shared<const SavedWeights>(std::move(saved));
  }
  if (before && !changed.registry) {
    registry_ = before->registry_;
  } else if (folders.has_snapshot()) {
    auto opened = registry::Snapshot::open(folders.snapshot());
    if (!opened) return opened.error();
    auto part = std::make_shared<RegistryPart>(*std::move(opened), *basis_, or_all(options.threads),
                                               or_all(options.query_threads), options.indexes);
    if (std::filesystem::exists(folders.likeness())) {
      auto likeness = targeting::Likeness::load(folders.likeness());
      if (!likeness) return likeness.error();
      part->likeness = std::make_shared<targeting::Likeness>(*std::move(likeness));
    }
    registry_ = std::move(part);
  } else if (options.needs_registry) {
    return Error{ErrorCode::kNotFound,
                 fmt::format("there is no registry in {} yet. Load one with: lianzhao import registry FILE "
                             "(or the starter list with: lianzhao init)",
                             folders.home)};
  }
  if (!registry_) return {};
  if (before && before->terms_ && !changed.registry && !changed.chains) {
    terms_ = before->terms_;
    return {};
  }
  auto terms = make_terms(registry_->snapshot, *basis_, chains_->atlas);
  if (!terms) return terms.error();
  terms_ = *terms;
  return {};
}

Result<std::shared_ptr<const Engine::ChainsPart>> Engine::load_chains(const Folders& folders, ChainSource* source) {
  auto files = atlas::load_atlas({folders.in_share("atlas"), folders.in_home("atlas")});
  if (!files) return files.error();
  auto chains = files->chains();
  std::vector<std::int64_t> versions(chains.size(), 0);
  if (source) {
    auto saved = source->current();
    if (!saved) return saved.error();
    for (const auto& one : *saved) {
      const auto name = fmt::format("version {} of the chain '{}'", one.number, one.chain);
      auto chain = atlas::chain_from_document(one.document, name);
      if (!chain) return chain.error();
      const auto known = std::find_if(chains.begin(), chains.end(), [&](const auto& c) { return c.id == one.chain; });
      if (known == chains.end()) {
        chains.push_back(*std::move(chain));
        versions.push_back(one.number);
      } else {
        versions[static_cast<std::size_t>(known - chains.begin())] = one.number;
        *known = *std::move(chain);
      }
    }
  }
  return std::make_shared<const ChainsPart>(ChainsPart{atlas::Atlas(std::move(chains)), std::move(versions)});
}

Result<std::shared_ptr<const Engine::TermsPart>> Engine::make_terms(const registry::Snapshot& snapshot,
                                                                    const Basis& basis, const atlas::Atlas& atlas) {
  std::vector<atlas::NodeRef> nodes;
  std::vector<std::size_t> first;
  std::vector<registry::QueryNode> terms;
  for (std::size_t c = 0; c < atlas.chains().size(); ++c) {
    first.push_back(nodes.size());
    for (std::size_t n = 0; n < atlas.chains()[c].nodes.size(); ++n) {
      nodes.push_back({c, n});
      terms.push_back(targeting::node_terms(snapshot, basis.table(), atlas.node(nodes.back())));
    }
  }
  auto evidence = registry::EvidenceReader::create_whole(snapshot, basis.table(), terms);
  if (!evidence) return evidence.error();
  return std::make_shared<const TermsPart>(TermsPart{std::move(nodes), std::move(first), *std::move(evidence)});
}

Status Engine::diagnose(const EngineOptions& options, const Engine* before, Changed changed) {
  const auto& chains = atlas().chains();
  surveys_.resize(chains.size());
  diagnoses_.resize(chains.size());
  const auto wanted = [&](std::size_t chain) {
    return options.only_chain.empty() || chains[chain].id == options.only_chain;
  };
  const bool surveys_stay = before && !changed.registry && !changed.chains && before->zone_->place == zone_->place;
  std::vector<atlas::NodeRef> to_survey;
  std::vector<targeting::Surveys> fresh(chains.size());
  for (std::size_t c = 0; c < chains.size(); ++c) {
    if (surveys_stay) {
      surveys_[c] = before->surveys_[c];
      continue;
    }
    if (!registry_ || !wanted(c)) continue;
    fresh[c].resize(chains[c].nodes.size());
    for (std::size_t n = 0; n < chains[c].nodes.size(); ++n) to_survey.push_back({c, n});
  }
  auto surveyed = for_each(to_survey.size(), or_all(options.threads), [&](std::size_t i) -> Status {
    const auto ref = to_survey[i];
    auto survey = targeting::survey_makers(registry_->queries, basis_->table(), basis_->places(), atlas().node(ref),
                                           zone_->place);
    if (!survey) return survey.error();
    fresh[ref.chain][ref.node] = *survey;
    return {};
  });
  if (!surveyed) return surveyed;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    if (!surveys_stay) surveys_[c] = std::make_shared<const targeting::Surveys>(std::move(fresh[c]));
    diagnoses_[c] =
        std::make_shared<const targeting::ChainDiagnosis>(targeting::diagnose(atlas(), c, *zone_, *surveys_[c]));
  }
  return {};
}

Result<std::vector<std::size_t>> Engine::chains(std::string_view id) const {
  std::vector<std::size_t> out;
  const auto& all = atlas().chains();
  for (const auto& wanted : zone_->chains) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].id == wanted && (id.empty() || id == wanted)) out.push_back(i);
    }
  }
  for (std::size_t i = 0; i < all.size() && out.empty(); ++i) {
    if (all[i].id == id) out.push_back(i);
  }
  if (!out.empty() || id.empty()) return out;
  return told(ErrorCode::kNotFound, fmt::format("没有产业链“{}”。", id),
              fmt::format("there is no chain '{}'; see: lianzhao atlas list", id));
}

Result<atlas::NodeRef> Engine::node(std::string_view id) const {
  if (const auto found = atlas().find_node(id)) return *found;
  return told(ErrorCode::kNotFound, fmt::format("各产业链都没有环节“{}”；查看：lianzhao atlas show 产业链", id),
              fmt::format("'{}' is no node of any chain; list them with: lianzhao atlas show CHAIN", id));
}

Result<registry::FirmId> Engine::firm(std::string_view key) const {
  if (registry_ && registry_->index) {
    if (const auto found = registry_->index->find(key)) return *found;
  }
  return told(ErrorCode::kNotFound, "名录里没有这家企业。", "no firm of the registry has this key");
}

targeting::TargetingContext Engine::context(atlas::NodeRef node, const targeting::ScoreWeights* weights) const {
  targeting::TargetingContext context{&atlas(),
                                      zone_.get(),
                                      &registry_->queries,
                                      &basis_->names(),
                                      &basis_->table(),
                                      &basis_->places(),
                                      weights ? weights : &weights_->weights,
                                      today_,
                                      &terms_->evidence,
                                      0};
  if (registry_->brands) context.brands = &*registry_->brands;
  if (registry_->likeness) context.likeness = registry_->likeness.get();
  context.evidence_node = terms_->first_of_chain[node.chain] + node.node;
  return context;
}

Result<targeting::NodeTargets> Engine::targets(atlas::NodeRef node, const targeting::TargetRequest& request,
                                               const targeting::ScoreWeights* weights) const {
  if (!registry_) return told(ErrorCode::kNotFound, "还没有企业名录，请先导入。", "there is no registry yet");
  const FairGate::Pass pass(registry_->lists);
  return targeting::find_targets(context(node, weights), diagnosis(node.chain), node.node, request);
}

Result<targeting::Target> Engine::score(atlas::NodeRef node, registry::FirmId firm) const {
  if (!registry_) return told(ErrorCode::kNotFound, "还没有企业名录，请先导入。", "there is no registry yet");
  return targeting::score_firm(context(node), diagnosis(node.chain), node.node, firm);
}

std::vector<std::string> Engine::unread_terms() const {
  std::vector<std::string> out;
  if (!registry_) return out;
  for (auto& term : atlas().all_terms()) {
    if (!registry_->snapshot.find_term(to_utf8(fold(basis_->table(), term)))) out.push_back(std::move(term));
  }
  return out;
}

}  // namespace lianzhao::workspace
