// Who sees and changes what: each role, on lists, single records, items, search, totals, export.
#include <thread>

#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

class Scope : public TwoGroupsTest {
 protected:
  void SetUp() override {
    TwoGroupsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    for (const auto& [id, name] : {std::pair{wind_, "wind list"}, std::pair{solar_, "solar list"}}) {
      TargetList list;
      list.name = name;
      list.group_id = id;
      auto made = ledger_->lists.create(system(), list);
      ASSERT_TRUE(made) << made.error().message;
      lists_[id] = made->id;
      TargetItem item;
      item.firm_key = "k1";
      item.firm_name = "某公司";
      item.score = 1.5;
      auto added = ledger_->lists.add_firms(system(), made->id, {item});
      ASSERT_TRUE(added) << added.error().message;
      EXPECT_EQ(*added, 1);
    }
    TargetList shared;
    shared.name = "zone list";
    ASSERT_TRUE(ledger_->lists.create(system(), shared));
  }
  // How many lists, items, exported lists and found lists the actor gets; all by the one condition.
  std::vector<int> seen(const Actor& actor) {
    const auto reading = access(actor, Permission::kListsRead);
    ListQuery query;
    query.total = true;
    auto page = ledger_->lists.page(reading, query);
    auto items = ledger_->lists.items.page(reading, {});
    query.search = "LIST";
    auto searched = ledger_->lists.page(reading, query);
    int exported = 0;
    EXPECT_TRUE(ledger_->lists.each(reading, {}, [&](const TargetList&) { return ++exported, true; }));
    auto counts = ledger_->lists.counts(reading);
    EXPECT_TRUE(page && items && searched && counts);
    return {static_cast<int>(*page->total),           static_cast<int>(page->items.size()),
            static_cast<int>(items->items.size()),    exported,
            static_cast<int>(searched->items.size()), static_cast<int>(counts->size())};
  }
  std::map<std::string, std::string> lists_;
};

TEST_P(Scope, EachRoleSeesItsOwn) {
  const std::vector<int> all{3, 3, 2, 3, 3, 2}, own{1, 1, 1, 1, 1, 1}, none{0, 0, 0, 0, 0, 0};
  EXPECT_EQ(seen(user("a", "administrator")), all);
  EXPECT_EQ(seen(user("l", "leader")), all);
  EXPECT_EQ(seen(user("m", "manager")), all);
  EXPECT_EQ(seen(user("u", "auditor")), all);
  EXPECT_EQ(seen(user("w", "member", {wind_})), own);
  EXPECT_EQ(seen(user("d", "department", {solar_})), own);
  EXPECT_EQ(seen(user("n", "member")), none);
  EXPECT_EQ(seen(user("e", "enterprise", {wind_})), none);
  Actor elsewhere = user("x", "administrator");
  elsewhere.zone = "other";
  EXPECT_EQ(seen(elsewhere), none);
}

