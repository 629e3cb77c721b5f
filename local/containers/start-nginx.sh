#!/bin/sh
# Writes nginx's list of known hosts (PUBLIC_URL, ALLOWED_HOSTS) and of trusted proxies
# (TRUSTED_PROXY_ADDRESSES), and starts nginx. Lists are separated by commas.
set -e
public_host=$(echo "$PUBLIC_URL" | sed -E 's#^https?://##; s#/.*$##; s#:[0-9]+$##')
names="$public_host $(echo "$ALLOWED_HOSTS" | tr ',' ' ')"
case "$names" in
  *[!]A-Za-z0-9.:_\ [-]*)
    echo "PUBLIC_URL must be an address as https://shop.example, ALLOWED_HOSTS hosts as shop.example." >&2
    exit 1
    ;;
esac
echo "server_name localhost *.localhost 127.0.0.1 [::1] $names;" > /tmp/server-names.conf
for address in $(echo "$TRUSTED_PROXY_ADDRESSES" | tr ',' ' '); do
  echo "set_real_ip_from $address;"
done > /tmp/trusted-proxies.conf
exec nginx -g 'daemon off;'
