import { dateAt, timeAt } from '../../shared/domain/calendar.ts';
import type { Cell } from './write-cell.ts';

/** A row of the database; times as Date, lists as arrays. */
export type Exported = Readonly<Record<string, unknown>> & { readonly cursor: string };

export const lineColumns = [
  'Order',
  'Status',
  'Reason',
  'Placed at',
  'Pickup at',
  'Pickup date',
  'Picked up at',
  'Customer',
  'Phone',
  'E-mail',
  'Currency',
  'Line',
  'Product',
  'Product number',
  'Product key',
  'Quantity',
  'Unit price',
  'Line total',
  'Options',
  'Texts',
  'Note',
  'Allergens',
] as const;

export const movementColumns = [
  'Movement',
  'At',
  'Product',
  'Product number',
  'Product key',
  'Units',
  'Reason',
  'Order',
  'By',
  'Note',
] as const;

export const planColumns = [
  'Product',
  'Product number',
  'Product key',
  'Weekday',
  'Date',
  'Units',
  'Reserve',
] as const;

export const customerColumns = [
  'Customer',
  'Phone',
  'E-mail',
  'Orders',
  'First order at',
  'Last order at',
] as const;

/** The values of a row in their order, with times of the bakery's clock: "2026-12-01 09:30". */
export function toCells(row: object, timeZone: string): Cell[] {
  return Object.values(row).map((value): Cell => {
    if (value instanceof Date) return `${dateAt(value, timeZone)} ${timeAt(value, timeZone)}`;
    if (Array.isArray(value)) return value.join('; ');
    return value as Cell;
  });
}
