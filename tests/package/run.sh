#!/usr/bin/env bash
# run.sh BUILD: the package in a bare Debian 12: installed, served, signed in to, upgraded, refused to go back, removed,
# purged. Needs root, debootstrap, curl; the packages come from where this machine's apt takes Debian's. There is no systemd
# in there: the unit's command is run as its user. The bare system is kept in BUILD/package/ for the next run.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "tests/package/run.sh must be run as root" >&2; exit 2; }

build=$1 here=$1/package
work=$(mktemp -d)
root=$work/root
server=""
stop() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  server=""
}
leave() { stop; umount "$root/proc" 2>/dev/null || true; rm -rf "$work"; }
trap leave EXIT

step() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { echo "FAILED: $*" >&2; [ ! -f "$work/serve.log" ] || { echo "--- the server's last lines:" >&2; tail -n 20 "$work/serve.log" >&2; }; exit 1; }
expect() { [ "$1" = "$2" ] || fail "$3: expected '$2', got '$1'"; }
says() { grep -qF -- "$2" <<<"$1" || fail "'$2' is not in: $1"; }
inside() { chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
apt() { inside apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@" 2>&1; }

step "Packages of two versions"
old=$(packaging/build.sh "$build" "$here")
new=$(packaging/build.sh "$build" "$here" 99.0)
old_version=$(dpkg-deb -f "$old" Version)
if command -v lintian >/dev/null; then lintian --fail-on error,warning "$old" || fail "lintian"; fi
says "$(dpkg-deb -c "$old")" ./etc/lianzhao/lianzhao.conf
if dpkg-deb -c "$old" | awk '{print $2}' | grep -v '^root/root$'; then fail "a file is not root's"; fi

sources=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Origin: Debian' 'Created-By: Packages' | sort -u)
if [ ! -f "$here/bare.tar" ]; then
  step "A bare system"
  mirror=$(awk '$3 == "bookworm" { print $2; exit }' <<<"$sources")
  [ -n "$mirror" ] || fail "apt of this machine knows no Debian 12"
  eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
  [ -z "${http_proxy:-}" ] || export http_proxy
  debootstrap --variant=minbase bookworm "$work/bare" "$mirror" >"$work/debootstrap.log" || fail "debootstrap: $(tail -n 5 "$work/debootstrap.log")"
  rm -f "$work"/bare/var/cache/apt/archives/*.deb
  tar -C "$work/bare" -cf "$here/bare.tar.tmp" .
  mv "$here/bare.tar.tmp" "$here/bare.tar"
  rm -rf "$work/bare"
fi
mkdir "$root"
tar -C "$root" -xf "$here/bare.tar"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root"/etc/apt/sources.list.d
echo "$sources" >"$root/etc/apt/sources.list"
grep -l '^ *Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
cp "$old" "$root/old.deb"
cp "$new" "$root/new.deb"

step "Installed"
inside apt-get -qq update || fail "apt-get update"
said=$(apt install /old.deb) || fail "apt install: $said"
says "$said" "sudo lianzhao-admin init"
expect "$(inside stat -c '%U:%G %a' /var/lib/lianzhao)" "lianzhao:lianzhao 700" "the home folder"
expect "$(inside stat -c '%U:%G %a' /etc/lianzhao/lianzhao.conf)" "root:lianzhao 640" "the settings"
expect "$(inside getent passwd lianzhao | cut -d: -f6,7)" "/var/lib/lianzhao:/usr/sbin/nologin" "the user"
[ -L "$root/etc/systemd/system/multi-user.target.wants/lianzhao.service" ] || fail "the service does not start at boot"
says "$(inside lianzhao --version)" "lianzhao "
says "$(inside lianzhao --english --home /tmp/h atlas show wind --svg)" "<svg"
inside ldd /usr/bin/lianzhao | grep 'not found' && fail "a library is missing"

# Settings that an operator has changed must live through everything.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
sed -i "s/^#port = .*/port = $port/" "$root/etc/lianzhao/lianzhao.conf"
grep -q "^port = $port\$" "$root/etc/lianzhao/lianzhao.conf" || fail "the sample has no port"

start() {  # as the unit would
  local unit=$root/lib/systemd/system/lianzhao.service command user environment
  environment=$(sed -n 's/^Environment=//p' "$unit")
  command=$(sed -n 's/^ExecStart=//p' "$unit")
  user=$(sed -n 's/^User=//p' "$unit")
  chroot --userspec="$user:$user" "$root" env -i PATH=/usr/bin:/bin HOME=/var/lib/lianzhao $environment sh -c "umask 0077; cd /var/lib/lianzhao && exec $command" >"$work/serve.log" 2>&1 &
  server=$!
  for _ in $(seq 150); do
    curl -fs "http://127.0.0.1:$port/readyz" >/dev/null && return
    kill -0 "$server" 2>/dev/null || { server=""; fail "the server ended: $(cat "$work/serve.log")"; }
    sleep 0.2
  done
  fail "the server does not answer"
}

api() {  # METHOD PATH [BODY], with the session of sign_in
  curl -sS -X "$1" "http://127.0.0.1:$port/api/v1$2" -b "$work/cookies" -c "$work/cookies" -H "X-CSRF-Token: ${csrf:-}" ${3:+-H 'Content-Type: application/json' -d "$3"}
}
sign_in() {  # PASSWORD
  rm -f "$work/cookies"
  csrf=""
  csrf=$(api POST /session "{\"login\":\"admin\",\"password\":\"$1\"}" | sed -n 's/.*"csrf_token":"\([^"]*\)".*/\1/p')
  [ -n "$csrf" ] || fail "admin cannot sign in"
}

step "Serves before anybody can sign in, and says what to do"
start
says "$(cat "$work/serve.log")" "sudo lianzhao-admin init"
stop

step "First login"
inside lianzhao-admin >/dev/null 2>&1 && fail "lianzhao-admin without a command"
said=$(inside lianzhao-admin init 2>&1) || fail "init: $said"
once=$(sed -n 's/.*一次性密码：//p' <<<"$said")
[ -n "$once" ] || fail "no password in: $said"
[ -z "$(find "$root/var/lib/lianzhao" ! -user "$(inside id -u lianzhao)")" ] || fail "init made files of another user"
start
sign_in "$once"
api POST /session/password "{\"old_password\":\"$once\",\"new_password\":\"battery staple 9\"}" >/dev/null
sign_in "battery staple 9"
says "$(api POST /target-lists '{"name":"保留的清单"}')" "保留的清单"
says "$(curl -s "http://127.0.0.1:$port/")" "<html"
says "$(inside lianzhao-admin backup /var/lib/lianzhao/before.tar.zst 2>&1)" "before.tar.zst"
stop

step "Upgraded"
said=$(apt install /new.deb) || fail "upgrade: $said"
expect "$(inside dpkg-query -W -f '${Version}' lianzhao)" 99.0 "the version"
grep -q "^port = $port\$" "$root/etc/lianzhao/lianzhao.conf" || fail "the upgrade changed the settings"
expect "$(inside stat -c '%U:%G %a' /etc/lianzhao/lianzhao.conf)" "root:lianzhao 640" "the settings"
start
sign_in "battery staple 9"
says "$(api GET /target-lists)" "保留的清单"
stop

step "Not replaced by an older one"
said=$(apt install --allow-downgrades /old.deb) && fail "the downgrade was let in"
says "$said" "is not replaced by the older $old_version"
says "$said" "不能直接降级到 $old_version"
expect "$(inside dpkg-query -W -f '${db:Status-Status} ${Version}' lianzhao)" "installed 99.0" "the package"

step "Removed, installed again, purged"
said=$(apt remove lianzhao) || fail "remove: $said"
says "$said" "the data stay in /var/lib/lianzhao"
[ ! -e "$root/usr/bin/lianzhao" ] || fail "the program is still there"
[ -f "$root/var/lib/lianzhao/lianzhao.db" ] || fail "the removal took the data"
said=$(apt install /old.deb) || fail "install after removal: $said"
start
sign_in "battery staple 9"
says "$(api GET /target-lists)" "保留的清单"
stop
said=$(apt purge lianzhao) || fail "purge: $said"
says "$said" "deleting the data in /var/lib/lianzhao"
for path in /var/lib/lianzhao /etc/lianzhao /usr/share/lianzhao /etc/systemd/system/multi-user.target.wants/lianzhao.service; do
  [ ! -e "$root$path" ] && [ ! -L "$root$path" ] || fail "$path is left after the purge"
done

if command -v qemu-x86_64 >/dev/null && [ "$(dpkg --print-architecture)" = amd64 ]; then
  step "A processor that will not do"
  code=0
  said=$(qemu-x86_64 -cpu Nehalem "$build/lianzhao" --version 2>&1) || code=$?
  expect "$code" 71 "exit code ($said)"
  says "$said" "x86-64-v3"
fi
step "The package is in order: $old"
