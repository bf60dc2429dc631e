#!/bin/sh
# Emitted by xgen: fetches pinned bytes into the folder OUTPUT; what does not match is not kept. Needs the
# network, but for a file. XGEN_PREFIX has rust, for a crate.
# usage: pull.sh OUTPUT SHA256 url URL MIRROR…
#        pull.sh OUTPUT SHA256 pypi PACKAGE VERSION     a wheel
#        pull.sh OUTPUT SHA256 npm PACKAGE VERSION
#        pull.sh OUTPUT SHA256 crate CRATE VERSION
#        pull.sh OUTPUT SHA256 debian PACKAGE VERSION   a source package's tarball; the
#                                  version is the upstream one, or a whole one of Debian's
#        pull.sh OUTPUT SHA256 ubuntu PACKAGE VERSION SUITE   the same of Ubuntu's
#        pull.sh OUTPUT SHA256 file PATH
set -eu

output=$1
want=$2
kind=$3
shift 3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/files"

say() {
	echo "xgen: $*" >&2
}

# usage: sum FILE
sum() {
	set -- "$(sha256sum <"$1")"
	echo "${1%% *}"
}

# usage: keep FILE   succeeds where it is what is wanted
keep() {
	[ "$(sum "$1")" = "$want" ] || return 1
	mkdir -p "$(dirname "$output")"
	mv "$1" "$output"
}

# usage: keep_any   of what a client has fetched
keep_any() {
	for file in "$tmp"/files/*; do
		if [ -e "$file" ] && keep "$file"; then
			return
		fi
	done
	return 1
}

# usage: fetched   succeeds where a client has fetched anything
fetched() {
	[ "$(find "$tmp/files" -type f)" ]
}

# usage: answer FILE   says what a file that is not the wanted one is
answer() {
	case $(head -c 512 "$1" | tr -d '\000' | tr 'A-Z\n' 'a-z ') in
	*'<!doctype html'* | *'<html'*) echo 'an HTML page' ;;
	*) echo "other bytes: their sha256 is $(sum "$1"), and it must be $want" ;;
	esac
}

# usage: from URL   says what else it answers
from() {
	status=0
	code=$(curl --silent --show-error --location --max-redirs 8 \
		--proto '=https' --connect-timeout 20 \
		--speed-limit 100 --speed-time 60 --write-out '%{http_code}' \
		--output "$tmp/files/body" -- "$1" 2>"$tmp/said") || status=$?
	case "$status $code" in
	'0 200')
		keep "$tmp/files/body" && return
		reason=$(answer "$tmp/files/body")
		;;
	'0 '*) reason="the status $code" ;;
	'1 3'*) reason='a redirect to another scheme than https' ;;
	'1 '*) reason='no https' ;;
	'18 '*) reason='a truncated file' ;;
	*) reason=$(sed -n 's/^curl: //p' "$tmp/said" | head -n 1) ;;
	esac
	say "$1 answers with $reason"
	return 1
}

# The indexes of source packages, beside those of the binary ones.
debian_lists() {
	# shellcheck disable=SC2016 # apt itself fills these in
	apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(SIGNED_BY)' \
		'Created-By: Packages' 'Component: main' | sort -u |
		while read -r suite uri key; do
			case "$key" in
			/*) echo "deb-src [signed-by=$key] $uri $suite main" ;;
			*) echo "deb-src $uri $suite main" ;;
			esac
		done
}

# usage: ubuntu_lists SUITE
ubuntu_lists() {
	uri=$(sed -n 's/^BaseURI-amd64: *//p' /usr/share/python-apt/templates/ubuntu.info | head -n 1)
	for suite in "$1" "$1-updates"; do
		echo "deb-src [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg] $uri $suite main universe"
	done
}

