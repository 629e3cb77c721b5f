import { html } from './html.ts';

/** The address in one line. @param address lines separated by line feeds */
export function inOneLine(address: string): string {
  return address.split('\n').join(', ');
}

/** A link that shows the address on a map. */
export function mapLink(address: string) {
  const place = encodeURIComponent(inOneLine(address));
  const url = `https://www.google.com/maps/search/?api=1&query=${place}`;
  return html`<a href=${url} target="_blank" rel="noreferrer">${inOneLine(address)}</a>`;
}

/** The page that shows the way to the address. */
export function directionsTo(address: string): string {
  const place = encodeURIComponent(inOneLine(address));
  return `https://www.google.com/maps/dir/?api=1&destination=${place}`;
}

/** A phone number without its extension as a link: "tel:+493012345". */
export function callTo(phone: string): string {
  const [number = ''] = /^[\d ()/.+-]+/.exec(phone) ?? [];
  return `tel:${number.replaceAll(/[^\d+]/g, '')}`;
}

export function phoneLink(phone: string) {
  return html`<a href=${callTo(phone)}>${phone}</a>`;
}