TEST_P(Scope, RecordsOutsideAreNotFound) {
  const auto member = user("w", "member", {wind_});
  const auto edit = access(member, Permission::kListsEdit);
  const auto rename = [](TargetList& list) -> Status {
    list.name = "renamed";
    return {};
  };
  EXPECT_EQ(ledger_->lists.get(edit, lists_[solar_]).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ledger_->lists.update(edit, lists_[solar_], 1, rename).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ledger_->lists.remove(edit, lists_[solar_], 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ledger_->lists.add_firms(edit, lists_[solar_], {}).error().code, ErrorCode::kNotFound);
  TargetItem item;
  item.list_id = lists_[solar_];
  item.firm_key = "k9";
  item.firm_name = "x";
  EXPECT_EQ(ledger_->lists.items.create(edit, item).error().code, ErrorCode::kNotFound);
  item.list_id = lists_[wind_];
  EXPECT_TRUE(ledger_->lists.items.create(edit, item));
  auto renamed = ledger_->lists.update(edit, lists_[wind_], 1, rename);
  ASSERT_TRUE(renamed) << renamed.error().message;
  EXPECT_EQ(renamed->version, 2);
  // Not into another group, not out of all groups.
  for (const auto& group : {std::optional<std::string>(solar_), std::optional<std::string>()}) {
    EXPECT_EQ(ledger_->lists
                  .update(edit, lists_[wind_], 2,
                          [&](TargetList& list) -> Status {
                            list.group_id = group;
                            return {};
                          })
                  .error()
                  .code,
              ErrorCode::kForbidden);
  }
  ASSERT_TRUE(ledger_->lists.remove(edit, lists_[wind_], 2));
  EXPECT_EQ(ledger_->lists.items.page(edit, {})->items.size(), 0u);
}

TEST_P(Scope, WhatIsOpenToAllIsReadNotChanged) {
  const auto wind = user("w", "member", {wind_}), solar = user("s", "member", {solar_});
  FirmNote note;
  note.firm_key = "k1";
  note.text = "to all";
  note.group_id = wind_;
  note.visibility = "all";
  auto open = ledger_->notes.create(access(wind, Permission::kNotesEdit), note);
  note.visibility = "group";
  auto closed = ledger_->notes.create(access(wind, Permission::kNotesEdit), note);
  ASSERT_TRUE(open && closed);
  const auto reading = access(solar, Permission::kNotesRead);
  EXPECT_TRUE(ledger_->notes.get(reading, open->id));
  EXPECT_FALSE(ledger_->notes.get(reading, closed->id));
  EXPECT_EQ(ledger_->notes.page(reading, {})->items.size(), 1u);
  EXPECT_EQ(ledger_->notes.remove(access(solar, Permission::kNotesEdit), open->id, 1).error().code,
            ErrorCode::kForbidden);
  EXPECT_EQ(ledger_->notes.remove(access(solar, Permission::kNotesEdit), closed->id, 1).error().code,
            ErrorCode::kNotFound);
}

TEST_P(Scope, ContactsAreMaskedAndRevealingIsLogged) {
  const auto member = user("w", "member", {wind_}), other = user("s", "member", {solar_}),
             auditor = user("u", "auditor");
  FirmContact contact;
  contact.firm_key = "k1";
  contact.name = "某联系人";
  contact.phone = "13912345678";
  contact.email = "someone@example.com";
  contact.group_id = wind_;
  auto made = ledger_->contacts.create(access(member, Permission::kContactsEdit), contact);
  ASSERT_TRUE(made) << made.error().message;
  for (const auto& actor : {member, auditor}) {
    auto seen = ledger_->contacts.get(access(actor, Permission::kContactsRead), made->id);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->name, "某**");
    EXPECT_EQ(seen->phone, "139****5678");
    EXPECT_EQ(seen->email, "s***@example.com");
  }
  EXPECT_EQ(Access::of(auditor, Permission::kContactsReveal).error().code, ErrorCode::kForbidden);
  EXPECT_FALSE(ledger_->contacts.reveal(access(other, Permission::kContactsReveal), made->id, "why"));
  EXPECT_FALSE(ledger_->contacts.reveal(access(member, Permission::kContactsReveal), made->id, "  "));
  auto clear = ledger_->contacts.reveal(access(member, Permission::kContactsReveal), made->id, "约定回访");
  ASSERT_TRUE(clear) << clear.error().message;
  EXPECT_EQ(clear->phone, "13912345678");
  AuditQuery query;
  query.subject = made->id;
  auto log = ledger_->audit.page(access(auditor, Permission::kAuditRead), query);
  ASSERT_TRUE(log);
  ASSERT_EQ(log->items.size(), 2u);
  EXPECT_EQ(log->items[0].action, "reveal");
  EXPECT_EQ(log->items[0].note, "约定回访");
  for (const auto& entry : log->items) {
    EXPECT_EQ(boost::json::serialize(to_json(entry)).find("13912345678"), std::string::npos);
  }
}

TEST_P(Scope, ZoneWideRecordsNeedTheWholeReach) {
  LocalFirm firm;
  firm.name = "本地企业";
  firm.node = "wind.tower";
  firm.source = "test";
  firm.capacity = -1;
  const auto manager = access(user("m", "manager"), Permission::kLocalsEdit);
  EXPECT_EQ(ledger_->local_firms.create(manager, firm).error().code, ErrorCode::kBadInput);
  firm.capacity = 10;
  EXPECT_TRUE(ledger_->local_firms.create(manager, firm));
  EXPECT_EQ(
      ledger_->local_firms.create(access(user("w", "member", {wind_}), Permission::kLocalsEdit), firm).error().code,
      ErrorCode::kForbidden);
}

