import * as z from 'zod/mini';
import { route } from './route.ts';
import { ifNoneMatchHeader } from './values.ts';

const openapiDocument = z.looseObject({ openapi: z.string() });

export const showDocsRoute = route({
  method: 'GET',
  path: '/docs',
  function: 'show-docs',
  summary: 'The API documentation as a page',
  access: 'public',
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: null, 304: null },
  alsoAs: ['text/html'],
  problems: [],
});

export const showDocsFileRoute = route({
  method: 'GET',
  path: '/docs/{file}',
  function: 'show-docs',
  summary: 'The files of the page at /docs, and the document as openapi.json',
  access: 'public',
  params: { file: z.string() },
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: openapiDocument, 304: null },
  alsoAs: ['text/javascript', 'text/css'],
  problems: [404],
});
