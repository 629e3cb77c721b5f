import { getPictureRoute } from '../../shared/contract/pictures.ts';
import { database } from '../../shared/db/database.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { getPicture } from './get-picture.ts';

export const handler = endpoint(getPictureRoute, ({ params }) => getPicture(database, params.hash));
