#!/usr/bin/env bash
# ./dev bench [ROWS]: import and ranked query beside DuckDB, in one run on one machine, as ratios. Results go to the
# terminal and to build/bench/results.txt. With LIANZHAO_EVALUATION_DATA set to a folder of real data (registry/,
# listed-firms-kg/), the real rows are measured too; otherwise that part is skipped and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-10000000}
rounds=${ROUNDS:-3}
work=build/bench
mkdir -p "$work"
results=$work/results.txt
: > "$results"
say() { printf '%s\n' "$*" | tee -a "$results"; }
field() { grep -o "\"$1\":[0-9.eE+-]*" | head -1 | cut -d: -f2; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# seconds and peak memory in MB of a command whose output is not wanted
timed() {
  local begin end
  begin=$(date +%s.%N)
  /usr/bin/time -f '%M' -o "$work/memory" "$@" > "$work/output" 2>&1 || { tail -20 "$work/output" >&2; exit 1; }
  end=$(date +%s.%N)
  awk -v a="$begin" -v b="$end" -v m="$(tail -1 "$work/memory")" 'BEGIN { printf "%.2f %.0f\n", b - a, m / 1000 }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# import_beside NAME CSV WORDS: both in turn, `rounds` times
import_beside() {
  local name=$1 csv=$2 words=$3 ours="" theirs="" kept="" memory="" peer_memory="" kept_memory="" round
  for round in $(seq "$rounds"); do
    rm -rf "$work/home"
    build/lianzhao --home "$work/home" import terms "$words" > /dev/null
    read -r seconds memory <<< "$(timed build/lianzhao --json --home "$work/home" import registry "$csv")"
    ours+="$seconds"$'\n'
    grep -o '{"rows_read".*' "$work/output" > "$work/report.json"
    read -r _ peer_memory <<< "$(timed node bench/peer.mjs load "$csv")"
    theirs+="$(field seconds < "$work/output")"$'\n'
    rm -f "$work/peer.duckdb"*
    read -r _ kept_memory <<< "$(timed node bench/peer.mjs load "$csv" "$work/peer.duckdb")"
    kept+="$(field seconds < "$work/output")"$'\n'
    rm -f "$work/peer.duckdb"*
  done
  local our_time their_time kept_time size
  our_time=$(printf '%s' "$ours" | median)
  their_time=$(printf '%s' "$theirs" | median)
  kept_time=$(printf '%s' "$kept" | median)
  size=$(stat -c %s "$csv")
  say "$name: $(awk -v b="$size" 'BEGIN { printf "%.2f GB", b / 1e9 }'), $(grep -vc '^#' "$words") further terms, median of $rounds"
  say "  import, grammar, matching, snapshot   $our_time s, $memory MB peak, snapshot $(awk -v b="$(stat -c %s "$work/home/snapshot.lzs")" 'BEGIN { printf "%.2f GB", b / 1e9 }')"
  say "  DuckDB loads it into memory           $(printf '%.2f' "$their_time") s, $peer_memory MB peak; nothing is kept"
  say "  ratio                                 $(ratio "$our_time" "$their_time") (aim: at most 1.5)"
  say "  DuckDB loads it into a file           $(printf '%.2f' "$kept_time") s, $kept_memory MB peak; synchronised, as ours is"
  say "  ratio                                 $(ratio "$our_time" "$kept_time")"
  say "  reading and writing alone (cat, sync) $(timed bash -c "cat '$csv' > /dev/null; head -c $(stat -c %s "$work/home/snapshot.lzs") /dev/zero > '$work/zeros'; sync '$work/zeros'; rm '$work/zeros'" | cut -d' ' -f1) s"
}

# What became of the rows of the last import, and what was understood of the values that rows state.
understood() {
  local report rows accepted duplicates named capitals places
  report=$(cat "$work/report.json")
  count() { field "$1" <<< "$report" | grep . || echo 0; }
  rows=$(count rows_read) accepted=$(count accepted) duplicates=$(count duplicates)
  named=$(grep -o '"reject_reasons":{[^}]*}' <<< "$report" | grep -o ':[0-9]\+' | tr -d : | paste -sd+ | grep . || echo 0)
  capitals=$(count capital) places=$(count place)
  say "  rows accepted, doubled or rejected by name $(awk -v a="$accepted" -v d="$duplicates" -v n="$((named))" -v r="$rows" 'BEGIN { printf "%.4f %% of %d: %d + %d + %d", 100 * (a + d + n) / r, r, a, d, n }') (aim: at least 99.9 %)"
  say "  capital and place understood            $(awk -v c="$capitals" -v cu="$(count capital-not-understood)" -v p="$places" -v pu="$(count place-not-understood)" 'BEGIN { printf "%.3f %% of %d, %.3f %% of %d", 100 * (1 - cu / c), c, 100 * (1 - pu / p), p }') (aim: at least 98 %)"
}

# Makers found for pairs that were hidden, on a split of our own.
makers() {
  if [ -z "$real" ] || [ ! -f "$real/listed-firms-kg/firm_products.tsv" ]; then
    say "makers: skipped, LIANZHAO_EVALUATION_DATA names no folder with listed-firms-kg"
    return
  fi
  # Products that earn revenue: of the splits looked at, the one whose baselines come nearest to the published ones
  # (docs/makers.md).
  say "makers, 3,000 pairs hidden (--split 2 --earning); aim: hits@10 at least 0.40, hits@100 at least 0.70"
  build/lianzhao evaluate makers --train "$real/listed-firms-kg" --split 2 --earning 2> /dev/null | tee -a "$results"
}

queries_beside() {
  build/query_bench "$work/home/snapshot.lzs" 200 > "$work/ours.json"
  build/query_bench "$work/home/snapshot.lzs" 200 --export "$work/questions"
  node bench/peer.mjs query "$work/questions" > "$work/theirs.json"
  rm -rf "$work/questions"
  local ours postings list
  ours=$(field median_ms < "$work/ours.json")
  postings=$(grep -o '"postings":{[^}]*}' "$work/theirs.json" | field median_ms)
  list=$(grep -o '"list":{[^}]*}' "$work/theirs.json" | field median_ms)
  say "ranked query, top 100, 200 questions: $(cat "$work/ours.json")"
  say "  DuckDB: $(cat "$work/theirs.json")"
  say "  times faster than the better way: $(awk -v o="$ours" -v a="$postings" -v b="$list" 'BEGIN { printf "%.0f", (a < b ? a : b) / o }') (aim: at least 20)"
}

# 100,000 terms: those of the chains with and without words before them.
make_words() {
  build/lianzhao --json atlas show wind > /dev/null
  for chain in wind pv csp ess h2 grid; do
    build/lianzhao --json atlas show "$chain"
  done | grep -o '"terms":\[[^]]*\]' | grep -o '"[^",:\[]*"' | tr -d '"' | grep -v '^terms$' | sort -u > "$work/plain.txt"
  for word in 高压 低压 精密 大型 小型 特种 智能 新型 高效 环保 节能 工业 户外 防爆 船用 矿用 车用 民用 海上 高温 低温 数控 进口 国产 复合 轻型 重型 便携 移动 固定 通用 专用 微型 超薄 加厚 耐磨 耐热 防水 绝缘 不锈钢 铝合金 塑料 橡胶 陶瓷 电动 气动 液压 手动 自动 半自动 全自动; do
    sed "s/^/$word/" "$work/plain.txt"
  done | cat "$work/plain.txt" - | awk 'length($0) <= 32' | head -100000 > "$1"
}

say "Lianzhao $(build/lianzhao --version | cut -d' ' -f2) on $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB"
make_words "$work/words.txt"
real=${LIANZHAO_EVALUATION_DATA:-}
if [ -n "$real" ] && [ -f "$real/registry/registry-1978-2011.csv.zst" ]; then
  [ -f "$work/real.csv" ] || zstd -q -d "$real/registry/registry-1978-2011.csv.zst" -o "$work/real.csv"
  import_beside "real rows" "$work/real.csv" "$work/words.txt"
  understood
else
  say "real rows: skipped, LIANZHAO_EVALUATION_DATA names no folder with them"
fi
csv=$work/registry-synthetic-$rows.csv
[ -f "$csv" ] || build/lianzhao synth registry "$csv" --rows "$rows" --seed 1 > /dev/null
import_beside "$rows synthetic rows" "$csv" "$work/words.txt"
queries_beside
makers
say "new target lists over these $rows firms, eight at once (aim: p99 under 100 ms)"
say "  first, the snapshot's pages as what ran before left them: $(build/targets_bench "$work/home" 8 400 2>/dev/null)"
say "  again: $(build/targets_bench "$work/home" 8 400 2>/dev/null)"
say "landing plan and trips (aims: docs/performance.md)"
build/planning_bench 2>&1 | sed 's/^/  /' | tee -a "$results"
say "a large ledger (aims: p99 under 100 ms, 200 writes a second)"
bench/ledger.sh 2>&1 | sed 's/^/  /' | tee -a "$results"
