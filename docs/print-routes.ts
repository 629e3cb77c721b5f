/** Prints every route of the API as a table: `npm run routes -w docs`. */
import { routes } from '../shared/contract/routes.ts';

for (const { method, path, function: name, access } of routes) {
  process.stdout.write(`${method.padEnd(7)} ${path.padEnd(32)} ${name.padEnd(22)} ${access}\n`);
}
