#!/usr/bin/env bash
# build.sh BUILD OUT [VERSION]: the Debian package from what is built in the folder BUILD (`./dev package` builds it
# first), as OUT/lianzhao_VERSION_ARCH.deb. Its path is printed.
set -euo pipefail
cd "$(dirname "$0")/.."

build=$1 out=$2 version=${3:-$(packaging/version.sh)}
SOURCE_DATE_EPOCH=$(packaging/time.sh)
export SOURCE_DATE_EPOCH
architecture=$(dpkg --print-architecture)
maintainer=${LIANZHAO_MAINTAINER:-Lianzhao maintainers <maintainers@lianzhao.invalid>}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
root=$work/root
umask 022

# Program, data, manual pages, documents.
cmake --install "$build" --prefix "$root/usr" --strip >/dev/null
# The service.
here=packaging/debian
install -D -m 644 $here/lianzhao.service "$root/lib/systemd/system/lianzhao.service"
install -D -m 755 $here/lianzhao-admin "$root/usr/sbin/lianzhao-admin"
install -d "$root/etc/lianzhao"
LIANZHAO_LANG=zh "$root/usr/bin/lianzhao" --home /var/lib/lianzhao settings >"$root/etc/lianzhao/lianzhao.conf"
# What Debian wants of a package.
doc=$root/usr/share/doc/lianzhao
install -m 644 $here/copyright "$doc/copyright"
packaging/changelog.sh "$version" "$SOURCE_DATE_EPOCH" "$maintainer" <CHANGELOG.md | gzip -9n >"$doc/changelog.gz"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
mkdir -p "$root/usr/share/man/man8"
ln -s ../man1/lianzhao.1.gz "$root/usr/share/man/man8/lianzhao-admin.8.gz"
if [ -d $here/lintian ]; then install -D -m 644 $here/lintian/overrides "$root/usr/share/lintian/overrides/lianzhao"; fi

# The libraries it is linked with, by the versions it needs of them.
mkdir -p "$work/debian"
printf 'Source: lianzhao\n\nPackage: lianzhao\nArchitecture: any\n' >"$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/lianzhao 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
[ -n "$libraries" ] || { echo "dpkg-shlibdeps found no libraries" >&2; exit 1; }

mkdir "$root/DEBIAN"
for script in preinst postinst prerm postrm; do
  sed "s/@VERSION@/$version/g" $here/$script >"$root/DEBIAN/$script"
  chmod 755 "$root/DEBIAN/$script"
done
echo /etc/lianzhao/lianzhao.conf >"$root/DEBIAN/conffiles"
(cd "$root" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
cat >"$root/DEBIAN/control" <<END
Package: lianzhao
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s --apparent-size --exclude=DEBIAN "$root" | cut -f1)
Depends: $libraries, adduser
Recommends: fonts-noto-cjk
Suggests: postgresql
Section: web
Priority: optional
Description: industry chains, firm registry and ranked targets for development zones
 Lianzhao (链招) helps a development zone attract firms: it holds the zone's
 industry chains against its local firms, says what is missing, reads a
 national registry of firms, and ranks who could fill each gap, with evidence.
 Trips, visits, leads, projects and arrived capital of the zone's staff are kept
 beside. This package has the command line and a web server with its service.
END

mkdir -p "$out"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$out/lianzhao_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
echo "$package"