TEST_P(Scope, PagesCoverEverythingOnceInEveryOrder) {
  const auto all = system();
  std::vector<TargetItem> firms;
  for (int i = 0; i < 25; ++i) {
    TargetItem item;
    item.firm_key = "f" + std::to_string(i);
    item.firm_name = "firm " + std::to_string(i % 7);
    if (i % 3 != 0) item.score = i % 4;
    firms.push_back(item);
  }
  ASSERT_TRUE(ledger_->lists.add_firms(all, lists_[wind_], firms));
  EXPECT_EQ(*ledger_->lists.add_firms(all, lists_[wind_], firms), 0);
  for (const std::string sort : {"", "score", "-score", "firm_name", "-updated_at", "assignee"}) {
    ListQuery query;
    query.sort = sort;
    query.limit = 4;
    query.filters.emplace_back("list_id", lists_[wind_]);
    std::set<std::string> keys;
    int rows = 0;
    for (int pages = 0; pages < 20; ++pages) {
      auto page = ledger_->lists.items.page(all, query);
      ASSERT_TRUE(page) << sort << ": " << page.error().message;
      for (const auto& item : page->items) keys.insert(item.firm_key), ++rows;
      if (!page->next) break;
      query.cursor = *page->next;
    }
    EXPECT_EQ(rows, 26) << sort;
    EXPECT_EQ(keys.size(), 26u) << sort;
  }
  ListQuery wrong;
  wrong.sort = "1; DROP TABLE users";
  EXPECT_EQ(ledger_->lists.page(all, wrong).error().code, ErrorCode::kBadArgument);
  wrong.sort = "";
  wrong.filters.emplace_back("nothing", 1);
  EXPECT_EQ(ledger_->lists.page(all, wrong).error().code, ErrorCode::kBadArgument);
}

TEST_P(Scope, OfTwoThatChangeTheSameVersionOneWins) {
  std::atomic<int> won = 0, lost = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      auto done = ledger_->lists.update(system(), lists_[wind_], 1, [t](TargetList& list) -> Status {
        list.note = "by " + std::to_string(t);
        return {};
      });
      if (done) {
        ++won;
      } else {
        EXPECT_EQ(done.error().code, ErrorCode::kConflict) << done.error().message;
        EXPECT_NE(done.error().data.find("\"version\":2"), std::string::npos) << done.error().data;
        ++lost;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 5);
}

TEST_P(Scope, DocumentsKeepEveryVersion) {
  const auto manager = access(user("m", "manager"), Permission::kChainsEdit);
  ASSERT_TRUE(ledger_->chains.save(manager, "wind", 0, {R"({"a":1})"}, "first"));
  ASSERT_TRUE(ledger_->chains.save(manager, "wind", 1, {R"({"a":2})"}, "second"));
  auto stale = ledger_->chains.save(manager, "wind", 1, {R"({"a":3})"}, "late");
  EXPECT_EQ(stale.error().code, ErrorCode::kConflict);
  EXPECT_NE(stale.error().data.find("\"number\":2"), std::string::npos);
  EXPECT_EQ(ledger_->chains.save(manager, "wind", 2, {"{"}, "").error().code, ErrorCode::kBadInput);
  auto restored = ledger_->chains.restore(manager, "wind", 2, 1, "back");
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(restored->number, 3);
  EXPECT_EQ(ledger_->chains.latest(kZone, "wind")->document.text, R"({"a":1})");
  EXPECT_EQ(ledger_->chains.get(kZone, "wind", 2)->document.text, R"({"a":2})");
  auto history = ledger_->chains.history(kZone, "wind", 2, "");
  ASSERT_TRUE(history && history->next);
  EXPECT_EQ(ledger_->chains.history(kZone, "wind", 2, *history->next)->items.size(), 1u);
  EXPECT_FALSE(ledger_->weights.latest(kZone, "wind"));
  EXPECT_EQ(ledger_->chains.all_latest(kZone)->size(), 1u);
}

