import * as z from 'zod/mini';
import { instant, timestamp } from './dates.ts';
import { route } from './route.ts';
import { optionalText } from './values.ts';

/** Until when the bakery takes no online orders, and the text for customers; null while it takes them. */
export const pauseResponse = z.nullable(z.object({ until: timestamp, message: z.string() }));
export type Pause = NonNullable<z.infer<typeof pauseResponse>>;

export const pauseOrdersRequest = z.strictObject({
  /** In the future, at most seven days ahead. */
  until: instant,
  /** What customers see beside the time; may be empty. */
  message: optionalText(200),
});
export type PauseOrdersRequest = z.infer<typeof pauseOrdersRequest>;

export const pauseOrdersRoute = route({
  method: 'PUT',
  path: '/staff/pause',
  function: 'pause-orders',
  summary: 'Refuse new online orders until a time. Orders at the counter and earlier orders go on',
  access: 'baker',
  body: pauseOrdersRequest,
  responses: { 200: pauseResponse },
  problems: [400, 413, 415],
});

export const resumeOrdersRoute = route({
  method: 'DELETE',
  path: '/staff/pause',
  function: 'pause-orders',
  summary: 'Take online orders again; nothing changes unless they are paused',
  access: 'baker',
  responses: { 204: null },
  problems: [],
});
