import { showDocsFileRoute, showDocsRoute } from '../../shared/contract/docs.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { getDocsFile, getPage } from './show-docs.ts';

export const handler = endpoints(
  endpoint(showDocsRoute, ({ headers }) => getPage(headers)),
  endpoint(showDocsFileRoute, ({ headers, params }) => getDocsFile(headers, params.file)),
);
