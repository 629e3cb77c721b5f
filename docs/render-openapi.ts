/** Writes the OpenAPI document of the contract: `npm run openapi -w docs`. */
import { writeFile } from 'node:fs/promises';
import { toOpenapi } from '../shared/contract/openapi.ts';

export const openapiFile = new URL('./openapi.json', import.meta.url);

export function renderOpenapi(): string {
  return `${JSON.stringify(toOpenapi(), null, 2)}\n`;
}

if (import.meta.main) await writeFile(openapiFile, renderOpenapi());
