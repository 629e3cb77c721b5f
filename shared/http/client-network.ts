import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { httpConfig } from '../config.ts';
import { logger } from '../logger.ts';
import type { HttpRequest } from './http-request.ts';

/** The network of all requests without a readable address, so that limits apply to them too. */
const unknownNetwork = 'unknown';

/**
 * The network of a request, by which limits count: an IPv4 address, or the /64 of an IPv6 address
 * ("2001:db8:0:1::/64"), because one client may use any address in it.
 *
 * Each proxy appends the address of its caller to `X-Forwarded-For`. Entries before those of the
 * trusted proxies can be forged. Where the trusted entry is missing or is not an address, the
 * address of the connection counts: all clients of that proxy then share one network.
 */
export function clientNetworkOf({
  headers,
  sourceIp,
}: Pick<HttpRequest, 'headers' | 'sourceIp'>): string {
  const { trustedProxies } = httpConfig();
  const forwarded = (headers['x-forwarded-for'] ?? '').split(',');
  const trusted = trustedProxies === 0 ? undefined : forwarded.at(-trustedProxies);
  const network = toNetwork(trusted ?? '') ?? toNetwork(sourceIp);
  if (network === undefined) logger.warn('client address is unknown');
  return network ?? unknownNetwork;
}

/** @returns undefined when the text is not an address, with or without a port */
export function toNetwork(text: string): string | undefined {
  const written = withoutPort(withoutQuotes(text.trim()));
  // Stricter than ipaddr.js, which also reads "0x7f.1" and "010.0.0.1".
  if (isIP(written) === 0) return undefined;
  const address = ipaddr.parse(written);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const range = address.range();
  return isIPv4In(range) ? lastFourBytesOf(address) : toPrefix(address);
}

/** Some proxies write an address as a quoted string (RFC 9110, 5.6.4). */
function withoutQuotes(text: string): string {
  const [, quoted] = /^"(.*)"$/.exec(text) ?? [];
  return quoted?.trim() ?? text;
}

/** "192.0.2.7:443", "[2001:db8::7]:443" and "[2001:db8::7]" hold an address. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  return bracketed ?? plain ?? text;
}

/** Ranges that stand for the IPv4 address in their last four bytes: RFC 4291, 6145 and 6052. */
function isIPv4In(range: string): boolean {
  return ['ipv4Mapped', 'rfc6145', 'rfc6052'].includes(range);
}

function lastFourBytesOf(address: ipaddr.IPv6): string {
  return ipaddr.fromByteArray(address.toByteArray().slice(-4)).toString();
}

function toPrefix({ parts }: ipaddr.IPv6): string {
  const groups = parts.slice(0, 4).map((part) => part.toString(16));
  return `${groups.join(':')}::/64`;
}
