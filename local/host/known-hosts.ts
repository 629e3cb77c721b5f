/**
 * The Host header of a request, and the names under which the ports of this machine may be asked. A
 * page of another origin can give its own name the address 127.0.0.1 (DNS rebinding), and its requests
 * then look like those of the shop's own page, except for the name in their Host header.
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
 * The host that a request is meant for: the one in its target when that is a whole URL, or else in its
 * Host header (RFC 9112, 3.2.2).
 * @returns undefined when there is none, more than one, or one that cannot be read
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

/** The shop's host, the names of this machine's loopback interface, and those that the settings allow. */
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
