import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { commonWords, wordReason } from '../../components/words.ts';
import { formatMoment } from '../../components/wording.ts';
import { nameStatus } from '../order-actions/counter-status.ts';
import { words } from './words.ts';

type Step = StaffOrderResponse['timeline'][number];

/** Every change of the order: when, what, by which actor, why. */
export function createTimeline({ timeline }: StaffOrderResponse): Node[] {
  return [
    element('h2', { textContent: words.timeline }),
    element('ol', { className: 'timeline' }, ...timeline.map(createStep)),
  ];
}

function createStep(step: Step): HTMLElement {
  const remark = isCollecting(step) || step.reason === null ? '' : wordReason(step.reason);
  const item = element(
    'li',
    {},
    element('strong', { className: 'status', textContent: wordStep(step) }),
    element('span', {
      className: 'quiet',
      textContent: `${formatMoment(step.at)} · ${wordBy(step.by)}`,
    }),
    ...(remark === ''
      ? []
      : [element('span', { textContent: words.reasons[remark] ?? isolateForeign(remark) })]),
  );
  item.dataset['status'] = isCollecting(step) ? 'Collected' : step.to;
  return item;
}

function wordStep(step: Step): string {
  return isCollecting(step) ? nameStatus('Collected') : commonWords.status[step.to];
}

function isCollecting({ from, to, reason }: Step): boolean {
  return from === to && reason === 'collected';
}

/** @param by actor in the API's format: "staff:anna", "customer" or "processor" */
export function wordBy(by: string): string {
  return by.startsWith('staff:') ? by.slice('staff:'.length) : (words.actors[by] ?? by);
}
