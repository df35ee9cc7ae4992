// A zone's server without its sockets, for targets that send requests: a database in a temporary folder, a registry
// of two firms, a group, an administrator who is signed in, and a record of each kind. Ids and secrets are the same
// in every process.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/application.h"
#include "api/backend/backend.h"
#include "api/http/metrics.h"
#include "fuzz/fuzz.h"

namespace lianzhao::fuzz {

// The routes that are fuzzed, as indices of api::routes(): all but those that end the session, make jobs, stream,
// draw pictures, or replace a chain (which has a target of its own).
const std::vector<std::size_t>& fuzzed_routes();

struct Sent {
  int status = 0;
  std::string text, type, etag;
  boost::json::value body;  // of JSON
};

struct Ask {
  api::http::Method method = api::http::Method::kGet;
  std::string target, body, if_match;
  bool signed_in = true, english = false;
};

class LittleServer {
 public:
  LittleServer();
  ~LittleServer();
  LittleServer(const LittleServer&) = delete;
  LittleServer& operator=(const LittleServer&) = delete;

  // Ends the run unless the answer is in order: no defect, JSON where it says so, text in UTF-8, problems named.
  Sent send(const Ask& ask);
  // "@lead", "@group" ... (known()) become ids.
  [[nodiscard]] std::string filled(std::string_view text) const;
  [[nodiscard]] const std::map<std::string, std::string>& known() const { return known_; }
  // "/api/v1/leads/{id}" with the id of the record that there is.
  [[nodiscard]] std::string path_of(std::string_view pattern) const;

  // Keeps a file as an upload does, for one request; returns its id.
  std::string keep_upload(const std::string& bytes);
  void forget_uploads();
  // The database as it was when the server was made.
  void restore();

 private:
  class Instants : public InstantClock {
   public:
    [[nodiscard]] Instant now() const override { return {1'795'000'000'000'000}; }  // 2026-11-18
  };
  class Bytes : public RandomBytes {  // no secret depends on them
   public:
    void fill(std::span<unsigned char> bytes) override {
      for (auto& byte : bytes) byte = static_cast<unsigned char>(++next_ * 151u >> 3);
    }

   private:
    unsigned next_ = 0;
  };
  struct Copy;  // of the database

  void open();
  void import_firms();
  void sign_in();
  void add_records();
  void add(const std::string& name, api::http::Method method, const std::string& target, const std::string& body,
           const std::string& pointer = "/id");

  std::string home_;
  FixedClock clock_;
  Instants instants_;
  Bytes random_;
  std::unique_ptr<api::Backend> backend_;
  std::unique_ptr<api::PublicForm> form_;
  std::unique_ptr<api::http::Metrics> metrics_;
  std::unique_ptr<api::Application> application_;
  std::unique_ptr<Copy> copy_;
  std::string cookie_, csrf_;
  std::map<std::string, std::string> known_;
  int files_ = 0;
};

LittleServer& little_server();  // made at the first call

}  // namespace lianzhao::fuzz
