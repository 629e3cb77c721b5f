import { addressConfig } from '../../shared/config.ts';
import {
  getBakeryRoute,
  getLegalTextRoute,
  getManifestRoute,
} from '../../shared/contract/settings.ts';
import { database } from '../../shared/db/database.ts';
import { getBakery, getLegalText } from '../../shared/db/settings.ts';
import { textWithEtag, withEtag } from '../../shared/http/etag.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { toManifest } from './to-manifest.ts';

export const handler = endpoints(
  endpoint(getBakeryRoute, async ({ headers }) => {
    const bakery = await getBakery(database, new Date());
    return withEtag(headers, { ...bakery, public_url: addressConfig().publicUrl });
  }),
  endpoint(getLegalTextRoute, async ({ headers, params }) =>
    withEtag(headers, { text: await getLegalText(database, params.name) }),
  ),
  endpoint(getManifestRoute, async ({ headers }) => {
    const manifest = toManifest(await getBakery(database, new Date()));
    return textWithEtag(headers, JSON.stringify(manifest), {
      'content-type': 'application/manifest+json',
    });
  }),
);
