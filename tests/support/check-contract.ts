import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, Content> }>>;
}
interface Content {
  readonly content?: Record<string, { readonly schema: object }>;
}

const text = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text) as Document;
const ajv = new Ajv2020({ strict: false, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

/** @throws when a response does not match the published document for this route */
export function checkContract(route: string, status: number, contentType: string, body: unknown) {
  const [method = '', path = ''] = route.split(' ');
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[status];
  if (!response) throw new Error(`${route} may not answer ${status}`);
  if (!response.content) {
    if (body !== null) throw new Error(`${route} answers ${status} without a body`);
    return;
  }
  const step = (name: string) =>
    encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
  const [mediaType = ''] = contentType.split(';');
  const steps = [path, method.toLowerCase(), 'responses', String(status), 'content', mediaType];
  const validate = ajv.getSchema(`openapi#/paths/${steps.map(step).join('/')}/schema`);
  if (!validate) throw new Error(`${route} may not answer ${status} as ${contentType}`);
  if (!validate(body)) {
    throw new Error(
      `${route} answers ${status} with an unexpected body: ${ajv.errorsText(validate.errors)}`,
    );
  }
}
