// The contract's schemas of records (accounts, target lists, what users write about firms, notices) as structs, made
// from the ledger's records with the names of users, groups and nodes beside their ids.
#pragma once

#include "api/json/chains.h"
#include "ledger/directory.h"
#include "ledger/ledger.h"

namespace lianzhao::api::view {

struct GroupRef {
  std::string id;
  Words name;
};
BOOST_DESCRIBE_STRUCT(GroupRef, (), (id, name))

struct Me {
  std::string id, login, name;
  std::vector<std::string> roles;
  std::vector<GroupRef> groups;
};
BOOST_DESCRIBE_STRUCT(Me, (), (id, login, name, roles, groups))

struct User {
  std::string id;
  std::int64_t version = 1;
  std::string login, name;
  std::vector<std::string> roles;
  std::vector<GroupRef> groups;
  std::string phone, email;
  bool active = true, must_change_password = false;
  std::string created_at;
  std::optional<std::string> last_seen_at;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, version, login, name, roles, groups, phone, email, active, must_change_password,
                       created_at, last_seen_at))

struct Member {
  std::string user, name, role;
};
BOOST_DESCRIBE_STRUCT(Member, (), (user, name, role))

struct Group {
  std::string id;
  std::int64_t version = 1;
  std::string kind;
  Words name;
  std::vector<std::string> chains, regions;
  std::string lead;
  std::vector<Member> members;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Group, (), (id, version, kind, name, chains, regions, lead, members, note))

struct AuditEntry {
  std::int64_t seq = 0;
  std::string at;
  std::optional<std::string> actor;
  std::string actor_name, action, kind, subject, summary;
  Raw before, after;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (seq, at, actor, actor_name, action, kind, subject, summary, before, after, hash))

struct Tie {
  std::string id;
  std::int64_t version = 1;
  std::string local, outside, kind, note;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(Tie, (), (id, version, local, outside, kind, note, provenance))

struct TargetList {
  std::string id;
  std::int64_t version = 1;
  std::string name;
  std::optional<NodeRef> node;
  std::optional<std::string> chain;
  std::optional<GroupRef> group;
  std::string state;
  std::int64_t firms = 0;
  std::string note, created_at, created_by, updated_at;
};
BOOST_DESCRIBE_STRUCT(TargetList, (),
                      (id, version, name, node, chain, group, state, firms, note, created_at, created_by, updated_at))

struct Person {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name))

struct TargetItem {
  std::string id;
  std::int64_t version = 1;
  std::string firm, name;
  std::optional<NodeRef> node;
  std::optional<double> score;
  std::string status;
  std::optional<Person> assignee;
  std::string note, added_at, added_by;
};
BOOST_DESCRIBE_STRUCT(TargetItem, (),
                      (id, version, firm, name, node, score, status, assignee, note, added_at, added_by))

struct Note {
  std::string id;
  std::int64_t version = 1;
  std::string text, visibility;
  std::optional<GroupRef> group;
  std::string author, author_id, created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, version, text, visibility, group, author, author_id, created_at, updated_at))

struct Correction {
  std::string id;
  std::int64_t version = 1;
  std::string field, value, reason;
  Provenance provenance;
  std::string author, created_at, imported;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (id, version, field, value, reason, provenance, author, created_at, imported))

struct Contact {
  std::string id;
  std::int64_t version = 1;
  std::string name, title, phone, email, note;
  bool masked = true;
  std::optional<GroupRef> group;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (id, version, name, title, phone, email, note, masked, group))

struct Notice {
  std::string id, kind;
  Words text;
  std::optional<std::string> path;
  std::string created_at;
  bool read = false;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (id, kind, text, path, created_at, read))

using ledger::Directory;

std::optional<GroupRef> group_ref(const Directory& names, const std::optional<std::string>& id);
std::vector<GroupRef> group_refs(const Directory& names, const std::vector<std::string>& ids);
// A node that is in no chain any more has its id as name and no chain.
NodeRef node_ref_of(const Engine& engine, const std::string& id);

User user_of(const Directory& names, const ledger::User& user);
Group group_of(const Directory& names, const ledger::Group& group);
AuditEntry audit_entry(const Directory& names, const ledger::AuditEntry& entry);
LocalFirm local_firm_of(const Engine& engine, const ledger::LocalFirm& firm);
PlannedProject planned_project_of(const Engine& engine, const ledger::PlannedProject& project);
Tie tie_of(const ledger::FirmTie& tie);
TargetList target_list(const Engine& engine, const Directory& names, const ledger::TargetList& list,
                       std::int64_t firms);
TargetItem target_item(const Engine& engine, const Directory& names, const ledger::TargetItem& item);
Note note_of(const Directory& names, const ledger::FirmNote& note);
Correction correction_of(const Engine& engine, const Directory& names, const ledger::FirmCorrection& correction);
Contact contact_of(const Directory& names, const ledger::FirmContact& contact, bool masked);
Notice notice_of(const ledger::Notice& notice);

}  // namespace lianzhao::api::view
