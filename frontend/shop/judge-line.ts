import type { Product } from '../../shared/contract/products.ts';
import { nearestMinorUnits, toMainUnit } from '../../shared/domain/money.ts';
import {
  allergensOf,
  type ChoiceFault,
  type ChosenOption,
  defaultChoices,
  judgeChoices,
  unitPriceOf,
} from '../../shared/domain/options.ts';
import { describeOptions } from '../components/describe-options.ts';
import { toChoice } from '../components/option-form/option-draft.ts';
import { toOptionGroups } from '../components/option-form/option-groups.ts';
import { words as optionWords } from '../components/option-form/words.ts';
import { formatShortDay } from '../components/wording.ts';
import type { BasketLine } from './basket.ts';
import type { LineOffer } from './line-offer.ts';

/** Judges the options of a line of the basket with the current catalogue. */
export function judgeLine(line: BasketLine, product: Product): LineOffer {
  const groups = toOptionGroups(product.option_groups);
  const choices = line.options?.map(toChoice) ?? defaultChoices(groups);
  const judged = judgeChoices(groups, choices, line.quantity);
  switch (judged.kind) {
    case 'valid':
      return { ...toOffer(product, judged.chosen), fault: null };
    case 'invalid': {
      const { price = product.price, text = '' } = line.shown ?? {};
      const [fault] = judged.faults;
      return {
        price,
        text,
        allergens: product.allergens,
        fault: fault ? wordLineFault(fault, product.option_groups, line) : null,
      };
    }
  }
}

/** What a piece with these options costs and contains. */
export function toOffer(product: Product, chosen: readonly ChosenOption[]) {
  return {
    price: priceOf(product, chosen),
    text: describeOptions(
      chosen.map(({ group, option, quantity, texts }) => ({
        group: group.name,
        kind: group.kind,
        option: option.name,
        quantity,
        texts,
      })),
    ),
    allergens: allergensOf(product.allergens, chosen),
  };
}

function priceOf({ price }: Product, chosen: readonly ChosenOption[]): number {
  return toMainUnit(unitPriceOf(nearestMinorUnits(price), chosen));
}

function wordLineFault(
  { reason, at, groupId }: ChoiceFault,
  groups: Product['option_groups'],
  { options = [] }: BasketLine,
): string {
  const optionId = at === null ? undefined : options[at]?.option_id;
  const option = groups.flatMap((group) => group.options).find(({ id }) => id === optionId);
  if (reason === 'sold-out' && option) {
    const { name, available_from: from } = option;
    return from === null
      ? optionWords.optionSoldOut(name)
      : optionWords.optionFrom(name, formatShortDay(from));
  }
  const group = groups.find(({ id }) => id === groupId);
  return group ? optionWords.groupFault(group.name) : optionWords.optionGone;
}
