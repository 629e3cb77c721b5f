import { productIdParameter } from '../../shared/contract/catalogue.ts';
import { parse } from '../../shared/contract/parse.ts';
import {
  changePictureRequest,
  maxPictureBodyBytes,
  removePictureQuery,
} from '../../shared/contract/pictures.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { byRoute } from '../../shared/http/by-route.ts';
import { staffHandler, type StaffRequest } from '../../shared/http/staff-handler.ts';
import { changePicture, removePicture } from './change-picture.ts';

export const handler = byRoute({
  'PUT /staff/products/{id}/picture': staffHandler(
    'manager',
    findStaffMember,
    async (request) => {
      const change = parse(changePictureRequest, request.body);
      return {
        status: 200,
        body: await changePicture(database, request.staff, productIdIn(request), change),
      };
    },
    { maxBodyBytes: maxPictureBodyBytes },
  ),

  'DELETE /staff/products/{id}/picture': staffHandler(
    'manager',
    findStaffMember,
    async (request) => {
      const { version } = parse(removePictureQuery, request.query, '/query');
      return {
        status: 200,
        body: await removePicture(database, request.staff, productIdIn(request), version),
      };
    },
  ),
});

function productIdIn({ pathParameters }: StaffRequest): number {
  return parse(productIdParameter, pathParameters['id'], '/path/id');
}
