import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { commonWords, wordReason } from '../../components/words.ts';
import { formatMoment } from '../../components/wording.ts';
import { wordStanding } from '../moves/standing.ts';
import { words } from './words.ts';

type Step = StaffOrderResponse['timeline'][number];

/** What has happened to the order: when, what, by whom, why. */
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
  return isCollecting(step) ? wordStanding('Collected') : commonWords.status[step.to];
}

function isCollecting({ from, to, reason }: Step): boolean {
  return from === to && reason === 'collected';
}

/** @param by as the timeline has it: "staff:anna" */
export function wordBy(by: string): string {
  return by.startsWith('staff:') ? by.slice('staff:'.length) : (words.movers[by] ?? by);
}
