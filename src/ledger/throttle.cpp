#include "ledger/throttle.h"

#include <algorithm>

namespace lianzhao::ledger {
namespace {

struct State {
  int failures = 0;
  Instant last, until;
};

Result<State> state_of(store::Transaction& tx, const std::string& zone, const char* kind,
                       const std::string& subject) {
  auto rows = tx.query(
      "SELECT failures, last_at, until_at FROM login_throttle WHERE zone = $1 AND kind = $2 AND subject = $3",
      {zone, kind, subject});
  if (!rows) return rows.error();
  if (rows->empty()) return State{};
  const auto row = (*rows)[0];
  return State{static_cast<int>(row.integer(0)), row.instant(1), row.instant(2)};
}

Status put(store::Transaction& tx, const std::string& zone, const char* kind, const std::string& subject,
           const State& state) {
  auto done = tx.execute(
      "INSERT INTO login_throttle (zone, kind, subject, failures, last_at, until_at) VALUES ($1, $2, $3, $4, $5, $6) "
      "ON CONFLICT (zone, kind, subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, "
      "until_at = excluded.until_at",
      {zone, kind, subject, state.failures, state.last, state.until});
  if (!done) return done.error();
  return {};
}

}  // namespace

Span Throttle::wait_after(int failures, int free) const {
  if (failures < free) return {};
  const auto doublings = std::min(failures - free, 40);
  return {
      std::min(limits_.longest.micros, doublings > 30 ? limits_.longest.micros : limits_.first.micros << doublings)};
}

Status Throttle::begin(const std::string& zone, const std::string& login_folded, const std::string& address) const {
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    if (auto locked = lock_zone(tx, zone); !locked) return locked;
    const auto now = tools_.clock.now();
    State states[2];
    const struct {
      const char* kind;
      const std::string& subject;
      int free;
    } kinds[2] = {{"login", login_folded, limits_.free_login}, {"address", address, limits_.free_address}};
    for (int i = 0; i < 2; ++i) {
      auto state = state_of(tx, zone, kinds[i].kind, kinds[i].subject);
      if (!state) return state.error();
      states[i] = *state;
      if (states[i].until > now) {
        const auto wait = ((states[i].until - now).micros + 999'999) / 1'000'000;
        const auto minutes = (wait + 59) / 60;
        return Error{ErrorCode::kThrottled,
                     fmt::format("too many failed logins; try again in {}",
                                 wait < 120 ? fmt::format("{} seconds", wait) : fmt::format("{} minutes", minutes)),
                     fmt::format(R"({{"retry_after":{}}})", wait),
                     fmt::format("登录失败次数过多，请 {}后再试。",
                                 wait < 120 ? fmt::format("{} 秒", wait) : fmt::format("{} 分钟", minutes))};
      }
    }
    for (int i = 0; i < 2; ++i) {
      if (now - states[i].last > limits_.quiet) states[i].failures = 0;
      ++states[i].failures;
      states[i].last = now;
      states[i].until = now + wait_after(states[i].failures, kinds[i].free);
      if (auto done = put(tx, zone, kinds[i].kind, kinds[i].subject, states[i]); !done) return done;
    }
    return {};
  });
}

Status Throttle::succeeded(store::Transaction& tx, const std::string& zone, const std::string& login_folded,
                           const std::string& address) const {
  if (auto lifted = lift(tx, zone, login_folded); !lifted) return lifted;
  auto state = state_of(tx, zone, "address", address);
  if (!state) return state.error();
  state->failures = std::max(0, state->failures - 1);
  state->until = {};
  return put(tx, zone, "address", address, *state);
}

Status Throttle::lift(store::Transaction& tx, const std::string& zone, const std::string& login_folded) {
  auto done = tx.execute("DELETE FROM login_throttle WHERE zone = $1 AND kind = 'login' AND subject = $2",
                         {zone, login_folded});
  if (!done) return done.error();
  return {};
}

}  // namespace lianzhao::ledger
