import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pageHeaders, strictTransportSecurity } from '../shared/http/security-headers.ts';

/**
 * The CloudFront function of the pages: maps addresses to files, leaves the pages of products to their function, and
 * answers 404 with the shop's error page for an address that is no page. The bucket would answer XML, and CloudFront's
 * own error pages would also replace the problem documents of the API. A missing file with an extension is left to the
 * bucket.
 * @param folder of the built pages
 */
export async function renderPageAddress(folder: string): Promise<string> {
  const refusedPage = await readFile(join(folder, 'refused.html'), 'utf8');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html')).toSorted();
  const pages = names
    .filter((name) => name !== 'refused.html')
    .map((name) => `/${name.replace('.html', '')}`);
  const headers = {
    ...pageHeaders,
    'strict-transport-security': strictTransportSecurity,
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
  };
  const answer = {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { value }] as const),
    ),
    body: { encoding: 'text', data: refusedPage },
  };
  // The syntax of the runtime cloudfront-js-2.0.
  return `const pages = ${JSON.stringify(pages)};
const notFound = ${JSON.stringify(answer)};
function handler(event) {
  const request = event.request;
  const page = request.uri === '/' ? '/index' : request.uri.replace(/\\.html$/, '');
  if (/^\\/product\\/[^/]+$/.test(request.uri)) return request;
  if (pages.includes(page)) request.uri = page + '.html';
  else if (!/\\.[^/]*$/.test(page)) return notFound;
  return request;
}
`;
}
