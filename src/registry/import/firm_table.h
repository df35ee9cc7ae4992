// Which rows are one firm. A firm is known by its credit code; without one by its folded name, and by its city too
// where the name alone is not unique. Rows come in their order; each is told which earlier rows it is the firm of.
//
// A name that begins with a place ("酒泉…有限公司") is registered once in that place, so it is unique by itself.
// Other names are one firm only where the cities agree or one is not known. Two different codes are two firms: under
// one name in one city they are a doubt, for people to decide.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "registry/import/identity_table.h"
#include "registry/snapshot/segment_builder.h"

namespace lianzhao::registry {

class FirmTable {
 public:
  static constexpr std::uint32_t kNone = IdentityTable::kNone;
  // So many firms of one name are compared with a row.
  static constexpr std::size_t kMostOfName = 64;

  struct Found {
    // Rows that hold the same firm so far: by code, by name. This row stands for the firm from now on ...
    std::uint32_t by_code = kNone, by_name = kNone;
    // ... except where one earlier row of the same import states all that this one states: it goes on standing.
    bool covered = false;
    // The name belongs to another firm: a row without code needs the identity of name and place.
    bool homonym = false;
    std::uint32_t doubtful = kNone;  // a row that may be the same firm
    DoubtReason reason = DoubtReason::kOtherCode;
    [[nodiscard]] bool any() const { return by_code != kNone || by_name != kNone; }
  };

  void reserve(std::size_t more);
  void prefetch(const Identity& identity, const RowSigns& signs) const;
  // Rows from here on are of this import; those before are of the snapshot.
  void begin_import(std::uint32_t first_row) { first_new_ = first_row; }
  // Rows in rising order; numbers may be left out.
  Found take(std::uint32_t row, const Identity& identity, const RowSigns& signs);
  // A further identity of a row that was taken.
  void add_alias(std::uint32_t row, const Identity& identity);
  // The row that holds a firm now; kNone where none has this identity.
  [[nodiscard]] std::uint32_t holder(const Identity& identity) const;

 private:
  struct Note {
    std::uint32_t place : 20 = 0;
    std::uint32_t coded : 1 = 0;
    std::uint32_t unique_name : 1 = 0;  // it begins with a place
    std::uint32_t aliased : 1 = 0;      // found under other identities, too: its successor must be told (successor_)
    std::uint32_t stated : 8 = 0;       // of the fields
  };
  static_assert(sizeof(Note) == 4);
  static Note note_of(const RowSigns& signs);
  static bool fits(const Note& a, const Note& b);       // one name: may they be one firm?
  static bool same_city(const Note& a, const Note& b);  // both known
  static bool covers(const Note& first, const Note& later);

  // The one candidate that may be the row's firm, or none; several are a doubt.
  class Choice;
  [[nodiscard]] std::uint32_t current(std::uint32_t row) const;
  void collect(std::uint32_t first, const Identity& name);  // into candidates_
  [[nodiscard]] std::uint32_t match_coded(const Note& note, std::uint32_t by_code, Found& found) const;
  [[nodiscard]] std::uint32_t match_named(const Note& note, const Identity& name, Found& found) const;
  void stand_for(std::uint32_t before, std::uint32_t row, bool by_code, std::uint32_t& name_entry,
                 std::uint64_t name);

  IdentityTable codes_, names_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> homonyms_;  // further firms of a name, by Identity::low
  // A row to the one that took its place, only where an entry of the tables may still lead to it.
  std::unordered_map<std::uint32_t, std::uint32_t> successor_;
  std::vector<Note> notes_;  // by row
  std::vector<std::uint32_t> candidates_;
  std::uint32_t first_new_ = 0;
};

// The identity of a further firm of a name.
Identity identity_of_homonym(const Identity& name, std::uint32_t place);

}  // namespace lianzhao::registry
