import type {
  ChangeOptionGroupRequest,
  StaffOption,
  StaffOptionGroup,
} from '../../../shared/contract/options.ts';
import type { Pool } from '../../../shared/contract/pools.ts';
import { hasOneOption } from '../../../shared/domain/option-groups.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { type FormState, newForm, toNumber } from '../../components/form.ts';
import type { OptionDraft as Choices } from '../../components/option-form/option-draft.ts';

type Kind = StaffOptionGroup['kind'];

/** An option as typed. */
export interface OptionDraft {
  /** Unique in the form. */
  readonly key: string;
  /** Undefined for a new option. */
  readonly id: number | undefined;
  /** By the path in the option; pools by their id: "/pools/3". */
  readonly values: Readonly<Record<string, string>>;
  readonly allergens: readonly Allergen[];
  readonly without: readonly Allergen[];
  readonly isShown: boolean;
}

const noChoices: Choices = { units: {}, texts: {}, perPiece: [], isChecked: false };

const noValues = {
  '/name': '',
  kind: 'one',
  '/max_characters': '20',
  '/characters': 'plain',
  '/active': 'on',
  '/is_for_production': 'on',
};

export interface GroupForm extends FormState<keyof typeof noValues> {
  readonly options: readonly OptionDraft[];
  /** The saved group; null for a new one. */
  readonly saved: StaffOptionGroup | null;
  /** Whether another person has changed the group. */
  readonly isStale: boolean;
  /** What is chosen in the preview. */
  readonly choices: Choices;
}

export function newGroupForm(): GroupForm {
  const options = [newOption(), newOption()];
  return { ...newForm(noValues), options, saved: null, isStale: false, choices: noChoices };
}

export function toGroupForm(group: StaffOptionGroup): GroupForm {
  const values = {
    '/name': group.name,
    kind: group.kind,
    '/max_characters': String(group.max_characters ?? ''),
    '/characters': group.characters,
    '/active': group.active ? 'on' : '',
    '/is_for_production': group.is_for_production ? 'on' : '',
  };
  return {
    ...newForm(values),
    options: group.options.map(toDraft),
    saved: group,
    isStale: false,
    choices: noChoices,
  };
}

let drafts = 0;

export function newOption(): OptionDraft {
  const values = { '/name': '', '/price': '', '/lead_time_days': '0', '/daily_limit': '' };
  return {
    key: `new-${++drafts}`,
    id: undefined,
    values,
    allergens: [],
    without: [],
    isShown: true,
  };
}

function toDraft(option: StaffOption): OptionDraft {
  const { id, name, price, allergens, without, active } = option;
  return {
    key: String(id),
    id,
    values: {
      '/name': name,
      '/price': price === 0 ? '' : String(price),
      '/lead_time_days': String(option.lead_time_days),
      '/daily_limit': String(option.daily_limit ?? ''),
      ...Object.fromEntries(
        option.pools.map(({ pool_id, weight }) => [poolField(pool_id), String(weight)]),
      ),
    },
    allergens,
    without,
    isShown: active,
  };
}

export function poolField(poolId: number): string {
  return `/pools/${poolId}`;
}

/** The pools that an option takes, in the order of a request. */
export function chosenPools({ values }: OptionDraft, pools: readonly Pool[]): readonly Pool[] {
  return pools.filter(({ id }) => (values[poolField(id)] ?? '') !== '');
}

/** The options that the kind of the group has. */
export function optionsOf({ values, options }: GroupForm): readonly OptionDraft[] {
  return hasOneOption(values.kind as Kind) ? options.slice(0, 1) : options;
}

type Request = Omit<ChangeOptionGroupRequest, 'version' | 'confirms_without'> & {
  readonly kind: Kind;
};

/** An invalid number is sent as null or 0, so that the API refuses it. */
export function readGroup(form: GroupForm, pools: readonly Pool[]): Request {
  const { values } = form;
  // The select offers no other kind.
  const kind = values.kind as Kind;
  const name = values['/name'];
  const isText = kind === 'text';
  const options = optionsOf(form).map((draft) => readOption(draft, pools));
  return {
    name,
    kind,
    active: values['/active'] === 'on',
    is_for_production: values['/is_for_production'] === 'on',
    max_characters: isText ? toNumber(values['/max_characters']) : null,
    characters: isText && values['/characters'] === 'plain' ? 'plain' : 'any',
    // The only option has the name of the group.
    options: hasOneOption(kind) ? options.map((option) => ({ ...option, name })) : options,
  };
}

function readOption(draft: OptionDraft, pools: readonly Pool[]) {
  const { id, values, allergens, without, isShown } = draft;
  const limit = values['/daily_limit'] ?? '';
  return {
    ...(id !== undefined && { id }),
    name: values['/name'] ?? '',
    active: isShown,
    price: readPrice(values['/price'] ?? ''),
    allergens: [...allergens],
    without: [...without],
    lead_time_days: toNumber(values['/lead_time_days'] ?? ''),
    daily_limit: limit === '' ? null : Number(limit) || 0,
    pools: chosenPools(draft, pools).map((pool) => ({
      pool_id: pool.id,
      weight: toNumber(values[poolField(pool.id)] ?? ''),
    })),
  };
}

/** An option without a price costs nothing. */
export function readPrice(typed: string): number {
  return typed.trim() === '' ? 0 : toNumber(typed);
}

/** The names of all fields that show faults. */
export function fieldNames(form: GroupForm, pools: readonly Pool[]): string[] {
  const ofOption = (draft: OptionDraft, at: number) => [
    ...Object.keys(newOption().values).map((name) => `/options/${at}${name}`),
    ...chosenPools(draft, pools).map((_, place) => `/options/${at}/pools/${place}/weight`),
  ];
  return [...Object.keys(noValues), '/options', ...optionsOf(form).flatMap(ofOption)];
}

/** Options that remove an allergen that they did not remove before. */
export function findNewWithout({ saved, options }: GroupForm): readonly OptionDraft[] {
  return options.filter(({ id, without }) => {
    const before = saved?.options.find((option) => option.id === id)?.without ?? [];
    return without.some((allergen) => !before.includes(allergen));
  });
}

/** What was typed, to find out whether something is not saved. */
export function typedOf({ values, options }: GroupForm): string {
  return JSON.stringify([values, options.map((option) => ({ ...option, key: '' }))]);
}