TEST_P(Scope, JobsAndNotices) {
  const auto member = user("w", "member", {wind_}), other = user("s", "member", {solar_});
  auto job = ledger_->jobs.create(access(member, Permission::kJobsRead), "import", {R"({"file":"a"})"});
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_FALSE(ledger_->jobs.get(access(other, Permission::kJobsRead), job->id));
  ASSERT_TRUE((*ledger_->jobs.claim(kZone, job->id)).has_value());
  EXPECT_FALSE((*ledger_->jobs.claim(kZone, job->id)).has_value());  // one runner only
  EXPECT_FALSE(*ledger_->jobs.progress(kZone, job->id, {"1"}));
  EXPECT_EQ(ledger_->jobs.resumable(kZone, seconds(30))->size(), 0u);
  clock_.pass(minutes(1));
  auto again = ledger_->jobs.resumable(kZone, seconds(30));
  ASSERT_TRUE(again);
  ASSERT_EQ(again->size(), 1u);
  ASSERT_TRUE((*ledger_->jobs.claim(kZone, job->id)).has_value());
  ASSERT_TRUE(ledger_->jobs.request_cancel(access(member, Permission::kJobsCancel), job->id));
  EXPECT_TRUE(*ledger_->jobs.progress(kZone, job->id, {"2"}));
  ASSERT_TRUE(ledger_->jobs.finish(kZone, job->id, "cancelled", {}));
  EXPECT_FALSE(ledger_->jobs.finish(kZone, job->id, "done", {}));
  EXPECT_EQ(ledger_->jobs.get(system(), job->id)->attempts, 2);

  ASSERT_TRUE(database_->write([&](store::Transaction& tx) {
    return ledger_->notices.post_to_group(tx, kZone, wind_, {"", "", "list", "清单", "List", "/lists", {}, {}});
  }));
  EXPECT_EQ(*ledger_->notices.unread(member), 1);
  EXPECT_EQ(*ledger_->notices.unread(other), 0);
  auto own = ledger_->notices.own(member, true, 10, "");
  ASSERT_TRUE(own);
  EXPECT_FALSE(ledger_->notices.mark_read(other, own->items[0].id));
  ASSERT_TRUE(ledger_->notices.mark_read(member, own->items[0].id));
  EXPECT_EQ(*ledger_->notices.unread(member), 0);
}

ON_BOTH_ENGINES(Scope);

TEST(Permissions, TheTableIsWholeAndWithoutSurprises) {
  EXPECT_EQ(reach_of({"member"}, Permission::kListsEdit), Reach::kOwn);
  EXPECT_EQ(reach_of({"member", "manager"}, Permission::kListsEdit), Reach::kAll);
  EXPECT_EQ(reach_of({"root"}, Permission::kListsEdit), Reach::kNone);
  for (std::size_t i = 0; i < kPermissions; ++i) {
    const auto permission = static_cast<Permission>(i);
    EXPECT_FALSE(name_of(permission).empty());
    // To pass a gate unmet is a leader's word, not a matter of running the system.
    const bool leaders = permission == Permission::kProjectsOverride;
    EXPECT_EQ(reach_of({leaders ? "leader" : "administrator"}, permission), Reach::kAll) << name_of(permission);
    if (leaders) EXPECT_EQ(reach_of({"administrator", "manager", "member"}, permission), Reach::kNone);
    const auto name = name_of(permission);
    const bool changes = name.ends_with(".edit") || name.ends_with(".manage") || name.ends_with(".assign") ||
                         name.ends_with(".reveal") || name.ends_with(".cancel") || name == "import" ||
                         name == "settings";
    if (changes) {
      EXPECT_EQ(reach_of({"auditor"}, permission), Reach::kNone) << name;
      // Departments work on what is landed, and receive firms: their own.
      const bool work = permission == Permission::kTripsEdit || permission == Permission::kProjectsEdit;
      EXPECT_EQ(reach_of({"department"}, permission), work ? Reach::kOwn : Reach::kNone) << name;
    }
    EXPECT_EQ(reach_of({"enterprise"}, permission), permission == Permission::kSelf ? Reach::kAll : Reach::kNone);
  }
}

}  // namespace
}  // namespace lianzhao::ledger
