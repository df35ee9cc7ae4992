// What users write about firms of the registry, by firm key: notes, corrections, contacts. Kept apart from imported
// data, so it survives another import.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct FirmNote : Stamp {
  std::string firm_key, firm_name;
  std::string text;
  std::optional<std::string> group_id;
  std::string visibility = "group";  // group | all
};
BOOST_DESCRIBE_STRUCT(FirmNote, (Stamp), (firm_key, firm_name, text, group_id, visibility))
template <>
struct RecordTraits<FirmNote> : RecordTraitsBase {
  static constexpr std::string_view table = "firm_notes", kind = "firm-note", zh = "这条记录", group = "t.group_id";
  static constexpr std::string_view open = "t.visibility = 'all'";
  static constexpr std::string_view searched[] = {"text", "firm_name"};
  static std::string owner(const FirmNote& note) { return note.group_id.value_or(""); }
  static Status rules(const FirmNote& note);
};

// "The capital is ... , says ... of ...": shown beside the imported value, never in its place without saying so.
struct FirmCorrection : Stamp {
  std::string firm_key, firm_name;
  std::string field;  // name | place | address | capital | registered | status | products | listed
  std::string value, reason, source;
  std::optional<Day> source_date;
  std::string source_status = "unverified";
  std::optional<std::string> group_id;
};
BOOST_DESCRIBE_STRUCT(FirmCorrection, (Stamp),
                      (firm_key, firm_name, field, value, reason, source, source_date, source_status, group_id))
template <>
struct RecordTraits<FirmCorrection> : RecordTraitsBase {
  static constexpr std::string_view table = "firm_corrections", kind = "firm-correction", zh = "这条更正",
                                    group = "t.group_id";
  static constexpr std::string_view open = "1 = 1";  // facts about a firm are everybody's; changing them is not
  static constexpr std::string_view searched[] = {"firm_name", "value", "reason"};
  static std::string owner(const FirmCorrection& correction) { return correction.group_id.value_or(""); }
  static Status rules(const FirmCorrection& correction);
};

struct FirmContact : Stamp {
  std::string firm_key, firm_name;
  std::string name, title, phone, email, note;
  std::optional<std::string> group_id;
};
BOOST_DESCRIBE_STRUCT(FirmContact, (Stamp), (firm_key, firm_name, name, title, phone, email, note, group_id))
template <>
struct RecordTraits<FirmContact> : RecordTraitsBase {
  static constexpr std::string_view table = "firm_contacts", kind = "firm-contact", zh = "这位联系人",
                                    group = "t.group_id";
  static constexpr std::string_view searched[] = {"firm_name", "title"};
  static std::string owner(const FirmContact& contact) { return contact.group_id.value_or(""); }
  static FirmContact shown(FirmContact contact);  // name, phone and email masked
  static Status rules(const FirmContact& contact);
};

class FirmContacts : public Records<FirmContact> {
 public:
  explicit FirmContacts(const Tools& tools) : Records(tools), tools_(tools) {}
  // The contact in clear; the reason (kBadInput where it is empty) goes into the audit log.
  Result<FirmContact> reveal(const Access& access, const std::string& id, const std::string& reason) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
