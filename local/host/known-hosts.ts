/**
 * Checks the host of a request, against DNS rebinding: a page of another origin can give its own host name the
 * address 127.0.0.1. Only the Host header distinguishes its requests from those of the shop's own page.
 */
import type { IncomingMessage } from 'node:http';

export interface HostSettings {
  /** The shop's address, as "https://shop.example". */
  readonly publicUrl: string;
  /** Other host names that are accepted, without a port. */
  readonly allowedHosts: readonly string[];
}

/** A host name or an address, IPv6 in brackets, with or without a port (RFC 9110, 7.2). */
const wellFormed = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]{0,252}))(?::\d{0,5})?$/i;

/** @returns the host name in lower case without its port; undefined when the text is not a Host header */
export function toHostName(text: string): string | undefined {
  return wellFormed.exec(text)?.[1]?.toLowerCase().replace(/\.$/, '');
}

/**
 * The host of a request: from its target if that is an absolute URL, otherwise from its Host header (RFC 9112,
 * 3.2.2).
 * @returns undefined when the host is missing, repeated or malformed
 */
export function hostNameOf({ url = '', rawHeaders }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter(
    (_, index) => rawHeaders[index - 1]?.toLowerCase() === 'host' && index % 2 === 1,
  );
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined) return undefined;
  const header = toHostName(host);
  if (header === undefined || !/^[a-z][a-z0-9+.-]*:/i.test(url)) return header;
  return URL.canParse(url) ? toHostName(new URL(url).host) : undefined;
}

/** Accepts the shop's host, the loopback names, and the hosts in the settings. */
export function toHostCheck({ publicUrl, allowedHosts }: HostSettings): (name: string) => boolean {
  const known = new Set([
    new URL(publicUrl).hostname,
    ...allowedHosts.map((name) => toHostName(name)),
  ]);
  return (name) => isLoopback(name) || known.has(name);
}

export function isLoopback(name: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(name) || name.endsWith('.localhost');
}
