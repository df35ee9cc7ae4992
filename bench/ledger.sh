#!/usr/bin/env bash
# Lists and pages of a large ledger through the server, and writes to it with full synchronisation: limits, not a peer.
#   bench/ledger.sh        ASKED=150 requests a page, SECONDS=10 of writing
set -euo pipefail
cd "$(dirname "$0")/.."
home=build/bench/ledger-home port=18483
rm -rf "$home"
mkdir -p build/bench
password=$(build/lianzhao --home "$home" --english init --without-records 2>&1 | sed -n 's/.*one-time password: *//p')
sqlite3 "$home/lianzhao.db" <bench/ledger_fill.sql >/dev/null
build/lianzhao --home "$home" serve --port "$port" >/dev/null 2>"$home/serve.log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait 2>/dev/null || true' EXIT
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break; sleep 0.1; done
echo "database of $(du -m "$home/lianzhao.db" | cut -f1) MB"
node bench/ledger_pages.mjs "http://127.0.0.1:$port" admin "$password"
