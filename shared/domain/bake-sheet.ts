import type { ProductKind } from './catalogue.ts';
import type { Allergen, DeclaredAllergens } from './allergens.ts';
import { allergens as allAllergens } from './allergens.ts';
import { describeChoices, inscriptionsOf, type LineOption } from './line-options.ts';

interface SheetProduct {
  readonly productId: number;
  readonly productName: string;
  /** In the catalogue. */
  readonly position: number;
  readonly batchSize: number;
  readonly allergens: DeclaredAllergens;
  readonly traces: readonly Allergen[];
}

/** A daily product with its plan for the day of the sheet. */
export interface PlannedUnits extends SheetProduct {
  readonly planned: number;
  /** Units baked; null when not recorded. */
  readonly baked: number | null;
}

/** A line of an order for the day of the sheet; its allergens are those of the order. */
export interface BakeSheetLine extends SheetProduct {
  readonly orderId: number;
  readonly pickupAt: Date;
  readonly kind: ProductKind;
  readonly quantity: number;
  readonly note: string | null;
  /** Only options for production, in the order of the line. */
  readonly options: readonly LineOption[];
  /** Whether the order is accepted now, and whether it is packed or set aside. */
  readonly isWanted: boolean;
  readonly isDone: boolean;
  /** Whether it was set aside when it was accepted, so that staff have not packed it. */
  readonly isSetAside: boolean;
  /** Whether the order was accepted at the cut-off. */
  readonly wasWanted: boolean;
}

/** The pieces of a product with the same choices. */
export interface BakeSheetVariant {
  /** "Large · Vanilla"; empty for pieces without choices. */
  readonly choices: string;
  readonly units: number;
  readonly unitsDone: number;
  /** Null before the cut-off. */
  readonly unitsAtCutOff: number | null;
}

/** A text of a customer on one piece, or on all pieces of a line. */
export interface BakeSheetInscription {
  readonly orderId: number;
  readonly pickupAt: Date;
  /** Of its pieces. */
  readonly choices: string;
  /** The name of the group. */
  readonly group: string;
  readonly text: string;
  /** The number of the piece in its line, from 1; null when all pieces of the line have the text. */
  readonly piece: number | null;
  /** The pieces with the text. */
  readonly quantity: number;
  readonly isDone: boolean;
  /** What happened to its order since the cut-off; null before the cut-off. */
  readonly changeSinceCutOff: 'added' | 'removed' | null;
}

export interface BakeSheetProduct {
  readonly productId: number;
  readonly name: string;
  readonly kind: ProductKind;
  /** Units in accepted orders. */
  readonly units: number;
  /** Of a daily product; null for other kinds. */
  readonly planned: number | null;
  /** The plan of a daily product, or the units ordered when they are more. */
  readonly toBake: number;
  readonly baked: number | null;
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
  /** In the order of their names; empty when no piece has choices. */
  readonly variants: readonly BakeSheetVariant[];
  /** By pickup time. */
  readonly inscriptions: readonly BakeSheetInscription[];
  readonly notes: readonly {
    readonly orderId: number;
    readonly pickupAt: Date;
    readonly quantity: number;
    readonly note: string;
  }[];
}

/**
 * The sheet of a day, by product in the order of the catalogue. After the cut-off each product also
 * shows the units at the cut-off, so that later changes are visible. A product that is no longer
 * wanted stays on the sheet, because it may be in the oven. A daily product is on the sheet when it is planned or ordered.
 */
export function toBakeSheet(
  lines: readonly BakeSheetLine[],
  plans: readonly PlannedUnits[],
  isPastCutOff: boolean,
): BakeSheetProduct[] {
  const relevant = lines.filter(
    ({ isWanted, wasWanted }) => isWanted || (isPastCutOff && wasWanted),
  );
  const byProduct = Map.groupBy(relevant, ({ productId }) => productId);
  const ordered = [...byProduct.values()].flatMap((ofProduct) => ofProduct[0] ?? []);
  const planned = plans.filter((plan) => plan.planned > 0 && !byProduct.has(plan.productId));
  const planOf = new Map(plans.map((plan) => [plan.productId, plan]));
  return [...ordered, ...planned.map((plan) => ({ ...plan, kind: 'daily' as const }))]
    .toSorted((one, other) => one.position - other.position || one.productId - other.productId)
    .map((product) =>
      toProduct(
        product,
        byProduct.get(product.productId) ?? [],
        planOf.get(product.productId),
        isPastCutOff,
      ),
    );
}

