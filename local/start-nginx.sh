#!/bin/sh
# Tells nginx which proxies in front of it to believe: TRUSTED_PROXY_ADDRESSES, separated by commas.
set -e
for address in $(echo "$TRUSTED_PROXY_ADDRESSES" | tr ',' ' '); do
  echo "set_real_ip_from $address;"
done > /tmp/trusted-proxies.conf
exec nginx -g 'daemon off;'
