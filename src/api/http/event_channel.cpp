#include "api/http/event_channel.h"

#include <utility>

namespace lianzhao::api::http {

bool EventChannel::push(Event event) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    if (events_.size() >= capacity_) events_.pop_front();
    events_.push_back(std::move(event));
    wake = wake_;
  }
  if (wake) wake();
  return true;
}

void EventChannel::close() {
  std::function<void()> wake;
  std::vector<std::function<void()>> calls;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(closed_, true)) return;
    wake = wake_;
    calls.swap(on_close_);
  }
  if (wake) wake();
  for (const auto& call : calls) call();
}

bool EventChannel::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void EventChannel::on_close(std::function<void()> call) {
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      on_close_.push_back(std::move(call));
      return;
    }
  }
  call();
}

std::vector<Event> EventChannel::take() {
  const std::lock_guard lock(mutex_);
  std::vector<Event> out(std::make_move_iterator(events_.begin()), std::make_move_iterator(events_.end()));
  events_.clear();
  return out;
}

void EventChannel::set_wake(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

std::string to_wire(const Event& event) {
  const auto one_line = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c != '\r' && c != '\n' && c != '\0') out += c;
    }
    return out;
  };
  std::string out;
  if (!event.id.empty()) out += "id: " + one_line(event.id) + "\n";
  if (!event.name.empty()) out += "event: " + one_line(event.name) + "\n";
  out += "data: ";
  for (std::size_t i = 0; i < event.data.size(); ++i) {
    const char c = event.data[i];
    if (c == '\r' && i + 1 < event.data.size() && event.data[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      out += "\ndata: ";
    } else {
      out += c;
    }
  }
  return out + "\n\n";
}

}  // namespace lianzhao::api::http
