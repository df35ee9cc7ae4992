#include "workspace/engine_holder.h"

namespace lianzhao::workspace {

Result<std::unique_ptr<EngineHolder>> EngineHolder::open(EngineOptions options, EngineSources sources,
                                                         const Clock& clock, std::uint64_t first_generation) {
  auto basis = Basis::load(options.folders);
  if (!basis) return basis.error();
  std::unique_ptr<EngineHolder> holder(new EngineHolder(std::move(options), sources, clock, *basis));
  holder->generation_ = first_generation;
  if (auto loaded = holder->reload({}); !loaded) return loaded.error();
  return holder;
}

std::shared_ptr<const Engine> EngineHolder::get() const {
  const std::lock_guard lock(mutex_);
  return engine_;
}

Status EngineHolder::reload(Changed changed) {
  const std::lock_guard reloading(reload_mutex_);
  const auto before = get();
  auto loaded = Engine::load(options_, basis_, sources_, clock_.today(), generation_ + 1, before.get(), changed);
  if (!loaded) return loaded.error();
  {
    const std::lock_guard lock(mutex_);
    engine_ = *std::move(loaded);
  }
  ++generation_;
  return {};
}

}  // namespace lianzhao::workspace
