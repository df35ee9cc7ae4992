// What is kept as a document: names, and contents that are what their ending says.
#include "ledger/attachments/file_type.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace lianzhao::ledger {
namespace {

bool taken(const std::string& name, const std::string& content) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "lianzhao-document";
  std::ofstream(path, std::ios::binary) << content;
  const bool good = check_file_type(path.string(), name).ok();
  std::filesystem::remove(path);
  return good;
}

TEST(DocumentName, IsANameOnAnySystem) {
  EXPECT_EQ(*document_name("  会议纪要: 1?.pdf "), "会议纪要_ 1_.pdf");
  for (const auto* name :
       {"", " ", ".pdf", "../x.pdf", "a\\b.pdf", "a\n.pdf", "a\x7f.pdf", "a\xff.pdf", "\xe9\xa3.pdf"}) {
    EXPECT_FALSE(document_name(name)) << name;
  }
}

TEST(FileType, TextIsReadToItsEnd) {
  const std::string line = "企业,名称\n";
  std::string text;
  while (text.size() < 200'000) text += line;
  EXPECT_TRUE(taken("a.csv", text));
  for (const char control : {'\0', '\x01', '\x1b', '\x7f'}) EXPECT_FALSE(taken("a.csv", text + control + line));
}

}  // namespace
}  // namespace lianzhao::ledger
