#!/usr/bin/env bash
# time.sh: the time of what is packaged, in seconds: SOURCE_DATE_EPOCH, that of the commit, or now.
cd "$(dirname "$0")/.."
echo "${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}"
