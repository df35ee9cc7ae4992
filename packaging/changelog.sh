#!/usr/bin/env bash
# changelog.sh VERSION DATE MAINTAINER <CHANGELOG.md: the same notes as a Debian changelog. VERSION is that of the
# package for the newest entry; DATE (seconds since 1970) is its date where it is unreleased.
set -euo pipefail

version=$1 now=$2 maintainer=$3
entry="" date="" first=1

finish() {
  [ -z "$entry" ] || printf '\n -- %s  %s\n' "$maintainer" "$(LC_ALL=C date -u -R -d "$date")"
}

while IFS= read -r line || [ -n "$line" ]; do
  if [[ $line =~ ^"## "([0-9][0-9.]*)" ("([^\)]+)")"$ ]]; then
    finish
    [ -z "$entry" ] || echo
    entry=${BASH_REMATCH[1]} date=${BASH_REMATCH[2]}
    [ "$first" = 1 ] && entry=$version
    first=0
    if [ "$date" = unreleased ]; then date=@$now distribution=UNRELEASED; else distribution=bookworm; fi
    printf 'lianzhao (%s) %s; urgency=medium\n\n' "$entry" "$distribution"
  elif [ -n "$entry" ] && [[ $line == "- "* ]]; then
    printf '%s\n' "${line#- }" | fold -s -w 74 | sed 's/ *$//; 1s/^/  * /; 2,$s/^/    /'
  elif [ -n "$entry" ] && [ -n "$line" ]; then
    printf '%s\n' "${line#  }" | fold -s -w 74 | sed 's/ *$//; s/^/    /'
  fi
done
finish
