import { cp } from 'node:fs/promises';
import { root } from './root.ts';

/** Copies the SQL files beside a bundle, which reads them at run time. */
export async function copyMigrations(folder: string) {
  await cp(`${root}shared/db/migrations`, `${folder}/migrations`, { recursive: true });
  for (const file of ['demo-catalogue.sql', 'demo-settings.sql', 'demo-staff.sql']) {
    await cp(`${root}shared/db/${file}`, `${folder}/${file}`);
  }
}
