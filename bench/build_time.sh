#!/usr/bin/env bash
# Processor seconds of a cold build without ccache, in a temporary folder, and the ten dearest steps (elapsed seconds,
# from ninja's log). For whole figures on a quiet machine.
#   bench/build_time.sh [TARGET]     lianzhao by default; "all": with the tests
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CCACHE_DISABLE=1
cmake --preset release -B "$folder" -DLIANZHAO_TESTS=ON >/dev/null
TIMEFORMAT='processor seconds: %U user, %S system; %R elapsed'
time cmake --build "$folder" --target "${1:-lianzhao}" >/dev/null
echo "ten dearest steps, seconds:"
awk -F'\t' 'NR > 1 { printf "%7.1f  %s\n", ($2 - $1) / 1000, $4 }' "$folder/.ninja_log" | sort -rn | head -n 10
