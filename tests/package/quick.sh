#!/usr/bin/env bash
# quick.sh BUILD: what `cmake --install` puts where, and what the package adds, looked at without installing it.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "FAILED: $*" >&2; failed=1; }
root=$work/root
export SOURCE_DATE_EPOCH=1700000000

# The tree, moved to where it was not built.
cmake --install "$build" --prefix "$root/usr" --strip >/dev/null || fail "cmake --install"
for file in bin/lianzhao share/man/man1/lianzhao.1 share/man/zh_CN/man1/lianzhao.1 share/doc/lianzhao/README.md share/doc/lianzhao/CHANGELOG.md share/doc/lianzhao/docs/operations.md; do
  [ -s "$root/usr/$file" ] || fail "$file is missing"
done
diff -r data "$root/usr/share/lianzhao" >&2 || fail "the data differ"
program=$root/usr/bin/lianzhao
ran=$(cd "$work" && env -i "$program" --english --home "$work/home" atlas list 2>&1) || fail "without environment: $ran"
[[ $ran == *wind* ]] || fail "no chain found: $ran"
for path in "$PWD" "$(realpath "$build")"; do
  found=$(strings -a "$program" | grep -F "$path/" | head -n 3)
  [ -z "$found" ] || fail "a path of the build is in the program: $found"
done
version=$(sed -n 's/^project(lianzhao VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
[[ "$(env -i "$program" --version)" == "lianzhao $version"* ]] || fail "--version is not $version"
grep -q "^  version: $version\$" api/openapi.yaml || fail "api/openapi.yaml has another version than CMakeLists.txt"

# Manual pages: every command, every option of the first level; readable.
commands=$("$program" --help | sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\) .*/\1/p')
[ "$(wc -w <<<"$commands")" -ge 20 ] || fail "too few commands: $commands"
for command in $commands; do
  grep -qx "\.SS $command" "$root/usr/share/man/man1/lianzhao.1" || fail "$command is not in lianzhao(1)"
  grep -qx "\.B $command" "$root/usr/share/man/zh_CN/man1/lianzhao.1" || fail "$command is not in the Chinese lianzhao(1)"
done
for command in $(sed -n 's/^\.B \([a-z]*\)$/\1/p' "$root/usr/share/man/zh_CN/man1/lianzhao.1"); do
  case " $(echo $commands) lianzhao " in *" $command "*) ;; *) fail "there is no command $command" ;; esac
done
for option in --max-connections-per-client --as-of --force; do
  grep -qF -- "${option//-/\\-}" "$root/usr/share/man/man1/lianzhao.1" || fail "$option is not in lianzhao(1)"
done
if command -v groff >/dev/null; then
  for page in "$root"/usr/share/man/man1/lianzhao.1 "$root"/usr/share/man/zh_CN/man1/lianzhao.1; do
    said=$(groff -man -Kutf8 -Tutf8 -ww -z "$page" 2>&1 | grep -v "can't break line\|cannot break line\|cannot adjust line")
    [ -z "$said" ] || fail "$page: $said"
  done
fi

# The notes of releases.
newest=$(packaging/version.sh) || fail "version.sh"
if command -v dpkg-parsechangelog >/dev/null; then
  said=$(packaging/changelog.sh "$newest" 1700000000 'A <a@b.example>' <CHANGELOG.md | dpkg-parsechangelog -l- --all 2>&1) || fail "changelog: $said"
  [[ $said != *warning* ]] || fail "changelog: $said"
  grep -qx "Version: $newest" <<<"$said" || fail "the changelog does not begin with $newest"
  [ "$(grep -c '^ lianzhao (' <<<"$said")" = "$(grep -c '^## ' CHANGELOG.md)" ] || fail "a release is missing in the changelog"
  [ "$(grep -c '^   \* ' <<<"$said")" = "$(grep -c '^- ' CHANGELOG.md)" ] || fail "a note is missing in the changelog"
fi

# The unit and the scripts.
if command -v systemd-analyze >/dev/null; then
  mkdir -p "$work/units"
  sed "s|=/usr/bin/lianzhao |=$program |" packaging/debian/lianzhao.service >"$work/units/lianzhao.service"
  said=$(systemd-analyze verify --man=no "$work/units/lianzhao.service" 2>&1 | grep -F lianzhao)
  [ -z "$said" ] || fail "the unit: $said"
  said=$(systemd-analyze security --offline=true --threshold=20 "$work/units/lianzhao.service" 2>&1 | tail -n 1)
  [[ $said == *OK* ]] || fail "the unit is less shut than it was: $said"
fi
for script in preinst postinst prerm postrm lianzhao-admin; do
  sh -n packaging/debian/$script || fail "$script"
done
[ "$failed" = 0 ] && echo "the package's parts are in order"
exit "$failed"
