#!/usr/bin/env bash
# Verifies one release with curl, sha256sum and openssl alone (docs/protocol.md): no code of the registry is trusted.
# Usage: verify-release.sh URL NAME VERSION PUBLIC_KEY     PUBLIC_KEY is base64:… as its owner told you, never as URL says.
set -euo pipefail
url=$1 name=$2 version=$3 public_key=${4#base64:}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

curl -sSf "$url/actions/$name/versions/$version/canonical" > "$folder/document"
curl -sSf "$url/actions/$name/versions/$version" > "$folder/release"
digest=$(sha256sum < "$folder/document" | cut -d' ' -f1)

# The statement is rebuilt from what was asked for and the digest just computed.
type=application/vnd.action-registry.release.v1+json
statement="{\"digest\":\"sha256:$digest\",\"name\":\"$name\",\"version\":\"$version\"}"
printf 'DSSEv1 %d %s %d %s' ${#type} "$type" ${#statement} "$statement" > "$folder/message"

grep -o '"signature":{[^}]*}' "$folder/release" | grep -o '"sig":"base64:[^"]*"' | cut -d: -f3 | tr -d '"' | base64 -d > "$folder/signature"
# The fixed DER prefix of an Ed25519 public key (RFC 8410), then its 32 bytes.
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; printf '%s' "$public_key" | base64 -d; } > "$folder/key.der"
openssl pkey -pubin -inform DER -in "$folder/key.der" -out "$folder/key.pem"

echo "sha256:$digest  $name@$version"
openssl pkeyutl -verify -pubin -inkey "$folder/key.pem" -rawin -in "$folder/message" -sigfile "$folder/signature"
