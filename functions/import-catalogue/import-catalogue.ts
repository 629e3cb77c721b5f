import { createHash } from 'node:crypto';
import type {
  ImportCatalogueRequest,
  ImportCatalogueResponse,
  PreviewImportResponse,
} from '../../shared/contract/catalogue-files.ts';
import { lockAllocation } from '../../shared/db/allocation-lock.ts';
import {
  allowLongStatements,
  findKeyedCatalogue,
  writeImport,
} from '../../shared/db/catalogue-import.ts';
import { inTransaction, type Queryable } from '../../shared/db/database.ts';
import type { ImportPlan } from '../../shared/domain/catalogue-import.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import type { Draft } from './draft.ts';
import { addsWithout, type Planned, planImport } from './plan-import.ts';
import { readDraft } from './read-draft.ts';
import { readTable } from './read-table.ts';
import { showPlan, showRefusal } from './show-plan.ts';

/** What the import of a file would change. @param data in base64 */
export async function previewImport(db: Queryable, data: string): Promise<PreviewImportResponse> {
  const read = readTable(Buffer.from(data, 'base64'));
  if (read.kind === 'refused') return showRefusal(read);
  const draft = readDraft(read);
  const planned = planImport(await findKeyedCatalogue(db), draft);
  return showPlan(
    read,
    draft,
    planned,
    canBeImported(planned) ? confirmationOf(planned.plan) : null,
  );
}

/**
 * Imports a file: exactly the changes with this confirmation, or nothing.
 * @throws DomainError `unacceptable` the file cannot be imported · `conflict` the catalogue has changed since the preview
 */
export async function importCatalogue(
  db: Queryable,
  by: StaffMember,
  { data, confirmation, confirms_without }: ImportCatalogueRequest,
): Promise<ImportCatalogueResponse> {
  const read = readTable(Buffer.from(data, 'base64'));
  if (read.kind === 'refused') throw notImported('This file cannot be read.');
  const draft = readDraft(read);
  const shown = await planConfirmed(db, draft, confirmation);
  if (addsWithout(shown) && !confirms_without) throw unconfirmedWithout();
  const opening = countsStock(shown)
    ? [allowLongStatements, lockAllocation]
    : [allowLongStatements];
  await inTransaction(async (transaction) => {
    const plan = await planConfirmed(transaction, draft, confirmation, { isLocked: true });
    await writeImport(transaction, plan, signatureOf(by));
  }, opening);
  const counts = countChanges(shown);
  logger.info('catalogue imported', { format: draft.format, ...counts, by: by.name });
  return counts;
}

async function planConfirmed(
  db: Queryable,
  draft: Draft,
  confirmation: string,
  locking?: { readonly isLocked: boolean },
): Promise<ImportPlan> {
  const { plan, faults } = planImport(await findKeyedCatalogue(db, locking), draft);
  if (faults.length > 0) throw notImported('The file has faults.');
  if (confirmationOf(plan) !== confirmation) throw changedSince();
  return plan;
}

/** The processor waits for the allocation lock, so an import takes it only when the stock of a product changes. */
function countsStock({ products }: ImportPlan): boolean {
  return products.some(({ before, stock }) => before !== null && stock !== null);
}

function canBeImported({ plan, faults }: Planned): boolean {
  return (
    faults.length === 0 &&
    [plan.products, plan.groups, plan.options, plan.uses].some(({ length }) => length > 0)
  );
}

/** Depends on every value before and after the import. */
function confirmationOf(plan: ImportPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

function countChanges({ products, options }: ImportPlan): ImportCatalogueResponse {
  const count = (changes: readonly { readonly before: unknown }[], isNew: boolean) =>
    changes.filter(({ before }) => (before === null) === isNew).length;
  return {
    products_new: count(products, true),
    products_changed: count(products, false),
    options_new: count(options, true),
    options_changed: count(options, false),
  };
}

function notImported(message: string): DomainError {
  return new DomainError('unacceptable', 'import-refused', message);
}

function changedSince(): DomainError {
  return new DomainError(
    'conflict',
    'stale-version',
    'The file would change something else than its preview showed. Preview it again.',
  );
}

function unconfirmedWithout(): DomainError {
  return new DomainError(
    'unacceptable',
    'unconfirmed-allergens',
    'Options of the file remove allergens, which a manager must confirm.',
  );
}
