#!/bin/sh
# Emitted by xgen: builds one C library and adds it to those in $XGEN_PREFIX/libraries: static,
# position-independent, found by pkg-config wherever the folder lies. Needs no network.
# usage: library.sh autotools NAME ARGUMENT…   of its configure script
#        library.sh configure NAME ARGUMENT…   of a script that is none of autoconf's
#        library.sh make NAME ARGUMENT…        of make
#        library.sh cmake NAME ARGUMENT…
#        library.sh openssl NAME PLATFORM ARGUMENT…
#   XGEN_DIFFS is the folder of the changes to the source, and not set where there are none;
#   XGEN_HERE has the target's wrappers (bin), whose names begin with XGEN_GCC, and
#   toolchain.cmake; XGEN_SOURCE is the unpacked source, which is not changed, XGEN_FOLDER
#   the folder in there that holds the configure script, and XGEN_PROVIDES what pkg-config
#   must find at the end. XGEN_MAKE are calls of make, where one is not enough, each as
#   FOLDER:TARGET,…:TARGET,…, the last of which install; XGEN_FILES what is taken as it is, as
#   FOLDER:FILE,…; XGEN_PKGCONFIG what pkg-config is told of a library that says nothing
#   itself, as NAME:VERSION:LIB,…:NAME,… XGEN_LINK are flags that fit what the toolchain has built:
#   another kind of program wants another libc, which takes a minute, so each call of the
#   compiler has these and -O2; XGEN_LINK_ARGS the same for links alone, where objects are -fPIC
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kind=$1
name=$2
shift 2
libraries=$XGEN_PREFIX/libraries
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

export PATH="$XGEN_HERE/bin:$PATH"
export CC="$XGEN_GCC-cc" CXX="$XGEN_GCC-c++" AR="$XGEN_GCC-ar" RANLIB="$XGEN_GCC-ranlib"
export XGEN_COMPILER_CACHE="$tmp/cache"
export PKG_CONFIG="pkg-config --static"
export PKG_CONFIG_LIBDIR="$libraries/lib/pkgconfig:$libraries/share/pkgconfig"
export XGEN_LIBRARIES="$libraries"
unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# What an image says for the compiler that it holds would change every other.
unset CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX

# The same bytes on any day and from any folder.
export SOURCE_DATE_EPOCH=1 LC_ALL=C TZ=UTC0
flags="-O2 -fPIC"
export XGEN_CFLAGS="$flags $XGEN_LINK -ffile-prefix-map=$tmp/source=/libraries/$name -ffile-prefix-map=$libraries=/libraries"

cp -a "$XGEN_SOURCE" "$tmp/source"
: >"$tmp/changed"
if [ "${XGEN_DIFFS-}" ]; then
	sh "$here/patch-source.sh" "libraries.$name.patches" "$tmp/source" "$XGEN_DIFFS" >"$tmp/changed"
fi
build=$tmp/source/$XGEN_FOLDER
cd "$build"
jobs=$(nproc)

# usage: quietly FILE COMMAND…   shows what it says only where it fails
quietly() { sh "$here/quietly.sh" "the library $name" "$@"; }

# usage: failed_test   what the configure script tried last, before its long list
#                      of variables
failed_test() {
	if [ -e config.log ]; then
		echo "xgen: and its config.log:" >&2
		sed '/^## Cache variables/,$d' config.log | tail -n 40 >&2
	fi
	exit 1
}

# Old scripts do not know young machines; Debian has the newest. One that the
# project itself has changed is what it wants.
newest_config_sub() {
	find "$tmp/source" -type f \( -name config.sub -o -name config.guess \) | while IFS= read -r old; do
		grep -qxF "${old#"$tmp/source/"}" "$tmp/changed" || cp -f "/usr/share/misc/${old##*/}" "$old"
	done
}

# usage: words LIST   a list with commas, as words
words() { echo "$1" | tr , ' '; }