function toProduct(
  { productId, productName, kind, batchSize }: SheetProduct & { readonly kind: ProductKind },
  lines: readonly BakeSheetLine[],
  plan: PlannedUnits | undefined,
  isPastCutOff: boolean,
): BakeSheetProduct {
  const wanted = lines.filter(({ isWanted }) => isWanted);
  const units = sumUnits(wanted);
  const planned = plan?.planned ?? null;
  const toBake = Math.max(units, planned ?? 0);
  // Units without an order have the allergens of the product.
  const pieces: readonly SheetProduct[] = plan && toBake > units ? [...wanted, plan] : wanted;
  const contained = allAllergens.filter((one) =>
    pieces.some(({ allergens }) => allergens?.includes(one)),
  );
  return {
    productId,
    name: productName,
    kind,
    units,
    planned,
    toBake,
    baked: plan?.baked ?? null,
    unitsDone: sumUnits(wanted.filter(({ isDone }) => isDone)),
    unitsSetAside: sumUnits(wanted.filter(({ isSetAside }) => isSetAside)),
    unitsAtCutOff: isPastCutOff ? sumUnits(lines.filter(({ wasWanted }) => wasWanted)) : null,
    batchSize,
    batches: Math.ceil(toBake / batchSize),
    allergens: contained,
    traces: allAllergens.filter(
      (one) => !contained.includes(one) && pieces.some(({ traces }) => traces.includes(one)),
    ),
    allergensDeclared: pieces.every(({ allergens }) => allergens !== null),
    slots: toSlots(wanted),
    variants: toVariants(lines, isPastCutOff),
    inscriptions: lines.flatMap((line) => toInscriptions(line, isPastCutOff)),
    notes: wanted.flatMap(({ orderId, pickupAt, quantity, note }) =>
      note === null ? [] : [{ orderId, pickupAt, quantity, note }],
    ),
  };
}

const byName = new Intl.Collator('en', { numeric: true });

/** Pieces are counted by the names of their options, because a renamed option may be another thing. */
function toVariants(
  lines: readonly BakeSheetLine[],
  isPastCutOff: boolean,
): readonly BakeSheetVariant[] {
  const byChoices = Map.groupBy(lines, ({ options }) => choicesOf(options));
  if ([...byChoices.keys()].every((choices) => choices === '')) return [];
  return [...byChoices]
    .toSorted(([one], [other]) => byName.compare(one, other))
    .map(([choices, ofVariant]) => {
      const wanted = ofVariant.filter(({ isWanted }) => isWanted);
      return {
        choices,
        units: sumUnits(wanted),
        unitsDone: sumUnits(wanted.filter(({ isDone }) => isDone)),
        unitsAtCutOff: isPastCutOff
          ? sumUnits(ofVariant.filter(({ wasWanted }) => wasWanted))
          : null,
      };
    });
}

function choicesOf(options: readonly LineOption[]): string {
  return describeChoices(options.filter(({ kind }) => kind !== 'text'));
}

function toInscriptions(line: BakeSheetLine, isPastCutOff: boolean): BakeSheetInscription[] {
  const { orderId, pickupAt, options, quantity, isDone, isWanted, wasWanted } = line;
  const change = isWanted ? 'added' : 'removed';
  return inscriptionsOf(options).map((inscription) => ({
    orderId,
    pickupAt,
    choices: choicesOf(options),
    ...inscription,
    quantity: inscription.piece === null ? quantity : 1,
    isDone: isWanted && isDone,
    changeSinceCutOff: isPastCutOff && isWanted !== wasWanted ? change : null,
  }));
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
