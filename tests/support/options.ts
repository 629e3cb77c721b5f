import type { GroupKind } from '../../shared/domain/options.ts';
import { sql } from './database.ts';

export interface NewOption {
  readonly name?: string;
  readonly price_minor?: number;
  readonly allergens?: readonly string[];
  readonly without?: readonly string[];
  readonly lead_time_days?: number;
  readonly daily_limit?: number | null;
}

export interface NewGroup {
  readonly name?: string;
  readonly kind?: GroupKind;
  readonly is_for_production?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly free?: number;
  /** Places of default options. */
  readonly defaults?: readonly number[];
  readonly options: readonly NewOption[];
}

/** Adds a group to a product. @returns the ids of its options in their order */
export async function addOptionGroup(
  productId: number,
  group: NewGroup,
  query: typeof sql = sql,
): Promise<number[]> {
  const { name = 'Group', kind = 'one', is_for_production = true, min = 1, max = 1 } = group;
  const [row] = await query<{ id: number }>(
    `insert into option_groups (name, kind, is_for_production, max_characters) values ($1, $2, $3, $4) returning id`,
    [name, kind, is_for_production, kind === 'text' ? 20 : null],
  );
  const groupId = row?.id ?? 0;
  const ids: number[] = [];
  for (const [position, option] of group.options.entries()) {
    const [added] = await query<{ id: number }>(
      `insert into options
         (group_id, position, name, price_minor, allergens, without, lead_time_days, daily_limit)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        groupId,
        position,
        option.name ?? `Option ${position + 1}`,
        option.price_minor ?? 0,
        option.allergens ?? [],
        option.without ?? [],
        option.lead_time_days ?? 0,
        option.daily_limit ?? null,
      ],
    );
    ids.push(added?.id ?? 0);
  }
  await query(
    `insert into product_option_groups (product_id, group_id, position, min, max, free, defaults)
     values ($1, $2, $2, $3, $4, $5, $6)`,
    [productId, groupId, min, max, group.free ?? 0, (group.defaults ?? []).map((at) => ids[at])],
  );
  return ids;
}
