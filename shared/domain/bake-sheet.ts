import type { ProductKind } from './catalogue.ts';
import type { Allergen, DeclaredAllergens } from './allergens.ts';
import { allergens as allAllergens } from './allergens.ts';

/** A line of an order for the day of the sheet. */
export interface BakeSheetLine {
  readonly orderId: number;
  readonly pickupAt: Date;
  readonly productId: number;
  readonly productName: string;
  readonly kind: ProductKind;
  readonly batchSize: number;
  readonly quantity: number;
  readonly note: string | null;
  /** The allergens frozen on the line. */
  readonly allergens: DeclaredAllergens;
  readonly traces: readonly Allergen[];
  /** Whether the order is accepted now, and whether it is packed or set aside. */
  readonly isWanted: boolean;
  readonly isDone: boolean;
  /** Whether it was set aside when it was accepted, so that staff have not packed it. */
  readonly isSetAside: boolean;
  /** Whether the order was accepted at the cut-off. */
  readonly wasWanted: boolean;
}

export interface BakeSheetProduct {
  readonly productId: number;
  readonly name: string;
  readonly kind: ProductKind;
  readonly units: number;
  readonly unitsDone: number;
  /** The units done that staff have not packed. */
  readonly unitsSetAside: number;
  /** Units accepted at the cut-off; null before the cut-off. */
  readonly unitsAtCutOff: number | null;
  readonly batchSize: number;
  /** Rounded up to whole batches. */
  readonly batches: number;
  readonly allergens: readonly Allergen[];
  /** Allergens of which a unit may contain traces, and that no unit contains. */
  readonly traces: readonly Allergen[];
  /** False when an order on the sheet was placed before the allergens were declared. */
  readonly allergensDeclared: boolean;
  /** In order of time. */
  readonly slots: readonly { readonly startsAt: Date; readonly units: number }[];
  readonly notes: readonly {
    readonly orderId: number;
    readonly pickupAt: Date;
    readonly quantity: number;
    readonly note: string;
  }[];
}

/**
 * The sheet of a day, by product in the order of their first lines. After the cut-off each product also
 * shows the units at the cut-off, so that later changes are visible. A product that is no longer
 * wanted stays on the sheet, because it may be in the oven.
 */
export function toBakeSheet(
  lines: readonly BakeSheetLine[],
  isPastCutOff: boolean,
): BakeSheetProduct[] {
  const relevant = lines.filter(
    ({ isWanted, wasWanted }) => isWanted || (isPastCutOff && wasWanted),
  );
  const byProduct = Map.groupBy(relevant, ({ productId }) => productId);
  return [...byProduct.values()].flatMap((ofProduct) =>
    ofProduct[0] ? [toProduct(ofProduct[0], ofProduct, isPastCutOff)] : [],
  );
}

function toProduct(
  { productId, productName, kind, batchSize }: BakeSheetLine,
  lines: readonly BakeSheetLine[],
  isPastCutOff: boolean,
): BakeSheetProduct {
  const wanted = lines.filter(({ isWanted }) => isWanted);
  const units = sumUnits(wanted);
  const contained = allAllergens.filter((one) =>
    wanted.some(({ allergens }) => allergens?.includes(one)),
  );
  return {
    productId,
    name: productName,
    kind,
    units,
    unitsDone: sumUnits(wanted.filter(({ isDone }) => isDone)),
    unitsSetAside: sumUnits(wanted.filter(({ isSetAside }) => isSetAside)),
    unitsAtCutOff: isPastCutOff ? sumUnits(lines.filter(({ wasWanted }) => wasWanted)) : null,
    batchSize,
    batches: Math.ceil(units / batchSize),
    allergens: contained,
    traces: allAllergens.filter(
      (one) => !contained.includes(one) && wanted.some(({ traces }) => traces.includes(one)),
    ),
    allergensDeclared: wanted.every(({ allergens }) => allergens !== null),
    slots: toSlots(wanted),
    notes: wanted.flatMap(({ orderId, pickupAt, quantity, note }) =>
      note === null ? [] : [{ orderId, pickupAt, quantity, note }],
    ),
  };
}

function toSlots(lines: readonly BakeSheetLine[]) {
  const bySlot = Map.groupBy(lines, ({ pickupAt }) => pickupAt.getTime());
  return [...bySlot]
    .toSorted(([a], [b]) => a - b)
    .map(([startsAt, ofSlot]) => ({ startsAt: new Date(startsAt), units: sumUnits(ofSlot) }));
}

function sumUnits(lines: readonly BakeSheetLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
