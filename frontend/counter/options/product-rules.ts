import type { ProductOptionGroup } from '../../../shared/contract/catalogue.ts';
import type { StaffOptionGroup } from '../../../shared/contract/options.ts';
import { toNumber } from '../../components/form.ts';
import { words } from './words.ts';

/** A group of a product as typed. */
export interface RuleDraft {
  readonly group: StaffOptionGroup;
  readonly min: string;
  readonly max: string;
  readonly free: string;
  /** Units by option. */
  readonly defaults: Readonly<Record<number, number>>;
}

/** The groups of a product that exist; the others are gone. */
export function toDrafts(
  rules: readonly ProductOptionGroup[],
  groups: readonly StaffOptionGroup[],
): RuleDraft[] {
  return rules.flatMap(({ group_id, min, max, free, defaults }) => {
    const group = groups.find(({ id }) => id === group_id);
    if (!group) return [];
    const units = defaults.map((id) => [id, defaults.filter((other) => other === id).length]);
    return [
      {
        group,
        min: String(min),
        max: String(max),
        free: String(free),
        defaults: Object.fromEntries(units) as Record<number, number>,
      },
    ];
  });
}

/** A group that is added: required when it has a default. */
export function newRule(group: StaffOptionGroup): RuleDraft {
  const { kind, options } = group;
  const most = { one: 1, several: options.length, quantities: 6, text: 1, yes_no: 1 }[kind];
  const [first] = options;
  return {
    group,
    min: kind === 'one' ? '1' : kind === 'quantities' ? '6' : '0',
    max: String(most),
    free: '0',
    defaults: kind === 'one' && first ? { [first.id]: 1 } : {},
  };
}

/** An invalid number is sent as null, so that the API refuses it. */
export function toRule({ group, min, max, free, defaults }: RuleDraft): ProductOptionGroup {
  return {
    group_id: group.id,
    min: toNumber(min),
    max: toNumber(max),
    free: group.kind === 'several' ? toNumber(free) : 0,
    defaults: group.options.flatMap(({ id }) => Array<number>(defaults[id] ?? 0).fill(id)),
  };
}

/** "Customers choose exactly one." @returns what a rule means for customers */
export function describeRule(draft: RuleDraft): string {
  const { group } = draft;
  const { min, free, defaults } = toRule(draft);
  const sentences = [
    describeCount(draft),
    ...(free > 0 ? [words.rules.free(free)] : []),
    ...(min > 0 && defaults.length === 0 ? [words.rules.refused] : []),
    ...(group.active ? [] : [words.rules.hidden]),
  ];
  return sentences.join(' ');
}

function describeCount(draft: RuleDraft): string {
  const { kind } = draft.group;
  const { min, max } = toRule(draft);
  const { rules } = words;
  if (!(max >= min && min >= 0)) return rules.unclear;
  if (kind === 'one') return min === 0 ? rules.oneOrNone : rules.one;
  if (kind === 'text') return min === 0 ? rules.textOrNone : rules.text;
  if (kind === 'yes_no') return min === 0 ? rules.yesNo : rules.yes;
  const count =
    min === max ? rules.exactly(min) : min === 0 ? rules.upTo(max) : rules.between(min, max);
  return kind === 'quantities' ? rules.inAll(count) : count;
}
