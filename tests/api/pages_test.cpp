// The embedded pages as a browser asks for them; and those that this program was built with, if it was.
#include <regex>

#include "world.h"

namespace lianzhao::api {
namespace {

TEST(Pages, TheIndexIsAskedForAgainEachTime) {
  World world;
  auto client = world.client();
  const auto page = client.get("/index.html");
  ASSERT_EQ(page->status, 200);
  EXPECT_EQ(page->header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page->header("cache-control"), "no-cache");
  EXPECT_EQ(page->body, World::kPage);
  const auto tag = page->header("etag");
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(client.get("/", "If-None-Match: " + tag + "\r\n")->status, 304);
}

TEST(Pages, AnAssetWithAHashIsKeptForEverAndComesPacked) {
  World world;
  auto client = world.client();
  const auto plain = client.get("/assets/app-1f.js");
  ASSERT_EQ(plain->status, 200);
  EXPECT_EQ(plain->body, World::kScript);
  EXPECT_EQ(plain->header("content-encoding"), "");
  EXPECT_EQ(plain->header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain->header("content-type"), "text/javascript; charset=utf-8");
  const auto packed = client.get("/assets/app-1f.js", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(packed->header("content-encoding"), "gzip");
  EXPECT_EQ(packed->body, World::kScriptGzip);
  EXPECT_EQ(packed->header("cache-control"), plain->header("cache-control"));
  for (const auto& answer : {plain, packed}) EXPECT_EQ(answer->header("vary"), "Accept-Encoding");
  EXPECT_EQ(client.get("/assets/app-1f.js", "Accept-Encoding: gzip;q=0\r\n")->body, World::kScript);
}

TEST(Pages, AMissingAssetIsNoPage) {
  World world;
  auto client = world.client();
  for (const auto* path : {"/assets/app-2e.js", "/favicon.ico", "/assets/../assets/app-2e.js"}) {
    const auto answer = client.get(path);
    EXPECT_NE(answer->status, 200) << path;
    EXPECT_NE(answer->body, World::kPage) << path;
    if (answer->status >= 400) EXPECT_EQ(answer->header("cache-control").find("immutable"), std::string::npos);
  }
  EXPECT_EQ(client.get("/assets/app-2e.js")->status, 404);
  EXPECT_EQ(client.get("/api/v1/none")->status, 404);  // nor is an unknown route
}

TEST(Pages, EveryOtherAddressIsThePagesRouters) {
  World world;
  auto client = world.client();
  for (const auto* path : {"/targets", "/firms/n0123", "/chains/wind?node=wind.gearbox", "/lists/1?sort=-name"}) {
    const auto answer = client.get(path);
    EXPECT_EQ(answer->status, 200) << path;
    EXPECT_EQ(answer->body, World::kPage) << path;
  }
}

TEST(Pages, WhatTheIndexNamesIsEmbedded) {
  const http::StaticFiles files(http::embedded_ui());
  const auto index = files.find("/");
  ASSERT_TRUE(index);
  if (http::embedded_ui().empty()) GTEST_SKIP() << "built without pages";
  const std::string text(index->body);
  const std::regex named(R"re((?:src|href)="(/[^"]+)")re");
  int found = 0;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), named); at != std::sregex_iterator(); ++at, ++found) {
    const auto path = (*at)[1].str();
    const auto file = files.find(path);
    ASSERT_TRUE(file) << path;
    EXPECT_NE(file->body, index->body) << path;
  }
  EXPECT_GT(found, 0);
}

}  // namespace
}  // namespace lianzhao::api
