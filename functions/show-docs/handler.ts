import { byRoute } from '../../shared/http/by-route.ts';
import { textWithEtag } from '../../shared/http/etag.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { getDocsFile, getPage } from './show-docs.ts';

/** Nothing but what we serve ourselves; the pictures are in the style sheet. */
const contentSecurityPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** The contract of this API, to read and to try. */
export const handler = byRoute({
  'GET /docs': httpHandler(async ({ headers }) => {
    const { text, mediaType } = await getPage();
    return textWithEtag(headers, text, {
      'content-type': mediaType,
      'content-security-policy': contentSecurityPolicy,
    });
  }),

  'GET /docs/{file}': httpHandler(async ({ headers, pathParameters }) => {
    const { text, mediaType } = await getDocsFile(pathParameters['file'] ?? '');
    return textWithEtag(headers, text, { 'content-type': mediaType });
  }),
});
