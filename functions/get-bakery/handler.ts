import { addressConfig } from '../../shared/config.ts';
import { database } from '../../shared/db/database.ts';
import { getBakery } from '../../shared/db/settings.ts';
import { byRoute } from '../../shared/http/by-route.ts';
import { textWithEtag, withEtag } from '../../shared/http/etag.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { toManifest } from './to-manifest.ts';

/** `GET /bakery`, for pages; `GET /manifest`, for whoever installs the shop. */
export const handler = byRoute({
  'GET /bakery': httpHandler(async ({ headers }) =>
    withEtag(headers, {
      ...(await getBakery(database, new Date())),
      public_url: addressConfig().publicUrl,
    }),
  ),
  'GET /manifest': httpHandler(async ({ headers }) => {
    const manifest = toManifest(await getBakery(database, new Date()));
    return textWithEtag(headers, JSON.stringify(manifest), {
      'content-type': 'application/manifest+json',
    });
  }),
});
