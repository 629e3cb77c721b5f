import { listCatalogueRoute } from '../../shared/contract/catalogue.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(listCatalogueRoute, ({ db }) => findCatalogue(db));