# usage: source_package PACKAGE VERSION <LISTS   fetches the upstream tarball of a source package
source_package() {
	mkdir -p "$tmp/lists/partial"
	cat >"$tmp/sources.list"
	cat >"$tmp/apt.conf" <<END
Dir::Etc::SourceList "$tmp/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$tmp/lists";
APT::Sandbox::User "root";
END
	export APT_CONFIG="$tmp/apt.conf"
	apt-get update -qq
	apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' >"$tmp/versions"
	if ! [ -s "$tmp/versions" ]; then
		# apt goes on where a list cannot be had, and only warns.
		if [ -z "$(find "$tmp/lists" -name '*_Sources*')" ]; then
			say "no list of $distribution's source packages is to be had: apt's words stand above"
		else
			say "$distribution has no source package $1 here"
		fi
		exit 1
	fi
	found=
	while read -r version; do
		upstream=${version#*:}
		case "$2" in
		"$version" | "${upstream%-*}") found="$found $version" ;;
		esac
	done <"$tmp/versions"
	if [ -z "$found" ]; then
		say "the source package $1 has no version $2 here, but $(sort -u "$tmp/versions" | paste -s -d ' ')"
		exit 1
	fi
	# The tarball alone: several revisions have the same one, and a mirror need
	# not have it in each of its archives.
	for version in $found; do
		(cd "$tmp/files" && apt-get source -qq --tar-only --download-only --only-source "$1=$version" >&2) || say "$1 $version is not to be had here: apt's words stand above"
		if keep_any; then
			exit
		fi
	done
	fetched || exit 1
}

# usage: absent CLIENT PACKAGE VERSION
absent() {
	say "$2 $3 ($kind) is not to be had: $1's words stand above"
	exit 1
}

# usage: wrong SOURCE   after a list of what it has
wrong() {
	say "$1 has no file with the sha256 $want: write the one above that belongs to the release"
	exit 1
}

# usage: crate CRATE VERSION
crate() {
	export CARGO_HOME="$tmp/cargo" PATH="$XGEN_PREFIX/rust/bin:$PATH"
	mkdir -p "$tmp/project/src"
	: >"$tmp/project/src/lib.rs"
	printf '[package]\nname = "xgen-pull"\nedition = "2021"\n[workspace]\n[dependencies]\n%s = { version = "=%s", default-features = false }\n' \
		"$1" "$2" >"$tmp/project/Cargo.toml"
	cargo fetch --quiet --manifest-path "$tmp/project/Cargo.toml" || absent cargo "$@"
	cp "$tmp"/cargo/registry/cache/*/"$1-$2.crate" "$tmp/files"
}

# usage: pypi PACKAGE VERSION   pip itself compares the sums
pypi() {
	echo "$1==$2 --hash=sha256:$want" >"$tmp/requirements.txt"
	TMPDIR="$tmp" python3 -m pip download --quiet --require-hashes --no-deps \
		--only-binary :all: --no-cache-dir --no-input \
		--disable-pip-version-check --dest "$tmp/files" --requirement "$tmp/requirements.txt" \
		>"$tmp/said" 2>&1 && return
	cat "$tmp/said" >&2
	sed -n "s/^ *Got *\([0-9a-f]\{64\}\).*/\1/p" "$tmp/said" >"$tmp/sums"
	[ -s "$tmp/sums" ] || absent pip "$@"
	sed 's/^/xgen:   /' "$tmp/sums" >&2
	wrong "$1 $2 (pypi)"
}

# usage: npm_package PACKAGE VERSION
npm_package() {
	npm --cache "$tmp/npm" pack --loglevel error --ignore-scripts --pack-destination "$tmp/files" "$1@$2" >&2 || absent npm "$@"
}

case "$kind" in
url)
	for url; do
		if from "$url"; then
			exit
		fi
	done
	say "no address of these gives the file with the sha256 $want: see whether the pin is right, or add mirrors: $*"
	exit 1
	;;
pypi) pypi "$@" ;;
npm) npm_package "$@" ;;
crate) crate "$@" ;;
debian)
	distribution=Debian
	apt-get update -qq
	debian_lists >"$tmp/lists.debian"
	source_package "$1" "$2" <"$tmp/lists.debian"
	;;
ubuntu)
	distribution=Ubuntu
	ubuntu_lists "$3" >"$tmp/lists.ubuntu"
	source_package "$1" "$2" <"$tmp/lists.ubuntu"
	;;
file)
	cp -- "$1" "$tmp/files/"
	keep_any && exit
	say "the project's own file has the sha256 $(sum "$1") and not $want: write that, if it is the file that you mean"
	exit 1
	;;
*)
	say "$kind: no such kind of source"
	exit 80
	;;
esac

keep_any && exit
(cd "$tmp/files" && find . -type f -exec sha256sum {} +) | sed 's/^/xgen:   /' >&2
wrong "$* ($kind)"
