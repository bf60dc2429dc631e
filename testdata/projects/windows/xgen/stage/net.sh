#!/bin/sh
# Emitted by xgen: runs a command that needs the network. A CA bundle, the file XGEN_CA or else the
# secret "ca", is used for this command only; without one nothing changes.
# usage: net.sh COMMAND…
set -eu

ca=${XGEN_CA:-/run/secrets/ca}
if [ -s "$ca" ]; then
	export SSL_CERT_FILE="$ca" CARGO_HTTP_CAINFO="$ca" CURL_CA_BUNDLE="$ca" \
		GIT_SSL_CAINFO="$ca" NODE_EXTRA_CA_CERTS="$ca" PIP_CERT="$ca"
fi
exec "$@"
