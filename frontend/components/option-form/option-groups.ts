import type { OptionGroupResponse } from '../../../shared/contract/products.ts';
import { nearestMinorUnits } from '../../../shared/domain/money.ts';
import type { OptionGroup } from '../../../shared/domain/options.ts';

/** The groups that were converted before: a page asks for them at each key. */
const known = new WeakMap<readonly OptionGroupResponse[], readonly OptionGroup[]>();

/** The groups of a product as choices are judged with them. An option that is not available counts as sold out. */
export function toOptionGroups(groups: readonly OptionGroupResponse[]): readonly OptionGroup[] {
  const converted = known.get(groups) ?? convert(groups);
  known.set(groups, converted);
  return converted;
}

function convert(groups: readonly OptionGroupResponse[]): OptionGroup[] {
  return groups.map(({ id, max_characters: maxCharacters, options, ...group }) => ({
    ...group,
    groupId: id,
    maxCharacters,
    // Pages do not plan the production.
    isForProduction: true,
    options: options.map((option) => ({
      optionId: option.id,
      name: option.name,
      priceMinor: nearestMinorUnits(option.price),
      allergens: option.allergens,
      without: option.without,
      leadTimeDays: option.lead_time_days,
      soldOut: option.available ? null : { until: null },
      // The server alone knows what is left on a day.
      dailyLimit: null,
      pools: [],
    })),
  }));
}