# usage: by_make ARGUMENT…   each call that is asked for, and what it installs
by_make() {
	for call in ${XGEN_MAKE-::install}; do
		targets=${call#*:}
		# shellcheck disable=SC2046 # names without white space
		quietly "$tmp/make" make -C "./${call%%:*}" -j "$jobs" "$@" $(words "${targets%%:*}")
		install=$(words "${targets#*:}")
		if [ "$install" ]; then
			# shellcheck disable=SC2086 # the same
			quietly "$tmp/install" make -C "./${call%%:*}" "$@" DESTDIR="$tmp/root" $install
		fi
	done
}

# usage: autotools ARGUMENT…
autotools() {
	# An archive that was made of a repository has no configure script, but what it is made of.
	if ! [ -e configure ]; then
		quietly "$tmp/autoreconf" autoreconf --force --install
	fi
	newest_config_sub
	quietly "$tmp/configure" ./configure --build="$(uname -m)-pc-linux-gnu" --host="$XGEN_GCC" \
		--prefix=/usr --libdir=/usr/lib --sysconfdir=/etc --localstatedir=/var \
		--enable-static --disable-shared \
		CFLAGS="$flags" CXXFLAGS="$flags" CPPFLAGS="-I$libraries/include" LDFLAGS="-L$libraries/lib $XGEN_LINK_ARGS" "$@" ||
		failed_test
	by_make
}

# usage: own_configure ARGUMENT…
own_configure() {
	CHOST="$XGEN_GCC" CFLAGS="$flags" quietly "$tmp/configure" ./configure --prefix=/usr "$@" || failed_test
	by_make
}

# usage: by_cmake ARGUMENT…
by_cmake() {
	quietly "$tmp/configure" cmake -S . -B "$tmp/cmake" -DCMAKE_TOOLCHAIN_FILE="$XGEN_HERE/toolchain.cmake" \
		-DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib \
		-DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF "$@"
	quietly "$tmp/make" cmake --build "$tmp/cmake" --parallel "$jobs"
	DESTDIR="$tmp/root" quietly "$tmp/install" cmake --install "$tmp/cmake"
}

# usage: openssl PLATFORM ARGUMENT…
openssl() {
	platform=$1
	shift
	quietly "$tmp/configure" perl Configure "$platform" no-shared no-tests no-apps no-docs no-module no-engine \
		--prefix=/usr --libdir=lib --openssldir=/etc/ssl "$flags" "$@"
	quietly "$tmp/make" make -j "$jobs" build_libs
	quietly "$tmp/install" make install_dev DESTDIR="$tmp/root"
}

case "$kind" in
autotools) autotools "$@" ;;
configure) own_configure "$@" ;;
make) by_make CC="$CC" AR="$AR" RANLIB="$RANLIB" PREFIX=/usr "$@" ;;
cmake) by_cmake "$@" ;;
openssl) openssl "$@" ;;
*)
	echo "xgen: $kind: no such kind of library" >&2
	exit 80
	;;
esac

# What the library itself does not install.
for taken in ${XGEN_FILES-}; do
	mkdir -p "$tmp/root/usr/${taken%%:*}"
	# shellcheck disable=SC2046 # names without white space
	cp $(words "${taken#*:}") "$tmp/root/usr/${taken%%:*}"
done
for module in ${XGEN_PKGCONFIG-}; do
	mkdir -p "$tmp/root/usr/lib/pkgconfig"
	IFS=: read -r module_name version libs requires <<-END
		$module
	END
	# shellcheck disable=SC2016 # pkg-config itself fills these in
	printf 'prefix=/usr\nName: %s\nDescription: %s\nVersion: %s\nCflags: -I${prefix}/include\nLibs: -L${prefix}/lib%s\nRequires.private: %s\n' \
		"$module_name" "$name" "$version" "$(for lib in $(words "$libs"); do printf ' -l%s' "$lib"; done)" "$(words "$requires")" \
		>"$tmp/root/usr/lib/pkgconfig/$module_name.pc"
done

# What a static link needs, and nothing that names a folder of this build.
root=$tmp/root/usr
find "$root" \( -name '*.la' -o -name '*.so' -o -name '*.so.*' \) -exec rm -f {} +
if [ -d "$root/lib64" ]; then
	mkdir -p "$root/lib"
	cp -a "$root/lib64/." "$root/lib"
	rm -rf "${root:?}/lib64"
fi
# shellcheck disable=SC2016 # pkg-config itself fills these in
find "$root" -name '*.pc' -exec sed -i \
	-e "s|$libraries|\${pcfiledir}/../..|g" \
	-e 's|^prefix *=.*|prefix=${pcfiledir}/../..|' \
	-e 's|^\([a-z_]*\) *= *"*/usr\(/[^"]*\)*"*$|\1=${prefix}\2|' \
	-e 's|-\([IL]\)/usr/|-\1${prefix}/|g' {} +
for part in "$root"/*; do
	case "${part##*/}" in
	include | lib) ;;
	share) find "$part" -mindepth 1 -maxdepth 1 ! -name pkgconfig ! -name cmake -exec rm -rf {} + ;;
	*) rm -rf "$part" ;;
	esac
done
if [ -z "$(find "$root" -name '*.a')" ]; then
	echo "xgen: the library $name was built and has no static library: see which argument of its configure script makes one" >&2
	exit 1
fi

mkdir -p "$libraries" "$XGEN_PREFIX/stamp"
cd "$root"
find . -type f | sort | while IFS= read -r file; do
	if [ -e "$libraries/$file" ]; then
		echo "xgen: the library $name and one before it both have the file ${file#./}" >&2
		exit 1
	fi
	sha256sum "$file"
done >"$tmp/stamp"
cp -a . "$libraries"
for module in $XGEN_PROVIDES; do
	if ! pkg-config --static --libs "$module" >"$tmp/said" 2>&1; then
		cat "$tmp/said" >&2
		echo "xgen: the library $name does not provide $module to pkg-config; there are $(find . -name '*.pc' -exec basename {} .pc \; | sort | tr '\n' ' ')" >&2
		exit 1
	fi
done
mv "$tmp/stamp" "$XGEN_PREFIX/stamp/library-$name"
