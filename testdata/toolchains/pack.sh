#!/bin/sh
# Gathers Debian's GCC for ARM and what it needs in one folder that can lie
# anywhere.
# usage: pack.sh FOLDER
set -eu

tree=$1
gcc=arm-linux-gnueabi
mkdir -p "$tree/bin" "$tree/host" "$tree/usr/bin" "$tree/usr/lib" "$tree/usr/libexec" "$tree/usr/$gcc"
for tool in gcc ar as ld nm objcopy ranlib readelf strip; do
	cp -L "/usr/bin/$gcc-$tool" "$tree/usr/bin"
done
cp -rL /usr/lib/gcc-cross "$tree/usr/lib"
cp -rL /usr/libexec/gcc-cross "$tree/usr/libexec"
cp -rL "/usr/$gcc/bin" "$tree/usr/$gcc"
find "$tree" -name lto1 -delete
cp -rL "/made/gcc/$gcc/lib" "/made/gcc/$gcc/include" "$tree"

# Its shared libraries, but for those of every system.
find "$tree/usr" -type f -perm -u+x -exec ldd {} + 2>/dev/null |
	awk '$2 == "=>" && $3 ~ /^\// && $1 !~ /^lib(c|m|dl|pthread)\.so/ { print $3 }' | sort -u |
	xargs cp -L -t "$tree/host"

cp /gcc "$tree/bin/arm-linux-musleabi-gcc"
chmod +x "$tree/bin/arm-linux-musleabi-gcc"
for tool in ar nm objcopy ranlib readelf strip; do
	{
		echo '#!/bin/sh'
		# shellcheck disable=SC2016 # the script's own
		echo 'home=$(dirname "$(dirname "$(readlink -f "$0")")")'
		echo "LD_LIBRARY_PATH=\$home/host exec \"\$home/usr/bin/$gcc-$tool\" \"\$@\""
	} >"$tree/bin/arm-linux-musleabi-$tool"
	chmod +x "$tree/bin/arm-linux-musleabi-$tool"
done

# As in most toolchains with musl, the loader is a link to the target's own.
ln -s /lib/libc.so "$tree/lib/ld-musl-arm.so.1"
