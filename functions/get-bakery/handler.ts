import { database } from '../../shared/db/database.ts';
import { getBakery } from '../../shared/db/settings.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';

/** `GET /bakery` */
export const handler = httpHandler(async ({ headers }) =>
  withEtag(headers, await getBakery(database, new Date())),
);
