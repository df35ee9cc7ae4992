#!/usr/bin/env bash
# A cached answer of the server beside nginx serving a file of the same bytes: requests per second and p99 with wrk at 64
# connections, in turns, while 500 idle and 50 slow connections (a byte a second) hang on the server asked.
#
#   bench/server.sh [BYTES...]        2000 30000 by default; SECONDS_EACH=5, ROUNDS=3
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=("${@:-}")
[ -n "${sizes[0]}" ] || sizes=(2000 30000)
seconds=${SECONDS_EACH:-5} rounds=${ROUNDS:-3}
ours=18480 theirs=18481
work=$(mktemp -d)
chmod 755 "$work"
started=()
cleanup() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

cat >"$work/nginx.conf" <<CONF
worker_processes 1;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx-error.log;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on; tcp_nopush on; tcp_nodelay on;
  keepalive_requests 1000000000;
  client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  open_file_cache max=100 inactive=60s;
  types { application/json json; }
  server { listen 127.0.0.1:$theirs; root $work/www; }
}
CONF
mkdir "$work/www"

run_wrk() {  # run_wrk PORT PATH -> "requests_per_second p99"
  wrk -t1 -c64 -d"${seconds}s" --latency "http://localhost:$1$2" >"$work/wrk"
  grep -q 'Non-2xx\|Socket errors' "$work/wrk" && { cat "$work/wrk" >&2; exit 1; }
  awk '/Requests\/sec/ {rate=$2} $1=="99%" {p99=$2} END {print rate, p99}' "$work/wrk"
}

for size in "${sizes[@]}"; do
  build/server_bench serve $ours "$size" "$work/www/sample.json" &
  server=$!
  started+=("$server")
  for _ in $(seq 50); do curl -sf "http://localhost:$ours/api/v1/sample" >/dev/null && break; sleep 0.1; done
  chmod 644 "$work/www/sample.json"
  nginx -c "$work/nginx.conf" -p "$work" 2>/dev/null &
  peer=$!
  started+=("$peer")
  for _ in $(seq 50); do curl -sf "http://localhost:$theirs/sample.json" >/dev/null && break; sleep 0.1; done
  curl -s "http://localhost:$ours/api/v1/sample" | cmp - "$work/www/sample.json"
  for round in $(seq "$rounds"); do
    for port in $ours $theirs; do
      build/server_bench crowd $port 500 50 &
      crowd=$!
      started+=("$crowd")
      sleep 1
      path=/api/v1/sample
      [ $port = $theirs ] && path=/sample.json
      read -r rate p99 < <(run_wrk $port $path)
      kill $crowd
      wait $crowd 2>/dev/null || true
      if [ $port = $ours ]; then our_rate=$rate our_p99=$p99; else their_rate=$rate their_p99=$p99; fi
    done
    awk -v s="$size" -v r="$round" -v a="$our_rate" -v b="$their_rate" -v pa="$our_p99" -v pb="$their_p99" \
      'BEGIN {printf "%6d bytes, round %d: lianzhao %.0f/s p99 %s, nginx %.0f/s p99 %s, ratio %.2f\n", s, r, a, pa, b, pb, a / b}'
  done
  kill "$server" "$peer"
  wait "$server" "$peer" 2>/dev/null || true
done
