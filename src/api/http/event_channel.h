// Server-sent events: a bounded channel between any thread that has something to say and the connection that says it.
//
//   auto channel = std::make_shared<EventChannel>();
//   job.subscribe([channel](Progress p) { return channel->push({"", "progress", to_json(p)}); });  // false: has left
//   return Response::events(channel);
//
// The connection sends a comment where nothing was said for a while, and closes the channel when the client leaves or
// the server stops. Thread-safe.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace lianzhao::api::http {

struct Event {
  std::string id;    // empty: none; a client that comes back sends the last one as Last-Event-ID
  std::string name;  // "progress"
  std::string data;  // may have several lines
};

class EventChannel {
 public:
  explicit EventChannel(std::size_t capacity = 256) : capacity_(capacity) {}

  // False once closed. A full channel drops its oldest event: whoever reads slowly sees the newest state.
  bool push(Event event);
  // What was pushed is still sent, then the stream ends.
  void close();
  [[nodiscard]] bool closed() const;
  // Called once when the channel closes, by either side; at once if it is closed already.
  void on_close(std::function<void()> call);

  // For the connection: everything pushed so far; `wake` is called after each push and on closing, by the thread that
  // pushes.
  std::vector<Event> take();
  void set_wake(std::function<void()> wake);

 private:
  mutable std::mutex mutex_;
  std::deque<Event> events_;
  std::size_t capacity_;
  bool closed_ = false;
  std::function<void()> wake_;
  std::vector<std::function<void()>> on_close_;
};

// "id: ..\nevent: ..\ndata: ..\n\n"; line breaks inside of id and name are dropped, inside of data become data lines.
std::string to_wire(const Event& event);

}  // namespace lianzhao::api::http
