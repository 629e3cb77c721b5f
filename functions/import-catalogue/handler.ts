import { importCatalogueRoute, previewImportRoute } from '../../shared/contract/catalogue-files.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { importCatalogue, previewImport } from './import-catalogue.ts';

export const handler = endpoints(
  staffEndpoint(previewImportRoute, ({ db, body }) => previewImport(db, body.data)),
  staffEndpoint(importCatalogueRoute, ({ db, staff, body }) => importCatalogue(db, staff, body)),
);
