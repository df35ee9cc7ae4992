// The access log: one line of logfmt a request. No cookies, no bodies; of routes with secret queries no values.
// Lines are collected and written by a thread of its own, so that a slow disk holds no request.
#pragma once

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "api/http/service.h"
#include "base/result.h"

namespace lianzhao::api {

class AccessLog {
 public:
  // Appends to the file, "-" is stderr. Errors: kIo, kNotFound.
  static Result<std::unique_ptr<AccessLog>> open(const std::string& path);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  void write(const http::Exchange& exchange, std::string_view route, bool secret_query);

 private:
  explicit AccessLog(int fd, bool owned);
  void drain();
  int fd_;
  bool owned_, stop_ = false;
  std::uint64_t dropped_ = 0;
  std::string pending_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace lianzhao::api
