import type { Problem } from '../../../shared/contract/problem.ts';
import { explainRefusedProducts } from '../../components/describe-availability.ts';
import { explainFault, explainProblem } from '../../components/explain-problem.ts';
import { sortFaults } from '../../components/form.ts';
import { describeShortages, findShortages } from '../../components/shortages.ts';
import { timeZone } from '../../components/time-zone.ts';
import { instantAt } from '../../components/wall-clock.ts';
import { commonWords } from '../../components/words.ts';
import { today } from '../../components/wording.ts';
import { hasOptions, mustChooseAgain, totalOf } from './draft-line.ts';
import { anyTime, type DraftOrder, needsReason } from './draft-order.ts';
import { words } from './words.ts';

/** The first fault that can be found before the order is sent; undefined without one. */
export function findFaults(draft: DraftOrder): Partial<DraftOrder> | undefined {
  const { '/customer/name': name, '/customer/phone': phone, date, slot, time } = draft.values;
  const isReasonMissing = needsReason(draft) && draft.values['/override_reason'].trim() === '';
  const [field, chosen] = slot === anyTime ? ['time', time] : ['slot', slot];
  if (draft.lines.length === 0) return { notice: { title: words.nothing } };
  const faulty = draft.lines.find(mustChooseAgain);
  if (faulty) {
    return { notice: { title: commonWords.about(faulty.product.name, words.chooseAgain) } };
  }
  if (name.trim() === '' && phone.trim() !== '') {
    return { faults: { '/customer/name': words.nameMissing } };
  }
  if (draft.isSoon) return undefined;
  // The slot is empty while the slots are loading.
  if (date === '' || chosen === '') return { faults: { [field]: words.timeMissing } };
  if (date < today()) return { faults: { date: words.timePast } };
  return isReasonMissing ? { faults: { '/override_reason': words.reasonMissing } } : undefined;
}

/** @param draft without faults */
export function toRequest(draft: DraftOrder) {
  const name = draft.values['/customer/name'].trim();
  const phone = draft.values['/customer/phone'].trim();
  return {
    lines: draft.lines.map(({ product, quantity, note, options }) => ({
      product_id: product.id,
      quantity,
      ...((hasOptions(product) || options.length > 0) && { options }),
      ...(note.trim() !== '' && { note: note.trim() }),
    })),
    ...(name !== '' && { customer: { name, ...(phone !== '' && { phone }) } }),
    ...(!draft.isSoon && toPickup(draft)),
    shown_total: totalOf(draft.lines),
  };
}

function toPickup(draft: DraftOrder) {
  const { date, slot, time, '/override_reason': reason } = draft.values;
  return {
    pickup_at: slot === anyTime ? instantAt(date, time, timeZone).toISOString() : slot,
    ...(needsReason(draft) && { override_reason: reason.trim() }),
  };
}

/** The changes of the draft that show a refusal. @param draft as it was sent */
export function explainRefusal(problem: Problem, { lines, values }: DraftOrder) {
  const nameAt = (path: string) => {
    const [, index] = /^\/lines\/(\d+)\//.exec(path) ?? [];
    return index === undefined ? undefined : lines[Number(index)]?.product.name;
  };
  const nameOf = (id: number) => lines.find(({ product }) => product.id === id)?.product.name ?? '';
  const pickupField = values.slot === anyTime ? 'time' : 'slot';
  const errors = (problem.errors ?? [])
    .filter(({ path }) => nameAt(path) === undefined)
    .map(({ path, message }) => ({
      path: path === '/pickup_at' ? pickupField : path,
      message: explainFault(message),
    }));
  const { faults, others } = sortFaults(errors, Object.keys(values));
  const shortages = findShortages(problem);
  const products = lines.map(({ product }) => product);
  const why =
    shortages.length > 0
      ? describeShortages(shortages, nameOf)
      : (explainRefusedProducts(problem, products) ?? explainProblem(problem, nameAt));
  return { faults, shortages, notice: { title: words.refused, text: [why, ...others].join(' ') } };
}
