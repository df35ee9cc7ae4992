#include "registry/query/name_search.h"

#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

class NameSearchTest : public RegistryFixture {
 protected:
  std::vector<std::string> found(std::string_view part, std::size_t most = 10) {
    const auto snapshot = *Snapshot::open(snapshot_path());
    const auto matches = find_in_names(snapshot, part, most, [] { return false; });
    EXPECT_TRUE(matches.ok() && matches->complete);
    std::vector<std::string> out;
    for (const auto firm : matches->firms) out.push_back(*snapshot.name(firm));
    return out;
  }
  using Names = std::vector<std::string>;
};

TEST_F(NameSearchTest, FindsAPartOfANameInWhateverLetters) {
  const auto abb = "厦门Abc虚构开关有限公司,,2001-01-01,1万元,开关,福建,厦门,\n";
  ASSERT_TRUE(import(write("a.csv", header + rows + abb)).ok());
  EXPECT_EQ(found("构贸"), Names{"酒泉虚构贸易有限公司"});
  EXPECT_EQ(found("虚构").size(), 4u);
  EXPECT_EQ(found("虚构", 2).size(), 2u);
  EXPECT_EQ(found("Abc虚").size(), 1u);
  EXPECT_EQ(found("没有").size(), 0u);
  EXPECT_EQ(found("").size(), 0u);
  EXPECT_EQ(found("公司南京").size(), 0u) << "across two names";
}

TEST_F(NameSearchTest, CapitalsAndSmallLettersAreTried) {
  ASSERT_TRUE(import(write("a.csv", header + "厦门ABC虚构开关有限公司,,2001-01-01,1万元,开关,福建,厦门,\n")).ok());
  EXPECT_EQ(found("abc").size(), 1u);
  EXPECT_EQ(found("ABC").size(), 1u);
}

TEST_F(NameSearchTest, StopsWhenTimeIsUp) {
  std::string csv = header;
  for (int i = 0; i < 2000; ++i)
    csv += "南京虚构" + std::to_string(10'000 + i) + "号有限公司,,,1万元,开关,江苏,南京,\n";
  ASSERT_TRUE(import(write("a.csv", csv)).ok());
  const auto snapshot = *Snapshot::open(snapshot_path());
  int asked = 0;
  const auto matches = find_in_names(snapshot, "号有限", 100'000, [&] { return ++asked > 2; });
  ASSERT_TRUE(matches.ok());
  EXPECT_FALSE(matches->complete);
  EXPECT_EQ(matches->firms.size(), 2 * kNameRowsPerBlock);
}

}  // namespace
}  // namespace lianzhao::registry
