#!/usr/bin/env bash
# Makes a signing key, has it trusted for one namespace, and publishes, with curl and openssl alone. docs/api.md explains each
# line. Usage: publish-with-curl.sh NAMESPACE     The key is kept in NAMESPACE.pem; running it again uses it again.
set -euo pipefail
url=${ACTION_REGISTRY_URL:-http://localhost:8000} key=${ACTION_REGISTRY_API_KEY:?} namespace=$1 kid=$1-curl
post() { curl -sS --fail-with-body "$url$1" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' -d "$2"; }
sign() { # TYPE STATEMENT
  printf 'DSSEv1 %d %s %d %s' ${#1} "$1" ${#2} "$2" > "$namespace.message"
  echo "base64:$(openssl pkeyutl -sign -rawin -inkey "$namespace.pem" -in "$namespace.message" | base64 | tr -d '\n')"
}

if [ ! -e "$namespace.pem" ]; then
  (umask 077 && openssl genpkey -algorithm ed25519 -out "$namespace.pem")
  public=base64:$(openssl pkey -in "$namespace.pem" -pubout -outform DER | tail -c 32 | base64)
  facts='"kid":"'$kid'","public_key":"'$public'"'
  proof=$(sign application/vnd.action-registry.admin.v1+json \
    '{"key":{"alg":"ed25519",'"$facts"',"role":"publisher","scope":["'"$namespace"'.*"],"valid_from":null,"valid_until":null},"op":"key.add"}')
  post /keys '{'"$facts"',"scope":["'"$namespace"'.*"],"proof":"'"$proof"'"}' > /dev/null
fi

# Canonical JSON (RFC 8785): members in order, no spaces.
document='{"description":"Published with curl.","kind":"tool","name":"'$namespace'.hello","spec":{},"version":"1.0.0"}'
hash=sha256:$(printf %s "$document" | openssl sha256 -r | cut -d' ' -f1)
sig=$(sign application/vnd.action-registry.release.v1+json '{"digest":"'"$hash"'","name":"'"$namespace"'.hello","version":"1.0.0"}')
escaped=$(printf %s "$document" | sed 's/\\/\\\\/g; s/"/\\"/g')
post "/actions/$namespace.hello/versions" '{"document":"'"$escaped"'","signatures":[{"kid":"'"$kid"'","sig":"'"$sig"'"}]}' > "$namespace.release.json"
echo "$namespace.hello@1.0.0 $hash"
