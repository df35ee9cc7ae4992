// The engine in force. Requests take it and keep it as long as they need; reload() builds another beside it, from the
// pieces that changed, and puts it in its place. Thread-safe; reloads come one after the other.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "workspace/engine.h"

namespace lianzhao::workspace {

class EngineHolder {
 public:
  // `clock` and the sources outlive it. `first_generation`: one that no run before had, such as the time.
  static Result<std::unique_ptr<EngineHolder>> open(EngineOptions options, EngineSources sources, const Clock& clock,
                                                    std::uint64_t first_generation);

  [[nodiscard]] std::shared_ptr<const Engine> get() const;
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
  // On an error the engine in force stays.
  Status reload(Changed changed);

  [[nodiscard]] const EngineOptions& options() const { return options_; }
  [[nodiscard]] const std::shared_ptr<const Basis>& basis() const { return basis_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  EngineHolder(EngineOptions options, EngineSources sources, const Clock& clock, std::shared_ptr<const Basis> basis)
      : options_(std::move(options)), sources_(sources), clock_(clock), basis_(std::move(basis)) {}

  EngineOptions options_;
  EngineSources sources_;
  const Clock& clock_;
  std::shared_ptr<const Basis> basis_;
  std::mutex reload_mutex_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Engine> engine_;
  std::atomic<std::uint64_t> generation_{0};
};

}  // namespace lianzhao::workspace
