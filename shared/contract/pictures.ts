import { route } from './route.ts';
import * as z from 'zod/mini';
import { pictureTypes } from '../domain/picture.ts';
import { catalogueProduct, productIdParameter, version } from './catalogue.ts';
import { wholeNumber } from './values.ts';

export const changePictureRequest = z.strictObject({
  type: z.enum(pictureTypes),
  /** At most 200 KB, in base64, and 4,000 pixels wide and high. */
  data: z.base64(),
  version,
});
export type ChangePictureRequest = z.infer<typeof changePictureRequest>;

/** The maximum size of a body with the largest picture in base64, and the fields around it. */
const maxPictureBody = 280 * 1024;

export const changeLogoRequest = z.strictObject({
  type: z.enum(pictureTypes),
  /** At most 200 KB, in base64, and 4,000 pixels wide and high. */
  data: z.base64(),
});
export type ChangeLogoRequest = z.infer<typeof changeLogoRequest>;

export const changeLogoResponse = z.object({
  /** The path of the logo, "/pictures/5f…". */
  logo: z.string(),
});
export type ChangeLogoResponse = z.infer<typeof changeLogoResponse>;

export const removePictureQuery = z.strictObject({
  /** The version of the product that the picture was chosen for. */
  version: wholeNumber({ min: 1, max: 999_999_999 }),
});

/** SHA-256 in hexadecimal digits. */
export const pictureHashParameter = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'Invalid picture'));

export const getPictureRoute = route({
  method: 'GET',
  path: '/pictures/{hash}',
  function: 'get-picture',
  summary: 'The picture of a product, or the logo; the content of an address never changes',
  access: 'public',
  params: { hash: pictureHashParameter },
  responses: { 200: null },
  alsoAs: pictureTypes,
  problems: [400, 404],
});

export const changePictureRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}/picture',
  function: 'change-picture',
  summary: 'Set the picture of a product, at most 200 KB',
  access: 'manager',
  params: { id: productIdParameter },
  body: changePictureRequest,
  maxBodyBytes: maxPictureBody,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409, 413, 415],
});

export const removePictureRoute = route({
  method: 'DELETE',
  path: '/staff/products/{id}/picture',
  function: 'change-picture',
  summary: 'Remove the picture of a product',
  access: 'manager',
  params: { id: productIdParameter },
  query: removePictureQuery,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409],
});

export const changeLogoRoute = route({
  method: 'PUT',
  path: '/staff/logo',
  function: 'change-picture',
  summary: 'Set the logo of the bakery, at most 200 KB',
  access: 'manager',
  body: changeLogoRequest,
  maxBodyBytes: maxPictureBody,
  responses: { 200: changeLogoResponse },
  problems: [400, 413, 415],
});

export const removeLogoRoute = route({
  method: 'DELETE',
  path: '/staff/logo',
  function: 'change-picture',
  summary: 'Remove the logo of the bakery',
  access: 'manager',
  responses: { 204: null },
  problems: [],
});
