import {
  changeLogoRoute,
  changePictureRoute,
  removeLogoRoute,
  removePictureRoute,
} from '../../shared/contract/pictures.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeLogo, removeLogo } from './change-logo.ts';
import { changePicture, removePicture } from './change-picture.ts';

export const handler = endpoints(
  staffEndpoint(changePictureRoute, ({ db, staff, params, body }) =>
    changePicture(db, staff, params.id, body),
  ),
  staffEndpoint(removePictureRoute, ({ db, staff, params, query }) =>
    removePicture(db, staff, params.id, query.version),
  ),
  staffEndpoint(changeLogoRoute, ({ db, staff, body }) => changeLogo(db, staff, body)),
  staffEndpoint(removeLogoRoute, ({ db, staff }) => removeLogo(db, staff)),
);
