#!/usr/bin/env bash
# version.sh: the version of the package. That of CMakeLists.txt; while CHANGELOG.md calls it unreleased, with the time
# of the commit after a tilde, which is older than the release: 0.4.0~20261130.2230.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^project(lianzhao VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
newest=$(sed -n '/^## /{s/^## //p;q}' CHANGELOG.md)
case "$newest" in
  "$version (unreleased)") echo "$version~$(date -u -d "@$(packaging/time.sh)" +%Y%m%d.%H%M)" ;;
  "$version ("*) echo "$version" ;;
  *) echo "CMakeLists.txt has version $version, CHANGELOG.md begins with $newest" >&2; exit 1 ;;
esac
