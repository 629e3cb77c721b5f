import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { toNumber } from '../../components/form.ts';
import { timeZone } from '../../components/time-zone.ts';
import { instantAt } from '../../components/wall-clock.ts';
import { dateOf } from '../../components/wording.ts';

/** When a product can be ordered and how many units of it, as the API has it. */
export type TypedAvailability = Pick<
  CatalogueProduct,
  | 'lead_time_days'
  | 'season_from'
  | 'season_to'
  | 'sale_opens_at'
  | 'sale_closes_at'
  | 'min_quantity'
  | 'quantity_step'
  | 'max_quantity'
  | 'cut_off'
  | 'cut_off_days'
  | 'horizon_days'
>;

/** The fields as typed, for a product without limits. */
export const noLimits = {
  '/lead_time_days': '0',
  '/season_from': '',
  '/season_to': '',
  '/sale_opens_at': '',
  '/sale_closes_at': '',
  '/min_quantity': '1',
  '/quantity_step': '1',
  '/max_quantity': '',
  '/cut_off': '',
  '/cut_off_days': '',
  '/horizon_days': '',
};
type Typed = Readonly<Record<keyof typeof noLimits, string>>;

export function pickAvailability(product: TypedAvailability): TypedAvailability {
  return {
    lead_time_days: product.lead_time_days,
    season_from: product.season_from,
    season_to: product.season_to,
    sale_opens_at: product.sale_opens_at,
    sale_closes_at: product.sale_closes_at,
    min_quantity: product.min_quantity,
    quantity_step: product.quantity_step,
    max_quantity: product.max_quantity,
    cut_off: product.cut_off,
    cut_off_days: product.cut_off_days,
    horizon_days: product.horizon_days,
  };
}

export function toTypedAvailability(product: TypedAvailability): Typed {
  return {
    '/lead_time_days': String(product.lead_time_days),
    '/season_from': product.season_from ?? '',
    '/season_to': product.season_to ?? '',
    '/sale_opens_at': toLocal(product.sale_opens_at),
    '/sale_closes_at': toLocal(product.sale_closes_at),
    '/min_quantity': String(product.min_quantity),
    '/quantity_step': String(product.quantity_step),
    '/max_quantity': String(product.max_quantity ?? ''),
    '/cut_off': product.cut_off ?? '',
    '/cut_off_days': String(product.cut_off_days ?? ''),
    '/horizon_days': String(product.horizon_days ?? ''),
  };
}

export function readAvailability(values: Typed): TypedAvailability {
  return {
    lead_time_days: toNumber(values['/lead_time_days']),
    season_from: values['/season_from'] || null,
    season_to: values['/season_to'] || null,
    sale_opens_at: toInstant(values['/sale_opens_at']),
    sale_closes_at: toInstant(values['/sale_closes_at']),
    min_quantity: toNumber(values['/min_quantity']),
    quantity_step: toNumber(values['/quantity_step']),
    max_quantity: toOptionalNumber(values['/max_quantity']),
    cut_off: values['/cut_off'] || null,
    cut_off_days: toOptionalNumber(values['/cut_off_days']),
    horizon_days: toOptionalNumber(values['/horizon_days']),
  };
}

/** An invalid number is sent as -1, so that the API refuses it. */
function toOptionalNumber(typed: string): number | null {
  if (typed === '') return null;
  const number = Number(typed);
  return Number.isFinite(number) ? number : -1;
}

/** "2026-12-01T10:30", at the bakery. */
function toLocal(instant: string | null): string {
  if (instant === null) return '';
  const time = new Date(instant).toLocaleTimeString('sv-SE', {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone !== undefined && { timeZone }),
  });
  return `${dateOf(instant)}T${time}`;
}

/** An incomplete time is sent as typed, so that the API refuses it. */
function toInstant(local: string): string | null {
  if (local === '') return null;
  const [date = '', time = ''] = local.split('T');
  const instant = instantAt(date, time, timeZone);
  return Number.isNaN(instant.getTime()) ? local : instant.toISOString();
}
